"""Keep what the rooms' records say as facts; the same records make no second batch."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import facts
from sapat.core.models import User
from sapat.evidence.registers import reads
from sapat.evidence.registers.models import Register
from sapat.evidence.registers.rules import Row, columns_of, fingerprint
from sapat.evidence.store import changes as store
from sapat.evidence.store import files
from sapat.evidence.store.models import Batch
from sapat.evidence.store.parquet import schema
from sapat.plan.datasets.rules import datasets
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


def keep_all(school: Organisation, *, by: User | None, at: datetime) -> list[Batch]:
    """Bring the facts of every room up to date; return the batches that are new."""
    made: list[Batch] = []
    with files.writing():
        for data_set in sorted(facts.told() & set(datasets())):
            made += keep(school, data_set, by=by, at=at)
    return made


@transaction.atomic
def keep(school: Organisation, data_set: str, *, by: User | None, at: datetime) -> list[Batch]:
    """Replace the batches of a data set whose records have changed; inside `files.writing()`.

    The batch before is taken back in the same step, so that a record which is gone is counted no
    more, and a look back in time still finds it.
    """
    Organisation.objects.select_for_update().get(pk=school.pk)  # two at once: one waits
    with within(school):
        terms, day = reads.stretches(), localdate(at)
        by_year: dict[int, list[Row]] = {}
        for row in reads.rows_now(school, data_set, terms, day):
            by_year.setdefault(row["year"], []).append(row)
        known = {year: one for (name, year), one in reads.kept().items() if name == data_set}
        begun = [term.year for term in terms if term.starts <= day]
        running = {year for year in known if year >= max(begun, default=0) - 1}
        changed = [
            (year, by_year.get(year, []), known.get(year))
            for year in sorted(running | set(by_year))
            if year not in known or known[year].fingerprint != fingerprint(by_year.get(year, []))
        ]
    made = []
    for year, rows, before in changed:
        batch = _replaced(school, data_set, rows, before, by=by, at=at)
        with within(school):
            Register.objects.update_or_create(
                school=school,
                data_set=data_set,
                year=year,
                defaults={
                    "fingerprint": fingerprint(rows),
                    "batch": batch,
                    "changed_at": at,
                },
            )
        made += [batch] if batch else []
    return made


def _replaced(
    school: Organisation,
    data_set: str,
    rows: list[Row],
    before: Register | None,
    *,
    by: User | None,
    at: datetime,
) -> Batch | None:
    import pyarrow as pa  # noqa: PLC0415 (takes 0.1 s, and most ticks find nothing new)

    if before and before.batch and before.batch.is_live:
        store.undo(school, [before.batch], by=by, at=at)
    if not rows:
        return None
    types = {field.name: field.type for field in schema(datasets()[data_set])}
    table = pa.table(
        {
            name: pa.array(values, types[name])
            for name, values in columns_of(rows).items()
            if name in types
        }
    )
    return store.keep(school, store.Facts(data_set, table), by=by, at=at)
