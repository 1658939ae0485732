"""Are marks what they say: against exams, against control tests, against their own averages."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.measuring.agreeing import EXAMS, TESTS, Against, AgreementLine, Source, against
from sapat.check.measuring.objectivity import RoundingLine, objectivity_of
from sapat.core.figures import figure
from sapat.publish.journal_and_exam import pairs_picture
from sapat.publish.pictures.drawing import for_page
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.table import tabs
from sapat.web.pages.check.terms import Chosen, chosen_term

Line = TypeVar("Line", AgreementLine, RoundingLine)


class Doubt(Protocol):
    """Anything with the ends of an interval."""

    @property
    def low(self) -> float:
        """Its lower end."""

    @property
    def high(self) -> float:
        """Its upper end."""


@dataclass(frozen=True)
class Share:
    """A figure and its interval as the page writes them."""

    name: str
    value: str
    interval: str = ""


@dataclass(frozen=True)
class Section:
    """One comparison: its title, the school's figures, its picture, and the groups."""

    key: str
    title: str
    other: str
    found: Against
    shares: tuple[Share, ...]
    drawn: dict[str, object] | None
    groups: tuple[tuple[str, tuple[AgreementLine, ...]], ...]


@right("indicator.read")
@require_safe
def objectivity(request: SchoolRequest) -> HttpResponse:
    """Show whether exams and tests confirm the journal, and how marks follow their averages."""
    chosen = chosen_term(request)
    titles = {"class": _("By class"), "subject": _("By subject"), "teacher": _("By teacher")}
    found = [_section(request, chosen, source, titles) for source in (EXAMS, TESTS)]
    term = chosen.term
    rounding = objectivity_of(chosen.ground, term, titles) if term else None
    by = rounding.by if rounding else {}
    groups = [(titles[dim], _seen(request, dim, tuple(lines))) for dim, lines in by.items()]
    context = {
        "chosen": chosen,
        "sections": [section for section in found if section],
        "objectivity": rounding,
        "groups": [(title, lines) for title, lines in groups if lines],
        "tabs": tabs(request, chosen, "check:objectivity"),
    }
    return render(request, "check/objectivity.html", context)


def _seen(request: SchoolRequest, dim: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines this member may see: of teachers all, their own, or none."""
    if dim != "teacher" or request.may("comparison.by_teacher"):
        return lines
    own = request.member.person_id
    return tuple(line for line in lines if own is not None and line.value == own)


def _section(
    request: SchoolRequest, chosen: Chosen, source: Source, titles: dict[str, str]
) -> Section | None:
    dims = ("subject", "teacher")
    found = against(chosen.ground, source, chosen.term, dims) if chosen.term else None
    if found is None:
        return None
    exam = source is EXAMS
    other = _("Exam") if exam else _("Control test")
    words = _("Journal and exam, %(term)s") if exam else _("Journal and control tests, %(term)s")
    title = words % {"term": found.term.label}
    groups = [(titles[dim], _seen(request, dim, lines)) for dim, lines in found.by.items()]
    return Section(
        source.dataset,
        title,
        other,
        found,
        tuple(_shares(found.school)),
        _drawn(title, other, found.school),
        tuple((f"{name} · {other}", lines) for name, lines in groups if lines),
    )


def _shares(line: AgreementLine) -> list[Share]:
    """Return the school's figures in words."""
    told = line.agreement
    if told is None:
        return []
    shares = [Share(_("Pairs of marks"), str(told.pairs))]
    for name, found in (
        (_("Confirmed"), told.confirmed),
        (_("Raised"), told.raised),
        (_("Lowered"), told.lowered),
    ):
        if found is not None:
            of = found.times(100)
            ends = f"{figure(of.low)} – {figure(of.high)}"
            shares.append(Share(name, f"{figure(of.value)}\u00a0%", ends))
    if told.bias is not None:
        shares.append(_with_ends(_("Mean difference"), told.bias, told.bias_interval))
    if told.kappa is not None:
        name = _("Agreement beyond chance (kappa)")
        shares.append(_with_ends(name, told.kappa, told.kappa_interval, signed=False))
    return shares


def _with_ends(name: str, value: float, found: Doubt | None, *, signed: bool = True) -> Share:
    ends = ""
    if found is not None:
        low, high = (figure(end, 2, signed=signed) for end in (found.low, found.high))
        ends = f"{low} – {high}"
    return Share(name, figure(value, 2, signed=signed), ends)


def _drawn(title: str, other: str, line: AgreementLine) -> dict[str, object] | None:
    """Return the picture of pairs, the best mark first, with its table."""
    if line.agreement is None:
        return None
    picture = pairs_picture(title, line.agreement, other)
    return for_page(picture, (get_language() or "ky")[:2])
