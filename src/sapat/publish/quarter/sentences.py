"""The sentences of a report: formal, neutral, and speaking of a change only where there is one."""

from enum import Enum

from django.utils.translation import gettext as _

from sapat.analytics.classes import DeputyRow
from sapat.analytics.intervals import wilson
from sapat.check.data_quality.trust import is_preliminary
from sapat.check.measuring.readings import Reading
from sapat.check.measuring.rules import STRICT, Figure, differs
from sapat.publish.exports.tables import Beyond, Blank, Cell, figure
from sapat.school.calendar.rules import ROMAN, TermCode, TermKind, year_label


class Share(Enum):
    """A percentage of pupils in the deputy head's table."""

    QUALITY = "quality"
    PASSED = "pass_rate"


def by_results_of(term: TermCode) -> str:
    """Begin a sentence with the term it speaks of."""
    facts = {"number": ROMAN[term.number], "year": year_label(term.year)}
    match term.kind:
        case TermKind.QUARTER:
            return _("In quarter %(number)s of the school year %(year)s") % facts
        case TermKind.HALF:
            return _("In half-year %(number)s of the school year %(year)s") % facts
        case TermKind.SESSION:
            return _("In session %(number)s of the school year %(year)s") % facts
        case _:
            return _("In the school year %(year)s") % facts


def share_of(row: DeputyRow | None, share: Share) -> Figure | None:
    """Return a percentage of pupils with its interval."""
    if row is None or not row.pupils:
        return None
    reached = row.excellent + row.good
    if share is Share.PASSED:
        reached = row.pupils - row.failing - row.not_attested
    estimate = wilson(reached, row.pupils).times(100)
    return Figure(100 * reached / row.pupils, estimate.low, estimate.high)


def figure_of(reading: Reading | None) -> Figure | None:
    """Return a shown reading with its interval; without one it counts as exact."""
    if reading is None or reading.value is None or not reading.shown:
        return None
    low = reading.value if reading.low is None else reading.low
    high = reading.value if reading.high is None else reading.high
    return Figure(reading.value, low, high)


def change(now: Figure | None, then: Figure | None, *, exact: bool = False) -> Cell:
    """Return a difference for a table: starred where chance does not explain it.

    A table holds many differences, so each must be surer. Complete counts (`exact`) are not
    samples, and their differences need no star.
    """
    if now is None or then is None:
        return Blank.NOTHING
    difference = now.value - then.value
    if not exact and differs(now, then, widen=STRICT):
        return Beyond(difference)
    return difference


def compared(now: Figure | None, then: Figure | None, term: TermCode | None) -> str:
    """Say how a percentage stands to an earlier one; empty if there is none."""
    if now is None or then is None or term is None:
        return ""
    difference = now.value - then.value
    facts = {
        "points": figure(abs(difference)),
        "signed": figure(difference, signed=True),
        "term": term.label,
        "then": figure(then.value),
    }
    if not differs(now, then, widen=STRICT):
        return (
            _(
                "Compared with %(term)s (%(then)s %%) the difference is %(signed)s percentage"
                " points; it"
                " cannot be told from chance, so no change can be spoken of."
            )
            % facts
        )
    if difference > 0:
        return (
            _(
                "That is %(points)s percentage points higher than in %(term)s (%(then)s %%); the"
                " difference is greater than chance explains."
            )
            % facts
        )
    return (
        _(
            "That is %(points)s percentage points lower than in %(term)s (%(then)s %%); the"
            " difference"
            " is greater than chance explains."
        )
        % facts
    )


def preliminary(completeness: float | None) -> str:
    """Say that a conclusion is preliminary where data are missing; empty where they are not."""
    if completeness is None or not is_preliminary(completeness):
        return ""
    percent = figure(100 * completeness)
    return _("Data completeness is %(percent)s %%, so the conclusion is preliminary.") % {
        "percent": percent
    }


def star() -> str:
    """Say what the star means."""
    return _("* the difference is greater than chance explains (99 %).")
