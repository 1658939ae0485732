"""Commissions, a temporary group and the pupils' parliament of a fictional school."""

from datetime import date, datetime, timedelta

from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within
from sapat.school.classes import reads as classes
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import SchoolType
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

OPENED = date(RUNNING, 9, 8)
CLOSES = date(RUNNING + 1, 6, 30)
ASSESSORS = Text(
    "Өзүн-өзү баалоо комиссиясы", "Комиссия по самооценке", "Commission for self-assessment"
)
PROGRAMMES = Text(
    "Программаларды карап чыгуу тобу",
    "Группа по пересмотру программ",
    "Group to look at programmes",
)
PARLIAMENT = Text("Мектеп парламенти", "Школьный парламент", "School parliament")
DEPUTIES = 7
SOON = timedelta(days=21)


def live(school: Organisation, *, at: datetime) -> None:
    """Set up the bodies; a school by correspondence has no parliament, and its term ends soon."""
    day = at.date()
    teachers = list(holders(school, Role.TEACHER, day)[:8])
    is_day_school = school.edition(day).school_type != SchoolType.CORRESPONDENCE
    closes = CLOSES if is_day_school else day + SOON
    commission = Mandate(BodyKind.COMMISSION, ASSESSORS, OPENED, closes, "48/2")
    _seat(school, commission, teachers[:5], at=at)
    group = Mandate(BodyKind.TEMPORARY, PROGRAMMES, OPENED, CLOSES, "48/3")
    _seat(school, group, teachers[5:8], at=at)
    if is_day_school:
        parliament = Mandate(BodyKind.PUPILS, PARLIAMENT, OPENED)
        _seat(school, parliament, _eldest(school), at=at)


def _eldest(school: Organisation) -> list[Person]:
    """Return a few pupils of the highest classes."""
    with within(school):
        every = sorted(classes.classes(RUNNING), key=lambda one: (-one.year_of_study, one.letter))
        found = [seat.person for one in every[:2] for seat in classes.roster(one)]
    return found[::5][:DEPUTIES]


def _seat(school: Organisation, mandate: Mandate, people: list[Person], *, at: datetime) -> None:
    """Open a body; the first takes the chair, the second the minutes."""
    body = bodies.set_up(school, mandate, by=None, at=at)
    for place, person in enumerate(people):
        seat = (Seat.CHAIR, Seat.SECRETARY)[place] if place < 2 else Seat.MEMBER
        bodies.seat(body, person, seat, since=OPENED, by=None, at=at)
