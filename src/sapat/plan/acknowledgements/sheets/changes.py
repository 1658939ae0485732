"""Print a sheet of names, take the signed scan back, withdraw an entry that was a mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.acknowledgements import staffing
from sapat.plan.acknowledgements.asking import Look, asked_colleague, look_at
from sapat.plan.acknowledgements.models import Acknowledgement, ReadingSheet, SheetLine, SheetScan
from sapat.plan.acknowledgements.rules import NotSo, Way
from sapat.plan.acknowledgements.sheets.rules import Named, numbered
from sapat.plan.acknowledgements.staffing import Colleague
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts.files import Kept
from sapat.school.boundary import within
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Returned:
    """A signed sheet: the scan, who signed and on which day (line id -> day)."""

    name: str
    kept: Kept
    signed: Mapping[int, date]


@transaction.atomic
def print_sheet(
    edition: DocumentEdition,
    colleagues: Sequence[Colleague],
    *,
    unit_name: str = "",
    printed_by: Person | None = None,
    by: User | None,
    at: datetime,
) -> ReadingSheet:
    """Keep the names of a sheet as they are printed, by unit."""
    if not colleagues:
        raise Refused(NotSo.NOBODY_LEFT)
    if edition.effective_from is None or not edition.holds(localdate(at)):
        raise Refused(NotSo.NOT_IN_FORCE)
    units = [unit.key for unit in staffing.units_of(colleagues)]
    names = [Named(one.person_id, one.role, one.unit.key, one.unit.name) for one in colleagues]
    with within(edition.school):
        sheet: ReadingSheet = ReadingSheet.objects.create(
            school=edition.school,
            edition=edition,
            unit_name=unit_name,
            printed_on=localdate(at),
            printed_by=printed_by,
        )
        SheetLine.objects.bulk_create(
            SheetLine(school=edition.school, sheet=sheet, number=number, **vars(one))
            for number, one in numbered(names, units)
        )
    facts = {"edition": edition.pk, "unit": unit_name, "names": len(names)}
    trail.note(
        "reading.sheet_printed", sheet, chain=edition.school.chain, by=by, at=at, facts=facts
    )
    return sheet


@transaction.atomic
def take_back(
    sheet: ReadingSheet,
    returned: Returned,
    *,
    person: Person | None = None,
    by: User | None,
    at: datetime,
) -> SheetScan:
    """Keep the scan of a signed sheet and close the lines that were signed."""
    with within(sheet.school):
        lines = {
            row.pk: row for row in SheetLine.objects.filter(sheet=sheet).select_related("person")
        }
        if not returned.signed:
            raise Refused(NotSo.NOBODY_TICKED)
        if not set(returned.signed) <= set(lines):
            raise Refused(NotSo.NOT_ON_SHEET)
        scan: SheetScan = SheetScan.objects.create(
            school=sheet.school,
            sheet=sheet,
            name=returned.name[:255],
            ending=returned.kept.ending,
            digest=returned.kept.digest,
            size=returned.kept.size,
            kept_at=at,
            kept_by=person,
        )
        look = look_at(sheet.edition, localdate(at))
        Acknowledgement.objects.bulk_create(
            _signed(lines[pk], on, scan, look, at=at) for pk, on in returned.signed.items()
        )
    facts = {
        "digest": scan.digest,
        "signed": {
            str(lines[pk].person_id): f"{on:%Y-%m-%d}" for pk, on in returned.signed.items()
        },
    }
    trail.note("reading.sheet_returned", scan, chain=sheet.school.chain, by=by, at=at, facts=facts)
    return scan


@transaction.atomic
def withdraw(
    record: Acknowledgement, reason: str, *, by: User | None, at: datetime
) -> Acknowledgement:
    """Take back an entry from paper that was a mistake; it stays visible, with the reason."""
    with within(record.school):
        record = Acknowledgement.objects.select_for_update().get(pk=record.pk)
        if record.way != Way.PAPER:
            raise Refused(NotSo.ONLY_PAPER)
        if record.withdrawn_at:
            raise Refused(NotSo.WITHDRAWN)
        if not reason.strip():
            raise Refused(NotSo.NO_REASON)
        record.withdrawn_at, record.withdrawn_reason = at, reason.strip()
        record.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    facts = {"person": record.person_id, "reason": record.withdrawn_reason}
    trail.note("reading.withdrawn", record, chain=record.school.chain, by=by, at=at, facts=facts)
    return record


def _signed(
    line: SheetLine, on: date, scan: SheetScan, look: Look, *, at: datetime
) -> Acknowledgement:
    sheet = scan.sheet
    colleague = asked_colleague(sheet.edition, look, line.person, on=on, day=localdate(at))
    return Acknowledgement(
        school=sheet.school,
        edition=sheet.edition,
        person=line.person,
        way=Way.PAPER,
        on=on,
        noted_at=at,
        first_day=colleague.first_day,
        role=line.role,
        unit_key=line.unit_key,
        unit_name=line.unit_name,
        handed_by=sheet.printed_by,
        line=line,
        scan=scan,
    )
