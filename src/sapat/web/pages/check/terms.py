"""The term a page speaks of: named in the address, or the latest there is."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from sapat.check.measuring.ground import Ground, ground_of
from sapat.school.calendar.rules import TermCode, TermKind, parse_term
from sapat.web.doors import SchoolRequest


@dataclass(frozen=True)
class Chosen:
    """The ground of the school's figures, the term asked for and those to choose from."""

    ground: Ground
    term: TermCode | None
    terms: tuple[TermCode, ...]

    @property
    def query(self) -> str:
        """Return the part of an address that keeps the term; empty for the latest."""
        latest = self.term is None or self.term == self.ground.latest
        return "" if latest else f"?term={self.term}"


def chosen_term(request: SchoolRequest) -> Chosen:
    """Return the term of the page; 404 for one that the school never had."""
    ground = ground_of(request.school)
    years = sorted({code.year for code in ground.known}, reverse=True)
    terms: list[TermCode] = []
    for year in years:
        terms += [code for code in reversed(ground.known) if code.year == year]
        terms.append(TermCode(year, 0, TermKind.YEAR))
    asked = request.GET.get("term", "")
    term = parse_term(asked) if asked else ground.latest
    if asked and term not in terms:
        raise Http404
    return Chosen(ground, term, tuple(terms))


def indicator_url(school: str, code: str, query: str) -> str:
    """Return the address of one indicator's page, at the same term."""
    return reverse("check:indicator", args=[school, code]) + query
