"""Who studies and who works: the class book, the pupils' book, the staff list."""

from collections.abc import Iterator
from datetime import date

from sapat.demo.chance import Chance
from sapat.demo.papers import Sheet
from sapat.demo.registers.table import Value, register
from sapat.demo.subjects import UNIONS
from sapat.demo.world import Employee, Group, Pupil, School

Row = list[Value]


def classes(school: School, year: int) -> Sheet:
    """Return the classes of a year: label, year of study and level are three columns."""
    columns = ("class", "year", "grade", "level", "lang", "shift", "mode", "class_teacher", "room")
    rows: list[Row] = [
        [g, year, g.grade, g.level, g.language, g.shift, g.mode, g.teacher, g.room or None]
        for g in school.groups[year]
    ]
    return register("classes", columns, rows)


def pupils(school: School, year: int) -> Sheet:
    """Return the pupils' book of a year."""
    columns = (
        "number",
        "pupil",
        "class",
        "year",
        "sex",
        "born_on",
        "sen",
        "status",
        "enrolled_on",
        "left_on",
        "support",
    )
    last = max(school.groups[year], key=lambda group: group.label).label
    rows = [_pupil(school, group, pupil, last) for group, pupil in school.pupils(year)]
    return register("pupils", columns, rows)


def _pupil(school: School, group: Group, pupil: Pupil, last: int) -> Row:
    status = "left" if pupil.number in group.left else "active"
    came = group.came.get(pupil.number)
    return [
        pupil.number,
        pupil,
        group,
        group.year,
        pupil.sex,
        pupil.born_on,
        pupil.special,
        status,
        came,
        group.left.get(pupil.number),
        support(group, pupil),
    ]


def support(group: Group, pupil: Pupil) -> str | None:
    """Return which individual work a pupil needs, if any."""
    if pupil.special:
        return "sen"
    if group.grade < 3:
        return None
    return "low" if pupil.able < -1.45 else "gifted" if pupil.able > 1.75 else None


def staff(school: School, year: int) -> Sheet:
    """Return the staff list of a year."""
    columns = (
        "number",
        "staff",
        "year",
        "post",
        "subject",
        "mo",
        "sex",
        "born_on",
        "hired_on",
        "edu_level",
        "profile_match",
        "category",
        "procedure",
        "active",
    )
    return register("staff", columns, list(_staff_rows(school, year)))


def _staff_rows(school: School, year: int) -> Iterator[Row]:
    for person in working(school, year):
        union = UNIONS[person.union].ky if person.union else None
        subject = person.subjects[0] if person.subjects else None
        yield [
            person.number,
            person,
            year,
            person.post,
            subject,
            union,
            person.sex,
            person.born_on,
            person.hired_on,
            person.education,
            person.profile if person.post == "teacher" else None,
            category(school, person, year),
            person.procedure or None,
            True,
        ]


def working(school: School, year: int) -> list[Employee]:
    """Return who works at the school in a year."""
    return [person for person in school.staff if person.hired_on < date(year + 1, 6, 1)]


def category(school: School, person: Employee, year: int) -> str:
    """Return the category of a year: some got theirs only lately."""
    since = 2020 + Chance(school.seed, "attested", person.number).randint(0, 6)
    return person.category if year >= since else "none"
