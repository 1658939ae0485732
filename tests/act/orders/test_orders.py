"""An order is drafted, signed by the director, made known, carried out, cancelled by another."""

from datetime import date, timedelta

import pytest

from sapat.act.orders import changes, reads
from sapat.act.orders.models import Order, OrderPoint
from sapat.act.orders.rules import NotSo, OrderState, PointState, Way
from sapat.act.orders.wording import Item, Wording
from sapat.core import dues
from sapat.core.refusal import Refused
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

HOME = "/schools/S12/act/orders/"
TERM = date(2025, 12, 1)


@pytest.fixture
def order(school, deputy, teacher):
    wording = Wording("main", "Кышка даярдык", "Кышка даярдануу максатында", deputy.person)
    items = [Item("Жылытуу текшерилсин", teacher.person, TERM), Item("Акт түзүлсүн")]
    return changes.draft(school, wording, items, drafter=deputy.person, by=None, at=AT)


def sign(order, user, on=DAY):
    shown = reads.digest(order)
    return changes.sign(order, shown, person=user.person, on=on, by=user, at=AT)


@pytest.fixture
def in_force(order, director):
    return sign(order, director)


def test_only_the_director_signs(browser_of, order, director, deputy):
    given = {"on": DAY.isoformat(), "shown": reads.digest(order)}
    assert browser_of(deputy).post(f"{HOME}{order.pk}/sign/", given).status_code == 403
    with pytest.raises(Refused) as no:
        sign(order, deputy)
    assert no.value.reason == NotSo.NOT_DIRECTOR
    browser_of(director).post(f"{HOME}{order.pk}/sign/", given)
    assert Order.objects.get().number == "1/1"


def test_who_signs_has_read_what_stands_there(order, director):
    shown = reads.digest(order)
    changes.add_point(order, Item("Кошумча"), by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.sign(order, shown, person=director.person, on=DAY, by=None, at=AT)
    assert no.value.reason == NotSo.CHANGED_SINCE


def test_a_signed_order_never_changes(browser_of, in_force, deputy):
    for address in ("text/", "point/", "people/", "drop/"):
        given = {"series": "main", "title": "Башка", "preamble": "Башка", "text": "Башка"}
        answer = browser_of(deputy).post(f"{HOME}{in_force.pk}/{address}", given)
        assert answer.status_code == 409, address
    assert reads.is_intact(Order.objects.get())


def test_a_touched_order_says_so(browser_of, in_force, deputy):
    OrderPoint.objects.filter(number=1).update(text="Башкача")
    assert "no longer as it was signed" in browser_of(deputy).get(f"{HOME}{in_force.pk}/").text


def draft(school, deputy, series="main", **more):
    wording = Wording(series, "Буйрук", "Максатында", deputy.person, **more)
    return changes.draft(school, wording, [Item("Болсун")], drafter=None, by=None, at=AT)


def test_each_book_counts_for_itself_and_begins_anew_each_school_year(school, director, deputy):
    days = [date(2025, 7, 31), date(2025, 8, 1), DAY, DAY]
    books = ["main", "main", "staff", "main"]
    rows = [sign(draft(school, deputy, book), director, day) for book, day in zip(books, days)]  # noqa: B905
    assert [row.number for row in rows] == ["1/1", "1/1", "1/2", "2/1"]


def test_no_order_goes_before_one_that_is_signed(school, director, deputy):
    sign(draft(school, deputy), director, DAY)
    with pytest.raises(Refused) as no:
        sign(draft(school, deputy), director, DAY - timedelta(days=1))
    assert no.value.reason == NotSo.BACKDATED


def test_an_order_is_cancelled_only_by_another(school, in_force, director, deputy):
    again = draft(school, deputy, cancels=in_force)
    other = sign(draft(school, deputy, cancels=in_force), director)
    in_force.refresh_from_db()
    assert (in_force.state, in_force.cancelled_on) == (OrderState.CANCELLED, DAY)
    assert other.state == OrderState.SIGNED
    with pytest.raises(Refused) as no:
        sign(again, director)
    assert no.value.reason == NotSo.WRONG_STEP
    again.refresh_from_db()
    assert (again.state, again.order_number) == (OrderState.DRAFT, None)


def test_a_decision_becomes_an_order_in_one_step(browser_of, binding, deputy):  # noqa: F811
    page = browser_of(deputy).post(f"{HOME}from/{binding.pk}/", follow=True)
    row = Order.objects.get()
    assert "protocol № 1" in row.preamble
    assert [(one.text, one.owner, one.term) for one in reads.points(row)] == [
        (binding.text, binding.owner, binding.term)
    ]
    assert binding.text in page.text


def test_an_unsigned_decision_leads_to_no_order(minuted, decided):  # noqa: F811
    with pytest.raises(Refused) as no:
        changes.draft_from(decided, drafter=None, by=None, at=AT)
    assert no.value.reason == NotSo.NOT_BINDING


def test_those_named_take_note_once(browser_of, in_force, teacher):
    browser, one = browser_of(teacher), f"{HOME}{in_force.pk}/"
    assert "I have taken note" in browser.get(one).text
    browser.post(f"{one}note/")
    assert reads.notices(in_force).get(person=teacher.person).way == Way.SCREEN
    assert browser.post(f"{one}note/").status_code == 409


def test_the_office_records_the_paper(browser_of, in_force, deputy, teacher):
    given = {"people": [teacher.person.pk], "on": date.today().isoformat()}  # noqa: DTZ011
    browser_of(deputy).post(f"{HOME}{in_force.pk}/note/paper/", given)
    assert reads.notices(in_force).get(person=teacher.person).way == Way.PAPER


def test_who_is_not_named_takes_no_note(in_force, director):
    with pytest.raises(Refused) as no:
        changes.take_note(
            in_force, director.person, Way.SCREEN, acting=None, on=DAY, by=None, at=AT
        )
    assert no.value.reason == NotSo.NOT_NAMED


def test_the_control_confirms_what_the_owner_reports(browser_of, in_force, teacher, deputy):
    point = f"{HOME}points/{reads.points(in_force).first().pk}/"
    browser_of(teacher).post(f"{point}report/", {"words": "Акт № 7"})
    assert browser_of(teacher).post(f"{point}confirm/").status_code == 409
    browser_of(deputy).post(f"{point}back/", {"words": "Кол коюлган эмес"})
    assert reads.points(in_force).first().state == PointState.OPEN
    browser_of(teacher).post(f"{point}report/", {"words": "Кол коюлду"})
    browser_of(deputy).post(f"{point}confirm/")
    assert reads.points(in_force).first().state == PointState.DONE


def test_what_waits_is_due(school, order, director, teacher):
    def keys(day):
        return {one.key for one in dues.due_in(school, day) if one.key.startswith("order:")}

    assert keys(DAY) == {f"order:{order.pk}:sign"}
    sign(order, director)
    assert len(keys(DAY)) == 3


def test_the_list_asks_few_questions(
    browser_of, school, order, deputy, django_assert_max_num_queries
):
    for _number in range(20):
        draft(school, deputy)
    browser = browser_of(deputy)
    with django_assert_max_num_queries(14):
        assert "Кышка даярдык" in browser.get(f"{HOME}?year=2025").text


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_papers_are_handed_out(browser_of, in_force, deputy, language):
    browser = browser_of(deputy, language=language)
    for address in (f"{HOME}{in_force.pk}/paper/?", f"{HOME}book/?year=2025&"):
        answer = browser.get(f"{address}language={language}")
        assert "Кышка даярдык" in answer.text
        assert browser.get(f"{address}language={language}&form=docx").content.startswith(b"PK")
