"""Whether progress is known proves something; end tests are asked for in time."""

from datetime import date

import pytest

from sapat.check.comparing import dues, proofs  # noqa: F401 (registers itself)
from sapat.check.comparing.rules import Reason, Told, end_tests_wanted, judge
from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, found
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from tests.conftest import AT

ENDS = date(2026, 5, 25)


def ends_of(school):
    with within(school):
        return max(row.ends for row in calendar.terms() if row.school_year.year == 2025)


def answer(school, day, **parameters):
    with within(school):
        return found("comparing.progress").ask(Question(school, day), parameters)


def told(*, started=0, why=""):
    return Told(started, 90, why)


@pytest.mark.parametrize(
    ("looked", "day", "state", "reason"),
    [
        ([told(started=80)], date(2026, 6, 1), State.PROVED, Reason.TOLD),
        ([told(why="No."), told(started=70)], date(2027, 1, 1), State.PROVED, Reason.TOLD),
        ([told(why="No.")], date(2026, 6, 24), State.DUE, Reason.EXPECTED),
        ([told(why="No.")], date(2026, 6, 25), State.MISSING, Reason.UNTOLD),
        ([], date(2026, 6, 25), State.MISSING, Reason.UNTOLD),
    ],
)
def test_a_year_is_judged_on_the_basis_that_tells_most(looked, day, state, reason):
    found = judge(looked, "2025–2026", by=date(2026, 6, 24), day=day)
    assert found[:2] == (state, reason)


def test_the_rule_is_proved_by_the_year_that_has_ended(school, grown):
    found = answer(school, date(2026, 9, 2))
    assert found.state == State.PROVED
    assert "120" in found.sentence
    assert [record.page for record in found.records] == ["check:progress"]


def test_the_rule_is_missing_where_nothing_tells(school, village):
    found = answer(school, date(2026, 9, 2))
    assert found.state == State.MISSING
    assert found.reason == Reason.UNTOLD
    assert found.facts["why"]


def test_within_a_month_it_is_only_due(school, village):
    assert answer(school, ends_of(school)).state == State.MISSING
    day = ends_of(school).replace(month=6, day=5)
    assert answer(school, day).state == State.DUE
    assert answer(school, day, days=2).state == State.MISSING


def test_without_a_year_behind_nothing_is_known(school):
    assert answer(school, date(2026, 9, 2)).reason == Reason.NO_YEAR


@pytest.mark.parametrize(
    ("day", "has_start", "has_end", "wanted"),
    [
        (date(2026, 4, 24), True, False, False),
        (date(2026, 4, 25), True, False, True),
        (date(2026, 6, 1), True, False, True),
        (date(2026, 6, 1), True, True, False),
        (date(2026, 6, 1), False, False, False),
    ],
)
def test_end_tests_are_asked_for_a_month_before_the_year_ends(day, has_start, has_end, wanted):
    assert end_tests_wanted(has_start=has_start, has_end=has_end, ends=ENDS, day=day) is wanted


def test_a_year_with_start_tests_alone_waits_for_the_others(school, village, tested):
    in_autumn = AT.replace(year=2025, month=10)
    tested.keep(village.open("5А", 10), "algebra", "start", [50] * 10, at=in_autumn)
    day = ends_of(school)
    with within(school):
        waiting = [one for one in due_in(school, day) if one.key == "comparing.end_tests:2025"]
    assert [one.by for one in waiting] == [day]
    assert waiting[0].roles == {"dep_academic"}


def test_a_year_with_both_waits_for_nothing(school, grown):
    with within(school):
        keys = {one.key for one in due_in(school, ends_of(school))}
    assert "comparing.end_tests:2025" not in keys
