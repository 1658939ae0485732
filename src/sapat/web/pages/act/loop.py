"""Broken chains: where the loop from a signal to a shown effect does not close."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sapat.act.loop import reads
from sapat.act.loop.rules import ACT_DAYS, ANSWER_DAYS, WHY, Break, by_kind
from sapat.web.chains import address
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.act.finding_tabs import tabs

SPEED = "Q-12"
"""The indicator that counts the days from a signal to a decision."""
DAYS = {Break.UNANSWERED: ANSWER_DAYS, Break.NO_ACTION: ACT_DAYS}


@right("finding.read")
@require_safe
def loop(request: SchoolRequest) -> HttpResponse:
    """Show every broken chain by kind, the oldest first, and how fast signals are answered."""
    day = localdate()
    groups = by_kind(reads.broken(day))
    context = {
        "tabs": tabs(request),
        "groups": [
            {
                "kind": kind,
                "why": str(WHY[kind]) % {"days": DAYS.get(kind, 0)},
                "rows": [
                    (one, address(request, one.page, one.args), one.days(day)) for one in rows
                ],
            }
            for kind, rows in groups.items()
        ],
        "speed": reads.answer_speed(day),
        "decided": reads.decision_speed(day),
        "measured": address(request, "check:indicator", [SPEED]),
        "term": ANSWER_DAYS,
    }
    return render(request, "act/loop.html", context)
