"""No step of deciding is taken out of turn, by code or by page; of two at once one is told."""

import pytest

from sapat.act.actions import changes as actions
from sapat.act.actions.changes import Intent
from sapat.act.actions.changes import Step as Task
from sapat.act.actions.rules import Kind
from sapat.act.meetings import changes as meetings
from sapat.act.meetings.changes import Heard
from sapat.act.orders import changes as orders
from sapat.act.orders.wording import Item, Wording
from sapat.act.proposals import changes as proposals
from sapat.act.proposals.changes import Wish
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from tests.act.conftest import AT, DAY
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
from tests.act.steps import BY, LATE, MACHINES, SOON, Cast, _sign_order
from tests.machines import named, photograph
from tests.security.test_races import at_once

KEPT = ("act", "check")
HANDS = 5
OUT_OF_TURN = {
    "wrong_step", "wrong_state", "point_state", "closed", "not_confirmed", "not_binding",
}  # fmt: skip
TOLD = {302, 409, 422}
"""A refusal is 409; 422 where the page does not even offer it; a tick comes back with a message."""


@pytest.fixture
def cast(director, deputy, teacher):
    return Cast(director, deputy, teacher)


@pytest.fixture
def held_with_words(held):  # noqa: F811
    with within(held.school):
        for one in held.items.all():
            meetings.write(one, Heard("Угулду"), **BY)
    return held


@pytest.fixture
def proposal(school, teacher):
    wish = Wish("Кошумча сабак", "Чейректин жыйынтыгы", DAY)
    return proposals.propose(school, wish, author=teacher.person, by=None, at=AT)


@pytest.fixture
def order(school, deputy, teacher):
    wording = Wording("main", "Кышка даярдык", "Кышка даярдануу максатында", deputy.person)
    items = [Item("Жылытуу текшерилсин", teacher.person, SOON)]
    return orders.draft(school, wording, items, drafter=deputy.person, by=None, at=AT)


@pytest.fixture
def point(order, cast):
    with within(order.school):
        return _sign_order(order, cast).points.get()


@pytest.fixture
def finding(rooted):
    return rooted()


@pytest.fixture
def action(finding, school, teacher):
    intent = Intent(
        Kind.CORRECTION, "Оңдоо", teacher.person, SOON, finding=finding, indicator="R-01",
        effect_by=LATE,
    )  # fmt: skip
    row = actions.open_action(school, intent, person=None, by=None, at=AT)
    row = actions.plan(row, [Task("Бир")], by=None, at=AT)
    with within(school):
        row.steps.update(done_on=DAY)
    return row


def cases(which):
    found = [case for machine in MACHINES for case in getattr(machine, which)()]
    return pytest.mark.parametrize("case", found, ids=named)


@cases("out_of_turn")
def test_code_refuses_what_is_not_the_next_step(request, school, cast, case):
    machine, move, state = case
    row = request.getfixturevalue(machine.fixture)
    with within(school):
        machine.put(row, state, move.ready)
        before = photograph(*KEPT)
        with pytest.raises(Refused) as no:
            move.take(row, cast)
    assert str(no.value.reason) in OUT_OF_TURN
    assert photograph(*KEPT) == before


@cases("out_of_turn")
def test_a_page_refuses_what_is_not_the_next_step(request, browser_of, school, cast, case):
    machine, move, state = case
    row = request.getfixturevalue(machine.fixture)
    with within(school):
        machine.put(row, state, move.ready)
        address, given = machine.address(row, move), move.given(row, cast)
    before = photograph(*KEPT)
    answer = browser_of(getattr(cast, move.who)).post(address, given)
    assert answer.status_code in TOLD
    assert photograph(*KEPT) == before


@cases("in_turn")
def test_a_page_takes_the_next_step(request, browser_of, school, cast, case):
    machine, move, state = case
    row = request.getfixturevalue(machine.fixture)
    with within(school):
        machine.put(row, state, move.ready)
        address, given = machine.address(row, move), move.given(row, cast)
    before = photograph(*KEPT)
    answer = browser_of(getattr(cast, move.who)).post(address, given)
    assert answer.status_code == 302, answer.text
    assert photograph(*KEPT) != before


RACES = [
    ("meeting", "close", "held"),
    ("meeting", "sign", "minuted"),
    ("decision", "report", "open"),
    ("decision", "confirm", "reported"),
    ("proposal", "answer", "made"),
    ("order", "sign", "draft"),
    ("point", "report", "open"),
    ("finding", "confirm", "written"),
    ("finding", "refuse", "written"),
    ("action", "begin", "planned"),
    ("action", "finish", "started"),
    ("action", "judge", "done"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "step", "state"), RACES)
def test_of_two_at_once_one_wins_and_the_other_is_told(
    request, browser_of, school, cast, name, step, state
):
    machine = next(one for one in MACHINES if one.name == name)
    move = next(one for one in machine.moves if one.name == step)
    row = request.getfixturevalue(machine.fixture)
    with within(school):
        machine.put(row, state, move.ready)
        address, given = machine.address(row, move), move.given(row, cast)
    browsers = [browser_of(getattr(cast, move.who)) for _hand in range(HANDS)]
    clicks = [lambda browser=browser: browser.post(address, given) for browser in browsers]
    assert at_once(*clicks) == {302: 1, 409: HANDS - 1}
