"""Tests as they are shown: the list, what one is good for, its items, scores with their margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sapat.check.testing import reads
from sapat.check.testing.analysis import Analysis, difference, equated
from sapat.check.testing.models import AnswerSheet, SatTest
from sapat.check.testing.rules import Judgement, Unlike, band
from sapat.school.people import reads as people
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.check import test_words

READ_ALL = "test.read_all"
LANGUAGES = {
    "ky": gettext_lazy("taught in Kyrgyz"),
    "ru": gettext_lazy("taught in Russian"),
    "uz": gettext_lazy("taught in Uzbek"),
    "tg": gettext_lazy("taught in Tajik"),
}
SIDES = {"sex": {"f": gettext_lazy("girls"), "m": gettext_lazy("boys")}, "language": LANGUAGES}
"""By what pupils are compared, and what the sides are called."""


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
        "rows": [(row, test_words.STATUSES[Judgement(row.verdict)]) for row in rows],
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
        "verdict": test_words.VERDICTS[row.verdict],
        "status": test_words.STATUSES[Judgement(row.verdict)],
        "margin": test_words.margin(row, found),
        "looked_at": test_words.looked_at(found),
        "items": test_words.item_lines(row, found),
        "groups": groups(row, lines),
        "others": reads.equatable(row, everything),
        "later": later,
        "earlier": reads.earlier(row),
        "can_change": request.may("test.change") and later is None,
    }
    return render(request, "check/test.html", context)


@dataclass(frozen=True)
class Side:
    """How two groups of equally able pupils did in the items."""

    title: str
    reference: str
    focal: str
    counts: tuple[int, int]
    unfair: list[tuple[str, str, str, float]]
    """Item, its class (B or C), for whom it is harder, and delta."""

    @property
    def one(self) -> str:
        """Return the reference group as a sentence begins with it."""
        return self.reference[:1].upper() + self.reference[1:]


def groups(row: SatTest, lines: Sequence[AnswerSheet]) -> list[Side]:
    """Compare girls with boys, and languages of instruction, where there are enough pupils."""
    given = reads.answers_of(row, lines)
    titles = {"sex": _("Girls and boys"), "language": _("Languages of instruction")}
    found = []
    for name, title in titles.items():
        sides = [str(getattr(line, name)) for line in lines]
        if row.most and any(most != 1 for most in row.most):
            continue
        compared = difference(given, sides)
        if compared is None:
            continue
        one, other, differences = compared
        words = {side: str(SIDES[name].get(side, side)) for side in (one, other)}
        unfair = [
            (item, str(size.value), words[other if delta < 0 else one], float(delta))
            for item, size, delta in zip(
                row.items, differences.sizes, differences.delta, strict=True
            )
            if size is not None and size.value != "A"
        ]
        counts = (differences.reference, differences.focal)
        found.append(Side(title, words[one], words[other], counts, unfair))
    return found


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
                "harder": abs(found.harder),
                "apart": 100 * abs(found.anchor_new - found.anchor_old),
                "table": [(int(s), float(e), float(1.96 * se)) for s, e, se in rows],
            }
    return render(request, "check/equate_test.html", context)
