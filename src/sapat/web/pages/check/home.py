"""Home of a school: the picture of quality of a term."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sapat.check.data_quality.trust import of_term
from sapat.check.measuring.picture import Change, Picture, picture_of
from sapat.check.monitoring import reads
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.signal_tabs import sight_of
from sapat.web.pages.check.signal_words import ShownSignal
from sapat.web.pages.check.terms import chosen_term, indicator_url
from sapat.web.pages.check.words import Shown, amount, apart

GRAVEST = 3


@right("indicator.read")
@require_safe
def home(request: SchoolRequest) -> HttpResponse:
    """Show blocks and criteria, what changed and what waits; lead to the import if all waits."""
    chosen = chosen_term(request)
    picture = picture_of(chosen.ground, chosen.term) if chosen.term else None
    context = {
        "chosen": chosen,
        "picture": picture,
        "changes": _changes(request, picture, chosen.query) if picture else [],
        "components": _components(request, picture, chosen.query) if picture else {},
        "may_import": request.may("evidence.import"),
        "trust": of_term(chosen.term) if picture and chosen.term else None,
        "may_read_issues": request.may("quality_issue.read"),
        "issues_query": f"?term={chosen.term.year}-{chosen.term.number}" if chosen.term else "",
        "alerts": _alerts(request) if request.may("signal.read") else None,
    }
    return render(request, "check/home.html", context)


def _alerts(request: SchoolRequest) -> dict[str, object]:
    """Return how many signals wait, and the gravest of different indicators (two queries)."""
    rows = list(reads.open_signals(sight_of(request)).filter(still=True))
    known = reads.names()
    of_each: dict[str, ShownSignal] = {}
    for row in rows:
        of_each.setdefault(row.name, ShownSignal(row, known))
    return {"count": len(rows), "first": list(of_each.values())[:GRAVEST]}


def _changes(request: SchoolRequest, picture: Picture, query: str) -> list[dict[str, object]]:
    return [_change(request, change, query) for change in picture.changes]


def _change(request: SchoolRequest, change: Change, query: str) -> dict[str, object]:
    return {
        "name": change.indicator.name,
        "url": indicator_url(request.school.code, change.indicator.code, query),
        "better": change.is_better,
        "rises": change.difference > 0,
        "by": apart(change.difference, change.indicator),
        "now": amount(change.now.value or 0, change.indicator),
        "then": amount(change.then.value or 0, change.indicator),
        "since": change.then.term.label,
    }


def _components(
    request: SchoolRequest, picture: Picture, query: str
) -> dict[str, list[tuple[Shown, float | None]]]:
    """Return block -> its indicators as they are shown, with the score each has in the index."""
    return {
        block.code: [
            (
                Shown(
                    part.reading,
                    part.indicator,
                    url=indicator_url(request.school.code, part.indicator.code, query),
                ),
                part.score,
            )
            for part in block.now.components
        ]
        for block in picture.blocks
    }
