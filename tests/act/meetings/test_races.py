"""Two people act at once: one wins, the other is told; no number is given twice or left out."""

import pytest

from sapat.act.meetings import changes
from sapat.act.meetings.changes import Heard, Point, When
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import Told
from sapat.act.minutes import changes as minutes
from sapat.act.orders import changes as orders
from sapat.act.orders import reads
from sapat.act.orders.models import Order
from sapat.act.orders.wording import Item, Wording
from sapat.core import trail
from sapat.school.boundary import within
from tests.act.meetings.conftest import AT, DAY, hold, mark
from tests.security.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 6


def post(browser, address, given=None):
    return lambda: browser.post(address, given or {})


def test_chair_and_secretary_sign_at_once_and_both_count(
    browser_of, school, minuted, director, deputy
):
    page = f"/schools/S12/act/meetings/{minuted.pk}/sign/"
    shown = {"shown": mark(minuted)}
    signed = at_once(
        post(browser_of(director), f"{page}chair/", shown),
        post(browser_of(deputy), f"{page}secretary/", shown),
    )
    assert signed == {302: 2}
    with within(school):
        assert Meeting.objects.get(pk=minuted.pk).protocol_number == 1


def test_protocols_signed_at_once_get_numbers_without_a_gap(
    browser_of, school, council, director, deputy
):
    rows = []
    for _number in range(HANDS):
        row = changes.plan_meeting(council, When(DAY), [Point("Маселе")], by=None, at=AT)
        changes.invite(row, [], Told.PAPER, by=None, at=AT)
        row = hold(row, director, deputy)
        with within(school):
            changes.write(row.items.get(), Heard("Угулду"), by=None, at=AT)
        minutes.close_minutes(row, by=None, at=AT)
        rows.append(minutes.sign(row, "chair", None, mark(row), by=None, at=AT))
    clicks = [
        post(
            browser_of(deputy),
            f"/schools/S12/act/meetings/{row.pk}/sign/secretary/",
            {"shown": mark(row)},
        )
        for row in rows
    ]
    assert at_once(*clicks) == {302: HANDS}
    with within(school):
        numbers = Meeting.objects.values_list("protocol_number", flat=True)
        assert sorted(numbers) == list(range(1, HANDS + 1))
    assert trail.is_whole(school.chain)


def test_orders_signed_at_once_get_numbers_without_a_gap(browser_of, school, director, deputy):
    wording = Wording("main", "Буйрук", "Максатында", deputy.person)
    rows = [
        orders.draft(school, wording, [Item("Болсун")], drafter=None, by=None, at=AT)
        for _number in range(HANDS)
    ]
    with within(school):
        marks = [reads.digest(row) for row in rows]
    clicks = [
        post(
            browser_of(director),
            f"/schools/S12/act/orders/{row.pk}/sign/",
            {"on": DAY.isoformat(), "shown": shown},
        )
        for row, shown in zip(rows, marks, strict=True)
        for _twice in range(2)
    ]
    assert at_once(*clicks) == {302: HANDS, 409: HANDS}
    with within(school):
        numbers = Order.objects.values_list("order_number", flat=True)
        assert sorted(numbers) == list(range(1, HANDS + 1))
