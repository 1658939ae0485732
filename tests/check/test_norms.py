"""A school's own norms: from a year on, by a body's decision, never backwards."""

from datetime import date

import pytest

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import Status, measure
from sapat.core.refusal import Refused
from sapat.plan.indicators import changes
from sapat.plan.indicators.norms import Approval, NotSo
from sapat.plan.indicators.rules import Levels
from sapat.school.calendar.rules import TermCode, TermKind, parse_term
from tests.check.conftest import Q1
from tests.conftest import AT

LAST_YEAR = TermCode(2024, 1, TermKind.QUARTER)
COUNCIL = Approval("Педагогикалык кеңеш", "1", date(2025, 8, 30))


def set_norm(school, levels, *, since=2025, code="R-02", approval=COUNCIL):
    return changes.set_norm(school, code, levels, approval, since_year=since, by=None, at=AT)


@pytest.fixture
def marked(school, village):
    for year in (2024, 2025):
        village.marks(village.open("8А", 10, year=year), "algebra", [5] * 7 + [3] * 3, year=year)
    return school


def status(school, term):
    return measure(school, term, indicators=["R-02"])[0].status


def test_a_norm_holds_from_its_year_and_earlier_years_keep_theirs(marked):
    assert (status(marked, LAST_YEAR), status(marked, Q1)) == (Status.HIGH, Status.HIGH)

    set_norm(marked, Levels(95, 90, 80))

    assert (status(marked, LAST_YEAR), status(marked, Q1)) == (Status.HIGH, Status.CRITICAL)


def test_of_two_norms_for_a_year_the_newer_holds(marked):
    set_norm(marked, Levels(95, 90, 80))
    set_norm(marked, Levels(70, 60, 50))

    reading = measure(marked, Q1, indicators=["R-02"])[0]
    assert (reading.status, reading.norm.levels.target) == (Status.HIGH, 70)
    assert reading.norm.approval == COUNCIL


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"levels": Levels(50, 60, 70)}, NotSo.FALLING),
        ({"levels": Levels(70, 60, 50), "code": "P-99"}, NotSo.UNKNOWN),
        ({"levels": Levels(float("nan"), 60, 50)}, NotSo.NO_NUMBER),
        ({"levels": Levels(70, 60, 50), "approval": Approval(" ", "1", AT.date())}, NotSo.NO_BODY),
        (
            {"levels": Levels(70, 60, 50), "approval": Approval("A", "1", date(2027, 1, 1))},
            NotSo.NOT_YET,
        ),
    ],
)
def test_what_no_body_could_have_approved_is_refused(school, more, reason):
    levels = more.pop("levels")
    with pytest.raises(Refused) as no:
        set_norm(school, levels, **more)
    assert no.value.reason == reason


@pytest.mark.parametrize(("term", "alarm"), [("2025-Q1", 5), ("2025-Y", 20)])
def test_the_norm_of_what_grows_with_time_grows_too(school, village, term, alarm):
    norm = ground_of(school).norm_at("R-19", parse_term(term))

    assert norm.levels.alarm == alarm
    assert ground_of(school).norm_at("R-02", parse_term(term)).levels.alarm == 30
