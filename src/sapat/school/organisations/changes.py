"""Found, rename, move, merge: each opens a new edition and leaves the old one standing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.organisations.models import CODE, Edition, Organisation
from sapat.school.organisations.rules import Kind, NotSo, why_not_under


@dataclass(frozen=True)
class Standing:
    """What an organisation is called and where it stands."""

    name: Text
    parent: Organisation | None = None
    school_type: str = ""
    rural: bool = True
    language: str = "ky"
    ground: str = ""


def _chain(organisation: Organisation, parent: Organisation | None) -> str:
    """Return whose trail tells of this organisation: a unit is told of in its school's."""
    return parent.chain if organisation.kind == Kind.UNIT and parent else organisation.chain


@transaction.atomic
def found(
    kind: str,
    code: str,
    standing: Standing,
    *,
    since: date,
    by: User | None,
    at: datetime,
    demonstration: bool = False,
) -> Organisation:
    """Open an organisation with its first edition."""
    try:
        CODE(code)
    except ValidationError as error:
        raise Refused(NotSo.BAD_CODE) from error
    if Organisation.objects.filter(code=code).exists():
        raise Refused(NotSo.CODE_TAKEN, code=code)
    _refuse_wrong_level(kind, standing.parent)

    organisation = Organisation.objects.create(
        kind=kind, code=code, opened_on=since, demonstration=demonstration
    )
    edition = _write(organisation, standing, since=since)
    trail.note(
        "organisation.founded",
        organisation,
        chain=_chain(organisation, standing.parent),
        by=by,
        at=at,
        facts={"name": edition.name_ky, "since": since.isoformat()},
    )
    return organisation


@transaction.atomic
def restate(
    organisation: Organisation, standing: Standing, *, since: date, by: User | None, at: datetime
) -> Edition:
    """Rename, move or retype from a day on; what held before stays as it was."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on and since >= organisation.closed_on:
        raise Refused(NotSo.CLOSED, day=organisation.closed_on)
    _refuse_wrong_level(organisation.kind, standing.parent)
    last = organisation.editions.order_by("-since").first()
    if last and last.since >= since:
        raise Refused(NotSo.BEFORE_LAST, since=last.since)

    if last:
        last.until = since
        last.save(update_fields=["until"])
    edition = _write(organisation, standing, since=since)
    trail.note(
        "organisation.restated",
        organisation,
        chain=_chain(organisation, standing.parent),
        by=by,
        at=at,
        facts={"name": edition.name_ky, "since": since.isoformat(), "ground": standing.ground},
    )
    return edition


@transaction.atomic
def merge(
    organisation: Organisation, into: Organisation, *, on: date, by: User | None, at: datetime
) -> Organisation:
    """Close an organisation on a day because another takes it over; its past stays its own."""
    if organisation.pk == into.pk:
        raise Refused(NotSo.INTO_ITSELF)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.closed_on:
        raise Refused(NotSo.CLOSED, day=organisation.closed_on)

    organisation.editions.filter(until__isnull=True).update(until=on)
    organisation.closed_on, organisation.merged_into = on, into
    organisation.save(update_fields=["closed_on", "merged_into"])
    trail.note(
        "organisation.merged",
        organisation,
        chain=organisation.chain,
        by=by,
        at=at,
        facts={"into": into.code, "on": on.isoformat()},
    )
    return organisation


def _refuse_wrong_level(kind: str, parent: Organisation | None) -> None:
    if parent and (reason := why_not_under(kind, parent.kind)):
        raise Refused(reason, child=Kind(kind).label, parent=Kind(parent.kind).label)


def _write(organisation: Organisation, standing: Standing, *, since: date) -> Edition:
    return Edition.objects.create(
        organisation=organisation,
        since=since,
        parent=standing.parent,
        school_type=standing.school_type,
        rural=standing.rural,
        language=standing.language,
        ground=standing.ground,
        **Edition.names(standing.name),
    )
