"""Questions about the nomenclature."""

from datetime import date

from django.db.models import Q

from sapat.plan.nomenclature.models import NomenclatureFile
from sapat.plan.nomenclature.rules import index_key


def open_files(day: date) -> list[NomenclatureFile]:
    """Return the files papers are put into on the day, by index (one query)."""
    rows = NomenclatureFile.objects.filter(Q(until__isnull=True) | Q(until__gt=day))
    return sorted(rows, key=lambda row: index_key(row.index))


def closed_files(day: date) -> list[NomenclatureFile]:
    """Return the files that were closed by the day, by index."""
    rows = NomenclatureFile.objects.filter(until__lte=day)
    return sorted(rows, key=lambda row: index_key(row.index))


def by_index() -> dict[str, NomenclatureFile]:
    """Return index -> file, closed ones too (one query)."""
    return {row.index: row for row in NomenclatureFile.objects.all()}
