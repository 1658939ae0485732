"""A decision stands on an analysis, is carried out by its owner, confirmed and judged by others."""

from datetime import date, timedelta

import pytest

from sapat.act.decisions import changes, reads
from sapat.act.decisions.judging import (
    Reason,
    Told,
    are_checked,
    are_consumers_heard,
    are_grounded,
    are_requirements_decided,
)
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import DecisionState, NotSo
from sapat.act.decisions.wording import Aim, Judgement, Vote
from sapat.act.meetings.rules import NotSo as NotMet
from sapat.act.meetings.rules import Votes
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen
from sapat.core import dues
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from tests.act.meetings.conftest import AT, DAY, resolution

pytestmark = pytest.mark.usefixtures("inside")

HOME = "/schools/S12/act/meetings/decisions/"
WORDS = {"person": None, "by": None, "at": AT}


def refused(item, words, vote=None):
    with pytest.raises(Refused) as no:
        changes.decide(item, words, vote or Vote(Votes(3)), by=None, at=AT)
    assert not Decision.objects.exists()
    return no.value.reason


@pytest.mark.parametrize(
    ("lack", "reason"),
    [
        ({"text": " "}, NotSo.NO_TEXT),
        ({"owner": None}, NotSo.NO_OWNER),
        ({"term": None}, NotSo.NO_OWNER),
        ({"controller": None}, NotSo.NO_CONTROLLER),
        ({"term": DAY - timedelta(days=1)}, NotSo.BEFORE_MEETING),
        ({"reasons": []}, NotSo.NO_GROUND),
        ({"aim": Aim("R-02", "", None)}, NotSo.HALF_EFFECT),
        ({"aim": Aim("R-02", "45 %", DAY)}, NotSo.EFFECT_EARLY),
    ],
)
def test_a_decision_lacks_nothing(item, teacher, deputy, lack, reason):
    assert refused(item, resolution(teacher.person, deputy.person, **lack)) == reason


def test_nobody_controls_their_own_work(item, teacher):
    words = resolution(teacher.person, teacher.person)
    assert refused(item, words) == NotSo.NO_CONTROLLER


def test_no_more_votes_than_voters(item, teacher, deputy):
    words = resolution(teacher.person, deputy.person)
    assert refused(item, words, Vote(Votes(2, 1, 1))) == NotSo.TOO_MANY_VOTES


def test_who_has_an_interest_does_not_vote(item, teacher, deputy):
    words = resolution(teacher.person, deputy.person)
    own = {teacher.person.pk: ""}
    assert refused(item, words, Vote(Votes(3), interest=own)) == NotSo.TOO_MANY_VOTES
    row = changes.decide(item, words, Vote(Votes(2), interest=own), by=None, at=AT)
    assert (row.may_vote, row.dissents.get().has_interest) == (2, True)


def test_only_those_present_dissent(item, teacher, deputy, stranger):
    words = resolution(teacher.person, deputy.person)
    vote = Vote(Votes(3), dissent={deputy.person.pk: "Каражат жок"})
    row = changes.decide(item, words, vote, by=None, at=AT)
    assert row.dissents.get().words == "Каражат жок"


def test_what_was_voted_down_never_binds(item, teacher, deputy):
    words = resolution(teacher.person, deputy.person)
    row = changes.decide(item, words, Vote(Votes(1, 2)), by=None, at=AT)
    assert row.state == DecisionState.REJECTED


def test_it_binds_only_once_the_minutes_are_signed(minuted, decided, school):
    assert reads.open_decisions(school, DAY) == []
    with pytest.raises(Refused) as no:
        changes.put_in_force(decided, by=None, at=AT)
    assert no.value.reason == NotSo.NOT_SIGNED


def test_after_the_signature_nothing_is_decided_or_corrected(binding, item, teacher, deputy):
    words = resolution(teacher.person, deputy.person)
    with pytest.raises(Refused) as no:
        changes.decide(item, words, Vote(Votes(3)), by=None, at=AT)
    assert no.value.reason == NotMet.CLOSED
    with pytest.raises(Refused) as no:
        changes.restate(binding, words, Vote(Votes(3)), by=None, at=AT)
    assert no.value.reason == NotSo.WRONG_STEP


