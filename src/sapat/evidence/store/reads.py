"""Which facts stand, where they lie, and whether they are whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone, localdate

from sapat.core.facts import told
from sapat.evidence.store import files
from sapat.evidence.store.holding import Held
from sapat.evidence.store.models import Batch
from sapat.school.boundary import every_school, within
from sapat.school.organisations.models import Organisation


@dataclass(frozen=True)
class BatchFile:
    """One live batch: its number, its row and its file."""

    number: int
    path: Path
    rows: int
    id: int


@dataclass(frozen=True)
class LiveFacts:
    """What a school's figures stand on now; equal fingerprints mean equal facts."""

    fingerprint: str
    files: Mapping[str, tuple[BatchFile, ...]]

    def paths(self, data_set: str) -> list[Path]:
        """Return the files of one data set, oldest first."""
        return [file.path for file in self.files.get(data_set, ())]


def live(school: Organisation, *, at: datetime | None = None) -> LiveFacts:
    """Return the batches that live now, or lived at a moment, by data set, oldest first."""
    found: dict[str, list[BatchFile]] = {}
    digest = hashlib.sha256()
    lived = Q(undone_at__isnull=True)
    if at is not None:
        lived = Q(made_at__lte=at) & (lived | Q(undone_at__gt=at))
    with within(school):
        rows = Batch.objects.filter(lived).order_by("number")
        columns = rows.values_list("data_set", "number", "digest", "rows", "pk")
    for data_set, number, name, count, pk in columns:
        path = files.path_of(school.pk, name)
        found.setdefault(data_set, []).append(BatchFile(number, path, count, pk))
        digest.update(f"{data_set}:{number}:{name};".encode())
    kept = {data_set: tuple(each) for data_set, each in found.items()}
    return LiveFacts(digest.hexdigest(), MappingProxyType(kept))


def held(day: date) -> list[Held]:
    """Return the batches of the active school that lived on the day, oldest first (one query)."""
    lived = Q(undone_at__isnull=True) | Q(undone_at__date__gt=day)
    rows = Batch.objects.filter(lived, made_at__date__lte=day).order_by("number")
    own = told()  # the records of a room are their own source, and name who wrote them
    return [
        Held(
            pk=row.pk,
            number=row.number,
            data_set=row.data_set,
            periods=frozenset((year, term) for year, term in row.periods),
            made_on=localdate(row.made_at),
            has_author=row.made_by_id is not None or row.data_set in own,
            has_source=row.source_id is not None or row.data_set in own,
            filled=row.filled,
            expected=row.expected,
        )
        for row in rows
    ]


def lost(day: date) -> list[Batch]:
    """Return the batches of the active school that lived on the day and whose file is gone."""
    lived = Q(undone_at__isnull=True) | Q(undone_at__date__gt=day)
    rows = Batch.objects.filter(lived, made_at__date__lte=day).only("school_id", "digest")
    return [batch for batch in rows if not _path(batch).is_file()]


def last_backup() -> date | None:
    """Return the day of the newest backup in the usual folder, or None."""
    made = [file.stat().st_mtime for file in files.backups().glob("*.tar.gz")]
    if not made:
        return None
    return localdate(datetime.fromtimestamp(max(made), tz=get_current_timezone()))


def batches() -> QuerySet[Batch]:
    """Return the batches of the active school, newest first."""
    found: QuerySet[Batch] = Batch.objects.select_related(
        "made_by__person", "undone_by__person", "source"
    )
    return found.order_by("-number")


def by_number(numbers: list[int]) -> QuerySet[Batch]:
    """Return the batches with these numbers, newest first."""
    return batches().filter(number__in=numbers)


def standing_on(source: int) -> int | None:
    """Return the import that stands on this one and must be undone before it, or None."""
    numbers = set(Batch.objects.filter(source=source).values_list("number", flat=True))
    later = Batch.objects.filter(undone_at__isnull=True).exclude(source=source)
    return next(
        (
            batch.source_id or batch.number
            for batch in later.order_by("-number")
            if numbers & set(batch.stands_on)
        ),
        None,
    )


def orphans() -> list[Path]:
    """Return files that no row speaks of: what a crash can leave behind."""
    originals = Batch._meta.get_field("source").related_model
    with every_school():
        known = {
            files.path_of(school, digest)
            for school, digest in Batch.objects.values_list("school_id", "digest")
        }
        known |= {
            files.originals_of(school) / digest
            for school, digest in originals._default_manager.values_list("school_id", "digest")
        }
    found = [
        *files.folder().glob("*/*.parquet"),
        *files.folder().glob("*/originals/*"),
        *files.folder().glob(f"*/{files.DRAFT}*"),
    ]
    return sorted({path for path in found if path not in known})


def missing() -> list[Batch]:
    """Return the batches whose file is not there."""
    with every_school():
        return [batch for batch in Batch.objects.all() if not _path(batch).is_file()]


def damaged() -> list[Batch]:
    """Return the batches whose file is no longer what it was."""
    with every_school():
        return [
            batch
            for batch in Batch.objects.all()
            if _path(batch).is_file() and files.digest_of(_path(batch)) != batch.digest
        ]


def _path(batch: Batch) -> Path:
    return files.path_of(batch.school_id, batch.digest)
