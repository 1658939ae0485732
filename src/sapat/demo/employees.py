"""The staff of a fictional school, and who teaches what to whom."""

from collections.abc import Sequence
from datetime import date, timedelta

from sapat.demo.chance import Chance
from sapat.demo.names import Names
from sapat.demo.subjects import ARTS, EXACT, LANGUAGE, NATURE, SOCIETY, SubjectPlan
from sapat.demo.world import Employee, Group

OFFICE = (
    (("director",), "head", "f"),
    (("dep_academic", "administration"), "head", "f"),
    (("dep_upbringing", "administration"), "head", "m"),
    (("psychologist",), "specialist", "f"),
    (("social_teacher",), "specialist", "f"),
    (("librarian",), "specialist", "f"),
    (("nurse",), "support", "f"),
    (("facilities",), "support", "m"),
    (("clerk",), "support", "f"),
)
TEACHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((LANGUAGE, ("kyrgyz", "kyrgyz_literature")),) * 3,
    *((LANGUAGE, ("russian",)),) * 2,
    *((LANGUAGE, ("english",)),) * 2,
    *((EXACT, ("mathematics", "algebra", "geometry")),) * 3,
    (EXACT, ("informatics",)),
    (NATURE, ("physics",)),
    (NATURE, ("chemistry", "nature")),
    *((NATURE, ("biology", "geography")),) * 2,
    *((SOCIETY, ("history", "society")),) * 2,
    (ARTS, ("art", "music", "technology")),
    (ARTS, ("sport",)),
)
PRIMARY_TEACHERS = 8
FIRST_HIRED = date(1990, 8, 25)


class Team:
    """Takes on people one after another."""

    def __init__(self, seed: int, code: str, names: Names) -> None:
        self.seed, self.code, self.names = seed, code, names
        self.people: list[Employee] = []

    def take(self, roles: tuple[str, ...], post: str, **more: object) -> Employee:
        """Take somebody on."""
        number = f"{self.code}-K{len(self.people) + 1:02d}"
        chance = Chance(self.seed, self.code, "staff", number)
        sex = str(more.pop("sex", "") or ("f" if chance.happens(0.82) else "m"))
        hired = FIRST_HIRED + timedelta(days=366 * int(chance.triangular(0, 35, 18)))
        person = Employee(
            number=number,
            name=self.names.next(sex, "ru" if chance.happens(0.12) else "ky"),
            sex=sex,
            born_on=hired - timedelta(days=chance.randint(22 * 365, 34 * 365)),
            roles=roles,
            post=post,
            hired_on=hired,
            education="higher" if chance.happens(0.88) else "vocational",
            profile=chance.happens(0.9),
            category=chance.weighted({"none": 60, "second": 20, "first": 14, "highest": 6}),
            gives=chance.gauss(0, 0.08),
            **more,  # type: ignore[arg-type]
        )
        self.people.append(person)
        return person


def day_staff(seed: int, code: str, names: Names) -> list[Employee]:
    """Return director, deputies, specialists and twenty-seven teachers."""
    team = Team(seed, code, names)
    for roles, post, sex in OFFICE:
        team.take(roles, post, sex=sex)
    for _ in range(PRIMARY_TEACHERS):
        team.take(("teacher",), "teacher", union="primary", sex="f")
    for union, subjects in TEACHERS:
        team.take(("teacher",), "teacher", union=union, subjects=subjects)
    return _with_heads(team.people)


def _with_heads(people: list[Employee]) -> list[Employee]:
    """Let the longest-serving teacher of each union head it, and give out quality procedures."""
    for union in sorted({person.union for person in people if person.union}):
        head = min((p for p in people if p.union == union), key=lambda p: p.hired_on)
        head.roles = (*head.roles, "mo")
        head.procedure = "mo_head"
    people[1].procedure, people[2].procedure = "observer", "auditor"
    people[3].procedure = "surveyor"
    return people


def share_out(
    groups: Sequence[Group], staff: Sequence[Employee]
) -> dict[tuple[str, str], Employee]:
    """Return who teaches each subject to each class of a year, and name the class teachers."""
    primary = [person for person in staff if person.union == "primary"]
    load: dict[tuple[str, str], Employee] = {}
    place = 0
    for group in groups:
        own = None
        if group.label <= 4:
            own, place = primary[place % len(primary)], place + 1
        for subject in group.plans:
            load[group.name, subject.code] = _teacher(group, subject, staff, own)
        group.teacher = own or _class_teacher(group, load)
    return load


def _teacher(
    group: Group, subject: SubjectPlan, staff: Sequence[Employee], own: Employee | None
) -> Employee:
    """Return the class teacher for most of a primary class, else one who teaches the subject.

    A class keeps its teachers over the years: the choice follows the year it began and its letter.
    """
    if own and subject.code not in ("english", "sport", "music"):
        return own
    able = [person for person in staff if subject.code in person.subjects]
    began = group.year - group.grade
    return able[(began + (group.language == "ru")) % len(able)]


def _class_teacher(group: Group, load: dict[tuple[str, str], Employee]) -> Employee:
    teachers = sorted(
        {person.number: person for (name, _), person in load.items() if name == group.name}.items()
    )
    began = group.year - group.grade
    person = teachers[(began * 5 + (group.language == "ru") * 3) % len(teachers)][1]
    if "class_teacher" not in person.roles:
        person.roles = (*person.roles, "class_teacher")
    return person
