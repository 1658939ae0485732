"""Draw a sample of what was typed by hand; write down what the paper says."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom

from django.db import transaction

from sapat.check.data_quality.checks import limit
from sapat.check.data_quality.paper_checks import reads
from sapat.check.data_quality.paper_checks.models import PaperCheck
from sapat.check.data_quality.paper_checks.rules import NotSo, drawn, sample_size
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.evidence.imports.models import Import
from sapat.evidence.imports.states import State
from sapat.evidence.store import parquet
from sapat.plan.indicators.models import Norm
from sapat.school.boundary import within


@transaction.atomic
def draw(source: Import, *, by: User | None, at: datetime) -> PaperCheck:
    """Draw rows of a file at random, to be compared with the paper; a file is drawn once."""
    with within(source.school):
        found: Import = Import.objects.select_for_update().get(pk=source.pk)
        known: PaperCheck | None = PaperCheck.objects.filter(source=found).first()
        if known is not None:
            return known
        if found.state != State.COMMITTED:
            raise Refused(NotSo.UNDONE)
        check: PaperCheck = PaperCheck.objects.create(
            school=found.school, source=found, rows=_rows(found), drawn_at=at, drawn_by=by
        )
    _note("paper_check.drawn", check, by=by, at=at)
    return check


@transaction.atomic
def draw_norm(norm: Norm, *, by: User | None, at: datetime) -> PaperCheck:
    """Put a norm beside the protocol it was typed from."""
    with within(norm.school):
        found: Norm = Norm.objects.select_for_update().get(pk=norm.pk)
        values = {name: getattr(found, name) for name in ("target", "ok", "alarm", "since_year")}
        told = {**values, "protocol": found.protocol, "decided_on": f"{found.decided_on:%d.%m.%Y}"}
        check, is_new = PaperCheck.objects.get_or_create(
            norm=found,
            defaults={
                "school": found.school,
                "rows": [{"data_set": "", "values": told}],
                "drawn_at": at,
                "drawn_by": by,
            },
        )
    if is_new:
        _note("paper_check.drawn", check, by=by, at=at)
    return check


@transaction.atomic
def close(
    check: PaperCheck, differing: Mapping[int, str], words: str, *, by: User, at: datetime
) -> PaperCheck:
    """Write down which rows differ from the paper (place -> what it says); the others agree."""
    with within(check.school):
        found: PaperCheck = PaperCheck.objects.select_for_update().get(pk=check.pk)
        if found.closed_at is not None:
            raise Refused(NotSo.CLOSED)
        if found.source is not None and found.source.state != State.COMMITTED:
            raise Refused(NotSo.UNDONE)
        if reads.maker_of(found) == by.pk:
            raise Refused(NotSo.OWN_WORK)
        if any(not said.strip() for said in differing.values()):
            raise Refused(NotSo.NEEDS_WORDS)
        found.rows = [
            {**row, "paper": differing[place].strip()} if place in differing else row
            for place, row in enumerate(found.rows)
        ]
        found.wrong = sum("paper" in row for row in found.rows)
        found.words, found.closed_at, found.closed_by = words.strip(), at, by
        found.save()
    differs = found.wrong > 0
    what = "paper_check.differed" if differs else "paper_check.confirmed"
    _note(what, found, by=by, at=at)
    return found


def _rows(source: Import) -> list[dict[str, object]]:
    batches = list(source.batches.filter(undone_at__isnull=True).order_by("number"))
    sizes = [batch.rows for batch in batches]
    if not sum(sizes):
        raise Refused(NotSo.EMPTY)
    count = sample_size(sum(sizes), least=limit("sample_rows"), percent=limit("sample_percent"))
    found: list[dict[str, object]] = []
    for batch, places in zip(batches, drawn(sizes, count, SystemRandom()), strict=True):
        values = parquet.rows_at(batch.school_id, batch.digest, places)
        found += [{"data_set": batch.data_set, "values": row} for row in values]
    return found


def _note(what: str, check: PaperCheck, *, by: User | None, at: datetime) -> None:
    facts = {"name": str(check), "rows": len(check.rows), "wrong": check.wrong}
    trail.note(what, check, chain=check.school.chain, by=by, at=at, facts=facts)
