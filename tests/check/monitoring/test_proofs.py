"""What watching proves, nearly proves and does not prove."""

from datetime import date, timedelta

import pytest

from sapat.check.monitoring import changes
from sapat.check.monitoring.judging import (
    Foreseen,
    Reason,
    Said,
    are_analysed,
    are_causes_named,
    are_decided,
    is_foreseen,
    is_watched,
)
from sapat.check.monitoring.models import KeptForecast, Signal
from sapat.check.monitoring.rules import Answered
from sapat.core import dues
from sapat.core.proofs import Question, State, found
from sapat.school.boundary import within
from tests.check.monitoring.conftest import GOOD
from tests.conftest import AT

DAY = date(2026, 11, 20)


def said(raised=10, answered=None, *, side="worse", kinds=("norm",), cause=True, still=True):
    """Return a signal raised so many days ago and answered after so many days."""
    on = DAY - timedelta(days=raised)
    after = None if answered is None else on + timedelta(days=answered)
    return Said(side, frozenset(kinds), on, after, cause, still)


@pytest.mark.parametrize(
    ("signals", "state", "reason"),
    [
        ([said(40, 30)], State.PROVED, Reason.IN_TIME),
        ([said(31)], State.MISSING, Reason.LATE),
        ([said(30)], State.DUE, Reason.SOON),
        ([said(5), said(40, 3)], State.PROVED, Reason.IN_TIME),
        ([said(5)], State.DUE, Reason.SOON),
        ([], State.PROVED, Reason.SILENT),
    ],
)
def test_signals_are_answered_in_time(signals, state, reason):
    judged = are_decided(signals, DAY, DAY, days=30, soon=10)
    assert judged[:2] == (state, reason)


@pytest.mark.parametrize(
    ("signals", "state", "reason"),
    [
        ([said(40, 3)], State.PROVED, Reason.ANALYSED),
        ([said(40, 3, cause=False)], State.MISSING, Reason.NOT_ANALYSED),
        ([said(40)], State.MISSING, Reason.NOT_ANALYSED),
        ([said(10)], State.DUE, Reason.TO_ANALYSE),
        ([said(40, kinds=["cause"])], State.PROVED, Reason.SILENT),
        ([said(40, side="better")], State.PROVED, Reason.SILENT),
        ([said(40, still=False)], State.PROVED, Reason.SILENT),
    ],
)
def test_values_below_their_norm_are_analysed(signals, state, reason):
    assert are_analysed(signals, DAY, DAY, days=30)[:2] == (state, reason)


def test_nothing_is_proved_where_nobody_watched():
    for judged in (
        are_decided([], None, DAY, days=30, soon=10),
        are_analysed([], None, DAY, days=30),
        are_causes_named([], None, share=80),
    ):
        assert judged[:2] == (State.MISSING, Reason.NEVER)


def test_four_of_five_answers_name_a_cause():
    four = [said(40, 3)] * 4
    assert are_causes_named([*four, said(40, 3, cause=False)], DAY, share=80)[0] == State.PROVED
    assert are_causes_named([*four, *[said(40, 3, cause=False)] * 2], DAY, share=80)[:2] == (
        State.MISSING,
        Reason.UNNAMED,
    )


@pytest.mark.parametrize(("ago", "state"), [(21, State.DUE), (22, State.MISSING)])
def test_a_term_is_watched_within_three_weeks(ago, state):
    ended = ("quarter I", DAY - timedelta(days=ago))
    assert is_watched(None, ended, DAY, days=21)[0] == state
    assert is_watched((DAY, 900, 3), ended, DAY, days=21)[0] == State.PROVED
    assert is_watched(None, None, DAY, days=21)[:2] == (State.MISSING, Reason.NO_TERM)


@pytest.mark.parametrize(
    ("ago", "count", "state", "reason"),
    [
        (10, 3, State.PROVED, Reason.COMPARED),
        (335, 3, State.PROVED, Reason.COMPARED),
        (336, 3, State.DUE, Reason.AGEING),
        (366, 3, State.MISSING, Reason.OLD_FORECAST),
        (10, 2, State.MISSING, Reason.NO_FORECAST),
    ],
)
def test_forecasts_are_kept_for_a_year_and_compared(ago, count, state, reason):
    known = Foreseen(count, "quarter I", DAY - timedelta(days=ago), 20, 19)
    assert is_foreseen(known, DAY, least=3, soon=30)[:2] == (state, reason)


TODAY = AT.date()


def ask(school, name, day=TODAY):
    with within(school):
        return found(name).ask(Question(school, day), {})


RULES = [
    "monitoring.changes_detected",
    "monitoring.decided_in_time",
    "monitoring.low_values_analysed",
    "monitoring.causes_named",
    "forecasts.made",
]


@pytest.mark.parametrize("name", RULES)
def test_a_school_without_evidence_proves_nothing(school, village, name):
    assert ask(school, name).state == State.MISSING


def test_what_was_watched_and_answered_proves(school, past, watch, raised, director):
    past.write((*GOOD[:-1], 9))
    watch()
    states = {name: ask(school, name).state for name in RULES}
    assert states["monitoring.changes_detected"] == State.PROVED
    assert states["forecasts.made"] == State.PROVED
    assert states["monitoring.decided_in_time"] == State.DUE
    assert states["monitoring.low_values_analysed"] == State.DUE
    assert states["monitoring.causes_named"] == State.MISSING
    for one in raised(part_of=None):
        changes.answer(
            one, Answered("explained", "Карантин."), person=None, by=director, at=AT,
            named=[("epidemic", "")],
        )  # fmt: skip
    assert {ask(school, name).state for name in RULES} == {State.PROVED}
    assert {one.page for one in ask(school, RULES[1]).records} == {"check:signal"}


def test_a_signal_that_nobody_answers_disproves(school, past, watch):
    past.write((*GOOD[:-1], 9))
    watch()
    later = AT.date() + timedelta(days=31)
    assert ask(school, "monitoring.decided_in_time", later).state == State.MISSING
    assert ask(school, "monitoring.low_values_analysed", later).state == State.MISSING


def test_the_five_rules_ask_little_together(school, past, watch, django_assert_max_num_queries):
    past.write((*GOOD[:-1], 9))
    watch()
    with within(school), django_assert_max_num_queries(8):
        question = Question(school, AT.date())
        for name in RULES:
            found(name).ask(question, {})


def test_a_proof_names_nobody(school, person_of, teacher, village, watch, past):
    past.write(GOOD)
    watch()
    with within(school):
        Signal.objects.create(
            school=school, key="k", indicator="R-02", dim="teacher", group=1, side="worse",
            person=person_of(teacher), term="2025-Q4", year=2025, number=4, seen_year=2025,
            seen_number=4, raised_at=AT, state="explained", answered_at=AT, grounds={"norm": {}},
        )  # fmt: skip
    records = ask(school, "monitoring.decided_in_time").records
    assert records
    assert not [one for one in records if "Teacher" in one.label]


def test_open_signals_wait_for_the_deputy(school, past, watch):
    past.write((*GOOD[:-1], 9))
    watch()
    with within(school):
        waiting = [one for one in dues.due_in(school, AT.date()) if one.key.startswith("signal")]
    assert waiting
    assert {one.by for one in waiting} == {AT.date() + timedelta(days=30)}
    assert all("dep_academic" in one.roles for one in waiting)


def test_a_forecast_of_the_past_alone_is_no_forecast(school, past, watch):
    past.write(GOOD)
    watch()
    with within(school):
        KeptForecast.objects.update(year=2024)
    assert ask(school, "forecasts.made").state == State.MISSING
