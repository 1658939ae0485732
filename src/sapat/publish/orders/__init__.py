"""An order and the book of orders, as a school keeps them."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.act.orders import reads
from sapat.act.orders.models import Order, OrderNotice, OrderPoint
from sapat.act.orders.rules import OrderState, PointState, Series
from sapat.core.rights import Role
from sapat.publish.exports.tables import TO_SIGN, Blank, Cell, Column, Kind, Table, day
from sapat.publish.meetings.before import ended
from sapat.publish.papers import stamps
from sapat.publish.papers.content import (
    Block,
    Heading,
    Paper,
    Paragraph,
    Points,
    Section,
    Signature,
)
from sapat.school.calendar.rules import year_label
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people

FEW = 8
"""So many people take note below the signature; of more there is a list on a page of its own."""


def order_paper(row: Order, *, language: str, at: datetime) -> Paper:
    """Return an order as it hangs in the school: ground, points, control, signature, notices."""
    with translation.override(language):
        on = row.signed_on or row.drafted_on
        blocks: list[Block] = [
            Paragraph(row.preamble),
            Heading(_("I ORDER:")),
            Points([_point(one) for one in reads.points(row)], numbered=True),
        ]
        if row.cancels:
            facts = {"number": row.cancels.number, "day": day(row.cancels.signed_on or on)}
            words = _("Order № %(number)s of %(day)s counts as cancelled.") % facts
            blocks.append(Paragraph(words))
        if row.control:
            name = row.control.short_name
            blocks.append(Paragraph(ended(_("Control of this order: %(name)s.") % {"name": name})))
        notices = list(reads.notices(row))
        signer = row.signed_by or people.director(on)
        return Paper(
            language=language,
            title=_("ORDER № %(number)s") % {"number": row.number or stamps.NUMBER},
            school=row.school.edition(on).name,
            frozen_at=at,
            kind=_("Order"),
            subject=row.number,
            facts=[
                (_("Day"), day(row.signed_on) if row.signed_on else stamps.DAY),
                (_("About"), row.title),
            ],
            sections=[Section("", blocks)],
            signatures=[
                Signature(
                    str(Role.DIRECTOR.label).capitalize(), signer.short_name if signer else ""
                ),
                *(_line_to_sign(one) for one in notices if len(notices) <= FEW),
            ],
            annexes=[Section(_("Taken note of the order"), [_notices(notices)])]
            if len(notices) > FEW
            else [],
            watermark=_watermark(row),
            numbered=False,
        )


def register_paper(
    school: Organisation, year: int, series: str, *, language: str, at: datetime
) -> Paper:
    """Return the book of orders of a school year: number, day, about what, control, state."""
    with translation.override(language):
        columns = [
            Column("№", width=8),
            Column(_("Day"), Kind.DATE, width=15),
            Column(_("About"), width=48),
            Column(_("Control"), width=20),
            Column(_("Carried out"), width=15),
            Column(_("State"), width=19),
        ]
        book = str(Series(series).label)
        table = Table(
            _("Orders: %(book)s") % {"book": book},
            columns,
            [_line(row) for row in reads.register(year, series)],
        )
        return Paper(
            language=language,
            title=_("Book of orders: %(book)s") % {"book": book},
            school=school.edition(at.date()).name,
            frozen_at=at,
            kind=_("Book of orders"),
            subject=year_label(year),
            facts=[(_("School year"), year_label(year))],
            sections=[Section("", [table])],
            signatures=[Signature(str(Role.CLERK.label).capitalize())],
            numbered=False,
        )


def _point(one: OrderPoint) -> str:
    words = one.text if one.text.endswith((".", "!", "?")) else f"{one.text}."
    if one.owner:
        words += " " + _("Responsible: %(name)s.") % {"name": one.owner.short_name}
    if one.term:
        words += " " + _("Term: %(day)s.") % {"day": day(one.term)}
    return ended(words)


def _notices(rows: list[OrderNotice]) -> Table:
    cells: list[list[Cell]] = [
        [number, one.person.short_name, one.known_on or "", _by(one)]
        for number, one in enumerate(rows, 1)
    ]
    columns = [
        Column("№", Kind.COUNT, width=4),
        Column(pgettext("person", "Full name"), width=40),
        Column(_("Day"), Kind.DATE, width=16),
        Column(_("Signature"), width=26),
    ]
    return Table(_("Taken note of the order"), columns, cells, row_height=TO_SIGN)


def _line_to_sign(one: OrderNotice) -> Signature:
    """Return the line on which somebody signs, or the day on which they took note."""
    post = _("I have taken note of the order")
    if one.known_on:
        post = f"{post}, {day(one.known_on)} ({one.get_way_display()})"
    return Signature(post, one.person.short_name)


def _by(one: OrderNotice) -> str:
    return one.get_way_display() if one.known_on else ""


def _line(row: Order) -> list[Cell]:
    points = list(row.points.all())
    done = sum(one.state == PointState.DONE for one in points)
    return [
        row.number,
        row.signed_on or Blank.NOTHING,
        row.title,
        row.control.short_name if row.control else Blank.NOTHING,
        f"{done} / {len(points)}",
        row.get_state_display(),
    ]


def _watermark(row: Order) -> str:
    if row.state == OrderState.DRAFT:
        return _("DRAFT")
    return _("CANCELLED") if row.state == OrderState.CANCELLED else ""
