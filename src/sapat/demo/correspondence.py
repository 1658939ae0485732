"""The fictional correspondence school: about 200 learners, teenagers and adults, three sessions."""

from datetime import date, timedelta
from functools import cache

from sapat.core.language import Text
from sapat.demo.chance import Chance
from sapat.demo.days import SESSIONS, has_happened
from sapat.demo.employees import Team
from sapat.demo.names import Names
from sapat.demo.subjects import AT_A_DISTANCE
from sapat.demo.world import Employee, Group, Pupil, School

CODE = "DEMO-2"
NAME = Text(
    "«Булак» ойдон чыгарылган сырттан окуу мектеби",
    "Вымышленная заочная школа «Булак»",
    "Fictional correspondence school “Bulak”",
)
PATH = {
    2024: {"7А": "", "8А": "", "9А": "", "9Б": "", "10А": "", "10Б": "", "11А": "", "11Б": ""},
    2025: {
        "8А": "7А",
        "8Б": "",
        "9А": "8А",
        "9Б": "",
        "10А": "9А",
        "10Б": "9Б",
        "11А": "10А",
        "11Б": "10Б",
    },
    2026: {"7А": "", "9А": "8А", "9Б": "8Б", "10А": "9А", "10Б": "9Б", "11А": "10А", "11Б": "10Б"},
}
"""Each class and where its learners were the year before. Nobody is in grade 7 in 2025/26, the
year in which finishers of grade 6 passed on to grade 8."""
SHORTER = {(2025, "8Б"), (2026, "9Б")}
"""Classes whose learners have studied one year less than their label says."""
SIZE = 26
SHIFT = -0.3
"""How far marks lie below those of a day school."""
OFFICE = (
    (("director",), "head", "m"),
    (("dep_academic", "academic_dept"), "head", "f"),
    (("practice_dept",), "head", "m"),
    (("career_head",), "specialist", "f"),
    (("auditor",), "specialist", "f"),
    (("librarian",), "specialist", "f"),
    (("clerk",), "support", "f"),
)
TEACHERS = (
    ("language", ("kyrgyz", "kyrgyz_literature")),
    ("language", ("russian", "english")),
    ("exact", ("algebra", "geometry", "informatics")),
    ("nature", ("physics", "chemistry")),
    ("nature", ("biology", "geography")),
    ("society", ("history", "society")),
)


@cache
def correspondence_school(seed: int) -> School:
    """Return the school: the same for the same seed."""
    names = Names(Chance(seed, CODE, "names"))
    team = Team(seed, CODE, names)
    for roles, post, sex in OFFICE:
        team.take(roles, post, sex=sex)
    for union, subjects in TEACHERS * 2:
        team.take(("teacher",), "teacher", union=union, subjects=subjects)
    team.people[4].procedure = "auditor"
    groups = _groups(seed, names)
    loads = {year: _share_out(groups[year], team.people) for year in groups}
    return School(
        code=CODE,
        name=NAME,
        school_type="correspondence",
        seed=seed,
        years=SESSIONS,
        groups=groups,
        staff=team.people,
        loads=loads,
        parents=[names.next("m", "ky") for _ in range(3)],
    )


def _groups(seed: int, names: Names) -> dict[int, list[Group]]:
    years: dict[int, list[Group]] = {}
    written = 0
    for year, path in PATH.items():
        before = {group.name: group for group in years.get(year - 1, ())}
        years[year] = []
        for label, origin in path.items():
            group = _group(year, label, before.get(origin))
            while len(group.pupils) < SIZE:
                written += 1
                group.pupils.append(_learner(seed, written, names, group.label))
            group.pupils.sort(key=lambda pupil: pupil.name.short)
            _leave(seed, group)
            years[year].append(group)
    return years


def _group(year: int, name: str, before: Group | None) -> Group:
    label = int(name[:-1])
    pupils = [one for one in before.pupils if one.number not in before.left] if before else []
    return Group(
        year=year,
        label=label,
        letter=name[-1],
        grade=label - ((year, name) in SHORTER),
        level="basic" if label <= 9 else "secondary",
        language="ky",
        shift=1,
        pupils=pupils,
        before=before,
        mode="correspondence",
    )


def _learner(seed: int, number: int, names: Names, label: int) -> Pupil:
    code = f"{CODE}-{number:04d}"
    chance = Chance(seed, CODE, "learner", code)
    sex = chance.choice("ffm")
    age = chance.choice((label + 7, label + 8, 19, 22, 27, 34, 41))
    return Pupil(
        number=code,
        name=names.next(sex, "ky"),
        sex=sex,
        born_on=date(2024 - age, 1, 1) + timedelta(days=chance.randrange(365)),
        language="ky",
        able=chance.gauss(SHIFT, 0.9),
        truant=chance.betavariate(1.2, 9),
    )


def _leave(seed: int, group: Group) -> None:
    """Let a learner or two give up within the year."""
    chance = Chance(seed, CODE, "leave", group.year, group.name)
    starts = SESSIONS[group.year].starts
    for pupil in chance.sample(group.pupils, chance.choice((0, 1, 1, 2))):
        on = starts + timedelta(days=chance.randint(30, 220))
        if has_happened(on):
            group.left[pupil.number] = on


def _share_out(groups: list[Group], staff: list[Employee]) -> dict[tuple[str, str], Employee]:
    load: dict[tuple[str, str], Employee] = {}
    for place, group in enumerate(groups):
        for code in AT_A_DISTANCE:
            able = [person for person in staff if code in person.subjects]
            load[group.name, code] = able[place % len(able)]
        group.teacher = load[group.name, AT_A_DISTANCE[place % len(AT_A_DISTANCE)]]
        if "class_teacher" not in group.teacher.roles:
            group.teacher.roles = (*group.teacher.roles, "class_teacher")
    return load
