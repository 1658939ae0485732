"""Receive a file, look at it, commit it, undo it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.evidence.imports import leaving, originals, reads, summary
from sapat.evidence.imports.entering import Entering
from sapat.evidence.imports.examining import Asked, Examined, File, Report, examine, silent
from sapat.evidence.imports.models import Import, RememberedMapping
from sapat.evidence.imports.refusals import NotSo
from sapat.evidence.imports.states import BUSY, Stage, State
from sapat.evidence.imports.tables import with_ids
from sapat.evidence.reading import Reason, Unreadable
from sapat.evidence.store import changes as store
from sapat.evidence.store import files
from sapat.evidence.store import reads as facts
from sapat.plan.datasets.rules import datasets
from sapat.school.boundary import every_school, within
from sapat.school.organisations.models import Organisation

STALE = timedelta(minutes=15)
"""No import takes so long; after it, its process must have died."""
TRIES = 3
"""How often an import starts anew because the records changed under it."""


def receive(
    school: Organisation, file: File, asked: Asked, *, by: User | None, at: datetime
) -> Import:
    """Keep the original of a file as it came; `look` then reads it."""
    with files.writing(), transaction.atomic():
        digest = originals.keep(school, file)
        row = _row(school, file, asked, by=by, at=at, digest=digest)
        _note("import.received", row, by=by, at=at)
    return row


def look(row: Import, *, at: datetime) -> Import:
    """Read and check the file, and write down what was found; long work, for the background."""
    school = row.school
    asked = summary.asked_of(row.choices, row.mapping)
    try:
        day = timezone.localdate(at)
        examined = examine(school, originals.of(row), asked, day=day, report=_reporting(row))
    except Unreadable as no:
        return _unreadable(row, no, at=at)
    row.state = State.REFUSED if examined.errors else State.CHECKED
    _describe(row, examined)
    row.changes = summary.changes(examined)
    with within(school), transaction.atomic():
        if not Import.objects.select_for_update().filter(pk=row.pk).exists():
            return row  # thrown away while it was read: saving would bring it back
        row.save()
        _note("import.checked", row, by=row.made_by, at=at, facts=examined.total)
    return row


def ask_again(row: Import, asked: Asked, *, by: User | None, at: datetime) -> Import:
    """Take over what the person changed of the understanding; `look` then reads again."""
    with within(row.school), transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        if row.state not in (State.CHECKED, State.REFUSED):
            raise Refused(NotSo.NOT_OPEN)
        row.choices, row.mapping = summary.choices_of(asked), asked.mapping
        row.state, row.progress = State.READING, 0
        row.save()
        _note("import.mapped", row, by=by, at=at)
    return row


def start_commit(row: Import, *, by: User | None, at: datetime) -> Import:
    """Mark an import as being committed; `commit` then does the work."""
    with within(row.school), transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        if row.state != State.CHECKED:
            raise Refused(NotSo.NOT_OPEN)
        row.state, row.progress = State.COMMITTING, 0
        row.save(update_fields=["state", "progress"])
        _note("import.confirmed", row, by=by, at=at)
    return row


def commit(row: Import, *, by: User | None, at: datetime) -> Import:
    """Read the original once more and commit it, all or nothing; for the background."""
    asked = summary.asked_of(row.choices, row.mapping)
    report = _reporting(row)
    try:
        _commit(row.school, originals.of(row), asked, row=row, by=by, at=at, report=report)
    except Unreadable as no:
        return _unreadable(row, no, at=at)
    return row


def bring_in(
    school: Organisation,
    file: File,
    asked: Asked,
    *,
    by: User | None,
    at: datetime,
    report: Report = silent,
) -> tuple[Examined, Import | None]:
    """Do everything at once, for the command; without errors and news nothing is written."""
    return _commit(school, file, asked, row=None, by=by, at=at, report=report)


def _commit(
    school: Organisation,
    file: File,
    asked: Asked,
    *,
    row: Import | None,
    by: User | None,
    at: datetime,
    report: Report,
) -> tuple[Examined, Import | None]:
    """Examine and write; start anew when the records changed in between."""
    day = timezone.localdate(at)
    for _ in range(TRIES):
        examined = examine(school, file, asked, day=day, report=report)
        if examined.errors:
            return examined, _refuse(row, examined, at=at)
        if row is None and not summary.changes_something(examined):
            return examined, None
        report(Stage.WRITING, 90)
        with files.writing():
            digest = row.digest if row else originals.keep(school, file)
            with transaction.atomic():
                Organisation.objects.select_for_update().get(pk=school.pk)
                if not _still_holds(school, examined, at=at):
                    continue
                kept = row or _row(school, file, asked, by=by, at=at, digest=digest)
                _write(kept, examined, by=by, at=at)
        return examined, kept
    raise Refused(NotSo.MOVED)


def _still_holds(school: Organisation, examined: Examined, *, at: datetime) -> bool:
    """Answer whether the school is still the one the rows were checked against."""
    same_facts = facts.live(school).fingerprint == examined.fingerprint
    return same_facts and reads.directory(school, timezone.localdate(at)) == examined.directory


def _write(row: Import, examined: Examined, *, by: User | None, at: datetime) -> None:
    """Write records, batches and the import's own row."""
    counts = examined.checked.news.counts
    with within(row.school):
        entered = Entering(row.school, examined.checked).enter()
        _describe(row, examined)
        row.state, row.committed_at, row.progress = State.COMMITTED, at, 100
        row.changes = {"news": counts}
        row.created = entered.to_json()
        row.save()
        for code, difference in examined.differences.items():
            if difference.table.num_rows:
                table = with_ids(difference.table, datasets()[code], entered.ids)
                rows = store.Facts(code, table, difference.stands_on)
                store.keep(row.school, rows, by=by, at=at, source=row.pk)
        _remember(row, examined, at=at)
        told = {"rows": examined.total["new"] + examined.total["changed"], **counts}
        _note("import.committed", row, by=by, at=at, facts=told)


