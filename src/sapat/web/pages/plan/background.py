"""What stands behind the regulations: the map to the standard, and the glossary."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sapat.plan.regulations import reads
from sapat.plan.regulations.glossary import glossary, level_codes
from sapat.plan.regulations.standards import parts
from sapat.plan.regulations.standing import standing
from sapat.plan.regulations.words import OUTDATED, Standard
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.plan.regulation_tabs import tabs


@right("clause.read")
@require_safe
def standard(request: SchoolRequest) -> HttpResponse:
    """Show each part of the standard with the clauses that answer it, and how they stand."""
    day = localdate()
    found = standing(request.school, day) or standing(request.school, day, every=True)
    lines = {line.clause.code: line for each in found for line in each.lines}
    rows = [
        (
            part,
            [
                (code, f"clause_{lines[code].state}", lines[code])
                for code in part.answered_by
                if code in lines
            ],
        )
        for part in parts().values()
    ]
    named = next((one.standard for one in reads.followed(day)), None)
    context = {
        "tabs": tabs(request),
        "rows": rows,
        "standard": Standard(named).label if named else "",
        "outdated": named in OUTDATED,
    }
    return render(request, "plan/standard.html", context)


@right("clause.read")
@require_safe
def terms(request: SchoolRequest) -> HttpResponse:
    """Show abbreviations, levels and terms in three languages."""
    followed = reads.followed(localdate())
    levels = followed[-1].levels if followed else {}
    context = {"tabs": tabs(request), "glossary": glossary(), "levels": level_codes(levels)}
    return render(request, "plan/glossary.html", context)
