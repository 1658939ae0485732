"""Keep the nomenclature of files."""

from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.nomenclature import reads, shipped
from sapat.plan.nomenclature.models import NomenclatureFile
from sapat.plan.nomenclature.rules import NotSo, why_not_file
from sapat.plan.nomenclature.shipped import File
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@transaction.atomic
def open_file(
    school: Organisation, file: File, *, by: User | None, at: datetime
) -> NomenclatureFile:
    """Open a file under an index of its own."""
    _refuse_wrong(school, file)
    with within(school):
        row: NomenclatureFile = NomenclatureFile.objects.create(school=school, **_columns(file))
    trail.note("nomenclature.opened", row, chain=school.chain, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def restate_file(
    row: NomenclatureFile, file: File, *, by: User | None, at: datetime
) -> NomenclatureFile:
    """Correct a file; its index stays, because papers carry it."""
    if objection := why_not_file(file.heading.ky, row.index, file.storage, file.years):
        raise Refused(objection)
    for name, value in _columns(file).items():
        if name != "index":
            setattr(row, name, value)
    with within(row.school):
        row.save()
    trail.note(
        "nomenclature.restated", row, chain=row.school.chain, by=by, at=at, facts=_facts(row)
    )
    return row


@transaction.atomic
def close_file(
    row: NomenclatureFile, *, until: date, by: User | None, at: datetime
) -> NomenclatureFile:
    """Close a file: no paper is put into it any more, its storage term goes on."""
    if row.until:
        raise Refused(NotSo.CLOSED, day=row.until)
    row.until = until
    with within(row.school):
        row.save(update_fields=["until"])
    trail.note("nomenclature.closed", row, chain=row.school.chain, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def take_over_nomenclature(
    school: Organisation, *, by: User | None, at: datetime
) -> list[NomenclatureFile]:
    """Open the usual files of a school; indexes in use stay as they are."""
    with within(school):
        known = reads.by_index()
        rows = NomenclatureFile.objects.bulk_create(
            NomenclatureFile(school=school, **_columns(file))
            for file in shipped.files()
            if file.index not in known
        )
    facts = {"files": len(rows)}
    trail.note("nomenclature.taken_over", school, chain=school.chain, by=by, at=at, facts=facts)
    return rows


def _refuse_wrong(school: Organisation, file: File) -> None:
    if objection := why_not_file(file.heading.ky, file.index, file.storage, file.years):
        raise Refused(objection)
    with within(school):
        if file.index in reads.by_index():
            raise Refused(NotSo.INDEX_TAKEN, index=file.index)


def _columns(file: File) -> dict[str, object]:
    return {
        "index": file.index,
        "storage": file.storage,
        "years": file.years,
        "role": file.role,
        "note": file.note,
        **NomenclatureFile.names(file.heading),
    }


def _facts(row: NomenclatureFile) -> dict[str, object]:
    return {"code": row.index, "name": row.name_ky}