def undo(row: Import, *, by: User | None, at: datetime) -> Import:
    """Take an import back in one step: its facts, and its records that nothing else needs."""
    with within(row.school), transaction.atomic():
        row = Import.objects.select_for_update().select_related("school").get(pk=row.pk)
        if row.state != State.COMMITTED:
            raise Refused(NotSo.NOT_COMMITTED)
        store.undo(row.school, list(row.batches.all()), by=by, at=at)
        gone = leaving.take_back(row.school, row.created)
        row.state, row.undone_at, row.undone_by = State.UNDONE, at, by
        row.save(update_fields=["state", "undone_at", "undone_by"])
        _note("import.undone", row, by=by, at=at, facts=gone)
    return row


def discard(row: Import, *, by: User | None, at: datetime) -> None:
    """Throw away an import that was not committed, its original too."""
    with within(row.school), transaction.atomic():
        row = Import.objects.select_for_update().select_related("school").get(pk=row.pk)
        done = row.state in (State.COMMITTED, State.UNDONE, State.COMMITTING)
        if done or row.batches.exists():
            raise Refused(NotSo.NOT_OPEN)
        _note("import.discarded", row, by=by, at=at)
        row.delete()
    originals.forget(row)


def break_off(row: Import, *, at: datetime) -> Import:
    """Put an import whose work was cut off back to where a person can go on."""
    with within(row.school), transaction.atomic():
        row = Import.objects.select_for_update().select_related("school").get(pk=row.pk)
        if row.state in BUSY:
            was_checked = row.state == State.COMMITTING
            row.state = State.CHECKED if was_checked else State.UNREADABLE
            row.reason = "" if was_checked else Reason.TOO_SLOW.value
            row.save(update_fields=["state", "reason"])
            _note("import.interrupted", row, by=None, at=at)
    return row


def give_up_interrupted(*, at: datetime) -> int:
    """Break off what nobody can still be working on; return how many imports that were."""
    with every_school():
        found = Import.objects.filter(state__in=BUSY, made_at__lt=at - STALE)
        cut_off = list(found.select_related("school"))
    for row in cut_off:
        break_off(row, at=at)
    return len(cut_off)


def _row(
    school: Organisation,
    file: File,
    asked: Asked,
    *,
    by: User | None,
    at: datetime,
    digest: str,
) -> Import:
    with within(school):
        row: Import = Import.objects.create(
            school=school,
            name=file.name[:255],
            digest=digest,
            size=file.path.stat().st_size,
            pasted=file.pasted,
            choices=summary.choices_of(asked),
            mapping=asked.mapping,
            made_at=at,
            made_by=by,
        )
    return row


def _describe(row: Import, examined: Examined) -> None:
    """Write down what was found of a file."""
    row.understood = summary.understood(examined.understanding)
    row.counts = examined.counts
    row.errors = [error.to_json() for error in examined.errors]
    row.warnings = [doubt.to_json() for doubt in examined.checked.doubts]
    row.progress, row.stage = 100, ""


def _refuse(row: Import | None, examined: Examined, *, at: datetime) -> Import | None:
    if row is None:
        return None
    row.state = State.REFUSED
    _describe(row, examined)
    with within(row.school), transaction.atomic():
        row.save()
        _note("import.refused", row, by=row.made_by, at=at)
    return row


def _unreadable(row: Import, no: Unreadable, *, at: datetime) -> Import:
    """Say why a file could not be read; nothing of it is kept."""
    row.state, row.reason, row.stage = State.UNREADABLE, no.reason.value, ""
    with within(row.school), transaction.atomic():
        row.save(update_fields=["state", "reason", "stage"])
        _note("import.unreadable", row, by=row.made_by, at=at, facts={"reason": row.reason})
    originals.forget(row)
    return row


def _remember(row: Import, examined: Examined, *, at: datetime) -> None:
    """Keep a mapping the person changed, for the next file of this layout."""
    if row.mapping:
        understanding = examined.understanding
        RememberedMapping.objects.update_or_create(
            school=row.school,
            fingerprint=understanding.fingerprint(),
            defaults={"memory": understanding.memory(), "changed_at": at},
        )


def _reporting(row: Import) -> Callable[[Stage, int], None]:
    """Return what writes the progress where the page looks for it."""

    def report(stage: Stage, percent: int) -> None:
        with within(row.school):
            Import.objects.filter(pk=row.pk).update(stage=stage, progress=percent)

    return report


def _note(
    what: str,
    row: Import,
    *,
    by: User | None,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    told = {"digest": row.digest, **(facts or {})}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
