"""The wheel of Plan, Do, Check, Act: how its clauses stand and what is late in each quarter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sapat.core.dues import Due, everything_due
from sapat.core.proofs import Question, State
from sapat.plan.regulations import reads
from sapat.plan.regulations.standing import Line, count, judged
from sapat.plan.regulations.words import Phase, role_name
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.plan.regulation_tabs import tabs

MIDDLE, RADIUS = 200.0, 178.0
GAP = 0.045
"""Half the opening between two quarters, in radians."""
LABELS = {"plan": (272, 142), "do": (272, 238), "check": (128, 238), "act": (128, 142)}
"""Where the words of a quarter stand; the wheel turns as a clock does."""


@dataclass(frozen=True)
class Quarter:
    """A quarter of the wheel: its clauses, what is late in it, and how it is drawn."""

    phase: Phase
    counts: dict[str, int]
    late: list[dict[str, Any]]
    soon: list[dict[str, Any]]
    arcs: list[tuple[str, str]]

    @property
    def whole(self) -> int:
        """How many clauses stand in the quarter."""
        return sum(self.counts.values())

    @property
    def proved(self) -> int:
        """How many of them are proved."""
        return self.counts[str(State.PROVED)]

    @property
    def place(self) -> tuple[int, int]:
        """Where its words stand."""
        return LABELS[str(self.phase)]

    @property
    def late_words(self) -> str:
        """How much is late, in words."""
        number = len(self.late)
        return ngettext("%(number)s late", "%(number)s late", number) % {"number": number}


@right("clause.read")
@require_safe
def wheel(request: SchoolRequest) -> HttpResponse:
    """Show the wheel as a picture and as a table."""
    day = localdate()
    question = Question(request.school, day)  # clauses and dues share what was read
    found = judged(question, reads.readings(day) or reads.readings(day, every=True))
    lines = [line for each in found for line in each.lines]
    waits = everything_due(question)
    code = request.school.code
    quarters = [_quarter(phase, at, lines, waits, day, code) for at, phase in enumerate(Phase)]
    named = request.may("people.read")  # what waits often names who is late
    context = {"tabs": tabs(request), "quarters": quarters, "day": day, "named": named}
    return render(request, "plan/wheel.html", context)


def _quarter(
    phase: Phase, at: int, lines: Iterable[Line], waits: Iterable[Due], day: Any, code: str
) -> Quarter:
    counts = count(line for line in lines if line.clause.phase == phase)
    own = [one for one in waits if one.phase == phase]
    late = [_shown(one, code) for one in own if one.is_late(day)]
    soon = [_shown(one, code) for one in own if not one.is_late(day)]
    return Quarter(phase, counts, late, soon, list(_arcs(counts, at)))


def _shown(one: Due, code: str) -> dict[str, Any]:
    try:
        address = reverse(one.page, args=[code, *one.args])
    except NoReverseMatch:
        address = ""
    who = ", ".join(role_name(role) for role in sorted(one.roles))
    return {"sentence": one.sentence, "by": one.by, "url": address, "who": who}


def _arcs(counts: dict[str, int], at: int) -> Iterator[tuple[str, str]]:
    """Yield (state, path) of the parts of a quarter's band, clockwise from its beginning."""
    whole = sum(counts.values())
    begins, room = at * pi / 2 + GAP, pi / 2 - 2 * GAP
    if not whole:
        yield "empty", _arc(begins, begins + room)
        return
    for state, number in counts.items():
        if number:
            ends = begins + room * number / whole
            yield state, _arc(begins, ends)
            begins = ends


def _arc(begins: float, ends: float) -> str:
    (x1, y1), (x2, y2) = _point(begins), _point(ends)
    return f"M{x1:.1f} {y1:.1f}A{RADIUS:.0f} {RADIUS:.0f} 0 0 1 {x2:.1f} {y2:.1f}"


def _point(angle: float) -> tuple[float, float]:
    """Return the point of the band at an angle that runs clockwise from the top."""
    return MIDDLE + RADIUS * sin(angle), MIDDLE - RADIUS * cos(angle)
