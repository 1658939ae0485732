"""The rhythm of reviews, what an approval lacks, and what the reviews prove."""

from datetime import date

import pytest

from sapat.act.reviews.rules import (
    FROM,
    Held,
    NotSo,
    Ready,
    Reason,
    ReviewState,
    Rhythm,
    Step,
    judge_analysis,
    judge_held,
    may_step,
    next_due,
    why_not_approve,
)
from sapat.core.proofs import State
from sapat.publish.reviews import rows_of, years_of

BEGAN = date(2025, 9, 1)
TWICE = Rhythm(2, BEGAN)
WHOLE = frozenset({"policy", "audits", "actions"})


def test_every_step_is_possible_from_its_states_alone():
    for step in Step:
        for state in ReviewState:
            assert may_step(step, state) == (state in FROM[step])


@pytest.mark.parametrize(
    ("last", "times", "due"),
    [
        (None, 2, date(2026, 3, 1)),
        (date(2026, 1, 20), 2, date(2026, 7, 20)),
        (date(2025, 8, 31), 2, date(2026, 2, 28)),
        (date(2026, 1, 20), 4, date(2026, 4, 20)),
        (date(2026, 1, 20), 1, date(2027, 1, 20)),
    ],
)
def test_the_next_review_follows_the_rhythm(last, times, due):
    assert next_due(last, times, BEGAN) == due


LAST = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("held", "day", "state", "reason"),
    [
        ([], date(2026, 3, 1), State.DUE, Reason.FIRST_DUE),
        ([], date(2026, 3, 2), State.MISSING, Reason.NEVER),
        ([Held(LAST, True)], date(2026, 6, 19), State.PROVED, Reason.HELD),
        ([Held(LAST, True)], date(2026, 6, 20), State.DUE, Reason.SOON),
        ([Held(LAST, True)], date(2026, 7, 20), State.DUE, Reason.SOON),
        ([Held(LAST, True)], date(2026, 7, 21), State.MISSING, Reason.OVERDUE),
        ([Held(LAST, False)], date(2026, 1, 25), State.DUE, Reason.NOT_APPROVED),
        ([Held(LAST, False)], date(2026, 4, 1), State.MISSING, Reason.NOT_APPROVED),
        ([Held(date(2026, 8, 1), True)], date(2026, 2, 1), State.DUE, Reason.FIRST_DUE),
    ],
)
def test_reviews_are_judged_against_the_rhythm(held, day, state, reason):
    assert judge_held(held, TWICE, day)[:2] == (state, reason)


@pytest.mark.parametrize(
    ("held", "day", "state", "lacks"),
    [
        ([], date(2026, 6, 1), State.MISSING, ()),
        ([Held(LAST, True, WHOLE)], date(2026, 6, 1), State.PROVED, ()),
        ([Held(LAST, False, WHOLE)], date(2026, 6, 1), State.MISSING, ()),
        ([Held(LAST, True, WHOLE - {"audits"})], date(2026, 6, 1), State.MISSING, ("audits",)),
        ([Held(LAST, True, WHOLE)], date(2026, 12, 21), State.DUE, ()),
        ([Held(LAST, True, WHOLE)], date(2027, 1, 20), State.MISSING, ()),
    ],
)
def test_the_analysis_of_a_year_joins_all_it_must(held, day, state, lacks):
    found = judge_analysis(held, day, months=12, required=("policy", "audits"), soon=30)
    assert (found[0], found[3]) == (state, lacks)


@pytest.mark.parametrize(
    ("ready", "reason"),
    [
        (Ready(["Аудит"], 1, 1, "", "yes", "yes", "Жакшы"), NotSo.UNJUDGED),
        (Ready([], 0, 1, "", "yes", "yes", "Жакшы"), NotSo.NO_DECISION),
        (Ready([], 1, 1, "", "", "yes", "Жакшы"), NotSo.NO_CONCLUSION),
        (Ready([], 1, 1, "", "yes", "yes", " "), NotSo.NO_CONCLUSION),
        (Ready([], 1, 0, "", "yes", "yes", "Жакшы"), NotSo.NO_RESOURCES),
    ],
)
def test_an_approval_names_what_it_lacks(ready, reason):
    assert why_not_approve(ready)[0] == reason


def test_a_reason_stands_in_place_of_resources():
    assert why_not_approve(Ready([], 1, 0, "Жетиштүү", "yes", "yes", "Жакшы")) is None


def test_years_of_one_measure_alone_leave_gaps_in_the_others():
    trend = {"audits": [[2024, 50.0, 4], [2025, 75.0, 4]], "clauses": [[2025, 60.0, 160]]}
    audits, clauses = rows_of(trend)
    assert years_of(trend) == [2024, 2025]
    assert [n for _said, n in audits.cells] == [4, 4]
    assert [n for _said, n in clauses.cells] == [0, 160]
