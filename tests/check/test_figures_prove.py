"""Figures prove by being there: for the last period that has ended, on enough data."""

from datetime import date, timedelta

import pytest

from sapat.check.measuring.known import Figure, Limits, Reason, judge, last_ended
from sapat.core.proofs import Question, State, found
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.organisations.rules import SchoolType
from tests.conftest import AT

TODAY = AT.date()
ENDED = date(2025, 11, 4)
LATER = ENDED + timedelta(30)
LIMITS = Limits(share=80, completeness=80, days=14)


def figure(number=1, **more):
    usual = {"applies": True, "term": "quarter I", "ended": ENDED, "has_value": True}
    return Figure(f"R-{number:02}", f"R-{number:02}", **{**usual, **more})


def judged(*figures, day=LATER):
    return judge(figures, LIMITS, day)[:2]


def several(known, unknown, **more):
    there = [figure(number) for number in range(known)]
    return [*there, *(figure(50 + number, has_value=False, **more) for number in range(unknown))]


def test_known_figures_prove():
    assert judge([figure(), figure(2)], LIMITS, LATER) == (
        State.PROVED,
        Reason.KNOWN,
        {"known": 2, "all": 2, "term": "quarter I"},
    )


def test_one_figure_is_told_without_counting():
    assert judged(figure()) == (State.PROVED, Reason.ONE_KNOWN)
    assert judged(figure(has_value=False)) == (State.MISSING, Reason.ONE_UNKNOWN)


def test_what_no_file_can_bring_says_where_it_comes_from():
    asked = several(1, 2, comes_from=("a survey",))
    state, reason, facts = judge(asked, LIMITS, LATER)
    assert (state, reason, facts["sources"]) == (State.MISSING, Reason.FROM_ROOMS, "a survey")
    assert judged(*asked, figure(9, has_value=False))[1] == Reason.FEW
    assert judged(*several(0, 2, comes_from=("a survey",)))[1] == Reason.ALL_FROM_ROOMS


@pytest.mark.parametrize(
    ("known", "unknown", "state", "reason"),
    [
        (4, 1, State.PROVED, Reason.KNOWN),
        (3, 1, State.MISSING, Reason.FEW),
        (0, 2, State.MISSING, Reason.UNKNOWN),
    ],
)
def test_four_of_five_must_be_known(known, unknown, state, reason):
    assert judged(*several(known, unknown)) == (state, reason)


@pytest.mark.parametrize(
    ("completeness", "state", "reason"),
    [
        (0.80, State.PROVED, Reason.ONE_KNOWN),
        (0.79, State.MISSING, Reason.THIN),
        (None, State.PROVED, Reason.ONE_KNOWN),
    ],
)
def test_a_figure_on_too_little_data_is_not_known(completeness, state, reason):
    assert judged(figure(completeness=completeness)) == (state, reason)


@pytest.mark.parametrize(("days", "state"), [(14, State.DUE), (15, State.MISSING)])
def test_figures_are_expected_for_fourteen_days(days, state):
    assert judged(figure(has_value=False), day=ENDED + timedelta(days))[0] == state


def test_what_the_type_of_school_does_not_have_is_not_asked_for():
    assert judged(figure(applies=False)) == (State.NOT_APPLICABLE, Reason.NOT_HERE)
    assert judged(figure(), figure(2, applies=False))[0] == State.PROVED


def test_before_the_first_period_ends_figures_are_due_then():
    ahead = figure(ended=None, first=ENDED, has_value=False)
    assert judged(ahead, day=ENDED) == (State.DUE, Reason.NOT_YET)
    assert judged(figure(ended=None, has_value=False)) == (State.MISSING, Reason.NO_CALENDAR)


def test_a_sentence_names_three_and_hints_at_more():
    _state, _reason, facts = judge(several(0, 4), LIMITS, LATER)
    assert facts["names"] == "R-50, R-51, R-52…"


QUARTERS = {
    TermCode(2025, number, TermKind.QUARTER): ends
    for number, ends in enumerate(
        [ENDED, date(2025, 12, 30), date(2026, 3, 20), date(2026, 5, 25)], start=1
    )
}
YEARS = {2024: date(2025, 5, 25), 2025: date(2026, 5, 25)}


@pytest.mark.parametrize(
    ("window", "day", "term"),
    [
        ("term", ENDED, None),
        ("term", ENDED + timedelta(1), "2025-Q1"),
        ("half_year", date(2025, 12, 30), None),
        ("half_year", date(2025, 12, 31), "2025-Q2"),
        ("half_year", date(2026, 5, 25), "2025-Q2"),
        ("half_year", date(2026, 5, 26), "2025-Q4"),
        ("month", date(2026, 3, 21), "2025-Q3"),
        ("year", date(2026, 5, 26), "2025-Y"),
    ],
)
def test_a_period_has_ended_on_the_day_after_its_last(window, day, term):
    assert last_ended(window, QUARTERS, YEARS, day) == (term and code(term))


def code(text):
    kind = TermKind(text[5])
    return TermCode(int(text[:4]), int(text[6:] or 0), kind)


@pytest.mark.parametrize(
    ("window", "back", "term"),
    [("term", 1, "2025-Q3"), ("half_year", 1, "2025-Q2"), ("year", 0, "2025-Y"), ("year", 1, None)],
)
def test_a_period_before_may_stand_in(window, back, term):
    day = date(2026, 6, 1)
    found = last_ended(window, QUARTERS, YEARS, day, back=back)
    assert found == (term and code(term))


def ask(school, *codes, day=TODAY, **parameters):
    with within(school):
        question = Question(school, day)
        return found("measuring.known").ask(question, {"indicators": codes, **parameters})


def test_marks_of_the_last_quarter_prove_and_older_ones_do_not(school, village):
    village.marks(village.open("8А", 20), "algebra", [5] * 20, term=3)
    assert ask(school, "R-01", "R-02").reason == Reason.UNKNOWN
    stood_in = ask(school, "R-01", "R-02", back=1, completeness=10)
    assert stood_in.state == State.PROVED
    assert {record.query for record in stood_in.records} == {"term=2025-Q3"}
    village.marks(village.open("8Б", 20), "algebra", [5] * 20, term=4)
    proved = ask(school, "R-01", "R-02", completeness=10)
    assert (proved.state, proved.facts["known"]) == (State.PROVED, 2)
    assert [record.args for record in proved.records] == [("R-01",), ("R-02",)]


def test_facts_that_came_in_later_prove_nothing_about_an_earlier_day(school, village):
    village.marks(village.open("8А", 20), "algebra", [5] * 20, term=3)
    assert ask(school, "R-01", day=date(2026, 4, 20)).reason == Reason.ONE_UNKNOWN


def test_a_basic_school_is_not_asked_for_the_test_of_graduates(school, village):
    assert school.edition(AT.date()).school_type == SchoolType.BASIC
    assert ask(school, "R-11", "P-22").state == State.NOT_APPLICABLE


def test_all_clauses_read_the_figures_once(school, village, django_assert_max_num_queries):
    village.marks(village.open("8А", 20), "algebra", [5] * 20, term=4)
    question = Question(school, AT.date())
    rule = found("measuring.known")
    with within(school), django_assert_max_num_queries(25):
        rule.ask(question, {"indicators": ["R-01"]})
    with within(school), django_assert_max_num_queries(0):
        rule.ask(question, {"indicators": ["P-01", "C-08"]})
