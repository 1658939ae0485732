"""A cycle is prepared, started by order, judged on both sides, shown by evidence, closed."""

from datetime import date, timedelta

import pytest

from sapat.check.assessments.annexes import changes as annexes
from sapat.check.assessments.annexes.changes import Sent
from sapat.check.assessments.annexes.reads import Source, changed
from sapat.check.assessments.cycles import changes, reads
from sapat.check.assessments.cycles.changes import CyclePlan, Ground, Said
from sapat.check.assessments.cycles.models import AssessedCriterion, Assessment
from sapat.check.assessments.cycles.rules import FROM, CycleState, NotSo, Step
from sapat.check.findings import changes as findings
from sapat.core import dues
from sapat.core.models import TrailEntry
from sapat.core.refusal import Refused
from sapat.plan.documents.texts import files
from sapat.school.bodies import changes as bodies
from tests.check.assessments.conftest import (
    AT,
    DAY,
    DUE,
    SINCE,
    UNTIL,
    agree,
    close,
    judge,
    lines_of,
    show,
    whole,
)

pytestmark = pytest.mark.usefixtures("inside")

STEPS = {
    Step.PLAN: lambda c: changes.replan(
        c, CyclePlan(c.criteria_set, SINCE, UNTIL, DUE), by=None, at=AT
    ),
    Step.START: lambda c: changes.start(c, c.commission, Ground("1", DAY), by=None, at=AT),
    Step.ANSWER: lambda c: changes.give(c, [1], None, by=None, at=AT),
    Step.JUDGE: lambda c: judge(lines_of(c)[0]),
    Step.SHOW: lambda c: show(c, *lines_of(c)),
    Step.CLOSE: close,
    Step.DROP: lambda c: changes.drop(c, "Себеби бар", by=None, at=AT),
}
REFUSED = [(step, state) for step in Step for state in CycleState if state not in FROM[step]]


@pytest.mark.parametrize(("step", "state"), REFUSED)
def test_no_step_is_skipped(running, step, state):
    Assessment.objects.filter(pk=running.pk).update(state=state)
    with pytest.raises(Refused) as no:
        STEPS[step](running)
    assert no.value.reason == NotSo.WRONG_STEP
    assert Assessment.objects.get().state == state


def test_every_criterion_of_the_set_gets_a_line(prepared):
    assert [line.criterion.code for line in lines_of(prepared)] == ["K-1", "K-2", "K-3"]


def test_one_cycle_by_a_set_at_a_time(school, prepared):
    with pytest.raises(Refused) as no:
        changes.prepare(
            school, CyclePlan(prepared.criteria_set, SINCE, UNTIL, DUE), person=None, by=None, at=AT
        )
    assert no.value.reason == NotSo.RUNS


def test_a_cycle_starts_by_an_order_that_is_dated(prepared, commission):
    for ground, reason in (
        (Ground(" ", DAY), NotSo.NO_ORDER),
        (Ground("37", DAY + timedelta(days=1)), NotSo.ORDER_TOMORROW),
    ):
        with pytest.raises(Refused) as no:
            changes.start(prepared, commission, ground, by=None, at=AT)
        assert no.value.reason == reason


