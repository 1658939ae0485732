"""Orders to sign, to take note of, and points to carry out and to confirm."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.act.orders import reads
from sapat.act.orders.rules import KNOW_DAYS, PointState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

SIGN_DAYS, CONFIRM_DAYS = 3, 7


@due("orders.drafts")
def drafts(question: Question) -> Iterable[Due]:
    """List the drafts that wait for the director."""
    for row in question.once(reads.drafts):
        yield Due(
            key=f"order:{row.pk}:sign",
            sentence=_("Sign the order: %(title)s") % {"title": row.title[:120]},
            by=row.drafted_on + timedelta(days=SIGN_DAYS),
            page="act:order",
            args=(row.pk,),
            roles=frozenset({Role.DIRECTOR.value}),
            phase="act",
        )


@due("orders.notices")
def notices(question: Question) -> Iterable[Due]:
    """List who has not taken note of an order yet."""
    for row in question.once(reads.unread):
        if row.order.signed_on:
            facts = {"number": row.order.number, "title": row.order.title[:100]}
            yield Due(
                key=f"order:{row.order_id}:know:{row.person_id}",
                sentence=_("Take note of order № %(number)s: %(title)s") % facts,
                by=row.order.signed_on + timedelta(days=KNOW_DAYS),
                page="act:order",
                args=(row.order_id,),
                persons=frozenset({row.person_id}),
                phase="act",
            )


@due("orders.points")
def points(question: Question) -> Iterable[Due]:
    """List the points to carry out and to confirm."""
    for row in question.once(reads.open_points):
        facts = {"number": row.order.number, "text": row.text[:100]}
        if row.state == PointState.OPEN:
            if row.term is None:
                continue
            words, by = _("Carry out order № %(number)s: %(text)s"), row.term
            person = row.doer
        else:
            words = _("Confirm that order № %(number)s is carried out: %(text)s")
            by = (row.reported_on or question.day) + timedelta(days=CONFIRM_DAYS)
            person = row.order.controller
        yield Due(
            key=f"order:{row.order_id}:{row.pk}:{row.state}",
            sentence=words % facts,
            by=by,
            page="act:order",
            args=(row.order_id,),
            persons=frozenset({person.pk} if person else ()),
            phase="act",
        )
