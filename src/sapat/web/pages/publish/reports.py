"""Reports: choose one, read it, put in the last words, take it as a file."""

from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.publish.quarter.material import Variant
from sapat.publish.quarter.report import Report, Wish, quarter_report
from sapat.school.calendar.rules import TermCode, parse_term
from sapat.web.asking import form_page
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.reports import LANGUAGES, ReportChoice, ReportText
from sapat.web.pages.check.terms import chosen_term
from sapat.web.papers import handed_out, shown_parts

ORDER = (Role.DEP_ACADEMIC, Role.DIRECTOR)
"""Whose post stands under a report, if somebody holds several."""


@dataclass(frozen=True)
class _Asked:
    term: TermCode
    language: str
    variant: Variant

    @property
    def query(self) -> str:
        return f"?term={self.term}&language={self.language}&edition={self.variant}"


@right("report.read")
@require_safe
def reports(request: SchoolRequest) -> HttpResponse:
    """Offer the reports and tables of this school."""
    chosen = chosen_term(request)
    terms = _terms(chosen.ground.known, chosen.ground.with_facts)
    usual = chosen.term if chosen.term in terms else next(iter(terms), None)
    initial = {
        "term": str(usual or ""),
        "language": _reader(),
        "edition": str(_variants(request)[0]),
    }
    context = {
        "choice": ReportChoice(terms=terms, variants=_variants(request), initial=initial),
        "terms": terms,
        "latest": usual,
    }
    return render(request, "publish/reports.html", context)


@right("report.read")
@form_page
def quarter(request: SchoolRequest) -> HttpResponse:
    """Show the report on a term (GET); hand it out as a file with the edited text (POST)."""
    asked = _asked(request)
    name, post = _preparer(request, asked.language)
    wish = Wish(asked.term, asked.language, asked.variant, prepared_by=name, post=post)
    try:
        if request.method == "POST":
            return _printed(request, wish, asked)
        report = quarter_report(request.school, wish, at=now())
    except Refused as no:
        context = {"refused": no.sentence, "asked": asked}
        return render(request, "publish/refused.html", context, status=HTTPStatus.CONFLICT)
    drafted = {
        "post": post,
        "prepared_by": name,
        "conclusions": "\n".join(report.conclusions),
        "recommendations": "\n".join(report.recommendations),
        "form": "pdf",
    }
    return _page(request, report, ReportText(initial=drafted), asked)


def _printed(request: SchoolRequest, wish: Wish, asked: _Asked) -> HttpResponse:
    text = ReportText(request.POST)
    if not text.is_valid():
        report = quarter_report(request.school, wish, at=now())
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, report, text, asked, status=status)
    found, wanted = text.texts
    wish = Wish(
        asked.term,
        asked.language,
        asked.variant,
        prepared_by=text.cleaned_data["prepared_by"],
        post=text.cleaned_data["post"],
        conclusions=found,
        recommendations=wanted,
    )
    report = quarter_report(request.school, wish, at=now())
    return handed_out(report, request.school.code, form=text.cleaned_data["form"])


def _page(
    request: SchoolRequest, report: Report, text: ReportText, asked: _Asked, *, status: int = 200
) -> HttpResponse:
    with translation.override(report.language):
        parts = shown_parts(report)
    context = {"report": report, "parts": parts, "text": text, "asked": asked}
    return render(request, "publish/quarter.html", context, status=status)


def _asked(request: SchoolRequest) -> _Asked:
    """Return what the address asks for; the internal edition only to those who may read names."""
    term = parse_term(request.GET.get("term", ""))
    if term is None:
        chosen = chosen_term(request)
        term = chosen.term
    language = request.GET.get("language", _reader())
    edition = request.GET.get("edition", str(Variant.OFFICIAL))
    if term is None or language not in dict(LANGUAGES) or edition not in set(Variant):
        raise Http404
    if Variant(edition) is Variant.INTERNAL and not request.may("people.read"):
        raise PermissionDenied
    return _Asked(term, language, Variant(edition))


def _terms(known: list[TermCode], told: frozenset[TermCode]) -> list[TermCode]:
    return [code for code in reversed(known) if code in told]


def _variants(request: SchoolRequest) -> list[Variant]:
    named = [Variant.INTERNAL] if request.may("people.read") else []
    return [*named, Variant.OFFICIAL, Variant.PUBLIC]


def _preparer(request: SchoolRequest, language: str) -> tuple[str, str]:
    """Return the name and the post of the member, as they stand under the report."""
    person = getattr(request.user, "person", None)
    roles = [role for role in ORDER if role in request.roles]
    with translation.override(language):
        post = str(roles[0].label) if roles else ""
    return (person.short_name if person else ""), post[:1].upper() + post[1:]


def _reader() -> str:
    return (get_language() or "ky")[:2]
