"""Tests as they are shown: the list, what one is good for, its items, scores with their margin."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sapat.check.testing import reads
from sapat.check.testing.analysis import Analysis, Answers, equated, scaled
from sapat.check.testing.models import AnswerSheet, SatTest
from sapat.check.testing.rules import Judgement, Unlike, band
from sapat.publish.pictures.drawing import for_page
from sapat.publish.tests_sat import drawn, words
from sapat.publish.tests_sat.fairness import sides
from sapat.publish.tests_sat.paper import test_paper as paper_of
from sapat.school.people import reads as people
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.papers import answer_with

READ_ALL = "test.read_all"


def seen_test(request: SchoolRequest, pk: int) -> SatTest:
    """Return a test of the school that the reader may see; 404 hides the others."""
    row = seen(request, SatTest, pk)
    person = people.person_of(request.user)
    if not reads.may_see(row, person, everybody=request.may(READ_ALL)):
        raise Http404
    return row


@right("test.read")
@require_safe
def tests(request: SchoolRequest) -> HttpResponse:
    """List the tests the reader may see, with what each is good for."""
    rows = reads.tests(people.person_of(request.user), everybody=request.may(READ_ALL))
    context = {
        "rows": [(row, words.STATUSES[Judgement(row.verdict)]) for row in rows],
        "sees_all": request.may(READ_ALL),
        "can_bring": request.may("test.change"),
    }
    return render(request, "check/tests.html", context)


@right("test.read")
@require_safe
def test(request: SchoolRequest, sattest_id: int) -> HttpResponse:
    """Say what a test is good for, and what to do about each item."""
    row = seen_test(request, sattest_id)
    lines, found = reads.analysis_of(row)
    later = reads.replacement(row)
    everything = reads.tests(people.person_of(request.user), everybody=request.may(READ_ALL))
    context = {
        "row": row,
        "found": found,
        "verdict": words.VERDICTS[row.verdict],
        "look": words.STATUSES[Judgement(row.verdict)],
        "margin": words.margin(row, found),
        "looked_at": words.looked_at(found),
        "items": words.item_lines(row, found),
        "map": _map(row, found, reads.answers_of(row, lines)),
        "sides": sides(row, lines),
        "others": reads.equatable(row, everything),
        "later": later,
        "earlier": reads.earlier(row),
        "can_change": request.may("test.change") and later is None,
    }
    return render(request, "check/test.html", context)


def _map(row: SatTest, found: Analysis, given: Answers) -> dict[str, object] | None:
    """Return the map of items, ready for the page; None where there is none."""
    scale = scaled(given)
    language = (get_language() or "ky")[:2]
    return for_page(drawn.items_drawn(row, found, scale), language) if scale else None


@right("test.read")
@require_safe
def test_scores(request: SchoolRequest, sattest_id: int) -> HttpResponse:
    """Show each pupil's score with its margin, in the order of the roster and never by score."""
    row = seen_test(request, sattest_id)
    lines, found = reads.analysis_of(row)
    context = {"row": row, "scores": scores(row, lines, found)}
    return render(request, "check/test_scores.html", context)


def scores(
    row: SatTest, lines: Sequence[AnswerSheet], found: Analysis
) -> list[tuple[str, str, float, float | None, float | None]]:
    """Return name or code, class, score, and the margin of the score where it is known."""
    names = reads.pupil_names(lines)
    told = []
    for line, score in zip(lines, found.scores, strict=True):
        name = names.get(line.person_id or 0) or str(line)
        low, high = (None, None)
        if row.sem is not None and row.verdict != Judgement.TOO_FEW:
            low, high = band(score, row.sem, row.most_points)
        told.append((name, line.label, score, low, high))
    return sorted(told, key=lambda one: (one[1], one[0].casefold()))


@right("test.read")
@require_safe
def equate_test(request: SchoolRequest, sattest_id: int) -> HttpResponse:
    """Show what a score of this test was worth on an earlier one that shares items."""
    row = seen_test(request, sattest_id)
    other = request.GET.get("with", "")
    old = seen_test(request, int(other)) if other.isdigit() else None
    everything = reads.tests(people.person_of(request.user), everybody=request.may(READ_ALL))
    others = reads.equatable(row, everything)
    context: dict[str, Any] = {"row": row, "old": old, "others": others}
    if old is not None:
        if old not in [one for one, _shared in others]:
            raise Http404
        new_answers, old_answers = (
            reads.answers_of(each, reads.sheets(each)) for each in (row, old)
        )
        found = equated(new_answers, old_answers)
        if isinstance(found, Unlike):
            context["refused"] = found.label
        else:
            rows = zip(found.scores, found.equated, found.se, strict=True)
            context |= {
                "found": found,
                "half": 100
                * (found.slope * row.most_points / 2 + found.intercept)
                / old.most_points,
                "apart": 100 * abs(found.anchor_new - found.anchor_old),
                "table": [(int(s), float(e), float(1.96 * se)) for s, e, se in rows],
            }
    return render(request, "check/equate_test.html", context)


@right("test.read")
@require_safe
def test_paper(request: SchoolRequest, sattest_id: int) -> HttpResponse:
    """Show what the test was worth as it is printed, or hand it out."""
    row = seen_test(request, sattest_id)
    return answer_with(
        request,
        lambda language: paper_of(row, language=language, at=now()),
        back=reverse("check:test", args=[request.school.code, row.pk]),
        back_to=row.title,
    )
