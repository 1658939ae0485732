"""Keep the registers: partners, export offers, continuity, ratings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.registers import reads
from sapat.plan.registers.models import (
    ContinuityLink,
    ExportOffer,
    Partner,
    PartnerContact,
    RatingMethod,
    RatingPlace,
)
from sapat.plan.registers.rules import MethodPart, NotSo
from sapat.school.boundary import SchoolRow, within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class PartnerCard:
    """Who the partner is, and by which agreement."""

    kind: str
    name: str
    since: date
    until: date | None = None
    contact: str = ""
    agreement: str = ""
    next_contact_on: date | None = None
    keeper: Person | None = None


@transaction.atomic
def keep_partner(
    school: Organisation, card: PartnerCard, *, by: User | None, at: datetime
) -> Partner:
    """Write a partner into the register."""
    if card.until and card.until <= card.since:
        raise Refused(NotSo.ENDS_BEFORE)
    with within(school):
        if reads.name_taken(card.name):
            raise Refused(NotSo.SAME_NAME)
        row: Partner = Partner.objects.create(school=school, **vars(card))
    _note("partner.kept", row, row.name, by=by, at=at)
    return row


@dataclass(frozen=True)
class Contact:
    """A contact, what came of it, and when the next one is due."""

    on: date
    how: str
    outcome: str
    next_on: date | None = None


@transaction.atomic
def note_contact(
    partner: Partner, contact: Contact, *, by: User | None, at: datetime
) -> PartnerContact:
    """Write down a contact with a partner."""
    if contact.next_on and contact.next_on <= contact.on:
        raise Refused(NotSo.ENDS_BEFORE)
    with within(partner.school):
        row: PartnerContact = PartnerContact.objects.create(
            school=partner.school,
            partner=partner,
            on=contact.on,
            how=contact.how,
            outcome=contact.outcome,
        )
        partner.next_contact_on = contact.next_on
        partner.save(update_fields=["next_contact_on"])
    _note("partner.contacted", partner, partner.name, by=by, at=at)
    return row


@transaction.atomic
def end_partner(partner: Partner, *, until: date, by: User | None, at: datetime) -> Partner:
    """End the work with a partner."""
    if until <= partner.since:
        raise Refused(NotSo.ENDS_BEFORE)
    partner.until = until
    with within(partner.school):
        partner.save(update_fields=["until"])
    _note("partner.ended", partner, partner.name, by=by, at=at)
    return partner


@dataclass(frozen=True)
class OfferCard:
    """A programme as it is offered abroad."""

    programme: str
    language: str
    form: str
    country: str
    reviewed_on: date
    recognition: str = ""
    price: str = ""
    learners: int | None = None
    improvement: str = ""


@transaction.atomic
def offer(school: Organisation, card: OfferCard, *, by: User | None, at: datetime) -> ExportOffer:
    """Write an export offer into the register."""
    with within(school):
        row: ExportOffer = ExportOffer.objects.create(school=school, **vars(card))
    _note("export.offered", row, row.programme, by=by, at=at)
    return row


@transaction.atomic
def look_through(
    row: ExportOffer, card: OfferCard, *, by: User | None, at: datetime
) -> ExportOffer:
    """Look through an offer and write down how it stands now."""
    if row.ended_on:
        raise Refused(NotSo.ENDED, day=row.ended_on)
    before = {name: getattr(row, name) for name in vars(card)}
    for name, value in vars(card).items():
        setattr(row, name, value)
    with within(row.school):
        row.save()
    changed = sorted(name for name, value in vars(card).items() if before[name] != value)
    facts = {"name": row.programme, "changed": changed}
    trail.note("export.looked_through", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def end_offer(row: ExportOffer, *, on: date, by: User | None, at: datetime) -> ExportOffer:
    """End an export offer."""
    if row.ended_on:
        raise Refused(NotSo.ENDED, day=row.ended_on)
    row.ended_on = on
    with within(row.school):
        row.save(update_fields=["ended_on"])
    _note("export.ended", row, row.programme, by=by, at=at)
    return row


@transaction.atomic
def lead_on(
    partner: Partner, programme: str, leads_to: str, *, terms: str, by: User | None, at: datetime
) -> ContinuityLink:
    """Write down that a programme leads on to one of a partner."""
    with within(partner.school):
        row: ContinuityLink = ContinuityLink.objects.create(
            school=partner.school,
            partner=partner,
            programme=programme,
            leads_to=leads_to,
            terms=terms,
        )
    _note("continuity.linked", row, programme, by=by, at=at)
    return row


@dataclass(frozen=True)
class MethodCard:
    """A rating's method as the school understood it."""

    name: str
    organiser: str
    scope: str
    parts: Sequence[MethodPart]
    studied_on: date
    note: str = ""


@transaction.atomic
def study_method(
    school: Organisation, card: MethodCard, *, by: User | None, at: datetime
) -> RatingMethod:
    """Write down the method of a rating."""
    if not card.parts:
        raise Refused(NotSo.NO_PARTS)
    with within(school):
        row: RatingMethod = RatingMethod.objects.create(
            school=school,
            name=card.name,
            organiser=card.organiser,
            scope=card.scope,
            parts=[asdict(part) for part in card.parts],
            studied_on=card.studied_on,
            note=card.note,
        )
    _note("rating.studied", row, row.name, by=by, at=at)
    return row


@dataclass(frozen=True)
class Place:
    """A place in a rating of one year."""

    year: int
    place: int
    participants: int | None = None
    score: float | None = None


@transaction.atomic
def take_place(method: RatingMethod, place: Place, *, by: User | None, at: datetime) -> RatingPlace:
    """Write down the school's place in a rating."""
    if place.participants is not None and place.place > place.participants:
        raise Refused(NotSo.PLACE)
    with within(method.school):
        if method.places.filter(year=place.year).exists():
            raise Refused(NotSo.TWICE, year=place.year)
        row: RatingPlace = RatingPlace.objects.create(
            school=method.school, method=method, **vars(place)
        )
    _note("rating.place_taken", row, method.name, by=by, at=at)
    return row


def _note(what: str, row: SchoolRow, name: str, *, by: User | None, at: datetime) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts={"name": name})
