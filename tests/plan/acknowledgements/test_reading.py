"""Who reads, declines, signs on paper; and what is asked again."""

from datetime import date

import pytest

from sapat.core.models import TrailEntry
from sapat.core.refusal import Refused
from sapat.plan.acknowledgements import changes, reads
from sapat.plan.acknowledgements.changes import Reading
from sapat.plan.acknowledgements.laying import changes as laying
from sapat.plan.acknowledgements.laying.changes import Asked
from sapat.plan.acknowledgements.models import Acknowledgement, CheckTry
from sapat.plan.acknowledgements.rules import Audience, NotSo, Standing
from sapat.plan.acknowledgements.sheets import changes as sheets
from sapat.plan.acknowledgements.sheets import reads as sheet_reads
from sapat.plan.acknowledgements.sheets.changes import Returned
from sapat.plan.documents import changes as documents
from sapat.plan.documents.texts.files import Kept
from tests.plan.acknowledgements.conftest import DAY, TERM, at

pytestmark = pytest.mark.usefixtures("inside")
SCAN = Kept("a" * 64, 100, "pdf")


def read(edition, user, day=DAY, **reading):
    return changes.read_on_screen(edition, user.person, Reading(**reading), by=user, at=at(day))


def refused(change, *given, **more):
    with pytest.raises(Refused) as no:
        change(*given, **more)
    return no.value.reason


def standings(edition, day):
    campaign = reads.campaign(edition, day)
    return {one.colleague.full_name.split()[0]: one.standing for one in campaign.lines}


def test_a_policy_concerns_all_staff_and_is_late_after_its_term(policy, teacher):
    read(policy, teacher)
    found = standings(policy, TERM)
    assert found == {"Director": "waiting", "Deputy": "waiting", "Teacher": Standing.READ}
    late = standings(policy, date(2026, 9, 16))
    assert late == {"Director": "late", "Deputy": "late", "Teacher": Standing.READ}


def test_nobody_reads_twice_or_before_it_is_in_force(policy, teacher):
    read(policy, teacher)
    assert refused(read, policy, teacher) == NotSo.READ_ALREADY
    assert refused(read, policy, teacher, date(2026, 8, 31)) == NotSo.NOT_IN_FORCE


def test_the_next_edition_asks_again_by_itself(policy, put_in_force, teacher):
    read(policy, teacher)
    second = documents.next_edition(policy.document, by=None, at=at(date(2026, 10, 1)))
    second = put_in_force(since=date(2026, 10, 5), edition=second)
    found = reads.campaigns(date(2026, 10, 5))
    assert [one.edition for one in found] == [second]
    assert standings(second, date(2026, 10, 5))["Teacher"] == Standing.WAITING
    assert [one.edition for one in reads.campaigns(date(2026, 10, 4))] == [policy]


def test_who_declined_may_still_read(policy, teacher):
    changes.decline(policy, teacher.person, "Макул эмесмин", by=teacher, at=at(DAY))
    assert standings(policy, DAY)["Teacher"] == Standing.DECLINED
    again = refused(changes.decline, policy, teacher.person, "Жок", by=teacher, at=at(DAY))
    assert again == NotSo.DECLINED_ALREADY
    read(policy, teacher)
    assert standings(policy, DAY)["Teacher"] == Standing.READ


def test_declining_needs_a_reason(policy, teacher):
    no = refused(changes.decline, policy, teacher.person, " ", by=teacher, at=at(DAY))
    assert no == NotSo.NO_REASON


def test_a_document_for_other_posts_does_not_concern_the_teacher(policy, teacher, deputy):
    only = Audience("posts", posts=frozenset({"director"}))
    laying.set_audience(policy.document, only, by=deputy, at=at(DAY))
    assert list(standings(policy, DAY)) == ["Director"]
    assert refused(read, policy, teacher) == NotSo.NOT_ASKED
    told = TrailEntry.objects.get(what="reading.audience_set").facts
    assert (told["was"]["whom"], told["now"]["whom"]) == ("everybody", "posts")


