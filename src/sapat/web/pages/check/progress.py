"""Progress: how far pupils came from their own start; seen by those it concerns."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.comparing import reads
from sapat.check.comparing.progress import Line, Progress
from sapat.check.comparing.rules import Asker, Basis, NotYet, Verdict
from sapat.check.measuring.labels import labels
from sapat.publish.comparisons import words
from sapat.publish.comparisons.drawn import progress_picture
from sapat.publish.comparisons.paper import own_paper
from sapat.publish.papers.content import Paper
from sapat.publish.pictures.drawing import for_page
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.web.doors import SchoolRequest, right
from sapat.web.files import attachment
from sapat.web.pages.check.comparing_tabs import tabs
from sapat.web.pages.check.terms import Chosen, chosen_term
from sapat.web.papers import answer_with


@dataclass(frozen=True)
class Told:
    """One group as a page tells of it."""

    line: Line
    name: str
    basis: Basis

    @property
    def words(self) -> str:
        """Return the sentence of the group."""
        return words.of_line(self.line, self.name, self.basis)

    @property
    def start(self) -> str:
        """Return how many pupils had a start."""
        return words.of_start(self.line)

    @property
    def digits(self) -> int:
        """Return how exactly its figures are written."""
        return words.digits(self.basis)

    @property
    def verdict(self) -> str:
        """Return the verdict in two words."""
        return str(words.VERDICTS[self.line.verdict])

    @property
    def mark(self) -> str:
        """Return the look of the verdict."""
        looks = {Verdict.LESS: "attention", Verdict.LIKE: "normal", Verdict.MORE: "high"}
        return looks[self.line.verdict]

    @property
    def place(self) -> str:
        """Return between which places it stands."""
        return words.place(self.line.place)


@dataclass(frozen=True)
class Looked:
    """What the page speaks of: the basis, the term and who looks."""

    chosen: Chosen
    basis: Basis
    term: TermCode

    @property
    def query(self) -> str:
        """Return the part of an address that keeps basis and term."""
        return f"?basis={self.basis}&term={self.term}"

    @property
    def terms(self) -> list[TermCode]:
        """Return what may be chosen: tests are of a whole year."""
        every = self.chosen.terms
        return [term for term in every if self.basis == Basis.MARKS or not term.number]


@right("progress.read")
@require_safe
def progress(request: SchoolRequest) -> HttpResponse:
    """Show how far classes came: all to those who lead, to a teacher the own ones."""
    looked = _looked(request)
    if looked is None:
        return render(request, "check/progress.html", _frame(request, None, "check:progress"))
    found = reads.progress(looked.chosen.ground, looked.basis, looked.term)
    sees_all = request.may("comparison.by_teacher")
    own = frozenset() if sees_all else reads.own_classes(request.member.person_id, looked.term.year)
    asker = Asker(sees_all, own)
    ids = {int(line.group) for line in found.shown if asker.may_see(line.group)}
    names = labels("class", ids)
    lines = [
        Told(line, names[int(line.group)], looked.basis)
        for line in found.shown
        if asker.may_see(line.group)
    ]
    context = {
        **_frame(request, looked, "check:progress"),
        **_said(found, words.Of.CLASSES),
        "lines": lines,
        "drawn": _drawn(lines) if sees_all else None,
        "sees_all": sees_all,
        "may_hand_on": request.may("progress.hand_on") and not found.refused,
    }
    return render(request, "check/progress.html", context)


@right("progress.read")
@require_safe
def own_progress(request: SchoolRequest) -> HttpResponse:
    """Show the reader's own lessons, and nobody else's."""
    looked = _looked(request)
    if looked is None:
        return render(request, "check/own_progress.html", _frame(request, None, OWN))
    found = reads.by_lesson(looked.chosen.ground, looked.basis, looked.term)
    lines = reads.own_lessons(found, request.member.person_id)
    context = {
        **_frame(request, looked, OWN),
        **_said(found, words.Of.LESSONS),
        "lines": [
            Told(line, name, looked.basis)
            for line, name in zip(lines, reads.lesson_names(lines), strict=True)
        ],
    }
    return render(request, "check/own_progress.html", context)


@right("progress.read")
@require_safe
def own_progress_paper(request: SchoolRequest) -> HttpResponse:
    """Show the reader's own sheet, or hand it out."""
    looked = _looked(request)
    person = request.member.person_id
    if looked is None or person is None:
        raise Http404

    def make(language: str) -> Paper:
        at = timezone.now()
        about = (looked.basis, looked.term)
        return own_paper(looked.chosen.ground, about, person, language=language, at=at)

    back = reverse(OWN, args=[request.school.code]) + looked.query
    return answer_with(request, make, back=back, back_to=_("My lessons"))


