"""One batch: what it is, and who made it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sapat.evidence.imports.wording import period_label
from sapat.evidence.store.models import Batch
from sapat.plan.datasets.rules import datasets
from sapat.web.doors import SchoolRequest, right, seen


@right("evidence.read")
@require_safe
def batch(request: SchoolRequest, batch_id: int) -> HttpResponse:
    """Show a batch: hash, author, time, rows, completeness."""
    row = seen(request, Batch, batch_id)
    declared = datasets().get(row.data_set)
    context = {
        "batch": row,
        "name": declared.name if declared else row.data_set,
        "words": declared.words if declared else "",
        "periods": [period_label(year, term) for year, term in row.periods],
        "percent": row.completeness.percent,
    }
    return render(request, "evidence/batch.html", context)
