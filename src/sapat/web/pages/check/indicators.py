"""The list of indicators of a term: search and filters."""

from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Request, evaluate
from sapat.plan.datasets.rules import spelling
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.school.calendar.rules import TermCode
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.terms import chosen_term, indicator_url
from sapat.web.pages.check.words import Shown
from sapat.web.shell import STATUSES


@dataclass(frozen=True)
class Filter:
    """What the reader looks for; empty parts let everything through."""

    words: str = ""
    block: str = ""
    criterion: str = ""
    status: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Filter":
        """Read the filter from an address; what does not exist is left out."""
        known = catalogue()
        block, criterion = asked.get("block", ""), asked.get("criterion", "")
        status = asked.get("status", "")
        return cls(
            asked.get("q", "").strip()[:100],
            block if block in known.blocks else "",
            criterion if criterion in known.criteria else "",
            status if status in STATUSES else "",
        )

    def fits(self, indicator: Indicator) -> bool:
        """Answer whether the indicator is looked for, whatever its figures."""
        names = (indicator.name.ky, indicator.name.ru, indicator.name.en)
        text = spelling(" ".join((indicator.code, *names, str(indicator.words))))
        return (
            all(word in text for word in spelling(self.words).split())
            and self.block in {"", indicator.block}
            and self.criterion in {"", indicator.criterion}
        )


@right("indicator.read")
@require_safe
def indicators(request: SchoolRequest) -> HttpResponse:
    """Show the indicators that fit; only the list itself to HTMX, as one types."""
    chosen = chosen_term(request)
    wanted = Filter.of(request.GET)
    shown = _shown(request, chosen.ground, chosen.term, chosen.query, wanted)
    known = catalogue()
    context = {
        "chosen": chosen,
        "filter": wanted,
        "groups": _by_block(shown),
        "count": len(shown),
        "blocks": known.blocks,
        "criteria": known.criteria,
        "statuses": {code: words for code, (_icon, words) in STATUSES.items()},
    }
    partly = request.headers.get("HX-Request") == "true"
    return render(request, "check/_found.html" if partly else "check/indicators.html", context)


def _shown(
    request: SchoolRequest, ground: Ground, term: TermCode | None, query: str, wanted: Filter
) -> list[Shown]:
    if term is None:
        return []
    fitting = [each for each in ground.book(term).system.active if wanted.fits(each)]
    asked = {each.code: Request(each.code, term) for each in fitting}
    past = {
        each.code: Request(each.code, before)
        for each in fitting
        if (before := ground.previous(each.window, term))
    }
    found = evaluate(ground, [*asked.values(), *past.values()])
    shown = [
        Shown(
            found[asked[each.code]][0],
            each,
            found[past[each.code]][0] if each.code in past else None,
            indicator_url(request.school.code, each.code, query),
        )
        for each in fitting
    ]
    return [one for one in shown if wanted.status in {"", one.status}]


def _by_block(shown: list[Shown]) -> list[tuple[object, list[Shown]]]:
    groups = {
        block: [one for one in shown if one.indicator.block == block]
        for block in catalogue().blocks
    }
    return [(catalogue().blocks[block], found) for block, found in groups.items() if found]
