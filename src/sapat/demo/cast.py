"""Who can sign in to the demonstration, and the offices above its schools."""

from dataclasses import dataclass

from sapat.core.language import Text
from sapat.demo.days import RUNNING
from sapat.demo.world import Employee, School
from sapat.school.people.changes import Identity

PASSWORD = "Ak-Talaa-2026"  # noqa: S105 (made public on purpose; only fictional schools use it)


@dataclass(frozen=True)
class Office:
    """A fictional office above the schools."""

    code: str
    name: Text


MINISTRY = Office(
    "DEMO-M",
    Text(
        "Ойдон чыгарылган агартуу министрлиги",
        "Вымышленное министерство просвещения",
        "Fictional ministry of education",
    ),
)
DISTRICT = Office(
    "DEMO-D",
    Text(
        "Ойдон чыгарылган Ак-Талаа райондук билим берүү бөлүмү",
        "Вымышленный Ак-Талинский районный отдел образования",
        "Fictional education department of Ak-Talaa district",
    ),
)
INSPECTOR = Identity("Шерматова", "Гүлнур", "Асан кызы", sex="f")
INSPECTOR_LOGIN = "inspector"


@dataclass(frozen=True)
class SignIn:
    """One person of the cast: the sign-in name and the post it shows."""

    login: str
    employee: Employee
    role: str


def cast(school: School) -> list[SignIn]:
    """Return who signs in at a school: director, deputy, a teacher and a class teacher."""
    tail = school.code.rsplit("-", 1)[-1]
    found = [
        SignIn(f"director{tail}", _first(school, "director"), "director"),
        SignIn(f"deputy{tail}", _first(school, "dep_academic"), "dep_academic"),
    ]
    plain = [p for p in school.staff if p.roles == ("teacher",)]
    if plain:
        found.append(SignIn(f"teacher{tail}", plain[-1], "teacher"))
    classes = school.groups.get(RUNNING, ())
    if classes and (leader := classes[-1].teacher):
        found.append(SignIn(f"classteacher{tail}", leader, "class_teacher"))
    return found


def _first(school: School, role: str) -> Employee:
    return next(person for person in school.staff if role in person.roles)
