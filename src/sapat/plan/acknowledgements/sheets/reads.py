"""Questions about sheets, their lines and their scans."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Count, Q, QuerySet

from sapat.plan.acknowledgements import staffing
from sapat.plan.acknowledgements.models import Acknowledgement, ReadingSheet, SheetLine, SheetScan
from sapat.plan.acknowledgements.rules import READ
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import files
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Signing:
    """A line of a sheet, and the record that closed it."""

    line: SheetLine
    record: Acknowledgement | None
    elsewhere: bool = False
    """Whether the person has read the edition in another way."""

    @property
    def is_open(self) -> bool:
        """Return whether the line still waits for a signature."""
        return self.record is None and not self.elsewhere


def sheets(edition: DocumentEdition | None = None) -> QuerySet[ReadingSheet]:
    """Return the printed sheets, newest first, with names printed and lines closed."""
    rows: QuerySet[ReadingSheet] = ReadingSheet.objects.select_related(
        "edition__document", "printed_by"
    )
    if edition:
        rows = rows.filter(edition=edition)
    signed = Q(lines__pk__in=_signed().values("line"))
    rows = rows.annotate(
        names=Count("lines", distinct=True), signed=Count("lines", filter=signed, distinct=True)
    )
    return rows.order_by("-printed_on", "-pk")


def _signed() -> QuerySet[Acknowledgement]:
    found: QuerySet[Acknowledgement] = Acknowledgement.objects.filter(
        line__isnull=False, withdrawn_at__isnull=True
    )
    return found


def lines(sheet: ReadingSheet) -> list[Signing]:
    """Return the lines of a sheet in order, each with the record that closed it (two queries)."""
    rows = list(SheetLine.objects.filter(sheet=sheet).select_related("person").order_by("number"))
    standing = Acknowledgement.objects.filter(
        edition=sheet.edition_id,
        person__in=[one.person_id for one in rows],
        withdrawn_at__isnull=True,
        way__in=READ,
    )
    by_line: dict[int | None, Acknowledgement] = {}
    read: set[int] = set()
    for record in standing.select_related("scan").order_by("pk"):
        by_line[record.line_id] = record
        read.add(record.person_id)
    return [
        Signing(one, by_line.get(one.pk), one.pk not in by_line and one.person_id in read)
        for one in rows
    ]


def sheet_of(edition: DocumentEdition, person: Person) -> ReadingSheet | None:
    """Return the newest sheet of an edition on which somebody stands, or None."""
    rows = ReadingSheet.objects.filter(edition=edition, lines__person=person)
    found: ReadingSheet | None = rows.order_by("-pk").first()
    return found


def unit_names(day: date) -> dict[str, str]:
    """Return unit key -> what the unit is called, in the reader's language."""
    units = staffing.units_of(staffing.people(day))
    return {unit.key: unit.name for unit in units}


def scans(sheet: ReadingSheet) -> list[SheetScan]:
    """Return the scans that came back, oldest first."""
    rows = SheetScan.objects.filter(sheet=sheet).select_related("kept_by")
    return list(rows.order_by("kept_at", "pk"))


def path_of(scan: SheetScan) -> Path | None:
    """Return where a scan lies, or None where it is missing."""
    path = files.path_of(scan.school_id, scan.digest)
    return path if path.is_file() else None


def not_returned(by: date) -> list[ReadingSheet]:
    """Return the sheets printed up to a day that no scan has answered (one query)."""
    rows = ReadingSheet.objects.filter(printed_on__lte=by, scans__isnull=True)
    return list(rows.select_related("edition__document").order_by("printed_on", "pk"))
