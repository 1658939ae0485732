"""Fair comparison of classes, subjects and teachers on one figure of a term."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sapat.check.comparing import reads
from sapat.check.comparing.funnels import Funnel, Group, comparable
from sapat.check.comparing.rules import Asker
from sapat.check.measuring.standing import can_break_down
from sapat.publish.comparisons import words
from sapat.publish.comparisons.drawn import funnel_picture
from sapat.publish.comparisons.paper import comparison_paper
from sapat.publish.exports.tables import figure
from sapat.publish.papers.content import Paper
from sapat.publish.pictures.drawing import for_page
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.comparing_tabs import tabs
from sapat.web.pages.check.terms import Chosen, chosen_term
from sapat.web.papers import answer_with

DIMS = {"class": _("Classes"), "subject": _("Subjects"), "teacher": _("Teachers")}
BY_PERSON = frozenset({"teacher"})


@dataclass(frozen=True)
class Compared:
    """One figure in the list: what differs, and where to look closer."""

    funnel: Funnel
    url: str

    @property
    def sentence(self) -> str:
        """Return how many groups do not differ."""
        return words.of_groups(self.funnel)[0]

    @property
    def outside(self) -> str:
        """Return the names of those that do."""
        return ", ".join(group.label for group in self.funnel.outside)


@dataclass(frozen=True)
class Shown:
    """One group as the page shows it; its place only to whom it concerns."""

    group: Group
    value: str
    limits: str
    words: str
    place: str
    mark: str
    """The look of a group outside its limits."""


@right("comparison.read")
@require_safe
def comparisons(request: SchoolRequest) -> HttpResponse:
    """Show every figure of a term that can be compared, those with somebody outside first."""
    chosen, dim = chosen_term(request), _dim(request)
    found = reads.funnels(chosen.ground, chosen.term, dim) if chosen.term else []
    lines = [
        Compared(one, _url(request, one.indicator.code, chosen, dim))
        for one in sorted(found, key=lambda one: -len(one.outside))
    ]
    context = {
        "chosen": chosen,
        "lines": lines,
        "dim": dim,
        "dims": _dims(request),
        "tabs": tabs(request, "check:comparisons", chosen.query),
        "may_import": request.may("evidence.import"),
        "may_print": request.may("comparison.by_teacher"),
    }
    return render(request, "check/comparisons.html", context)


@right("comparison.read")
@require_safe
def comparison(request: SchoolRequest, indicator: str) -> HttpResponse:
    """Show one figure of all groups between the limits that chance explains."""
    chosen, dim = chosen_term(request), _dim(request)
    if chosen.term is None:
        raise Http404
    known = chosen.ground.book(chosen.term).indicators.get(indicator)
    if known is None or not comparable(known):
        raise Http404
    dims = {code: name for code, name in _dims(request).items() if can_break_down(known, (code,))}
    if dim not in dims:
        raise Http404
    found = reads.funnel(chosen.ground, chosen.term, known, dim)
    asker = _asker(request, dim, chosen.term.year)
    lines = [_shown(found, group, asker) for group in found.groups]
    context = {
        "chosen": chosen,
        "funnel": found,
        "sentences": words.of_groups(found),
        "lines": lines,
        "has_places": any(line.place for line in lines),
        "drawn": _drawn(found),
        "centre": words.amount(found.centre, known),
        "dim": dim,
        "dims": dims,
        "tabs": tabs(request, "check:comparisons", chosen.query),
    }
    return render(request, "check/comparison.html", context)


@right("comparison.by_teacher")
@require_safe
def paper(request: SchoolRequest) -> HttpResponse:
    """Show the comparison of classes for the pedagogical council, or hand it out."""
    chosen = chosen_term(request)
    term = chosen.term
    if term is None:
        raise Http404

    def make(language: str) -> Paper:
        return comparison_paper(chosen.ground, term, language=language, at=timezone.now())

    back = reverse("check:comparisons", args=[request.school.code]) + chosen.query
    return answer_with(request, make, back=back, back_to=str(_("Comparisons")))


def _dims(request: SchoolRequest) -> dict[str, object]:
    people = request.may("comparison.by_teacher")
    return {code: name for code, name in DIMS.items() if people or code not in BY_PERSON}


def _dim(request: SchoolRequest) -> str:
    """Return by what groups are compared; 404 for what there is not, or not for this reader."""
    asked = request.GET.get("by", "class")
    if asked not in _dims(request):
        raise Http404
    return asked


def _url(request: SchoolRequest, code: str, chosen: Chosen, dim: str) -> str:
    address = reverse("check:comparison", args=[request.school.code, code])
    return f"{address}?term={chosen.term}&by={dim}"


def _drawn(found: Funnel) -> dict[str, object] | None:
    if found.refused:
        return None
    return for_page(funnel_picture(found), (get_language() or "ky")[:2])


def _shown(found: Funnel, group: Group, asker: Asker) -> Shown:
    digits = words.DIGITS.get(found.indicator.unit, 1)
    limits = f"{figure(group.low95, digits)} – {figure(group.high95, digits)}"
    return Shown(
        group,
        words.amount(group.figure, found.indicator),
        limits,
        words.beside_chance(group),
        words.place(group.place) if asker.may_see(str(group.value)) else "",
        "attention" if found.worse(group) else "high",
    )


def _asker(request: SchoolRequest, dim: str, year: int) -> Asker:
    """Return whose places are this reader's business."""
    if request.may("comparison.by_teacher"):
        return Asker(sees_all=True)
    if dim != "class":
        return Asker(sees_all=False)
    return Asker(sees_all=False, own=reads.own_classes(request.member.person_id, year))