def test_a_commission_has_a_chair_and_three_members(prepared, commission):
    chair, secretary, _member = reads.members(commission, DAY)
    bodies.unseat(secretary, until=DAY, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.start(prepared, commission, Ground("37", DAY), by=None, at=AT)
    assert no.value.reason == NotSo.FEW
    bodies.unseat(chair, until=DAY, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.start(prepared, commission, Ground("37", DAY), by=None, at=AT)
    assert no.value.reason == NotSo.NO_CHAIR


def test_two_judges_at_once_the_second_is_told(running):
    line = lines_of(running)[0]
    judge(line, "meets", shown=0)
    with pytest.raises(Refused) as no:
        judge(line, "fails", shown=0)
    assert no.value.reason == NotSo.CHANGED_SINCE
    assert AssessedCriterion.objects.get(pk=line.pk).own_level == "meets"


def test_a_level_is_one_of_the_set_and_has_words(running):
    line = lines_of(running)[0]
    for said, reason in ((Said("great", "Сөз"), NotSo.LEVEL), (Said("meets", " "), NotSo.NO_WORDS)):
        with pytest.raises(Refused) as no:
            changes.judge(line, said, 0, person=None, leads=True, by=None, at=AT)
        assert no.value.reason == reason


def test_who_answers_judges_or_who_leads(running, members, teacher):
    changes.give(running, [lines_of(running)[0].pk], members[2], by=None, at=AT)
    line = lines_of(running)[0]
    with pytest.raises(Refused) as no:
        judge(line, person=teacher.person, leads=False)
    assert no.value.reason == NotSo.NOT_YOURS
    assert judge(line, person=teacher.person, leads=True).own_level == "meets"


def test_the_school_judges_first_and_another_judges_for_the_commission(running, members, teacher):
    line = lines_of(running)[0]
    with pytest.raises(Refused) as no:
        agree(line, shown=0, person=members[0])
    assert no.value.reason == NotSo.OWN_FIRST
    judge(line, person=members[0])
    for person, reason in ((members[0], NotSo.OWN_JUDGE), (teacher.person, NotSo.NOT_A_MEMBER)):
        with pytest.raises(Refused) as no:
            agree(line, person=person)
        assert no.value.reason == reason
    assert agree(line, "remarks", person=members[1]).commission_level == "remarks"


def test_what_the_commission_judged_changes_only_when_it_is_sent_back(running, members):
    line = lines_of(running)[0]
    judge(line)
    agree(line, person=members[0])
    with pytest.raises(Refused) as no:
        judge(line, "fails", shown=2)
    assert no.value.reason == NotSo.JUDGED_ALREADY
    changes.send_back(line, "Далил жок", 2, person=members[0], by=None, at=AT)
    assert judge(line, "fails", shown=3).own_level == "fails"


def test_an_unjudged_cycle_is_not_closed(running):
    first, second, _third = lines_of(running)
    judge(first)
    agree(first)
    judge(second)
    with pytest.raises(Refused) as no:
        close(running)
    assert (no.value.reason, no.value.facts["codes"]) == (NotSo.UNJUDGED, "K-3")


def test_a_cycle_the_commission_has_not_judged_is_not_closed(running):
    for line in lines_of(running):
        judge(line)
    with pytest.raises(Refused) as no:
        close(running)
    assert (no.value.reason, no.value.facts["codes"]) == (NotSo.NOT_AGREED, "K-1, K-2, K-3")


def test_what_is_met_is_shown_before_a_cycle_is_closed(running):
    for line, level in zip(lines_of(running), ("meets", "fails", "none"), strict=True):
        judge(line, level)
        agree(line, level)
    with pytest.raises(Refused) as no:
        close(running)
    assert (no.value.reason, no.value.facts["codes"]) == (NotSo.NO_EVIDENCE, "K-1")
    show(running, lines_of(running)[0])
    assert close(running).state == CycleState.CLOSED


def test_one_evidence_for_many_criteria_and_once(running):
    first, second, third = lines_of(running)
    show(running, first)
    one = show(running, second, third)
    assert running.evidence.count() == 1
    assert [line.shown for line in lines_of(running)] == [1, 1, 1]
    assert one.digest == "a" * 64
    assert (one.since, one.until) == (DAY, DAY)


def test_annexes_keep_their_numbers_without_a_gap(running):
    line = lines_of(running)[0]
    rows = [show(running, line, label=f"№ {n}", digest=str(n) * 64) for n in (1, 2, 3)]
    annexes.take_away(rows[0], by=None, at=AT)
    assert [(one.number, one.label) for one in reads.evidence(running)] == [(1, "№ 2"), (2, "№ 3")]


def test_a_file_is_kept_by_its_mark_and_its_loss_is_seen(school, running):
    sent = Sent("маалымкат.pdf", [b"%PDF-1.4 paper"])
    source = Source("file", "Маалымкат")
    ids = [line.pk for line in lines_of(running)]
    row = annexes.lay(running, source, ids, sent=sent, person=None, by=None, at=AT)
    path = files.path_of(school.pk, row.digest)
    assert path.read_bytes() == b"%PDF-1.4 paper"
    assert not changed([row])
    path.unlink()
    assert changed([row]) == {row.pk}


def test_a_program_is_no_evidence(running):
    sent = Sent("virus.pdf", [b"MZ program"])
    with pytest.raises(Refused):
        annexes.lay(
            running, Source("file", "Файл"), [lines_of(running)[0].pk],
            sent=sent, person=None, by=None, at=AT,
        )  # fmt: skip
    assert not running.evidence.exists()


def test_last_years_answer_stands_beside_an_empty_one(school, running, criteria):
    whole(running, ("meets", "remarks", "fails"))
    close(running)
    plan = CyclePlan(criteria, SINCE, UNTIL, DUE)
    next_one = changes.prepare(school, plan, person=None, by=None, at=AT)
    was = reads.before(lines_of(next_one)[1])
    assert (was.own_level, was.own_words) == ("remarks", "Протоколдор бар")
    assert reads.levels_before(next_one) == {"K-1": "meets", "K-2": "remarks", "K-3": "fails"}


def test_only_the_newest_state_is_told_as_facts(school, running):
    from sapat.core.facts import facts_of
    from sapat.core.proofs import Question

    first, second, _third = lines_of(running)
    judge(first, "remarks")
    agree(first, "fails", at=AT + timedelta(days=3))
    judge(second, "none")
    then = facts_of("criteria", Question(school, DAY))
    now = facts_of("criteria", Question(school, DAY + timedelta(days=3)))
    assert [one["judgement"] for one in then] == ["remarks", None]
    assert [one["judgement"] for one in now] == ["fails", None]
    assert {one["standard"] for one in now} == {"institutional"}


def waiting(school, day=DAY):
    found = [one for one in dues.due_in(school, day) if one.key.startswith("self_assessment.")]
    return {one.key.split(":")[0].partition(".")[2]: one for one in found}


def test_everybody_sees_what_waits_for_them(school, running, members):
    lines = lines_of(running)
    changes.give(running, [one.pk for one in lines], members[2], by=None, at=AT)
    assert waiting(school)["judge"].persons == {members[2].pk}
    for line in lines_of(running):
        judge(line)
    asked = waiting(school)
    assert set(asked) == {"agree"}
    assert asked["agree"].persons == {one.pk for one in members}
    for line in lines_of(running):
        agree(line)
    assert set(waiting(school)) == {"close"}
    show(running, *lines)
    close(running)
    assert not waiting(school)


def test_a_leaver_hands_over_what_is_not_judged(running, members):
    from sapat.core.belongings import kinds

    changes.give(running, [one.pk for one in lines_of(running)], members[2], by=None, at=AT)
    judge(lines_of(running)[0], person=members[2])
    one = next(kind for kind in kinds() if kind.name == "criteria")
    held = one.held(members[2].pk)
    assert [row.criterion.code for row in held] == ["K-2", "K-3"]
    one.hand(held[0], members[1], None, AT)
    assert AssessedCriterion.objects.get(pk=held[0].pk).owner == members[1]


def test_everything_is_in_the_trail(running):
    whole(running)
    close(running)
    told = set(TrailEntry.objects.values_list("what", flat=True))
    assert {"self_assessment.started", "self_assessment.judged", "self_assessment.agreed",
            "annex.laid", "self_assessment.closed", "criteria.taken_over"} <= told  # fmt: skip


def test_a_programme_is_named(school, criteria):
    criteria.kind = "programme"
    with pytest.raises(Refused) as no:
        changes.prepare(school, CyclePlan(criteria, SINCE, UNTIL, DUE), person=None, by=None, at=AT)
    assert no.value.reason == NotSo.NO_PROGRAMME
    with pytest.raises(Refused) as no:
        changes.prepare(
            school, CyclePlan(criteria, UNTIL, SINCE, DUE, "Химия"), person=None, by=None, at=AT
        )
    assert no.value.reason == NotSo.ENDS_BEFORE


def test_a_weak_criterion_knows_its_finding(running):
    from sapat.check.findings.changes import Seen
    from sapat.check.findings.changes import Source as From

    line = lines_of(running)[0]
    judge(line, "fails")
    seen = Seen("Миссия жок", "minor", "assessment", date(2026, 10, 1), source=From(line.source))
    findings.write(running.school, seen, person=None, by=None, at=AT)
    assert [one.finding for one in reads.plain(running.criteria_set, lines_of(running))] == [
        True, False, False,
    ]  # fmt: skip