@right("comparison.by_teacher")
@require_safe
def teacher_progress(request: SchoolRequest) -> HttpResponse:
    """Show how far pupils came at each teacher's lessons, to those who lead."""
    looked = _looked(request)
    if looked is None:
        return render(request, "check/teacher_progress.html", _frame(request, None, TEACHERS))
    found = reads.by_teacher(looked.chosen.ground, looked.basis, looked.term)
    alone = reads.alone(looked.chosen.ground, looked.basis, looked.term)
    shown = [line for line in found.shown if line.group not in alone]
    names = labels("teacher", {int(line.group) for line in shown} | {int(who) for who in alone})
    lines = [Told(line, names[int(line.group)], looked.basis) for line in shown]
    context = {
        **_frame(request, looked, TEACHERS),
        **_said(found, words.Of.TEACHERS),
        "lines": lines if found.tells_apart else [],
        "drawn": _drawn(lines),
        "alone": ", ".join(sorted(names[int(who)] for who in alone)),
    }
    return render(request, "check/teacher_progress.html", context)


@right("progress.hand_on")
@require_safe
def progress_sums(request: SchoolRequest) -> HttpResponse:
    """Hand out the school's sums for a district to add up: no pupil and no teacher is in them."""
    looked = _looked(request)
    if looked is None:
        raise Http404
    part = reads.handed_on(looked.chosen.ground, looked.basis, looked.term)
    name = f"progress-{part.basis}-{part.year}"
    return attachment(part.written().encode(), name, request.school.code, ending="json")


OWN, TEACHERS = "check:own_progress", "check:teacher_progress"


def _drawn(lines: list[Told]) -> dict[str, object] | None:
    """Draw the groups, unless nothing at all tells them apart."""
    if not any(told.line.high > told.line.low for told in lines):
        return None
    found = [told.line for told in lines]
    picture = progress_picture(found, [told.name for told in lines], lines[0].basis)
    return for_page(picture, (get_language() or "ky")[:2])


def _looked(request: SchoolRequest) -> Looked | None:
    """Return what the address asks for; without, the newest of which something can be said."""
    chosen = chosen_term(request)
    if chosen.term is None:
        return None
    asked = request.GET.get("basis", "")
    if asked and asked not in set(Basis):
        raise Http404
    bases = [Basis(asked)] if asked else list(Basis)
    tried = [
        (basis, term)
        for basis in bases
        for term in _terms(chosen, basis, is_named="term" in request.GET)
    ]
    for basis, term in tried:
        if not reads.progress(chosen.ground, basis, term).refused:
            return Looked(chosen, basis, term)
    return Looked(chosen, *tried[0])


def _terms(chosen: Chosen, basis: Basis, *, is_named: bool) -> list[TermCode]:
    """Return the terms to try: a test at the end of a year comes last of all."""
    term = chosen.term
    if term is None or basis == Basis.MARKS:
        return [term] if term else []
    if is_named:
        return [term.whole_year]
    before = TermCode(term.year - 1, 0, TermKind.YEAR)
    return [term.whole_year, *([before] if before in chosen.terms else [])]


def _frame(request: SchoolRequest, looked: Looked | None, page: str) -> dict[str, object]:
    query = looked.query if looked else ""
    return {
        "looked": looked,
        "chosen": looked.chosen if looked else None,
        "term": looked.term if looked else None,
        "bases": words.MEASURES,
        "query": query,
        "tabs": tabs(request, page, query),
        "may_import": request.may("evidence.import"),
        "caution": words.caution(looked.basis) if looked else "",
    }


def _said(found: Progress, of: words.Of) -> dict[str, object]:
    wants_tests = found.refused in {NotYet.NO_TESTS, NotYet.NO_START_TEST}
    return {
        "progress": found,
        "sentences": words.of_progress(found, of),
        "wants_tests": wants_tests,
    }
