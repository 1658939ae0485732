"""What signals and forecasts prove: plain values in, an answer out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.monitoring.rules import Kind, Side
from sapat.core.proofs import State

Judged = tuple[State, TextChoices, dict[str, object]]
A_YEAR = 365


class Reason(TextChoices):
    """What was found when the signals were looked through."""

    NEVER = "never", _("The school's figures have not been watched yet.")
    NO_TERM = "no_term", _("No term has ended yet.")
    BEHIND = "behind", _("%(term)s ended on %(day)s, and its figures have not been watched.")
    AWAITED = "awaited", _("%(term)s has ended; its figures are to be watched by %(day)s.")
    WATCHED = (
        "watched",
        _("After %(term)s %(figures)s series of figures were watched; signals: %(raised)s."),
    )
    SILENT = "silent", _("The figures were watched on %(day)s; nothing gave reason for a signal.")
    LATE = "late", _("Signals that have waited longer than %(days)s days: %(count)s.")
    SOON = "soon", _("Signals to be answered by %(day)s: %(count)s.")
    IN_TIME = (
        "in_time",
        _("Signals of the last year: %(count)s, all answered, half within %(median)s days."),
    )
    NOT_ANALYSED = (
        "not_analysed",
        _("Values below their norm without a named cause after %(days)s days: %(count)s."),
    )
    TO_ANALYSE = "to_analyse", _("Values below their norm to be analysed by %(day)s: %(count)s.")
    ANALYSED = (
        "analysed",
        _("Values below their norm in the last year: %(count)s; each has a cause and an answer."),
    )
    UNNAMED = "unnamed", _("Only %(named)s of %(count)s answers name what lay behind the change.")
    NAMED = "named", _("%(named)s of %(count)s answers name what lay behind the change.")
    NO_FORECAST = "no_forecast", _("No forecast is kept for a term to come.")
    OLD_FORECAST = "old_forecast", _("The newest forecast was kept on %(day)s, over a year ago.")
    AGEING = "ageing", _("The newest forecast was kept on %(day)s and soon is a year old.")
    FORECAST = (
        "forecast",
        _("Indicators with a forecast: %(count)s, up to %(term)s; none can be compared yet."),
    )
    COMPARED = (
        "compared",
        _("Indicators with a forecast: %(count)s, up to %(term)s; earlier: %(held)s of %(all)s."),
    )


@dataclass(frozen=True)
class Said:
    """What the rules know of a signal."""

    side: str
    kinds: frozenset[str]
    raised_on: date
    answered_on: date | None
    has_cause: bool
    still: bool = True

    @property
    def is_low(self) -> bool:
        """Answer whether a value lay below its norm."""
        return self.side == Side.WORSE and Kind.NORM in self.kinds and self.still

    def by(self, days: int) -> date:
        """Return the last day on which an answer is in time."""
        return self.raised_on + timedelta(days=days)


def is_watched(
    watched: tuple[date, int, int] | None,
    ended: tuple[str, date] | None,
    day: date,
    *,
    days: int,
) -> Judged:
    """Judge whether changes are looked for after each term.

    `watched` is the day of the watch after the last ended term, its figures and its signals;
    `ended` the name of that term and its last day.
    """
    if ended is None:
        return State.MISSING, Reason.NO_TERM, {}
    term, last = ended
    if watched:
        _on, figures, raised = watched
        return State.PROVED, Reason.WATCHED, {"term": term, "figures": figures, "raised": raised}
    by = last + timedelta(days=days)
    if day <= by:
        return State.DUE, Reason.AWAITED, {"term": term, "day": by}
    return State.MISSING, Reason.BEHIND, {"term": term, "day": last}


def are_decided(
    signals: Sequence[Said], watched_on: date | None, day: date, *, days: int, soon: int
) -> Judged:
    """Judge whether signals were answered in time."""
    if watched_on is None:
        return State.MISSING, Reason.NEVER, {}
    if not signals:
        return State.PROVED, Reason.SILENT, {"day": watched_on}
    late = [one for one in signals if (one.answered_on or day) > one.by(days)]
    still_open = [one for one in late if one.answered_on is None]
    if still_open:
        return State.MISSING, Reason.LATE, {"count": len(still_open), "days": days}
    waiting = [one.by(days) for one in signals if one.answered_on is None]
    border = day + timedelta(days=soon)
    if near := [by for by in waiting if by <= border]:
        return State.DUE, Reason.SOON, {"count": len(near), "day": max(near)}
    took = [(one.answered_on - one.raised_on).days for one in signals if one.answered_on]
    if not took:
        return State.DUE, Reason.SOON, {"count": len(waiting), "day": max(waiting)}
    facts: dict[str, object] = {"count": len(signals), "median": round(median(took))}
    return State.PROVED, Reason.IN_TIME, facts


def are_analysed(
    signals: Sequence[Said], watched_on: date | None, day: date, *, days: int
) -> Judged:
    """Judge whether each value below its norm has a cause and an answer."""
    if watched_on is None:
        return State.MISSING, Reason.NEVER, {}
    low = [one for one in signals if one.is_low]
    if not low:
        return State.PROVED, Reason.SILENT, {"day": watched_on}
    bare = [one for one in low if one.answered_on is None or not one.has_cause]
    if late := [one for one in bare if one.by(days) < day]:
        return State.MISSING, Reason.NOT_ANALYSED, {"count": len(late), "days": days}
    if bare:
        by = max(one.by(days) for one in bare)
        return State.DUE, Reason.TO_ANALYSE, {"count": len(bare), "day": by}
    return State.PROVED, Reason.ANALYSED, {"count": len(low)}


def are_causes_named(signals: Sequence[Said], watched_on: date | None, *, share: int) -> Judged:
    """Judge whether answers name what lay behind the change."""
    if watched_on is None:
        return State.MISSING, Reason.NEVER, {}
    answered = [one for one in signals if one.answered_on]
    if not signals:
        return State.PROVED, Reason.SILENT, {"day": watched_on}
    named = sum(one.has_cause for one in answered)
    facts: dict[str, object] = {"named": named, "count": len(answered)}
    if answered and 100 * named >= share * len(answered):
        return State.PROVED, Reason.NAMED, facts
    return State.MISSING, Reason.UNNAMED, facts


@dataclass(frozen=True)
class Foreseen:
    """What the rules know of the kept forecasts."""

    indicators: int
    """Indicators with a forecast for a term that is not over."""
    farthest: str
    newest: date | None
    compared: int
    held: int


def is_foreseen(known: Foreseen, day: date, *, least: int, soon: int) -> Judged:
    """Judge whether the development is forecast and earlier forecasts were compared."""
    if known.newest is None or known.indicators < least:
        return State.MISSING, Reason.NO_FORECAST, {}
    facts: dict[str, object] = {"day": known.newest}
    if known.newest + timedelta(days=A_YEAR) < day:
        return State.MISSING, Reason.OLD_FORECAST, facts
    if known.newest + timedelta(days=A_YEAR - soon) < day:
        return State.DUE, Reason.AGEING, facts
    told: dict[str, object] = {"count": known.indicators, "term": known.farthest}
    if not known.compared:
        return State.PROVED, Reason.FORECAST, told
    return State.PROVED, Reason.COMPARED, {**told, "all": known.compared, "held": known.held}
