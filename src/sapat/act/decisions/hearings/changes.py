"""Hand figures to a body of parents or pupils, and write down what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.decisions.models import Hearing
from sapat.act.decisions.rules import CONSUMERS, NotSo
from sapat.act.meetings.models import AgendaItem
from sapat.act.meetings.rules import Step
from sapat.act.meetings.steps import taken
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Body
from sapat.school.boundary import within


@dataclass(frozen=True)
class Shown:
    """A figure as it was handed over: a small group is hidden before it comes here."""

    code: str
    name: str
    figure: str


@dataclass(frozen=True)
class Pack:
    """What a body of parents or pupils is given for a question."""

    given_on: date
    figures: Sequence[Shown] = ()
    words: str = ""


@transaction.atomic
def hand_over_figures(
    item: AgendaItem, body: Body, pack: Pack, *, by: User | None, at: datetime
) -> Hearing:
    """Give the figures for a question to a body that is heard on it, before the meeting."""
    meeting = taken(item.meeting, Step.PLAN)
    if body.kind not in CONSUMERS:
        raise Refused(NotSo.NOT_CONSUMERS, name=body.name)
    if not pack.figures and not pack.words.strip():
        raise Refused(NotSo.NO_PACK)
    if pack.given_on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=pack.given_on)
    if pack.given_on > meeting.day:
        raise Refused(NotSo.PACK_LATE, day=meeting.day)
    with within(meeting.school):
        if Hearing.objects.filter(item=item, body=body).exists():
            raise Refused(NotSo.GIVEN, name=body.name)
        row: Hearing = Hearing.objects.create(
            school=meeting.school,
            item=item,
            body=body,
            given_on=pack.given_on,
            figures=[vars(one) for one in pack.figures],
            words=pack.words.strip(),
        )
    _note("hearing.given", row, by=by, at=at, body=body.pk)
    return row


@transaction.atomic
def state_opinion(
    hearing: Hearing, stand: str, words: str, *, on: date, by: User | None, at: datetime
) -> Hearing:
    """Write down what the body said, after it had the figures and by the day of the meeting."""
    with within(hearing.school):
        rows = Hearing.objects.select_for_update(of=("self",))
        row: Hearing = rows.select_related("item__meeting", "body").get(pk=hearing.pk)
    if row.said_on:
        raise Refused(NotSo.SAID_ALREADY, name=row.body.name)
    if on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=on)
    if not row.given_on <= on <= row.item.meeting.day:
        raise Refused(NotSo.SAID_LATE, since=row.given_on, day=row.item.meeting.day)
    if not stand:
        raise Refused(NotSo.NO_WORDS)
    row.stand, row.opinion, row.said_on = stand, words.strip(), on
    with within(row.school):
        row.save(update_fields=["stand", "opinion", "said_on"])
    _note("hearing.said", row, by=by, at=at, stand=stand)
    return row


def _note(what: str, row: Hearing, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
