"""What indicators, instruments and procedures prove: on records that do, nearly do, and do not."""

from datetime import date

import pytest

from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.indicators import changes as indicators
from sapat.plan.indicators.frames import Meeting, Reason, judge_meetings, judge_norms
from sapat.plan.indicators.norms import Approval
from sapat.plan.indicators.rules import Levels
from sapat.plan.instruments import changes as instruments
from sapat.plan.procedures import changes, reads, rules
from sapat.plan.procedures.changes import NewProcedure
from sapat.plan.procedures.rules import Method, Procedure
from tests.conftest import AT, join

DAY = date(2026, 9, 10)
RULES = (
    "indicators.two_frames", "indicators.approved", "indicators.norms", "indicators.workable",
    "instruments.procedures", "instruments.safety", "instruments.complement",
    "instruments.teacher_criteria",
)  # fmt: skip


def ask(school, name, day=DAY, **parameters):
    return found(name).ask(Question(school, day), parameters)


@pytest.mark.parametrize("name", RULES)
def test_a_school_without_records_proves_nothing(school, inside, name):
    answer = ask(school, name)
    assert answer.state == State.MISSING
    assert "%(" not in answer.sentence
    assert not answer.records


@pytest.fixture
def laid_out(school, inside):
    """The usual procedures from the first of September."""
    return changes.lay_out(school, since=date(2026, 9, 1), by=None, at=AT)


def test_the_usual_procedures_cover_what_quality_is(school, laid_out):
    assert ask(school, "instruments.procedures").state == State.PROVED
    answer = ask(school, "instruments.complement")
    assert (answer.state, answer.since) == (State.PROVED, date(2026, 9, 1))
    assert ask(school, "instruments.complement", least=99).state == State.MISSING
    assert ask(school, "instruments.procedures", date(2026, 8, 31)).state == State.MISSING


def test_they_are_laid_out_once(school, laid_out):
    with pytest.raises(Refused):
        changes.lay_out(school, since=date(2026, 9, 1), by=None, at=AT)


def test_without_a_survey_nobody_was_asked_what_they_expect(school, laid_out):
    for row in reads.procedures(DAY).filter(method=Method.SURVEY):
        changes.end(row, until=date(2026, 9, 5), by=None, at=AT)
    answer = ask(school, "instruments.procedures")
    assert (answer.state, answer.reason) == (State.MISSING, rules.Reason.NO_EXPECTATIONS)


def test_safety_needs_both_the_list_and_its_period(
    school,
    inside,
    taken,
    approve,
    council,
    deputy,
):
    assert ask(school, "instruments.safety").reason == rules.Reason.NO_CHECKLIST
    approve(taken("SC"), council)
    assert ask(school, "instruments.safety").reason == rules.Reason.NO_WALK
    given = NewProcedure(
        "B4.3-3", "checklist", "SC", "Санитардык эреже", "quarter", "facilities", date(2026, 9, 2)
    )
    changes.write(school, given, by=deputy, at=AT)
    answer = ask(school, "instruments.safety")
    assert (answer.state, answer.since) == (State.PROVED, date(2026, 9, 2))


def test_the_criteria_of_teachers_need_a_union(
    school,
    inside,
    taken,
    approve,
    council,
    union,
):
    by_council = approve(taken("TE"), council)
    assert ask(school, "instruments.teacher_criteria").state == State.MISSING
    draft = instruments.begin_edition(by_council.instrument, by=None, at=AT)
    approve(draft, union, since=date(2026, 9, 2))
    assert ask(school, "instruments.teacher_criteria").state == State.PROVED
    assert ask(school, "instruments.teacher_criteria", date(2028, 9, 1)).state == State.DUE


def test_an_indicator_in_use_needs_a_procedure_and_a_held_post(school, laid_out):
    assert ask(school, "indicators.workable").reason == rules.Reason.VACANT
    for role in Role:
        if role != Role.INSPECTOR:
            join(role, school, role)
    assert ask(school, "indicators.workable").state == State.PROVED
    row = next(row for row in laid_out if "R-02" in row.indicators)
    changes.end(row, until=date(2026, 9, 5), by=None, at=AT)
    answer = ask(school, "indicators.workable")
    assert answer.reason == rules.Reason.UNCOVERED
    assert "R-02" in answer.sentence


def test_both_frames_of_enough_indicators(school, inside):
    for number, code in enumerate(("R-01", "R-02", "R-03"), 1):
        indicators.set_frame(school, code, "Стандарт", "Ата-энелер", by=None, at=AT)
        expected = State.PROVED if number == 3 else State.MISSING
        assert ask(school, "indicators.two_frames").state == expected
    with pytest.raises(Refused):
        indicators.set_frame(school, "R-04", "Стандарт", " ", by=None, at=AT)


def test_norms_are_the_schools_own_decision(school, inside):
    approval = Approval("Педкеңеш", "1", date(2026, 8, 28))
    for code in ("R-02", "R-03", "R-05"):
        levels = Levels(70, 60, 50)
        indicators.set_norm(school, code, levels, approval, since_year=2026, by=None, at=AT)
    assert ask(school, "indicators.norms").state == State.PROVED
    assert ask(school, "indicators.norms", least=4).state == State.MISSING


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 8, 28), State.PROVED),
        (date(2027, 7, 28), State.PROVED),
        (date(2027, 7, 29), State.DUE),
        (date(2027, 8, 28), State.DUE),
        (date(2027, 8, 29), State.MISSING),
    ],
)
def test_a_discussion_holds_for_a_year_to_the_day(day, state):
    meetings = [Meeting(date(2026, 8, 28), "1"), Meeting(date(2025, 8, 28), "1")]
    assert judge_meetings(meetings, day, months=12, soon=30)[0] == state


def test_a_leap_day_has_an_anniversary_too():
    state, reason, _facts, _since = judge_norms(
        [date(2024, 2, 29)], date(2026, 2, 28), least=1, months=24
    )
    assert (state, reason) == (State.PROVED, Reason.NORMED)


def test_two_methods_of_one_criterion_complement_each_other():
    marks = Procedure("B4.1-1", "marks", "import", "—", "quarter", "mo")
    test = Procedure("B4.1-1", "test", "import", "—", "year", "mo")
    assert rules.judge_complement([marks, marks], 1)[0] == State.MISSING
    assert rules.judge_complement([marks, test], 1)[0] == State.PROVED
