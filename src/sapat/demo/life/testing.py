"""Tests of a fictional school: good, with a wrong key, too small, and one of last year."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sapat.check.testing import changes, reads
from sapat.check.testing.changes import Sitting
from sapat.check.testing.roster import Seat, matched
from sapat.check.testing.sheets import Table, read_table
from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders
from sapat.school.subjects.models import Subject

OPTIONS = "АБВГ"
BY_THE_FIRST = 3
"""Tests by one who signs in to the demonstration; the others are a colleague's."""
UNFAIR = 9
"""An item of the good test that a word of a game made harder for one side."""


@dataclass(frozen=True)
class Story:
    """A test as it was: what it asked, how well, and what went wrong with it."""

    title: str
    subject: str
    on: date
    items: Sequence[str]
    pupils: tuple[int, int]
    """From which grade on, and how many at most."""
    sharpness: float
    hardness: float
    wrong: int | None = None
    """Item whose key is mistyped."""
    idle: int | None = None
    """Item one of whose options nobody takes for right."""
    unfair: int | None = None


COMMON = tuple(f"А{number}" for number in range(1, 9))
STORIES = (
    Story(
        "Алгебра: өткөн жылдын жыйынтыгы", "algebra", date(RUNNING, 5, 12),
        (*COMMON, *(f"Б{number}" for number in range(1, 13))), (5, 150), 1.4, 0.0,
    ),
    Story(
        "Алгебра: 1-чейректин жыйынтыгы", "algebra", date(RUNNING, 10, 28),
        (*COMMON, *(f"В{number}" for number in range(1, 17))), (5, 170), 1.3, 0.4, unfair=UNFAIR,
    ),
    Story(
        "Физика: күч жана кыймыл", "physics", date(RUNNING, 10, 21),
        [str(number) for number in range(1, 13)], (7, 84), 0.85, 0.2, wrong=6, idle=3,
    ),
    Story(
        "Химия: атомдун түзүлүшү", "chemistry", date(RUNNING, 11, 5),
        [str(number) for number in range(1, 11)], (8, 11), 1.2, 0.0,
    ),
)  # fmt: skip


def live(school: Organisation, *, at: datetime) -> None:
    """Bring the tests in, each by a teacher, through the reading of a pasted table."""
    found = holders(school, Role.TEACHER, at.date()).order_by("-pk")
    teachers = sorted(found, key=lambda person: person.user_id is None)[:2]
    with within(school):
        subjects = {row.code: row for row in Subject.objects.all()}
    for number, story in enumerate(STORIES):
        author = teachers[number // BY_THE_FIRST % len(teachers)] if teachers else None
        with within(school):
            seats = sorted(reads.seats(story.on, None), key=lambda seat: seat.person)
        _sit(school, story, (seats, subjects), author=author, at=at)


def _sit(
    school: Organisation,
    story: Story,
    known: tuple[Sequence[Seat], dict[str, Subject]],
    *,
    author: Person | None,
    at: datetime,
) -> None:
    seats, subjects = known
    lowest, many = story.pupils
    chosen = [seat for seat in seats if _grade(seat) >= lowest][:many]
    if not chosen:
        return
    chance = random.Random(f"{school.code} {story.title}")  # noqa: S311 (fiction, not secrets)
    table = answers(story, chosen, chance)
    found, _mistakes = matched(table.lines, chosen)
    sitting = Sitting(story.title, story.on, subjects.get(story.subject), seats=found)
    changes.keep(school, sitting, table, author=author, by=None, at=at)


def _grade(seat: Seat) -> int:
    return int("".join(character for character in seat.label if character.isdigit()) or 0)


def answers(story: Story, seats: Sequence[Seat], chance: random.Random) -> Table:
    """Return the table a teacher would paste: a row a pupil, options by ability and chance."""
    right = [chance.choice(OPTIONS) for _item in story.items]
    count = len(story.items)
    hard = [story.hardness + 2.4 * (at / (count - 1) - 0.5) for at in range(count)]
    key = list(right)
    if story.wrong is not None:
        key[story.wrong] = _other(right[story.wrong], chance)
    rows = [["Окуучу", *story.items], ["Ачкыч", *key]]
    for seat in seats:
        ability = chance.gauss(0, story.sharpness)
        cells = [_chosen(story, at, (right[at], ability - hard[at], seat.sex), chance)
                 for at in range(count)]  # fmt: skip
        rows.append([seat.number or seat.name, *cells])
    table, mistakes = read_table(rows)
    if table is None:
        raise ValueError(f"{story.title}: {[mistake.sentence for mistake in mistakes]}")
    return table


def _chosen(story: Story, at: int, pupil: tuple[str, float, str], chance: random.Random) -> str:
    right, lead, sex = pupil
    if at == story.unfair and sex == "f":
        lead -= 2.2
    if chance.random() < 1 / (1 + math.exp(-lead)):
        return right
    if chance.random() < 0.02:
        return ""
    wrong = _other(right, chance)
    idle = next(option for option in OPTIONS if option != right)
    return _other(right, chance, but=idle) if at == story.idle and wrong == idle else wrong


def _other(right: str, chance: random.Random, *, but: str = "") -> str:
    return chance.choice([option for option in OPTIONS if option not in {right, but}])
