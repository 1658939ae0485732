"""Which instruments the school has, and in which edition."""

from datetime import date

from django.db.models import QuerySet

from sapat.plan.instruments.models import Instrument, InstrumentEdition
from sapat.plan.instruments.rules import InstrumentState, Standing
from sapat.plan.instruments.sheets import Sheet, shipped
from sapat.school.bodies.rules import BodyKind


def instrument(code: str) -> Instrument | None:
    """Return the school's instrument of a code, or None if it was not taken over."""
    found: Instrument | None = Instrument.objects.filter(code=code).first()
    return found


def editions(instrument: Instrument) -> QuerySet[InstrumentEdition]:
    """Return the editions of an instrument, newest first."""
    return instrument.editions.select_related("body").order_by("-number")


def latest() -> dict[str, list[InstrumentEdition]]:
    """Return code -> its draft and its edition in force, for every instrument (one query)."""
    states = (InstrumentState.DRAFT, InstrumentState.IN_FORCE)
    rows = InstrumentEdition.objects.filter(state__in=states).select_related("instrument", "body")
    found: dict[str, list[InstrumentEdition]] = {}
    for row in rows.order_by("-number"):
        found.setdefault(row.instrument.code, []).append(row)
    return found


def in_force(day: date) -> dict[str, InstrumentEdition]:
    """Return code -> the edition that holds on a day (one query)."""
    rows = InstrumentEdition.objects.filter(state=InstrumentState.IN_FORCE, since__lte=day)
    return {row.instrument.code: row for row in rows.select_related("instrument", "body")}


def sheet(code: str, day: date) -> Sheet | None:
    """Return the instrument as the school uses it on a day, else as it was shipped."""
    row = InstrumentEdition.objects.filter(
        instrument__code=code, state=InstrumentState.IN_FORCE, since__lte=day
    ).first()
    return row.sheet if row else shipped().get(code)


def codes() -> frozenset[str]:
    """Return the codes of all instruments, shipped ones and the school's."""
    return frozenset(shipped()) | frozenset(Instrument.objects.values_list("code", flat=True))


def standing(edition: InstrumentEdition | None, name: str) -> Standing:
    """Return what a proof looks at."""
    if edition is None:
        return Standing(name, None)
    union = bool(edition.body and edition.body.kind in {BodyKind.MO, BodyKind.SUBJECT_COUNCIL})
    return Standing(name, edition.since, edition.decided_on, edition.protocol_number, union)
