"""Who may audit what, how often, and what follows what."""

from datetime import date

import pytest

from sapat.check.audits.checklists.rules import Asked, Ready, Topic, new_ones, of_clauses
from sapat.check.audits.reports.rules import NotSo as NotSigned
from sapat.check.audits.reports.rules import Verdict, why_not_confirm
from sapat.check.audits.rules import (
    ALLOWED,
    AuditState,
    Earlier,
    Importance,
    NotSo,
    Part,
    Seat,
    Standing,
    Step,
    may_step,
    plan_against_fact,
    report_by,
    times_a_year,
    why_not_independent,
    year_of,
)
from sapat.core.language import Text

DAY = date(2026, 11, 20)
OWNER = Seat(1, Part.LEAD, "Асанова")
AUDITED = Seat(2, Part.AUDITEE, "Токтогулов")
OUTSIDER = Seat(None, Part.MEMBER, "Осмонова")


def test_every_step_and_every_state_is_told_apart():
    allowed = {(step, state) for step in Step for state in AuditState if may_step(step, state)}
    assert allowed == {(step, state) for step, states in ALLOWED.items() for state in states}
    assert set(ALLOWED) == set(Step)
    for ended in (AuditState.CONFIRMED, AuditState.REFUSED, AuditState.CALLED_OFF):
        assert not [step for step in Step if may_step(step, ended)]


def test_nobody_audits_work_of_their_own():
    assert why_not_independent([OWNER, AUDITED], owners={1})[0] == NotSo.OWN_WORK
    assert why_not_independent([OWNER, AUDITED], owners={2}) is None


def test_who_is_audited_does_not_audit():
    both = [Seat(2, Part.MEMBER, "Токтогулов"), AUDITED]
    assert why_not_independent(both, owners=())[0] == NotSo.OWN_WORK


def test_an_exception_asks_for_somebody_from_outside():
    alone = Seat(1, Part.LEAD, "Асанова", exception="Башка адис жок")
    assert why_not_independent([alone, AUDITED], owners={1})[0] == NotSo.NEEDS_OUTSIDER
    assert why_not_independent([alone, AUDITED, OUTSIDER], owners={1}) is None


@pytest.mark.parametrize(
    ("importance", "before", "times"),
    [
        (Importance.LOW, Earlier(), 1),
        (Importance.LOW, Earlier(DAY), 0),
        (Importance.LOW, Earlier(DAY, major=1), 1),
        (Importance.MEDIUM, Earlier(DAY), 1),
        (Importance.MEDIUM, Earlier(DAY, minor=1, repeats=1), 2),
        (Importance.HIGH, Earlier(DAY, minor=1, still_open=1), 2),
        (Importance.HIGH, Earlier(DAY, minor=1), 1),
    ],
)
def test_importance_and_earlier_results_steer_the_frequency(importance, before, times):
    assert times_a_year(importance, before) == times


def test_a_report_is_due_in_five_working_days():
    assert report_by(date(2026, 11, 20)) == date(2026, 11, 27)  # over one weekend
    assert report_by(date(2026, 11, 23)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_august_opens_a_school_year(day, year):
    assert year_of(day) == year


def stands(planned, state="planned", held=None, first=None):
    return Standing(planned, first or planned, state, held)


def test_plan_and_fact_are_counted_on_the_boundary():
    rows = [
        stands(date(2026, 11, 6)),  # fourteen days ago: still within the tolerance
        stands(date(2026, 11, 5)),
        stands(date(2026, 11, 1), "held", held=date(2026, 11, 15)),
        stands(date(2026, 11, 1), "held", held=date(2026, 11, 16)),
        stands(date(2026, 11, 21), first=date(2026, 11, 1)),
        stands(date(2026, 11, 1), "called_off"),
    ]
    count = plan_against_fact(rows, DAY, tolerance=14)
    assert (count.planned, count.fell_due, count.held, count.in_time) == (5, 4, 2, 1)
    assert (count.overdue, count.moved, count.called_off) == (1, 1, 1)


def test_a_clause_without_a_shipped_question_gets_one():
    words = Text("суроо", "вопрос", "question")
    topics = [Topic("A7.2-1", words, words), Topic("A9-1", words, words)]
    made = list(of_clauses(topics, [Ready("IA-31", words, ("A7.2",))]))
    assert [one.source for one in made] == ["ia:IA-31", "clause:A9-1"]
    assert all((one.words.ky, one.words.ru, one.words.en) for one in made)


def test_the_same_is_not_asked_twice():
    one = Asked(Text("суроо"), "own", "card:1:owner")
    assert new_ones([one, one], ()) == [one]
    assert new_ones([one], {"card:1:owner"}) == []


def verdict(grade="minor", *, confirmed=True, **more):
    return Verdict(1, "№ 2026/1", grade, confirmed, **more)


@pytest.mark.parametrize(
    ("said", "objection"),
    [
        ([], NotSigned.UNDECIDED),
        ([verdict()], NotSigned.NO_OWNER),
        ([verdict(owner=7)], NotSigned.NO_OWNER),
        ([verdict(confirmed=False)], NotSigned.NO_WHY),
        ([verdict(confirmed=False, reason="Акты бар")], NotSigned.ALL_REFUSED),
    ],
)
def test_management_answers_for_every_finding(said, objection):
    assert why_not_confirm(said, [1])[0] == objection


def test_a_fault_with_owner_and_term_and_good_practice_are_confirmed():
    assert why_not_confirm([verdict(owner=7, due_on=DAY)], [1]) is None
    assert why_not_confirm([verdict("good")], [1]) is None
    assert why_not_confirm([], []) is None
