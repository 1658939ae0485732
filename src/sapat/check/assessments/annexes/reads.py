"""What may be laid beside a criterion, and whether it is still as it was."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import formats
from django.utils.timezone import localdate

from sapat.check.assessments.cycles.models import AssessmentEvidence
from sapat.check.assessments.cycles.rules import EvidenceKind
from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.readings import Reading, readings
from sapat.evidence.store import reads as store
from sapat.evidence.store.models import Batch
from sapat.plan.datasets.rules import datasets
from sapat.plan.documents import reads as documents
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import files
from sapat.plan.documents.texts.reads import adopted_digest
from sapat.plan.indicators.rules import catalogue
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation

MOST_BATCHES = 60


@dataclass(frozen=True)
class Source:
    """Something that may become an annex."""

    kind: str
    label: str
    page: str = ""
    args: tuple[object, ...] = ()
    since: date | None = None
    until: date | None = None
    digest: str = ""


def of_edition(edition: DocumentEdition) -> Source:
    """Return the edition of a document with the mark of its text."""
    return Source(
        EvidenceKind.DOCUMENT,
        f"{edition.document.title} ({edition.number})"[:300],
        "plan:document",
        (edition.document_id,),
        edition.effective_from,
        edition.effective_until,
        edition.text_digest or adopted_digest(edition),
    )


def of_batch(batch: Batch) -> Source:
    """Return the records that came in together."""
    declared = datasets().get(batch.data_set)
    name = str(declared.name) if declared else batch.data_set
    came = localdate(batch.made_at)
    return Source(
        EvidenceKind.BATCH,
        f"{name} № {batch.number}, {came:%d.%m.%Y}",
        "evidence:batch",
        (batch.pk,),
        came,
        came,
        batch.digest,
    )


def of_figure(reading: Reading, ground: Ground) -> Source:
    """Return the value of an indicator: its mark names the formula and the records behind it."""
    digits = 2 if reading.known.unit in {"mark", "ratio"} else 1
    value = formats.number_format(round(reading.value or 0, digits), decimal_pos=digits)
    unit = str(catalogue().units[reading.known.unit])
    stated = [
        reading.indicator, str(reading.term), reading.version, reading.value, reading.n,
        list(reading.batches),
    ]  # fmt: skip
    since, until = ground.terms.get(reading.term, (None, None))
    return Source(
        EvidenceKind.FIGURE,
        f"{reading.indicator} {reading.known.name}: {value}\u00a0{unit} (n = {reading.n})"[:300],
        "check:indicator",
        (reading.indicator,),
        since,
        until,
        hashlib.sha256(json.dumps(stated, default=str).encode()).hexdigest(),
    )


def editions(day: date) -> list[DocumentEdition]:
    """Return the editions in force, by title."""
    return sorted(documents.all_in_force(day), key=lambda one: one.document.title)


def batches() -> list[Batch]:
    """Return the newest records that figures stand on."""
    return list(store.batches().filter(undone_at__isnull=True)[:MOST_BATCHES])


def figures(
    school: Organisation, codes: Iterable[str] | None = None
) -> tuple[Ground, TermCode | None, list[Reading]]:
    """Return the values of the newest term that may be shown; all, or those of some indicators."""
    ground = ground_of(school)
    if ground.latest is None:
        return ground, None, []
    known = set(ground.book(ground.latest).system.indicators)
    wanted = None if codes is None else [code for code in codes if code in known]
    found = readings(ground, ground.latest, codes=wanted)
    return ground, ground.latest, [one for one in found if one.judged]


def terms(school: Organisation) -> list[tuple[TermCode, date | None, date | None]]:
    """Return the terms that have facts, the newest first, with their days."""
    ground = ground_of(school)
    found = [code for code in ground.known if code in ground.with_facts]
    return [(code, *ground.terms.get(code, (None, None))) for code in reversed(found)]


def path_of(row: AssessmentEvidence) -> Path:
    """Return where the file of an annex lies."""
    return files.path_of(row.school_id, row.digest)


def changed(rows: Iterable[AssessmentEvidence]) -> set[int]:
    """Return the annexes whose source is no longer as it was when it was laid beside."""
    rows = list(rows)
    gone = {row.pk for row in rows if row.ending and not path_of(row).is_file()}
    marks = [row.digest for row in rows if row.kind == EvidenceKind.BATCH]
    live = set(
        store.batches()
        .filter(digest__in=marks, undone_at__isnull=True)
        .values_list("digest", flat=True)
    )
    return gone | {
        row.pk for row in rows if row.kind == EvidenceKind.BATCH and row.digest not in live
    }
