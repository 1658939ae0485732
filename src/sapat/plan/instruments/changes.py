"""Take instruments over, write the school's own editions, put them in force."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.instruments import rules
from sapat.plan.instruments.models import Instrument, InstrumentEdition
from sapat.plan.instruments.rules import InstrumentState, NotSo
from sapat.plan.instruments.sheets import sheet_of, shipped_content
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@dataclass(frozen=True)
class Decision:
    """A body's protocol, and the day from which what it approved holds."""

    body: Body
    protocol: str
    decided_on: date
    since: date


@dataclass(frozen=True)
class NewItem:
    """An item the school adds: its words, its place, how it is answered."""

    code: str
    words: Text
    part: str = ""
    free: bool = False


@transaction.atomic
def take_over(
    school: Organisation, code: str, *, by: User | None, at: datetime
) -> InstrumentEdition:
    """Make a shipped instrument the school's own: a draft with the shipped words."""
    content = shipped_content().get(code)
    if content is None:
        raise Refused(NotSo.UNKNOWN, code=code)
    with within(school):
        if Instrument.objects.filter(code=code).exists():
            raise Refused(NotSo.TAKEN, code=code)
        row = Instrument.objects.create(school=school, code=code, taken_at=at)
        edition = _write(row, 1, dict(content), at)
    facts = {"instrument": code, "digest": edition.digest}
    trail.note("instrument.taken_over", row, chain=school.chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def begin_edition(instrument: Instrument, *, by: User | None, at: datetime) -> InstrumentEdition:
    """Begin a draft with the words of the newest edition."""
    with within(instrument.school):
        every = list(instrument.editions.select_for_update().order_by("-number"))
        if any(edition.state == InstrumentState.DRAFT for edition in every):
            raise Refused(NotSo.HAS_DRAFT)
        content = every[0].content if every else dict(shipped_content()[instrument.code])
        edition = _write(instrument, len(every) + 1, content, at)
    facts = {"instrument": instrument.code, "number": edition.number}
    chain = instrument.school.chain
    trail.note("instrument.edition_begun", edition, chain=chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def add_item(
    edition: InstrumentEdition, item: NewItem, *, by: User | None, at: datetime
) -> InstrumentEdition:
    """Add an item of the school's own to a draft."""
    sheet = _draft(edition).sheet
    if not item.words.ky.strip():
        raise Refused(NotSo.NO_WORDS)
    if objection := rules.why_not_code(item.code, sheet):
        raise Refused(objection, code=item.code, prefix=sheet.code)
    more: dict[str, object] = {"own": True}
    if item.part:
        more["part"] = item.part
    if item.free:
        more["answer"] = "text"
    content = rules.with_item(edition.content, item.code, item.words, **more)
    return _rewrite(edition, content, "instrument.item_added", item.code, by=by, at=at)


@transaction.atomic
def reword(
    edition: InstrumentEdition,
    code: str,
    words: Text,
    *,
    meaning: bool,
    by: User | None,
    at: datetime,
) -> InstrumentEdition:
    """Give an item other words; it keeps its code. `meaning`: it asks something else now."""
    if code not in _draft(edition).sheet.items:
        raise Refused(NotSo.NO_ITEM, code=code)
    if not words.ky.strip():
        raise Refused(NotSo.NO_WORDS)
    content = rules.with_item(edition.content, code, words, meaning=meaning)
    return _rewrite(edition, content, "instrument.item_reworded", code, by=by, at=at)


@transaction.atomic
def switch(
    edition: InstrumentEdition, code: str, *, off: bool, by: User | None, at: datetime
) -> InstrumentEdition:
    """Stop asking an item, or ask it again; its code and its answers stay."""
    if code not in _draft(edition).sheet.items:
        raise Refused(NotSo.NO_ITEM, code=code)
    content = rules.with_switch(edition.content, code, off=off)
    what = "instrument.item_switched_off" if off else "instrument.item_switched_on"
    return _rewrite(edition, content, what, code, by=by, at=at)


@transaction.atomic
def put_in_force(
    edition: InstrumentEdition, decision: Decision, *, by: User | None, at: datetime
) -> InstrumentEdition:
    """Let a draft take the place of the edition before it, by a body's protocol."""
    before = (
        InstrumentEdition.objects.select_for_update()
        .filter(instrument=edition.instrument, state=InstrumentState.IN_FORCE)
        .first()
    )
    sheet = _draft(edition).sheet
    objection = rules.why_not_in_force(
        sheet,
        decision.protocol,
        decision.decided_on,
        decision.since,
        today=timezone.localdate(at),
        after=before.since if before else None,
    )
    if objection:
        after = before.since + timedelta(1) if before and before.since else decision.decided_on
        day = decision.decided_on
        if objection == NotSo.TOO_EARLY:
            day = max(after, decision.decided_on)
        raise Refused(objection, day=day)
    if before:
        before.state, before.until = InstrumentState.SUPERSEDED, decision.since
        before.save(update_fields=["state", "until"])
    edition.state, edition.since = InstrumentState.IN_FORCE, decision.since
    edition.body, edition.protocol_number = decision.body, decision.protocol
    edition.decided_on = decision.decided_on
    edition.save()
    facts = {
        "instrument": sheet.code,
        "number": edition.number,
        "body": decision.body.pk,
        "protocol": decision.protocol,
        "since": str(decision.since),
        "digest": edition.digest,
    }
    chain = edition.school.chain
    trail.note("instrument.in_force", edition, chain=chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def withdraw(
    edition: InstrumentEdition, *, until: date, why: str, by: User | None, at: datetime
) -> InstrumentEdition:
    """Stop using an instrument from a day on; its editions and their answers stay."""
    if edition.state != InstrumentState.IN_FORCE or edition.since is None:
        raise Refused(NotSo.NOT_IN_FORCE)
    if until <= edition.since:
        raise Refused(NotSo.TOO_EARLY, day=edition.since + timedelta(1))
    edition.state, edition.until, edition.why = InstrumentState.WITHDRAWN, until, why
    with within(edition.school):
        edition.save(update_fields=["state", "until", "why"])
    facts = {"instrument": edition.instrument.code, "until": str(until), "why": why}
    chain = edition.school.chain
    trail.note("instrument.withdrawn", edition, chain=chain, by=by, at=at, facts=facts)
    return edition


def _draft(edition: InstrumentEdition) -> InstrumentEdition:
    if edition.state != InstrumentState.DRAFT:
        raise Refused(NotSo.NOT_DRAFT)
    return edition


def _write(
    instrument: Instrument, number: int, content: dict[str, Any], at: datetime
) -> InstrumentEdition:
    edition: InstrumentEdition = InstrumentEdition.objects.create(
        school=instrument.school,
        instrument=instrument,
        number=number,
        content=content,
        digest=sheet_of(content).digest,
        begun_at=at,
    )
    return edition


def _rewrite(
    edition: InstrumentEdition,
    content: dict[str, Any],
    what: str,
    code: str,
    *,
    by: User | None,
    at: datetime,
) -> InstrumentEdition:
    edition.content, edition.digest = content, sheet_of(content).digest
    with within(edition.school):
        edition.save(update_fields=["content", "digest"])
    facts = {"item": code, "digest": edition.digest}
    trail.note(what, edition, chain=edition.school.chain, by=by, at=at, facts=facts)
    return edition
