"""When groups may be compared, and what may be said of one: plain values in, an answer out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State

SMALLEST = 5
"""Pupils a group must have to be shown at all."""
LEAST_PUPILS = 40
"""With fewer pupils who have a start, chance alone would decide what is usual."""
LEAST_GROUPS = 4
"""With fewer groups nobody can say how much groups differ usually."""
LEAST_OF_KIND = 3
"""A language or form of study that fewer classes have cannot be told from these classes."""
LEAST_MARKS = 3
"""Subjects a pupil must be marked in, then and now, for a mean mark."""
ASKED_BEFORE = 30
"""Days before the end of the year from which its tests are awaited."""
TIMES = 1.959964
"""Standard errors to either side of an estimate: 95 %."""


class Basis(StrEnum):
    """What a pupil's start and outcome are."""

    TESTS = "tests"
    MARKS = "marks"


class Verdict(StrEnum):
    """Where a group lies, given its doubt."""

    MORE = "more"
    LIKE = "like"
    LESS = "less"


class NotYet(TextChoices):
    """Why progress cannot be told."""

    NO_TESTS = "no_tests", _("No tests of the end of this year have come in yet.")
    NO_MARKS = "no_marks", _("No marks of this term have come in yet.")
    NO_START_TEST = (
        "no_start_test",
        _("Nobody who wrote a test at the end of the year wrote one at its start."),
    )
    NO_YEAR_BEFORE = (
        "no_year_before",
        _("Nobody with marks of this term has marks of the year before."),
    )
    NO_TEACHER = "no_teacher", _("No teacher stands beside the results that were brought in.")
    FEW_PUPILS = (
        "few_pupils",
        _(
            "Only %(pupils)s pupils have both a start and an outcome. "
            "Below %(least)s chance alone would decide."
        ),
    )
    FEW_GROUPS = (
        "few_groups",
        _(
            "Only %(groups)s groups have pupils with a start. "
            "At least %(least)s are needed to tell what is usual."
        ),
    )
    FEW_TEACHERS = (
        "few_teachers",
        _(
            "Only %(groups)s teachers share a subject with somebody. "
            "At least %(least)s are needed to compare teachers."
        ),
    )
    ALIKE = "alike", _("The results are so alike that nothing can be told apart.")


def verdict(estimate: float, low: float, high: float) -> Verdict:
    """Return on which side of the usual a group lies; its whole interval must lie there.

    >>> verdict(0.2, 0.05, 0.35), verdict(0.2, -0.05, 0.45)
    (<Verdict.MORE: 'more'>, <Verdict.LIKE: 'like'>)
    """
    if estimate > 0 and low > 0:
        return Verdict.MORE
    if estimate < 0 and high < 0:
        return Verdict.LESS
    return Verdict.LIKE


def why_not(basis: Basis, *, reached: int, started: int, groups: int) -> NotYet | None:
    """Return the first reason not to compare, or None.

    `reached` pupils have an outcome, `started` of them a start, in so many groups.
    """
    tests = basis == Basis.TESTS
    if not reached:
        return NotYet.NO_TESTS if tests else NotYet.NO_MARKS
    if not started:
        return NotYet.NO_START_TEST if tests else NotYet.NO_YEAR_BEFORE
    if started < LEAST_PUPILS:
        return NotYet.FEW_PUPILS
    if groups < LEAST_GROUPS:
        return NotYet.FEW_GROUPS
    return None


@dataclass(frozen=True)
class Asker:
    """Who looks: which groups are theirs, and whether all groups concern them."""

    sees_all: bool
    own: frozenset[str] = frozenset()

    def may_see(self, group: str) -> bool:
        """Answer whether the group concerns the reader."""
        return self.sees_all or group in self.own


class Reason(TextChoices):
    """What was found when progress was looked for."""

    NO_YEAR = "no_year", _("No school year has ended yet, so nobody has come from a start.")
    TOLD = (
        "told",
        _("Of %(started)s of %(reached)s pupils it is known how far they came in %(year)s."),
    )
    EXPECTED = "expected", _("How far pupils came in %(year)s is to be known by %(day)s.")
    UNTOLD = "untold", _("It is not known how far pupils came in %(year)s. %(why)s")


@dataclass(frozen=True)
class Told:
    """How a year that has ended stands on one basis; `why` says why nothing can be told."""

    started: int
    reached: int
    why: str = ""


Judged = tuple[State, Reason, dict[str, object]]


def judge(found: Sequence[Told], year: str, *, by: date, day: date) -> Judged:
    """Judge whether progress of the last year that has ended is known, on any basis asked for."""
    told = max((one for one in found if not one.why), key=lambda one: one.started, default=None)
    if told:
        facts: dict[str, object] = {"started": told.started, "reached": told.reached, "year": year}
        return State.PROVED, Reason.TOLD, facts
    if day <= by:
        return State.DUE, Reason.EXPECTED, {"year": year, "day": by}
    return State.MISSING, Reason.UNTOLD, {"year": year, "why": found[0].why if found else ""}


def end_tests_wanted(*, has_start: bool, has_end: bool, ends: date, day: date) -> bool:
    """Answer whether tests of the end of the year are awaited: a month before the year ends.

    Without start tests nothing could be compared, so nobody is asked for them.
    """
    return has_start and not has_end and day >= ends - timedelta(days=ASKED_BEFORE)
