"""From a finding to an effect: no step can be left out, on no way."""

from datetime import date, timedelta

import pytest

from sapat.act.actions import changes, reads
from sapat.act.actions.changes import Intent, Look, Step
from sapat.act.actions.rules import ActionState, Kind, NotSo, Verdict
from sapat.check.findings import changes as findings
from sapat.check.findings import rules
from sapat.check.findings.rules import FindingState, Grade
from sapat.core.refusal import Refused
from sapat.evidence.registers import changes as registers
from sapat.evidence.store.models import Batch
from sapat.school.boundary import within
from tests.act.conftest import AT

LATER = AT + timedelta(days=120)


@pytest.fixture
def intent(person, teacher):
    def of(finding=None, kind=Kind.CORRECTIVE, **more):
        usual = {"indicator": "R-01", "effect_by": date(2026, 12, 20)}
        return Intent(
            kind,
            "Коңгуроону оңдоо",
            person(teacher),
            date(2026, 10, 15),
            finding=finding,
            **{**usual, **more},
        )

    return of


@pytest.fixture
def opened(school, intent, director):
    def open_one(finding=None, **more):
        return changes.open_action(school, intent(finding, **more), person=None, by=director, at=AT)

    return open_one


@pytest.fixture
def done(opened, director):
    def carry_out(finding=None, **more):
        row = opened(finding, **more)
        changes.plan(row, [Step("Устаны чакыруу")], by=director, at=AT)
        changes.begin(row, by=director, at=AT)
        with within(row.school):
            (step,) = reads.steps(row)
        changes.tick_off(step, done=True, by=director, at=AT)
        return changes.finish(row, "Оңдолду", by=director, at=AT)

    return carry_out


def refusal(change, *args, **more):
    with pytest.raises(Refused) as no:
        change(*args, **more)
    return no.value.reason


def test_an_action_answers_only_a_confirmed_finding(found, opened):
    assert refusal(opened, found()) == NotSo.NOT_CONFIRMED


def test_only_an_improvement_stands_without_a_finding(opened, year):
    assert refusal(opened) == NotSo.NO_FINDING
    assert opened(kind=Kind.IMPROVEMENT).finding is None


def test_nothing_begins_without_a_plan_and_a_root_cause(confirmed, opened, director):
    row = opened(confirmed())
    assert refusal(changes.begin, row, by=director, at=AT) == NotSo.NO_PLAN
    changes.plan(row, [Step("Устаны чакыруу")], by=director, at=AT)
    assert refusal(changes.begin, row, by=director, at=AT) == NotSo.NO_CAUSE


def test_steps_that_are_open_keep_an_action_open(rooted, opened, director):
    row = opened(rooted())
    changes.plan(row, [Step("Бир"), Step("Эки")], by=director, at=AT)
    changes.begin(row, by=director, at=AT)
    assert refusal(changes.finish, row, "Бүттү", by=director, at=AT) == NotSo.STEPS_OPEN


def test_nobody_judges_their_own_action(rooted, done, person, teacher):
    row = done(rooted())
    look = Look(Verdict.WORKED, "Көрсөткүч өстү")
    assert refusal(changes.judge, row, look, person=person(teacher), by=teacher, at=LATER) == (
        NotSo.OWN_WORK
    )


def test_an_effect_is_not_judged_before_it_can_show(rooted, done, person, director):
    row = done(rooted())
    look = Look(Verdict.WORKED, "Көрсөткүч өстү")
    assert refusal(changes.judge, row, look, person=person(director), by=director, at=AT) == (
        NotSo.TOO_SOON
    )


def judged(row, verdict, person, user, at=LATER):
    look = Look(verdict, "Көрсөткүчтөр боюнча")
    return changes.judge(row, look, person=person(user), by=user, at=at)


def test_too_early_is_an_answer_and_leaves_the_action_open(rooted, done, person, director):
    row = done(rooted())
    judged(row, Verdict.TOO_EARLY, person, director)
    row.refresh_from_db()
    assert row.state == ActionState.DONE
    judged(row, Verdict.WORKED, person, director, at=LATER + timedelta(days=30))
    row.refresh_from_db()
    assert row.state == ActionState.WORKED


def test_a_finding_closes_when_an_action_has_been_shown_to_work(rooted, done, person, director):
    finding = rooted()
    row = done(finding)
    ends = {"person": person(director), "by": director, "at": LATER}
    assert refusal(findings.close, finding, "Бүттү", **ends) == NotSo.ACTIONS_OPEN
    judged(row, Verdict.WORKED, person, director)
    assert findings.close(finding, "Көрсөткүч өстү", **ends).state == FindingState.CLOSED


def test_an_action_that_failed_keeps_its_finding_open(rooted, done, person, director):
    finding = rooted()
    judged(done(finding), Verdict.FAILED, person, director)
    ends = {"person": None, "by": director, "at": LATER}
    assert refusal(findings.close, finding, "Бүттү", **ends) == NotSo.NOT_SHOWN


def test_a_late_failure_opens_a_closed_finding_again(rooted, done, person, director, school):
    finding = rooted(grade=Grade.REMARK)
    row = done(finding)
    with within(school):
        type(finding).objects.filter(pk=finding.pk).update(state=FindingState.CLOSED)
    judged(row, Verdict.FAILED, person, director)
    finding.refresh_from_db()
    assert finding.state == FindingState.CONFIRMED


def test_a_correction_alone_asks_for_prevention_or_a_reason(rooted, done, person, director):
    finding = rooted()
    judged(done(finding, kind=Kind.CORRECTION), Verdict.WORKED, person, director, at=AT)
    ends = {"person": None, "by": director, "at": LATER}
    assert refusal(findings.close, finding, "Бүттү", **ends) == NotSo.NO_PREVENTION
    reason = "Бир жолку окуя"
    changes.need_no_prevention(finding, reason, person=None, by=director, at=AT)
    assert findings.close(finding, "Бүттү", **ends).state == FindingState.CLOSED


def test_findings_and_actions_count_in_the_indicators(rooted, done, school):
    done(rooted())
    registers.keep_all(school, by=None, at=AT)
    with within(school):
        kept = set(Batch.objects.values_list("data_set", flat=True))
    assert {"findings", "actions"} <= kept


def test_numbers_run_through_the_school_year(found):
    assert [found(title).name for title in ("Бир", "Эки")] == ["№ 2026/1", "№ 2026/2"]


def test_one_record_gives_one_open_finding(found):
    source = findings.Source("signal:7", "R-01", "check:signal", (7,))
    found(source=source)
    assert refusal(found, source=source) == rules.NotSo.BUSY


def test_the_same_is_recognised_as_a_repeat(found):
    first, second = found(clause="A7.2-1"), found(clause="A7.2-1")
    assert second.repeat_of_id == first.pk
