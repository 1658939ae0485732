"""What a leaver carries out and controls passes on, and what was signed stays as it was signed."""

import pytest

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import DecisionState
from sapat.act.decisions.rules import NotSo as NotDecided
from sapat.act.orders import changes as orders
from sapat.act.orders import reads
from sapat.act.orders.models import Order
from sapat.act.orders.rules import NotSo, OrderState, PointState
from sapat.act.orders.wording import Item, Wording
from sapat.act.proposals import changes as proposals
from sapat.act.proposals.changes import Reply, Wish
from sapat.act.proposals.models import Proposal
from sapat.act.work import changes as work
from sapat.core.refusal import Refused
from tests.act.meetings.conftest import (  # noqa: F401 (fixtures)
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
from tests.act.steps import BY, LATE, NOW, TODAY, Cast, _sign_order

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def order(school, director, deputy, teacher):
    """An order in force whose point the teacher carries out and whose control the deputy has."""
    wording = Wording("main", "Кышка даярдык", "Максатында", deputy.person)
    items = [Item("Жылытуу текшерилсин", teacher.person, LATE)]
    row = orders.draft(school, wording, items, drafter=None, **BY)
    return _sign_order(row, Cast(director, deputy, teacher))


def test_points_and_control_pass_on_and_the_signed_text_stays(order, director, deputy, teacher):
    for leaver in (teacher, deputy):
        work.hand_everything(leaver.person, director.person, by=director, at=NOW)
    order.refresh_from_db()
    point = reads.points(order).get()
    assert (point.doer, order.controller) == (director.person, director.person)
    assert (point.owner, order.control) == (teacher.person, deputy.person)
    assert reads.is_intact(order)


def test_who_took_it_over_reports_and_the_leaver_no_longer_does(order, director, teacher):
    orders.hand_point(reads.points(order).get(), director.person, **BY)
    point = reads.points(order).get()
    with pytest.raises(Refused) as no:
        orders.report_point(point, "Болду", person=teacher.person, **BY)
    assert no.value.reason == NotSo.NOT_YOURS
    row = orders.report_point(point, "Болду", person=director.person, **BY)
    assert row.state == PointState.REPORTED


@pytest.mark.parametrize("state", [one for one in OrderState if one != OrderState.SIGNED])
def test_only_an_order_in_force_is_handed_over(order, director, state):
    point = reads.points(order).get()
    Order.objects.update(state=state, order_number=None)
    for change in (
        lambda: orders.hand_control(order, director.person, **BY),
        lambda: orders.hand_point(point, director.person, **BY),
    ):
        with pytest.raises(Refused) as no:
            change()
        assert no.value.reason == NotSo.WRONG_STEP


def test_the_control_of_a_decision_passes_on_but_never_to_its_owner(
    binding,  # noqa: F811
    director,
    deputy,
    teacher,
):
    with pytest.raises(Refused) as no:
        decisions.hand_control(binding, teacher.person, "", **BY)
    assert no.value.reason == NotDecided.NO_CONTROLLER
    work.hand_everything(deputy.person, director.person, by=director, at=NOW)
    assert Decision.objects.get().controller == director.person


@pytest.mark.parametrize("state", ["draft", "rejected", "done", "cancelled"])
def test_the_control_of_what_is_not_under_way_stays(binding, director, state):  # noqa: F811
    Decision.objects.update(state=DecisionState(state))
    with pytest.raises(Refused) as no:
        decisions.hand_control(binding, director.person, "", **BY)
    assert no.value.reason == NotDecided.WRONG_STEP


def test_an_accepted_proposal_passes_on(school, director, deputy, teacher):
    wish = Wish("Кошумча сабак", "Чейректин жыйынтыгы", TODAY)
    row = proposals.propose(school, wish, author=director.person, **BY)
    reply = Reply(True, "Туура", teacher.person, LATE)
    proposals.answer(row, reply, person=deputy.person, **BY)
    work.hand_everything(teacher.person, deputy.person, by=director, at=NOW)
    assert Proposal.objects.get().owner == deputy.person


def test_the_page_of_an_order_says_who_has_it_now(browser_of, order, director, deputy):
    orders.hand_control(order, director.person, **BY)
    page = browser_of(deputy).get(f"/schools/S12/act/orders/{order.pk}/")
    assert f"now {director.person.short_name}" in page.text
