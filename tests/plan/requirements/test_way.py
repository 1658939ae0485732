"""A requirement goes its way step by step, and nothing of it is lost."""

from datetime import date

import pytest

from sapat.core import trail
from sapat.core.refusal import Refused
from sapat.plan.requirements import changes, reads
from sapat.plan.requirements.changes import Decision, Shown
from sapat.plan.requirements.models import Requirement
from sapat.plan.requirements.rules import NotSo, Side
from sapat.plan.stakeholders import changes as groups
from tests.plan.requirements.conftest import AT, AUTUMN, TODAY

pytestmark = pytest.mark.usefixtures("inside")


def test_every_stage_stays(requirement, lead):
    row = lead(requirement, "satisfied")
    happened = [stage.happened for stage in reads.stages(row)][::-1]
    assert happened == ["found", "analysed", "accepted", "reflected", "satisfied"]


def test_a_correction_keeps_the_words_before(requirement, heard, deputy, school):
    changes.correct(requirement, heard(text="Эсеп жумасына 5 саат"), by=deputy, at=AT)
    assert reads.stages(requirement)[0].text == "Көбүрөөк ЭСЕП сабагы"
    line = trail.told(school.chain, "requirement")[0]
    assert line.facts["before"]["text"] == "Көбүрөөк ЭСЕП сабагы"


def test_a_decision_needs_an_analysis_first(requirement, deputy):
    decision = Decision(True, "", "№ 2", TODAY, ("content",))
    with pytest.raises(Refused) as no:
        changes.decide(requirement, decision, by=deputy, at=AT)
    assert no.value.reason == NotSo.WRONG_STEP


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (Decision(True, "", "", TODAY, ("content",)), NotSo.NO_PAPER),
        (Decision(True, "", "№ 2", TODAY), NotSo.NO_SIDE),
        (Decision(False, " ", "№ 2", TODAY), NotSo.NO_REASON),
        (Decision(True, "", "№ 2", date(2025, 11, 23), ("content",)), NotSo.NOT_YET),
        (Decision(True, "", "№ 2", date(2025, 8, 31), ("content",)), NotSo.BEFORE),
    ],
)
def test_a_decision_has_its_paper_and_its_day(requirement, lead, deputy, decision, reason):
    row = lead(requirement, "analysed")
    with pytest.raises(Refused) as no:
        changes.decide(row, decision, by=deputy, at=AT)
    assert no.value.reason == reason


def test_it_is_taken_into_account_once_every_side_is(requirement, lead, deputy):
    row = lead(requirement, "accepted", sides=("content", "management"))
    content = Shown("content", "other", "2 саат", "№ 5", TODAY)
    changes.take_into_account(row, content, by=deputy, at=AT)
    assert row.state == "accepted"
    assert [one.requirement.pk for one in reads.outstanding()] == [row.pk]
    assert reads.by_side(reads.outstanding())[Side.MANAGEMENT] == [row]
    assert not reads.by_side(reads.outstanding())[Side.CONTENT]

    order = Shown("management", "other", "Буйрук", "№ 6", TODAY)
    changes.take_into_account(row, order, by=deputy, at=AT)
    assert row.state == "accounted"


def test_nothing_is_taken_into_account_without_proof(requirement, lead, deputy):
    row = lead(requirement, "accepted")
    with pytest.raises(Refused) as no:
        changes.take_into_account(
            row, Shown("content", "other", "2 саат", " ", TODAY), by=deputy, at=AT
        )
    assert no.value.reason == NotSo.NO_PROOF


def test_a_group_that_is_not_satisfied_opens_a_new_turn(requirement, lead, deputy):
    row = lead(requirement, "accounted")
    changes.ask_again(row, "Аздык кылат", satisfied=False, on=TODAY, by=deputy, at=AT)
    assert (row.state, row.turn) == ("found", 2)
    row = lead(row, "accepted", on=TODAY)
    assert reads.outstanding()[0].sides == [Side.CONTENT]


def test_a_declined_one_is_closed(requirement, lead, heard, deputy):
    row = lead(requirement, "declined")
    with pytest.raises(Refused) as no:
        changes.correct(row, heard(), by=deputy, at=AT)
    assert no.value.reason == NotSo.CLOSED


def test_the_search_knows_kyrgyz_letters_in_any_case(school, heard, deputy):
    changes.write_down(school, heard(text="ӨҢҮТТҮК билим"), by=deputy, at=AT)
    changes.write_down(school, heard(text="Ысык тамак"), by=deputy, at=AT)
    found = reads.search(reads.register(), "өңүттүк")
    assert [row.text for row in found] == ["ӨҢҮТТҮК билим"]


def test_a_group_that_is_off_requires_nothing_new(school, heard, deputy):
    groups.switch_off(school, "applicant", "9-класс", since=AUTUMN, by=deputy, at=AT)
    with pytest.raises(Refused) as no:
        changes.write_down(school, heard("applicant"), by=deputy, at=AT)
    assert no.value.reason == NotSo.GROUP_OFF


def test_several_come_in_together_or_not_at_all(school, heard, deputy):
    with pytest.raises(Refused):
        changes.write_down_all(school, [heard(), heard("nobody")], by=deputy, at=AT)
    assert not Requirement.objects.exists()
