"""A review that is discussed at a meeting: what the meeting decides belongs to it."""

from datetime import timedelta

import pytest

from sapat.act.meetings import reads as meetings
from sapat.act.reviews import changes, reads
from sapat.act.reviews.changes import Plan
from sapat.core.facts import facts_of
from sapat.core.proofs import Question
from tests.act.meetings.conftest import (  # noqa: F401 (fixtures)
    AT,
    DAY,
    binding,
    council,
    decided,
    held,
    invited,
    item,
    minuted,
    planned,
    signed,
)

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def discussed(school, binding, deputy):  # noqa: F811
    """A review at the meeting of a decision that binds."""
    plan = Plan(DAY, DAY - timedelta(days=90), deputy.person, binding.item.meeting)
    return changes.plan(school, plan, by=deputy, at=AT)


def test_what_the_meeting_decides_is_an_output_of_the_review(discussed, binding):  # noqa: F811
    assert list(reads.outputs(discussed)) == [binding]
    assert reads.ready(discussed).decisions == 1


def test_another_meeting_decides_nothing_for_it(school, discussed, binding, deputy):  # noqa: F811
    other = changes.plan(school, Plan(DAY + timedelta(days=9), DAY), by=deputy, at=AT)
    assert not reads.outputs(other).exists()


def test_a_decision_of_a_meeting_is_counted_under_its_body(school, binding):  # noqa: F811
    told = facts_of("decisions", Question(school, DAY))
    assert [one["body"] for one in told] != ["management_review"]


def test_the_page_leads_to_the_meeting(browser_of, deputy, discussed):
    page = browser_of(deputy).get(f"/schools/S12/act/reviews/{discussed.pk}/").text
    assert f"/act/meetings/{discussed.meeting_id}/" in page
    assert meetings.meetings().filter(pk=discussed.meeting_id).exists()
