"""What can be wrong with an installation, each a question with a sentence for an answer."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from sapat.core import trail
from sapat.core.models import TrailChain, TrailEntry
from sapat.evidence.store import reads as store
from sapat.plan.documents.texts import reads as documents
from sapat.school.boundary import every_school

LEAST_SPACE = 500_000_000
"""Bytes that must be free for a term's evidence and a backup."""


@dataclass(frozen=True)
class Complaint:
    """Something wrong: how bad, what, and what to do."""

    grave: bool
    what: str
    advice: str


def database_is_whole() -> Iterator[Complaint]:
    """Ask SQLite whether every page and every reference is right."""
    if connection.vendor != "sqlite":
        return
    advice = _("Restore the last backup: sapat restore FILE.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        for (line,) in cursor.fetchall():
            if line != "ok":
                yield Complaint(True, _("The database is damaged: %s") % line, advice)
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, *_rest in cursor.fetchall():
            what = _("Row %(row)s of %(table)s refers to nothing.") % {"row": row, "table": table}
            yield Complaint(True, what, advice)


def settings_are_safe() -> Iterator[Complaint]:
    """Repeat the checks of the start: safe SQLite, sound catalogue."""
    for message in run_checks():
        if message.is_serious():
            yield Complaint(True, message.msg, message.hint or "")


def tables_are_up_to_date() -> Iterator[Complaint]:
    """Ask whether the database has the shape this version needs."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Complaint(True, _("The database is older than the program."), "sapat serve")


def trails_are_unbroken() -> Iterator[Complaint]:
    """Walk every chain from its beginning to its recorded end."""
    advice = _("Compare with a backup and with the seals printed on reports.")
    for chain in TrailChain.objects.order_by("name"):
        entries = list(TrailEntry.objects.filter(chain=chain.name).order_by("number"))
        broken = trail.first_break(entries)
        if broken is not None:
            facts = {"chain": chain.name, "number": broken.number}
            yield Complaint(
                True, _("The trail of %(chain)s breaks at line %(number)s.") % facts, advice
            )
        elif not entries or (len(entries), entries[-1].seal) != (chain.length, chain.seal):
            yield Complaint(True, _("The trail of %s has lost its end.") % chain.name, advice)


def evidence_is_whole() -> Iterator[Complaint]:
    """Compare each batch with its file, and each file with its batch."""
    advice = _("Restore the last backup: sapat restore FILE.")
    with every_school():
        for batch in store.missing():
            yield Complaint(True, _("Batch %s has lost its file.") % batch, advice)
        for batch in store.damaged():
            yield Complaint(True, _("The file of batch %s is not what was kept.") % batch, advice)
        for file in store.orphans():
            what = _("A file belongs to no batch (an import was interrupted): %s") % file
            yield Complaint(False, what, _("sapat doctor --fix removes it."))


def documents_are_whole() -> Iterator[Complaint]:
    """Ask whether each file of a document lies where its record says."""
    advice = _("Restore the last backup: sapat restore FILE.")
    with every_school():
        for file in documents.missing():
            what = _("The file “%(name)s” of a document is lost.") % {"name": file.name}
            yield Complaint(True, what, advice)


def state_is_private() -> Iterator[Complaint]:
    """Only the owner may read the records, the evidence and the secret key."""
    home, key = settings.SAPAT_HOME, settings.SAPAT_HOME / "secret.key"
    if _others_may(key):
        what = _("Others on this machine can read the secret key.")
        yield Complaint(False, what, f"chmod 600 {key}")
    if _others_may(home):
        what = _("Others on this machine can look into the folder with all records.")
        yield Complaint(False, what, f"chmod 700 {home}")


def _others_may(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def disk_has_room() -> Iterator[Complaint]:
    """There must be room for the next term and a backup."""
    free = shutil.disk_usage(settings.SAPAT_HOME).free
    if free < LEAST_SPACE:
        what = _("Only %d MB are free on the disk.") % (free // 1_000_000)
        yield Complaint(False, what, _("Move old backups to another disk."))


QUESTIONS: tuple[Callable[[], Iterator[Complaint]], ...] = (
    database_is_whole,
    settings_are_safe,
    tables_are_up_to_date,
    trails_are_unbroken,
    evidence_is_whole,
    documents_are_whole,
    state_is_private,
    disk_has_room,
)


def examine() -> list[Complaint]:
    """Ask every question and return the complaints, grave ones first."""
    found = [complaint for question in QUESTIONS for complaint in question()]
    return sorted(found, key=lambda complaint: not complaint.grave)
