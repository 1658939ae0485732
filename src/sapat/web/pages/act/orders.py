"""Orders: the books of a school year, one order, its draft, its signature."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.decisions.models import Decision
from sapat.act.loop.chains import around_order
from sapat.act.meetings.rules import school_year
from sapat.act.orders import changes, reads
from sapat.act.orders.models import Order, OrderNotice, OrderPoint
from sapat.act.orders.rules import OrderState, PointState, Series, is_overdue
from sapat.act.orders.wording import Item, Wording
from sapat.publish.orders import order_paper, register_paper
from sapat.publish.papers.content import Paper
from sapat.school.calendar.rules import year_label
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.orders import NewOrderForm, OrderForm, SignOrderForm
from sapat.web.forms.shared import SureForm
from sapat.web.papers import answer_with

LOOKS = {
    OrderState.DRAFT: "waiting",
    OrderState.SIGNED: "normal",
    OrderState.CANCELLED: "not_applicable",
    OrderState.DROPPED: "not_applicable",
}
POINT_LOOKS = {
    PointState.OPEN: "waiting",
    PointState.REPORTED: "attention",
    PointState.DONE: "normal",
}


@right("order.read")
@require_safe
def orders(request: SchoolRequest) -> HttpResponse:
    """Show the orders of a school year: drafts first, then by number."""
    years = sorted({*reads.years(), school_year(localdate())}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else years[0]
    series = request.GET.get("series", "")
    rows = [
        row for row in reads.orders() if row.year == year and (not series or row.series == series)
    ]
    rows.sort(key=lambda row: row.state != OrderState.DRAFT)
    context = {
        "rows": [(row, LOOKS[OrderState(row.state)]) for row in rows],
        "late": _late_by_order(),
        "year": year,
        "years": [(one, year_label(one)) for one in years],
        "series": series,
        "books": Series.choices,
        "can_write": request.may("order.write"),
    }
    return render(request, "act/orders.html", context)


def _late_by_order() -> dict[int, int]:
    """Return order id -> how many of its points are overdue."""
    found: dict[int, int] = {}
    for point in reads.open_points():
        if is_overdue(point.state, point.term, localdate()):
            found[point.order_id] = found.get(point.order_id, 0) + 1
    return found


@right("order.read")
@require_safe
def order(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Show one order: its text, its points, who knows it."""
    row = seen(request, Order, order_id)
    me = people.person_of(request.user)
    notices = list(reads.notices(row))
    own = next((one for one in notices if me and one.person_id == me.pk), None)
    is_draft, in_force = row.state == OrderState.DRAFT, row.state == OrderState.SIGNED
    context = {
        "row": row,
        "look": LOOKS[OrderState(row.state)],
        "points": [_point(row, one, me) for one in reads.points(row)],
        "notices": notices,
        "known": sum(one.known_on is not None for one in notices),
        "mine": in_force and own is not None and own.known_on is None,
        "broken": bool(row.digest) and not reads.is_intact(row),
        "is_draft": is_draft,
        "chain": linked(request, around_order(row)),
        "can_write": is_draft and request.may("order.write"),
        "can_sign": is_draft and request.may("order.sign"),
        "can_note": in_force and request.may("order.write") and _left(notices),
        "can_cancel": in_force and request.may("order.write"),
    }
    return render(request, "act/order.html", context)


def _left(notices: list[OrderNotice]) -> bool:
    return any(one.known_on is None for one in notices)


def _point(row: Order, point: OrderPoint, me: Person | None) -> dict[str, Any]:
    """Return a point with what this member may do about it."""
    acts = point.doer
    owns = acts is not None and (not acts.user_id or (me is not None and me.pk == acts.pk))
    holds = row.controller
    controls = holds is not None and (not holds.user_id or (me is not None and me.pk == holds.pk))
    in_force = row.state == OrderState.SIGNED
    return {
        "point": point,
        "look": POINT_LOOKS[PointState(point.state)],
        "late": is_overdue(point.state, point.term, localdate()) and in_force,
        "can_report": in_force and point.state == PointState.OPEN and owns,
        "can_confirm": in_force and point.state == PointState.REPORTED and controls,
    }