def test_the_owner_reports_and_the_control_confirms(browser_of, binding, teacher, deputy):
    one = f"{HOME}{binding.pk}/"
    browser_of(teacher).post(f"{one}report/", {"words": "8 сабак өттү"})
    answer = browser_of(teacher).post(f"{one}confirm/", {"words": "Өзүм"})
    assert str(NotSo.OWN_WORK.label) in answer.text
    page = browser_of(deputy).post(f"{one}confirm/", {"words": "Көрдүм"}, follow=True)
    assert "8 сабак өттү" in page.text
    assert Decision.objects.get().state == DecisionState.DONE


def test_nobody_reports_for_another(browser_of, binding, deputy):
    answer = browser_of(deputy).post(f"{HOME}{binding.pk}/report/", {"words": "Болду"})
    assert "Only Teacher does this." in answer.text


def test_a_reported_decision_may_be_sent_back(binding, deputy):
    changes.report_done(binding, "Аткарылды", **WORDS)
    row = changes.send_back(binding, "Журналда жок", **{**WORDS, "person": deputy.person})
    assert (row.state, row.reported_on) == (DecisionState.OPEN, None)


def test_what_was_not_done_is_carried_over_with_a_reason(binding):
    later = date(2026, 3, 1)
    with pytest.raises(Refused) as no:
        changes.carry_over(binding, binding.term, "Кечикти", **WORDS)
    assert no.value.reason == NotSo.NO_DAY
    row = changes.carry_over(binding, later, "Каражат кеч келди", **WORDS)
    assert (row.term, row.carried_over, row.effect_by) == (later, 1, later)


def test_too_early_is_an_answer_and_is_asked_again(binding, school, deputy):
    changes.report_done(binding, "Аткарылды", **WORDS)
    changes.confirm(binding, "", **WORDS)
    again = date(2026, 4, 1)
    early = Judgement("too_early", "Бир эле чейрек өттү", again)
    changes.check_effect(binding, early, **{**WORDS, "person": deputy.person})
    assert [row.effect_by for row in reads.effects_waiting()] == [again]
    changes.check_effect(binding, Judgement("reached", "46 %"), **WORDS)
    assert reads.effects_waiting() == []


def test_nobody_judges_their_own_decision(binding, teacher):
    changes.report_done(binding, "Аткарылды", **WORDS)
    changes.confirm(binding, "", **WORDS)
    with pytest.raises(Refused) as no:
        changes.check_effect(
            binding, Judgement("reached", "46 %"), **{**WORDS, "person": teacher.person}
        )
    assert no.value.reason == NotSo.OWN_WORK


def test_the_head_decides_alone_and_it_binds_at_once(browser_of, director, teacher, deputy):
    given = {
        "on": "2025-11-10", "text": "Күзөт күчөтүлсүн", "owner": teacher.person.pk,
        "controller": deputy.person.pk, "term": "2025-12-01", "kind": "audit",
        "words": "Түнкү текшерүү",
    }  # fmt: skip
    browser_of(director).post(f"{HOME}new/", given)
    row = Decision.objects.get()
    assert (row.state, row.item, row.number) == (DecisionState.OPEN, None, 1)


def test_an_open_decision_is_due_to_its_owner(school, binding, teacher):
    waiting = [one for one in dues.due_in(school, DAY) if one.key.startswith("decision:")]
    assert waiting[0].persons == {teacher.person.pk}
    assert waiting[0].is_late(binding.term + timedelta(days=1))


def test_the_extract_holds_one_decision(browser_of, binding, deputy):
    text = browser_of(deputy).get(f"{HOME}{binding.pk}/extract/?language=en").text
    assert "Extract from protocol № 1" in text
    assert "Кошумча сабактар өткөрүлсүн" in text


def test_the_list_asks_few_questions(browser_of, binding, deputy, django_assert_max_num_queries):
    for number in range(30):
        copy = Decision.objects.get(pk=binding.pk)
        copy.pk, copy.number = None, number + 2
        copy.save()
    browser = browser_of(deputy)
    with django_assert_max_num_queries(16):
        assert "Кошумча" in browser.get(HOME).text


