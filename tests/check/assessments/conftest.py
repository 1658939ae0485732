"""A small set of criteria, a commission of three, and a cycle that runs by it."""

from datetime import UTC, date, datetime

import pytest

from sapat.check.assessments.annexes import changes as annexes
from sapat.check.assessments.annexes.reads import Source
from sapat.check.assessments.criteria import changes as sets
from sapat.check.assessments.criteria.changes import About
from sapat.check.assessments.criteria.rules import Content, Planned
from sapat.check.assessments.criteria.shipped import usual_levels
from sapat.check.assessments.cycles import changes, reads
from sapat.check.assessments.cycles.changes import CyclePlan, Ground, Said
from sapat.core.language import Text
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity

AT = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
DAY = date(2026, 10, 5)
SINCE, UNTIL, DUE = date(2026, 9, 1), date(2027, 5, 25), date(2027, 6, 1)
HOME = "/schools/S12/assessments/"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep the files of a test in a folder of its own."""
    settings.SAPAT_HOME = tmp_path
    return tmp_path


@pytest.fixture
def year(school):
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


def content_of(*codes):
    words = [Planned(code, Text(f"{code} аткарылат"), "1", ("A9-1",)) for code in codes]
    return Content(usual_levels(), {"1": Text("Башкаруу")}, tuple(words))


def about(**more):
    given = {
        "code": "OWN", "kind": "institutional", "edition": "1", "dated": DAY,
        "name": Text("Өз топтом"), "source": Text("Агенттиктин тизмеси"),
    }  # fmt: skip
    return About(**{**given, **more})


@pytest.fixture
def criteria(school, year):
    """Three criteria below one heading."""
    content = content_of("K-1", "K-2", "K-3")
    return sets.take_over(school, about(), content, person=None, by=None, at=AT)


@pytest.fixture
def members(school):
    """Three colleagues without a sign-in."""
    return [
        people.take_on(school, Identity(family_name=name), by=None, at=AT)
        for name in ("Төрага", "Катчы", "Мүчө")
    ]


@pytest.fixture
def commission(school, members):
    mandate = Mandate(
        BodyKind.COMMISSION, Text("Өзүн-өзү баалоо комиссиясы"), SINCE, date(2027, 6, 30)
    )
    body = bodies.set_up(school, mandate, by=None, at=AT)
    for person, seat in zip(members, (Seat.CHAIR, Seat.SECRETARY, Seat.MEMBER), strict=True):
        bodies.seat(body, person, seat, since=SINCE, by=None, at=AT)
    return body


@pytest.fixture
def prepared(school, criteria):
    plan = CyclePlan(criteria, SINCE, UNTIL, DUE)
    return changes.prepare(school, plan, person=None, by=None, at=AT)


@pytest.fixture
def running(prepared, commission):
    return changes.start(prepared, commission, Ground("37", DAY), by=None, at=AT)


def lines_of(cycle):
    with within(cycle.school):
        return list(reads.lines(cycle))


def judge(line, level="meets", *, shown=0, person=None, leads=True, at=AT):
    said = Said(level, "Протоколдор бар", gaps="Эки класста жок" if level != "meets" else "")
    return changes.judge(line, said, shown, person=person, leads=leads, by=None, at=at)


def agree(line, level="meets", *, shown=1, person=None, at=AT):
    said = Said(level, "Каралды")
    return changes.agree(line, said, shown, person=person, by=None, at=at)


def show(cycle, *lines, label="Протокол № 3", digest="a" * 64):
    source = Source("meeting", label, "act:meeting", (1,), DAY, DAY, digest)
    return annexes.lay(cycle, source, [one.pk for one in lines], person=None, by=None, at=AT)


def whole(cycle, levels=("meets", "meets", "meets"), at=AT):
    """Judge every criterion on both sides and lay one annex beside all."""
    lines = lines_of(cycle)
    for line, level in zip(lines, levels, strict=True):
        judge(line, level, at=at)
        agree(line, level, at=at)
    show(cycle, *lines)
    return lines


def close(cycle, at=AT):
    return changes.close(cycle, "Шайкеш келет", "Педкеңеш, № 6", person=None, by=None, at=at)
