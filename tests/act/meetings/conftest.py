"""A pedagogical council whose director chairs and whose deputy keeps the minutes."""

from datetime import UTC, date, datetime, time

import pytest

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.wording import Aim, Reason, Resolution, Vote
from sapat.act.meetings import changes, reads
from sapat.act.meetings.changes import Came, Heard, Point, When
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import Told, Votes
from sapat.act.minutes import changes as minutes
from sapat.act.minutes import reads as written
from sapat.core.language import Text
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within

AT = datetime(2025, 11, 10, 9, tzinfo=UTC)
DAY = date(2025, 11, 10)
SINCE = date(2025, 8, 25)


def body_of(school, kind, name, *users):
    """Open a body: the first takes the chair, the second the minutes."""
    mandate = Mandate(kind, Text(ky=name), SINCE)
    row = bodies.set_up(school, mandate, by=None, at=AT)
    for place, user in enumerate(users):
        seat = (Seat.CHAIR, Seat.SECRETARY)[place] if place < 2 else Seat.MEMBER
        bodies.seat(row, user.person, seat, since=SINCE, by=None, at=AT)
    return row


@pytest.fixture
def council(school, director, deputy, teacher):
    return body_of(school, BodyKind.PED_COUNCIL, "Педкеңеш", director, deputy, teacher)


@pytest.fixture
def planned(council):
    points = [Point("Окуу жылынын башталышы"), Point("Талаптар", standing="requirements")]
    when = When(DAY, time(14), "Мугалимдер бөлмөсү")
    return changes.plan_meeting(council, when, points, by=None, at=AT)


@pytest.fixture
def invited(planned):
    return changes.invite(planned, [], Told.MESSAGE, by=None, at=AT)


def came(meeting, presence=None):
    """Say of everybody on the list that they came, or as told by user name."""
    with within(meeting.school):
        rows = reads.attendances(meeting)
    return {row.pk: Came((presence or {}).get(row.person_id, "present")) for row in rows}


def hold(meeting, director, deputy, presence=None):
    return changes.hold(
        meeting,
        came(meeting, presence),
        chair=director.person,
        secretary=deputy.person,
        by=None,
        at=AT,
    )


@pytest.fixture
def held(invited, director, deputy):
    return hold(invited, director, deputy)


def resolution(owner, controller, /, **more):
    """A decision that lacks nothing, but for what is told."""
    given = {
        "text": "Кошумча сабактар өткөрүлсүн",
        "term": date(2025, 12, 20),
        "reasons": [Reason("indicator", "Билим сапаты 41 %", "R-02")],
        "aim": Aim("R-02", "45 %", date(2026, 2, 1)),
    }
    return Resolution(**{"owner": owner, "controller": controller, **given, **more})


@pytest.fixture
def item(held):
    with within(held.school):
        return reads.items(held).first()


@pytest.fixture
def decided(item, teacher, deputy):
    words = resolution(teacher.person, deputy.person)
    return decisions.decide(item, words, Vote(Votes(3)), by=None, at=AT)


@pytest.fixture
def minuted(held, decided):
    with within(held.school):
        for row in reads.items(held):
            changes.write(row, Heard("Угулду"), by=None, at=AT)
    return minutes.close_minutes(held, by=None, at=AT)


def mark(meeting):
    with within(meeting.school):
        return written.digest(Meeting.objects.get(pk=meeting.pk))


@pytest.fixture
def signed(minuted, director, deputy):
    shown = mark(minuted)
    minutes.sign(minuted, "chair", director.person, shown, by=director, at=AT)
    return minutes.sign(minuted, "secretary", deputy.person, shown, by=deputy, at=AT)


@pytest.fixture
def binding(signed, decided):
    with within(signed.school):
        decided.refresh_from_db()
    return decided
