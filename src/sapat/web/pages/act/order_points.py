"""Points of an order, those named in it, and the control of what is carried out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.act.orders import changes, reads
from sapat.act.orders.models import Order, OrderPoint
from sapat.act.orders.rules import Way
from sapat.act.orders.wording import Item
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.decisions import WordsForm
from sapat.web.forms.orders import OrderPointForm, PaperNoteForm, PeopleForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.orders import about


@right("order.write")
@form_page
def add_order_point(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Add a point to a draft."""
    row = seen(request, Order, order_id)
    form, staff = _form(request, {})
    return ask(
        request,
        form,
        about(row, _("New point"), _("Add"), _("The point is added.")),
        lambda given: changes.add_point(row, _item(given, staff), by=request.user, at=now()),
    )


@right("order.write")
@form_page
def restate_order_point(request: SchoolRequest, order_point_id: int) -> HttpResponse:
    """Change a point of a draft."""
    point = seen(request, OrderPoint, order_point_id)
    initial = {"text": point.text, "owner": point.owner_id, "term": point.term}
    form, staff = _form(request, initial)
    return ask(
        request,
        form,
        about(point.order, _("Point of the order"), _("Save"), _("The point is changed.")),
        lambda given: changes.restate_point(point, _item(given, staff), by=request.user, at=now()),
    )


def _form(request: SchoolRequest, initial: dict[str, Any]) -> tuple[OrderPointForm, Any]:
    staff = {person.pk: person for person in people.staff(localdate())}
    form = OrderPointForm(posted(request), initial=initial)
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    return form, staff


def _item(given: dict[str, Any], staff: dict[int, Person]) -> Item:
    return Item(given["text"], staff.get(given["owner"]), given["term"])


@right("order.write")
@form_page
def drop_order_point(request: SchoolRequest, order_point_id: int) -> HttpResponse:
    """Take a point out of a draft."""
    point = seen(request, OrderPoint, order_point_id)
    return ask(
        request,
        SureForm(posted(request)),
        about(point.order, _("Take the point out"), _("Take out"), _("It is taken out."),
              str(point)),
        lambda _given: changes.drop_point(point, by=request.user, at=now()),
    )  # fmt: skip


@right("order.write")
@form_page
def name_people(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Name who takes note of a draft."""
    row = seen(request, Order, order_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    named = [one.person_id for one in reads.notices(row)]
    form = PeopleForm(posted(request), initial={"people": named})
    form.fields["people"].choices = [(pk, one.full_name) for pk, one in staff.items()]  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        about(row, _("Who takes note"), _("Save"), _("The list is set.")),
        lambda given: changes.name_people(
            row, [staff[pk] for pk in given["people"]], by=request.user, at=now()
        ),
    )


@right("order.read")
@form_page
def take_note(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Take note of an order one is named in."""
    row = seen(request, Order, order_id)
    me = _me(request)
    lead = _("I have read the order and know it.")
    return ask(
        request,
        SureForm(posted(request)),
        about(row, _("Take note"), _("I have taken note"), _("It is recorded."), lead),
        lambda _given: changes.take_note(
            row, me, Way.SCREEN, acting=me, on=localdate(), by=request.user, at=now()
        ),
    )


@right("order.write")
@form_page
def note_on_paper(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Record who took note on paper."""
    row = seen(request, Order, order_id)
    left = {one.person_id: one.person for one in reads.notices(row) if one.known_on is None}
    form = PaperNoteForm(posted(request))
    form.fields["people"].choices = [(pk, one.full_name) for pk, one in left.items()]  # type: ignore[attr-defined]
    me = _me(request)

    def record(given: dict[str, Any]) -> None:
        for pk in given["people"]:
            changes.take_note(
                row, left[pk], Way.PAPER, acting=me, on=given["on"], by=request.user, at=now()
            )

    question = about(row, _("Signed on paper"), _("Record"), _("It is recorded."))
    return ask(request, form, question, record)


@right("order.read")
@form_page
def report_point(request: SchoolRequest, order_point_id: int) -> HttpResponse:
    """Report a point as carried out."""
    point = seen(request, OrderPoint, order_point_id)
    return ask(
        request,
        WordsForm(posted(request)),
        about(point.order, _("It is carried out"), _("Report"),
              _("The report is with the control."), str(point)),
        lambda given: changes.report_point(
            point, given["words"], person=_me(request), by=request.user, at=now()
        ),
    )  # fmt: skip


@right("order.read")
@form_page
def confirm_point(request: SchoolRequest, order_point_id: int) -> HttpResponse:
    """Confirm that a point is carried out."""
    point = seen(request, OrderPoint, order_point_id)
    return ask(
        request,
        SureForm(posted(request)),
        about(point.order, _("Confirm"), _("Confirm"), _("The point counts as carried out."),
              str(point)),
        lambda _given: changes.confirm_point(
            point, person=_me(request), by=request.user, at=now()
        ),
    )  # fmt: skip


@right("order.read")
@form_page
def return_point(request: SchoolRequest, order_point_id: int) -> HttpResponse:
    """Send a reported point back."""
    point = seen(request, OrderPoint, order_point_id)
    return ask(
        request,
        WordsForm(posted(request)),
        about(point.order, _("Not carried out yet"), _("Send back"), _("It is sent back."),
              str(point)),
        lambda given: changes.send_back_point(
            point, given["words"], person=_me(request), by=request.user, at=now()
        ),
    )  # fmt: skip


def _me(request: SchoolRequest) -> Person:
    """Return who acts; nobody acts for the school without being a person of it."""
    me = people.person_of(request.user)
    if me is None:
        raise PermissionDenied
    return me
