"""Keep facts, and take them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.evidence.store import files, parquet, reads
from sapat.evidence.store.models import Batch
from sapat.evidence.store.rules import NotSo
from sapat.plan.datasets.rules import datasets
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Facts:
    """Rows of one data set: a table with the columns of `columns_of`, without `batch`."""

    data_set: str
    table: "pa.Table"
    stands_on: tuple[int, ...] = ()


@transaction.atomic
def keep(
    school: Organisation,
    facts: Facts,
    *,
    by: User | None,
    at: datetime,
    source: int | None = None,
) -> Batch:
    """Write the facts as a batch; call it inside `files.writing()`, around the transaction.

    `source` is the id of the import they came with.

    The file lies whole in its place before the row is committed, so a batch that exists is
    always readable; without the row the file is an orphan, which `sweep` removes.
    """
    Organisation.objects.select_for_update().get(pk=school.pk)  # one number at a time
    declared = datasets()[facts.data_set]
    with within(school):
        last: int = Batch.objects.aggregate(last=Max("number"))["last"] or 0
    table = parquet.shaped(facts.table, declared, batch=last + 1)
    digest, size = parquet.write(table, school.pk)
    complete = parquet.completeness(table, declared)
    with within(school):
        batch: Batch = Batch.objects.create(
            school=school,
            data_set=facts.data_set,
            number=last + 1,
            digest=digest,
            rows=table.num_rows,
            size=size,
            periods=parquet.periods(table),
            filled=complete.filled,
            expected=complete.expected,
            stands_on=sorted(facts.stands_on),
            source_id=source,
            made_at=at,
            made_by=by,
        )
    trail.note(
        "batch.kept",
        batch,
        chain=school.chain,
        by=by,
        at=at,
        facts={"data_set": batch.data_set, "rows": batch.rows, "digest": digest},
    )
    return batch


@transaction.atomic
def undo(
    school: Organisation, batches: Iterable[Batch], *, by: User | None, at: datetime
) -> list[Batch]:
    """Take batches back: figures no longer stand on them; the files stay, for time travel."""
    numbers = [batch.number for batch in batches]
    with within(school):
        found = list(Batch.objects.select_for_update().filter(number__in=numbers))
        if any(batch.undone_at for batch in found):
            raise Refused(NotSo.UNDONE)
        _refuse_stood_on(numbers)
        Batch.objects.filter(number__in=numbers).update(undone_at=at, undone_by=by)
    for batch in found:
        batch.undone_at, batch.undone_by = at, by
        trail.note(
            "batch.undone",
            batch,
            chain=school.chain,
            by=by,
            at=at,
            facts={"data_set": batch.data_set, "digest": batch.digest},
        )
    return found


def _refuse_stood_on(numbers: list[int]) -> None:
    later = Batch.objects.filter(undone_at__isnull=True, number__gt=min(numbers, default=0))
    others = later.exclude(number__in=numbers).select_related("source")
    for batch in others.order_by("-number"):
        if set(batch.stands_on) & set(numbers):
            raise Refused(NotSo.STOOD_ON, later=batch.source or batch)


def sweep(*, at: datetime) -> list[Path]:
    """Remove files that no row speaks of, once running imports are done; return them."""
    with files.sweeping():
        found = reads.orphans()
        for path in found:
            path.unlink(missing_ok=True)
    schools = Organisation.objects.in_bulk([pk for path in found if (pk := _school_of(path))])
    for school in schools.values():
        swept = sum(_school_of(path) == school.pk for path in found)
        trail.note(
            "evidence.swept", school, chain=school.chain, by=None, at=at, facts={"files": swept}
        )
    return found


def _school_of(path: Path) -> int | None:
    name = path.relative_to(files.folder()).parts[0]
    return int(name) if name.isdecimal() else None