def test_a_local_act_concerns_nobody_until_somebody_says_so(put_in_force):
    act = put_in_force("", kind="local_act")
    assert reads.campaigns(DAY) == []
    laying.set_audience(act.document, Audience("everybody"), by=None, at=at(DAY))
    assert [one.edition for one in reads.campaigns(DAY)] == [act]


@pytest.fixture
def asked(policy, deputy):
    """Two questions about the policy."""
    for text in ("Максат?", "Ким жооп берет?"):
        asked = Asked(text, ("туура", "туура эмес"), 0, "1-берене")
        laying.ask(policy.document, asked, by=deputy, at=at(DAY))
    return policy


def test_wrong_answers_are_counted_and_read_again(asked, teacher):
    outcome = read(asked, teacher, answers=((1, 0), (2, 1)))
    assert (outcome.passed, outcome.wrong) == (False, (2,))
    assert not Acknowledgement.objects.exists()
    assert read(asked, teacher, answers=((1, 0), (2, 0))).passed
    assert CheckTry.objects.count() == 2
    assert Acknowledgement.objects.get().tries == 2


def test_one_right_answer_can_be_enough(asked, teacher):
    enough = Audience("everybody", newcomers=True, needed=1)
    laying.set_audience(asked.document, enough, by=None, at=at(DAY))
    assert read(asked, teacher, answers=((1, 0), (2, 1))).passed


def test_a_dropped_question_lowers_what_is_needed(asked, teacher):
    laying.set_audience(asked.document, Audience("everybody", needed=2), by=None, at=at(DAY))
    laying.drop(reads.questions(asked.document)[0], by=None, at=at(DAY))
    assert reads.audience_of(asked.document).needed == 1
    assert read(asked, teacher, answers=((2, 0),)).passed


def printed(edition, day=DAY):
    missing = [one.colleague for one in reads.campaign(edition, day).missing]
    return sheets.print_sheet(edition, missing, by=None, at=at(day))


def test_a_signed_sheet_closes_the_lines_with_the_date_on_the_paper(policy, teacher):
    sheet = printed(policy)
    line = next(x.line for x in sheet_reads.lines(sheet) if x.line.person == teacher.person)
    back = Returned("sheet.pdf", SCAN, {line.pk: date(2026, 9, 3)})
    sheets.take_back(sheet, back, by=None, at=at(date(2026, 9, 7)))
    record = Acknowledgement.objects.get()
    assert (record.way, record.on, record.scan.digest) == ("paper", date(2026, 9, 3), "a" * 64)
    open_ones = [x.line.person.full_name for x in sheet_reads.lines(sheet) if x.is_open]
    assert sorted(open_ones) == ["Deputy", "Director"]


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2026, 8, 31), NotSo.BEFORE_FORCE), (date(2026, 9, 8), NotSo.FUTURE)],
)
def test_a_date_on_paper_lies_between_the_force_and_today(policy, teacher, day, reason):
    sheet = printed(policy)
    back = Returned("sheet.pdf", SCAN, {sheet.lines.first().pk: day})
    no = refused(sheets.take_back, sheet, back, by=None, at=at(date(2026, 9, 7)))
    assert no == reason
    assert not Acknowledgement.objects.exists()


def test_a_mistake_on_paper_is_withdrawn_and_stays_visible(policy, teacher):
    sheet = printed(policy)
    line = sheet.lines.get(person=teacher.person)
    sheets.take_back(sheet, Returned("a.pdf", SCAN, {line.pk: DAY}), by=None, at=at(DAY))
    record = Acknowledgement.objects.get()
    sheets.withdraw(record, "Башка адам кол койгон", by=None, at=at(DAY))
    assert standings(policy, DAY)["Teacher"] == Standing.WAITING
    assert reads.records_of(policy).get().withdrawn_reason == "Башка адам кол койгон"
    read(policy, teacher)
    own = Acknowledgement.objects.get(way="screen")
    assert refused(sheets.withdraw, own, "Жок", by=None, at=at(DAY)) == NotSo.ONLY_PAPER
