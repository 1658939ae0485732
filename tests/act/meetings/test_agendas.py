"""Standing questions come onto agendas; who leaves one out is listed; proposals are answered."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from sapat.act.agendas.drafting import draft
from sapat.act.decisions.hearings import changes as hearings
from sapat.act.decisions.hearings.changes import Pack, Shown
from sapat.act.decisions.rules import NotSo as NotHeard
from sapat.act.meetings import changes, reads
from sapat.act.meetings.changes import Point, When
from sapat.act.meetings.judging import Level, Reason, judge
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.standing import carried, due_at, is_due, shipped, title_in_language
from sapat.act.proposals import changes as proposals
from sapat.act.proposals.changes import Reply, Wish
from sapat.act.proposals.models import Proposal
from sapat.act.proposals.rules import NotSo, ProposalState, Proposed, are_answered, are_carried_out
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.requirements import changes as requirements
from sapat.plan.requirements.changes import Heard
from sapat.school.bodies.rules import BodyKind
from tests.act.meetings.conftest import AT, DAY, SINCE, body_of

pytestmark = pytest.mark.usefixtures("inside")

HOME = "/schools/S12/act/"
ITEM = shipped()["requirements"]


def test_every_standing_item_is_named_in_three_languages():
    for item in shipped().values():
        assert all((item.name.ky, item.name.ru, item.name.en))
        assert item.bodies <= set(BodyKind.values)


def test_old_decisions_come_first_at_every_meeting():
    for kind in BodyKind.values:
        assert due_at(kind, {}, DAY)[0].code == "old_decisions"


def test_an_item_of_the_term_is_due_two_months_later():
    assert not is_due(ITEM, date(2025, 9, 11), DAY)
    assert is_due(ITEM, date(2025, 9, 10), DAY)


def test_an_item_of_august_waits_for_august():
    item = shipped()["strategic_directions"]
    assert not is_due(item, None, DAY)
    assert is_due(item, None, date(2025, 8, 29))
    assert carried(item, None, date(2025, 10, 1), DAY).by == date(2026, 10, 1)


def test_the_draft_puts_the_register_before_the_meeting(school, council):
    def brief():
        with translation.override("en"):
            return {point.standing: point.brief for point in draft(council, DAY)}["requirements"]

    assert brief() == "No requirement waits: every one is taken into account or answered."
    heard = Heard("parent", "Кошумча сабактар болсун", "talk", DAY)
    requirements.write_down(school, heard, by=None, at=AT)
    assert "№ 1. Кошумча сабактар болсун" in brief()


def test_the_title_of_a_standing_item_is_read_in_any_language():
    with translation.override("en"):
        assert title_in_language("requirements", ITEM.name.ky) == ITEM.name.en
    assert title_in_language("requirements", "Башкача") == "Башкача"


@pytest.fixture
def left_out(council, director, deputy):
    row = changes.plan_meeting(council, When(DAY), [Point("Ар кандай")], by=None, at=AT)
    Meeting.objects.filter(pk=row.pk).update(state="signed")
    return row


def test_a_meeting_that_left_a_question_out_is_listed(left_out):
    [(row, gone)] = reads.left_out(DAY, 2025)
    assert row == left_out
    assert "requirements" in [item.code for item in gone]


def test_the_page_of_standing_questions_says_so(browser_of, deputy, left_out):
    page = browser_of(deputy).get(f"{HOME}meetings/{left_out.pk}/").text
    assert "Standing questions that are due and not on this agenda" in page
    assert browser_of(deputy).get(f"{HOME}meetings/standing/").status_code == 200


def test_a_question_is_proved_at_every_level(school, council, signed, director, deputy):
    rule = found("meetings.item_on_agenda")

    def state(day=DAY, **given):
        return rule.ask(Question(school, day), {"item": "requirements", **given}).state

    assert state() == State.PROVED
    assert state(date(2026, 3, 1)) == State.DUE
    assert state(date(2026, 3, 11)) == State.MISSING
    body_of(school, BodyKind.MO, "Математиктер", director, deputy)
    assert state() == State.MISSING
    assert state(kinds=["ped_council"]) == State.PROVED


def test_levels_judge_by_the_latest():
    never, now = Level("МО", None), Level("Педкеңеш", DAY)
    assert judge("х", [], DAY, 4, 14)[1] == Reason.NO_BODY
    assert judge("х", [never, now], DAY, 4, 14)[1] == Reason.NEVER
    assert judge("х", [now], DAY, 4, 14)[0] == State.PROVED


@pytest.fixture
def parents(school, teacher):
    return body_of(school, BodyKind.PARENTS, "Ата-энелер комитети", teacher)


def give(item, parents, on=DAY - timedelta(days=5)):
    pack = Pack(on, [Shown("R-01", "Жетишүү", "96,0 % (n = 240)")], "Кошумча сабактар керекпи?")
    return hearings.hand_over_figures(item, parents, pack, by=None, at=AT)


def test_parents_have_the_figures_and_say_what_they_think(planned, parents):
    hearing = give(reads.items(planned).first(), parents)
    row = hearings.state_opinion(hearing, "for", "Керек", on=DAY, by=None, at=AT)
    assert row.was_before(DAY)
    assert not row.was_before(DAY - timedelta(days=1))


def test_an_opinion_does_not_come_before_the_figures(planned, parents):
    hearing = give(reads.items(planned).first(), parents)
    early = DAY - timedelta(days=6)
    with pytest.raises(Refused) as no:
        hearings.state_opinion(hearing, "for", "", on=early, by=None, at=AT)
    assert no.value.reason == NotHeard.SAID_LATE


def test_a_question_with_figures_out_stays(planned, parents):
    item = reads.items(planned).first()
    give(item, parents)
    with pytest.raises(Refused):
        changes.drop_item(item, by=None, at=AT)
    assert reads.items(planned).count() == 2


def test_the_council_is_not_heard_as_parents_are(planned, council):
    with pytest.raises(Refused) as no:
        give(reads.items(planned).first(), council)
    assert no.value.reason == NotHeard.NOT_CONSUMERS


def test_the_figures_are_printed(browser_of, planned, parents, deputy):
    hearing = give(reads.items(planned).first(), parents)
    page = browser_of(deputy).get(f"{HOME}meetings/hearings/{hearing.pk}/paper/?language=en")
    assert "96,0 % (n = 240)" in page.text


def propose(school, union=None, author=None):
    wish = Wish("Текшерүү ишин бирдиктүү өткөрүү", "I чейректин анализи", SINCE, union)
    return proposals.propose(school, wish, author=author, by=None, at=AT)


def test_a_proposal_is_answered_with_a_reason_and_carried_out(browser_of, school, director):
    row = propose(school)
    browser, one = browser_of(director), f"{HOME}meetings/proposals/{row.pk}/"
    assert browser.post(f"{one}answer/", {"accepted": "no"}).status_code == 409
    given = {"accepted": "yes", "reason": "Туура", "owner": director.person.pk}
    answer = browser.post(f"{one}answer/", {**given, "do_by": "2099-01-01"})
    assert answer.status_code == 302
    browser.post(f"{one}done/", {"outcome": "Өткөрүлдү", "on": "2025-09-20"})
    assert Proposal.objects.get().state == ProposalState.DONE
    assert "Өткөрүлдү" in browser.get(one).text


def test_nobody_answers_their_own(school, director):
    row = propose(school, author=director.person)
    with pytest.raises(Refused) as no:
        proposals.answer(row, Reply(False, "Жок"), person=director.person, by=None, at=AT)
    assert no.value.reason == NotSo.NOT_YOURS


def test_proposals_prove_what_was_answered_in_time():
    made = Proposed(DAY, DAY + timedelta(days=14), ProposalState.MADE)
    assert are_answered([], DAY, 12, 3).state == State.MISSING
    assert are_answered([made], DAY + timedelta(days=15), 12, 3).state == State.MISSING
    assert are_answered([made], DAY + timedelta(days=12), 12, 3).state == State.DUE
    done = Proposed(DAY, DAY, ProposalState.DONE, DAY, DAY, DAY)
    assert are_answered([done], DAY, 12, 3).since == DAY
    assert are_carried_out([done], DAY, 12).state == State.PROVED
    late = Proposed(DAY, DAY, ProposalState.ACCEPTED, DAY, DAY)
    assert are_carried_out([done, late], DAY + timedelta(days=1), 12).state == State.MISSING


def test_proposals_of_unions_answer_their_clause(school, council):
    rule = found("proposals.answered")
    propose(school)
    assert rule.ask(Question(school, DAY), {}).state == State.MISSING
    row = propose(school, council)
    proposals.answer(row, Reply(False, "Каражат жок"), person=None, by=None, at=AT)
    assert rule.ask(Question(school, DAY), {}).state == State.PROVED
