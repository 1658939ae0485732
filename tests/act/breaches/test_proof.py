"""Breaches prove the clause only where terms are laid down and no case is overdue."""

from datetime import date, timedelta

import pytest

from sapat.act.breaches import changes
from sapat.act.breaches.rules import BreachState, Life, Reason, first_name_in, judge
from sapat.core.proofs import Question, State, found
from tests.act.breaches.test_breaches import (  # noqa: F401 (fixtures)
    AT,
    DAY,
    asked,
    case,
    closed,
    decided,
    explained,
    on,
)

TODAY = date(2026, 11, 22)


def life(state, days, *, answer=True, measure=False, order=True):
    opened = TODAY - timedelta(days=days)
    return Life("№ 1", state, opened, None, None, answer, measure, order)


@pytest.mark.parametrize(
    ("cases", "state", "reason"),
    [
        ([], State.PROVED, Reason.HANDLED),
        ([life(BreachState.CLOSED, 200, measure=True)], State.PROVED, Reason.HANDLED),
        ([life(BreachState.ASKED, 22)], State.PROVED, Reason.HANDLED),
        ([life(BreachState.ASKED, 23)], State.DUE, Reason.SOON),
        ([life(BreachState.ASKED, 30)], State.DUE, Reason.SOON),
        ([life(BreachState.ASKED, 31)], State.MISSING, Reason.LATE),
        (
            [life(BreachState.CLOSED, 90, measure=True, answer=False)],
            State.MISSING,
            Reason.UNEXPLAINED,
        ),
        ([life(BreachState.CLOSED, 90, measure=True, order=False)], State.MISSING, Reason.NO_ORDER),
        ([life(BreachState.DECIDED, 9, measure=True, order=False)], State.PROVED, Reason.HANDLED),
    ],
)
def test_cases_are_judged_without_a_count(cases, state, reason):
    found_ = judge(cases, TODAY, days=30, laid_down=True)
    assert found_[:2] == (state, reason)
    assert "count" not in found_[2]


def test_without_terms_of_keeping_nothing_is_proved():
    assert judge([], TODAY, days=30, laid_down=False)[:2] == (State.MISSING, Reason.NO_TERMS)


@pytest.mark.usefixtures("year", "inside")
def test_the_answer_names_nobody_and_links_nowhere(school, asked, director, teacher):  # noqa: F811
    rule = found("breaches.handled")
    assert rule.ask(Question(school, DAY), {}).state == State.MISSING
    changes.set_terms(school, {}, by=director, at=AT)
    answer = rule.ask(Question(school, DAY), {})
    assert (answer.state, list(answer.records)) == (State.PROVED, [])
    late = rule.ask(Question(school, on(31).date()), {})
    assert late.state == State.MISSING
    assert teacher.person.family_name not in late.sentence
    assert asked.name not in late.sentence


@pytest.mark.parametrize(
    ("words", "found_name"),
    [
        ("Асановдун журналы", "Асанов"),
        ("АСАНОВ кечикти", "Асанов"),
        ("Журнал көзөмөлсүз", ""),
        ("Баалар кеч коюлат", ""),
    ],
)
def test_a_name_is_found_whatever_its_ending(words, found_name):
    assert first_name_in(words, ["Асанов", "Бакыт", ""]) == found_name