def judged(school, name, day=DAY, **parameters):
    answer = found(name).ask(Question(school, day), parameters)
    assert answer.sentence
    return answer.state, answer.reason


def test_the_proofs_follow_the_records(school, binding):
    assert judged(school, "decisions.grounded") == (State.PROVED, Reason.GROUNDED)
    assert judged(school, "decisions.effect_checked") == (State.DUE, Reason.TO_CHECK)
    assert judged(school, "decisions.consumers_heard") == (State.MISSING, Reason.NOT_ASKED)
    after = date(2026, 2, 2)
    assert judged(school, "decisions.effect_checked", after) == (State.MISSING, Reason.UNCHECKED)


def test_no_decision_proves_nothing(school):
    assert judged(school, "decisions.grounded") == (State.MISSING, Reason.NONE)


OLD, NEW = Told(1, DAY, grounded=False), Told(2, DAY, grounded=True)


def test_decisions_without_ground_disprove():
    assert are_grounded([OLD, NEW], [], DAY, 12, 10)[1] == Reason.UNGROUNDED
    assert are_grounded([OLD, NEW], [], DAY, 12, 50)[0] == State.PROVED
    assert are_grounded([NEW], [DAY], DAY, 12, 10)[1] == Reason.UNDECIDED


def test_effects_are_checked_by_their_day():
    aimed = Told(3, DAY, grounded=True, effect_by=date(2026, 2, 1))
    assert are_checked([NEW], DAY, 12, 14)[1] == Reason.NO_CHECK
    assert are_checked([aimed], date(2026, 1, 18), 12, 14)[1] == Reason.CHECK_SOON
    assert are_checked([aimed], date(2026, 2, 2), 12, 14)[1] == Reason.UNCHECKED
    done = Told(3, DAY, grounded=True, effect_by=DAY, effect_judged=DAY)
    assert are_checked([done], DAY, 12, 14) == (State.PROVED, Reason.CHECKED, {"count": 1}, DAY)


def test_consumers_are_heard_before():
    asked = Told(4, DAY, grounded=True, for_consumers=True)
    heard = Told(5, DAY, grounded=True, for_consumers=True, heard=True)
    assert are_consumers_heard([asked, heard], DAY, 12)[1] == Reason.UNHEARD
    assert are_consumers_heard([heard], DAY, 12)[0] == State.PROVED


def test_requirements_wait_within_their_term():
    assert are_requirements_decided([], 0, None)[0] == State.MISSING
    assert are_requirements_decided([False], 3, DAY)[0] == State.DUE
    assert are_requirements_decided([True], 3, DAY)[0] == State.MISSING
    assert are_requirements_decided([], 3, DAY)[3] == DAY


def test_a_decision_stands_on_a_record_and_is_linked_both_ways(
    browser_of, school, director, teacher, deputy
):
    seen = Seen("Сабактар кеч башталат", "minor", "hand", DAY)
    found = findings.write(school, seen, person=director.person, by=director, at=AT)
    given = {
        "on": DAY.isoformat(), "text": "Коңгуроо алмаштырылсын", "owner": teacher.person.pk,
        "controller": deputy.person.pk, "term": "2025-12-01", "record": f"finding:{found.pk}",
    }  # fmt: skip
    browser_of(director).post(f"{HOME}new/", given)
    row = Decision.objects.get()
    assert [(one.kind, one.reference) for one in row.grounds.all()] == [("finding", f"{found.pk}")]
    address = f"/schools/S12/act/findings/{found.pk}/"
    assert f'href="{address}"' in browser_of(deputy).get(f"{HOME}{row.pk}/").text
    assert row.text in browser_of(deputy).get(address).text


def test_who_checks_the_effect_reads_what_the_figures_say(browser_of, binding, deputy):
    changes.report_done(binding, "Аткарылды", **WORDS)
    changes.confirm(binding, "", **WORDS)
    page = browser_of(deputy).get(f"{HOME}{binding.pk}/effect/")
    assert "What the figures say" in page.text
