"""One indicator: its value with its doubt, its norm, its history, its breakdowns, its origin."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.loop.chains import around_indicator
from sapat.check.comparing.funnels import comparable
from sapat.check.data_quality.trust import trust
from sapat.check.measuring.explanation import explain
from sapat.check.measuring.ground import Ground, NormInForce
from sapat.check.measuring.labels import PEOPLE, dim_name
from sapat.check.measuring.readings import Reading, Request, evaluate
from sapat.plan.indicators import reads as norms
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.history import history
from sapat.publish.pictures.pictures import NormLine, Picture, Point
from sapat.school.calendar.rules import ROMAN, TermCode, year_label
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check import by_groups, watched
from sapat.web.pages.check.terms import chosen_term
from sapat.web.pages.check.words import DIGITS, Shown

METHODS = {
    "wilson": gettext_lazy("Wilson's interval for a share, 95 %"),
    "t": gettext_lazy("t interval for a mean, 95 %"),
    "poisson": gettext_lazy("exact Poisson interval for rare events, 95 %"),
    "none": gettext_lazy("none: a complete count, not a sample"),
}
METHODS_OF_PERSONS = {
    "wilson": gettext_lazy("Wilson's interval for a share, 95 %, over persons and not their rows"),
    "t": gettext_lazy("t interval for a mean, 95 %, over persons and not their rows"),
}

CROWDED = 6
"""With more terms than this a history has no room for their whole names."""
OPEN = frozenset({"class", "subject"})


@dataclass(frozen=True)
class Breakdown:
    """The readings of one dimension."""

    dim: str
    name: str
    lines: tuple[Shown, ...]
    only_mine: bool = False

    @property
    def is_open(self) -> bool:
        """Answer whether it is read first; the others open at a click."""
        return self.dim in OPEN

    @property
    def hides(self) -> bool:
        """Answer whether any group is not shown."""
        return any(line.reading.is_hidden for line in self.lines)


@right("indicator.read")
@require_safe
def indicator(request: SchoolRequest, indicator: str) -> HttpResponse:
    """Show everything there is to know about one indicator at a term."""
    chosen = chosen_term(request)
    book = chosen.ground.book(chosen.term) if chosen.term else chosen.ground.current
    found = book.indicators.get(indicator)
    if found is None:
        raise Http404
    context = {"indicator": found, "chosen": chosen, "may_set": request.may("norm.change")}
    context["names"] = request.may("people.read")
    context["may_weigh"] = request.may("effect.read")
    context["decided"] = proposals.versions(indicator)
    context["may_propose"] = request.may("indicator.propose")
    context["may_compare"] = comparable(found) and "class" in found.dims
    context["is_off"] = indicator in book.system.off
    if request.may("finding.read"):
        context["chain"] = linked(request, around_indicator(found.code, localdate()))
    if chosen.term is not None:
        context |= _told(request, found, chosen.ground, chosen.term)
    return render(request, "check/indicator.html", context)


def _told(
    request: SchoolRequest, found: Indicator, ground: Ground, term: TermCode
) -> dict[str, object]:
    now = Request(found.code, term)
    before, ago = ground.previous(found.window, term), ground.year_ago(found.window, term)
    past = [Request(found.code, code) for code in ground.history(found.window)]
    earlier = [Request(found.code, code) for code in (before, ago) if code]
    parts = {dim: Request(found.code, term, (dim,)) for dim in _dims(request, found)}
    wish = by_groups.wish(request, found)
    over = by_groups.requests(ground, found, wish)
    readings = evaluate(ground, [now, *past, *earlier, *parts.values(), *over])
    reading = readings[now][0]

    def at(code: TermCode | None) -> Reading | None:
        return readings[Request(found.code, code)][0] if code else None

    grouped = {each: readings[each] for each in over}
    return {
        **watched.context(request, ground, found, [readings[each][0] for each in past]),
        **(by_groups.context(request, found, wish, grouped) if wish else {}),
        "shown": Shown(reading, found, at(before)),
        "trust": trust(ground, [reading])[0],
        "may_read_issues": request.may("quality_issue.read"),
        "issues_query": f"?indicator={found.code}",
        "year_ago": Shown(reading, found, at(ago)) if ago and ago != before else None,
        "norm": reading.norm,
        "norm_basis": catalogue().bases[reading.norm.basis],
        "since": year_label(reading.norm.since_year) if reading.norm.since_year else "",
        "own_norms": norms.norms_of(found.code),
        "drawn": _drawn(found, reading.norm, [readings[each][0] for each in past]),
        "breakdowns": [
            _breakdown(request, found, dim, readings[each]) for dim, each in parts.items()
        ],
        "explanation": (explanation := explain(ground, reading)),
        "method": (METHODS_OF_PERSONS if explanation.persons else METHODS)[found.interval],
        "criterion": catalogue().criteria[found.criterion],
        "block_name": catalogue().blocks[found.block],
        "unit": catalogue().units[found.unit],
    }


def _dims(request: SchoolRequest, found: Indicator) -> list[str]:
    """Return the breakdowns this member may see; teachers see their own line."""
    everyone = request.may("indicator.by_teacher")
    named = request.may("people.read")
    return [dim for dim in found.dims if dim not in PEOPLE or everyone or named]


def _breakdown(
    request: SchoolRequest, found: Indicator, dim: str, readings: list[Reading]
) -> Breakdown:
    mine = dim in PEOPLE and not request.may("indicator.by_teacher")
    own = request.member.person_id
    lines = [
        Shown(reading, found)
        for reading in readings
        if not mine or reading.breakdown[dim].value == own
    ]
    return Breakdown(dim, dim_name(dim, found.datasets), tuple(lines), mine)


def _drawn(found: Indicator, norm: NormInForce, past: list[Reading]) -> dict[str, object] | None:
    """Draw the history once there are two figures to draw."""
    if sum(reading.value is not None for reading in past) < 2:
        return None
    return for_page(_picture(found, norm, past), (get_language() or "ky")[:2])


def _axis_label(term: TermCode, *, crowded: bool) -> str:
    """Return what stands below a point: among many terms only the number, as papers write it."""
    if not term.number:
        return year_label(term.year)
    return ROMAN[term.number] if crowded else term.short


def _picture(found: Indicator, norm: NormInForce, past: list[Reading]) -> Picture:
    points = [
        Point(
            _axis_label(reading.term, crowded=len(past) > CROWDED),
            reading.value if reading.shown else None,
            reading.low if reading.shown else None,
            reading.high if reading.shown else None,
            year=year_label(reading.term.year) if reading.term.number else "",
            hidden=reading.is_hidden,
        )
        for reading in past
    ]
    levels = norm.levels
    lines = [
        NormLine(levels.target, _("target"), "target"),
        NormLine(levels.ok, _("norm"), "ok"),
        NormLine(levels.alarm, _("alarm"), "alarm"),
    ]
    percent = found.unit == "percent"
    return history(
        str(found.name),
        points,
        lines,
        unit=str(catalogue().units[found.unit]),
        bounds=(0, 100) if percent else (None, None),
        digits=DIGITS.get(found.unit, 1),
    )