def offer(form: OrderForm, staff: dict[int, Person], cancelling: dict[int, Order]) -> None:
    """Offer who controls an order, and the orders it may cancel."""
    form.fields["control"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    form.fields["cancels"].offer([(pk, f"{one}") for pk, one in cancelling.items()])  # type: ignore[attr-defined]


def worded(given: dict[str, Any], staff: dict[int, Person], others: dict[int, Order]) -> Wording:
    """Return the text that was written."""
    return Wording(
        given["series"],
        given["title"],
        given["preamble"],
        staff.get(given["control"]),
        others.get(given["cancels"]),
    )


@right("order.write")
@form_page
def new_order(request: SchoolRequest) -> HttpResponse:
    """Draft an order by hand."""
    return _new(request, {}, _("New order"))


@right("order.write")
@form_page
def cancel_order(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Draft the order that cancels another one."""
    row = seen(request, Order, order_id)
    title = _("On cancelling order № %(number)s") % {"number": row.number}
    initial = {"series": row.series, "title": title, "cancels": row.pk,
               "control": row.control_id}  # fmt: skip
    return _new(request, initial, _("Cancel order № %(number)s") % {"number": row.number})


def _new(request: SchoolRequest, initial: dict[str, Any], heading: str) -> HttpResponse:
    staff = {person.pk: person for person in people.staff(localdate())}
    others = {one.pk: one for one in reads.to_cancel()}
    form = NewOrderForm(posted(request), initial=initial)
    offer(form, staff, others)
    made: list[Order] = []

    def write(given: dict[str, Any]) -> None:
        items = [Item(line) for line in given["items"].splitlines() if line.strip()]
        made.append(
            changes.draft(
                request.school,
                worded(given, staff, others),
                items,
                drafter=people.person_of(request.user),
                by=request.user,
                at=now(),
            )
        )

    question = Question(
        heading=heading,
        button=_("Draft the order"),
        back=reverse("act:orders", args=[request.school.code]),
        pretitle=_("Orders"),
        done=_("The order is drafted: set who carries out each point, then it is signed."),
    )
    answer = ask(request, form, question, write)
    return redirect("act:order", request.school.code, made[0].pk) if made else answer


@right("order.write")
@form_page
def draft_order(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Draft an order from a decision in one step."""
    decision = seen(request, Decision, decision_id)
    made: list[Order] = []
    question = Question(
        heading=_("Order from a decision"),
        button=_("Draft the order"),
        back=reverse("act:decision", args=[request.school.code, decision.pk]),
        pretitle=_("Decision"),
        lead=decision.text,
        done=_("The order is drafted: set who carries out each point, then it is signed."),
    )
    answer = ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: made.append(
            changes.draft_from(
                decision, drafter=people.person_of(request.user), by=request.user, at=now()
            )
        ),
    )
    return redirect("act:order", request.school.code, made[0].pk) if made else answer


@right("order.write")
@form_page
def restate_order(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Change the text of a draft."""
    row = seen(request, Order, order_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    others = {one.pk: one for one in reads.to_cancel()}
    initial = {"series": row.series, "title": row.title, "preamble": row.preamble,
               "control": row.control_id, "cancels": row.cancels_id}  # fmt: skip
    form = OrderForm(posted(request), initial=initial)
    offer(form, staff, others)
    return ask(
        request,
        form,
        about(row, _("Text of the order"), _("Save"), _("The text is changed.")),
        lambda given: changes.restate(row, worded(given, staff, others), by=request.user, at=now()),
    )


@right("order.sign")
@form_page
def sign_order(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Sign a draft as the director."""
    row = seen(request, Order, order_id)
    form = SignOrderForm(posted(request), initial={"shown": reads.digest(row)})
    lead = _("With the signature it gets its number; after that only another order cancels it.")
    return ask(
        request,
        form,
        about(row, _("Sign the order"), _("Sign"), _("The order is in force."), lead),
        lambda given: changes.sign(
            row,
            given["shown"],
            person=people.person_of(request.user),
            on=given["on"],
            by=request.user,
            at=now(),
        ),
    )


@right("order.write")
@form_page
def drop_order(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Drop a draft."""
    row = seen(request, Order, order_id)
    question = Question(
        heading=_("Drop the draft"),
        button=_("Drop it"),
        back=reverse("act:orders", args=[request.school.code]),
        pretitle=_("Orders"),
        lead=row.title,
        danger=True,
        done=_("The draft is dropped."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.drop(row, by=request.user, at=now()),
    )


@right("order.read")
@require_safe
def order_sheet(request: SchoolRequest, order_id: int) -> HttpResponse:
    """Show the order as it is printed, or hand it out."""
    row = seen(request, Order, order_id)

    def make(language: str) -> Paper:
        return order_paper(row, language=language, at=now())

    back = reverse("act:order", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=f"{row}"[:80])


@right("order.read")
@require_safe
def order_register(request: SchoolRequest) -> HttpResponse:
    """Show a book of orders of a school year as it is printed, or hand it out."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in reads.years() else None
    series = request.GET.get("series", Series.MAIN)
    if series not in Series.values:
        raise Http404

    def make(language: str) -> Paper:
        of_year = year if year is not None else school_year(localdate())
        return register_paper(request.school, of_year, series, language=language, at=now())

    back = reverse("act:orders", args=[request.school.code])
    return answer_with(request, make, back=back, back_to=_("Orders"))


def about(row: Order, heading: str, button: str, done: str, lead: str = "") -> Question:
    """Return what a page around one order says."""
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:order", args=[row.school.code, row.pk]),
        pretitle=f"{row}"[:80],
        lead=lead,
        done=done,
    )
