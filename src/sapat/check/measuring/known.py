"""Whether the figures a school should have are there: plain values in, an answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.measuring.rules import half
from sapat.core.proofs import State
from sapat.school.calendar.rules import TermCode

NAMED = 3
"""How many indicators a sentence names."""


class Reason(TextChoices):
    """What was found when the figures were looked for."""

    NO_CALENDAR = "no_calendar", _("There is no school year in the calendar yet.")
    NOT_HERE = "not_here", _("Schools of this type do not have these indicators.")
    NOT_YET = (
        "not_yet",
        _("No period of these indicators has ended yet; the first ends on %(day)s."),
    )
    EXPECTED = "expected", _("%(known)s of %(all)s indicators are known; the others by %(day)s.")
    UNKNOWN = "unknown", _("None of %(all)s indicators is known. Missing: %(names)s.")
    ONE_UNKNOWN = "one_unknown", _("The indicator is not known: %(names)s.")
    ALL_FROM_ROOMS = "all_from_rooms", _("Nothing is known yet; it comes from: %(sources)s.")
    FROM_ROOMS = (
        "from_rooms",
        _("%(known)s of %(all)s indicators are known. The others come from: %(sources)s."),
    )
    FEW = "few", _("Only %(known)s of %(all)s indicators are known. Missing: %(names)s.")
    THIN = (
        "thin",
        _("Too little of the data is there for %(thin)s of %(all)s indicators: %(names)s."),
    )
    KNOWN = "known", _("%(known)s of %(all)s indicators are known, the latest for %(term)s.")
    ONE_KNOWN = "one_known", _("The indicator is known for %(term)s.")


@dataclass(frozen=True)
class Figure:
    """One indicator at the last stretch of time that has ended."""

    code: str
    name: str
    applies: bool
    term: str = ""
    ended: date | None = None
    """None: no stretch of its window has ended; `first` says when the first will."""
    first: date | None = None
    has_value: bool = False
    completeness: float | None = None
    """Share of the data that is there, 0 to 1; None where nobody can say."""
    at: str = ""
    """The term as addresses write it."""
    comes_from: tuple[str, ...] = ()
    """What has to be held or kept before there is a value, where no file can bring it."""

    def is_known(self, least: int) -> bool:
        """Answer whether there is a value that stands on enough data."""
        return self.has_value and not self.is_thin(least)

    def is_thin(self, least: int) -> bool:
        """Answer whether there is a value, and it stands on too little."""
        short = self.completeness is not None and 100 * self.completeness < least
        return self.has_value and short


@dataclass(frozen=True)
class Limits:
    """How much has to be known, how complete, and how long after the period has ended."""

    share: int
    completeness: int
    days: int


Judged = tuple[State, Reason, dict[str, object]]


def judge(figures: Sequence[Figure], limits: Limits, day: date) -> Judged:
    """Return what the figures prove on the day."""
    here = [one for one in figures if one.applies]
    if not here:
        return State.NOT_APPLICABLE, Reason.NOT_HERE, {}
    ended = [one for one in here if one.ended]
    if not ended:
        first = min((one.first for one in here if one.first), default=None)
        if first is None:
            return State.MISSING, Reason.NO_CALENDAR, {}
        return State.DUE, Reason.NOT_YET, {"day": first}
    known = [one for one in ended if one.is_known(limits.completeness)]
    facts: dict[str, object] = {"known": len(known), "all": len(ended)}
    if _reaches(len(known), len(ended), limits.share):
        latest = max(known, key=lambda one: one.ended or day)
        reason = Reason.KNOWN if len(ended) > 1 else Reason.ONE_KNOWN
        return State.PROVED, reason, {**facts, "term": latest.term}
    return _unproved(ended, facts, limits, day)


def _unproved(
    ended: Sequence[Figure], facts: dict[str, object], limits: Limits, day: date
) -> Judged:
    """Return why too few are known: not yet expected, on too little data, or not there."""
    unknown = [one for one in ended if not one.is_known(limits.completeness)]
    grace = timedelta(days=limits.days)
    awaited = [one for one in unknown if one.ended and day <= one.ended + grace]
    if _reaches(len(ended) - len(unknown) + len(awaited), len(ended), limits.share):
        by = max(one.ended for one in awaited if one.ended) + grace
        return State.DUE, Reason.EXPECTED, {**facts, "day": by}
    thin = [one for one in unknown if one.is_thin(limits.completeness)]
    if _reaches(len(ended) - len(unknown) + len(thin), len(ended), limits.share):
        told = {"thin": len(thin), "names": _names(thin)}
        return State.MISSING, Reason.THIN, {**facts, **told}
    if all(one.comes_from for one in unknown):
        sources = dict.fromkeys(source for one in unknown for source in one.comes_from)
        reason = Reason.FROM_ROOMS if facts["known"] else Reason.ALL_FROM_ROOMS
        return State.MISSING, reason, {**facts, "sources": ", ".join(sources)}
    reason = Reason.FEW if facts["known"] else Reason.UNKNOWN
    if len(ended) == 1:
        reason = Reason.ONE_UNKNOWN
    return State.MISSING, reason, {**facts, "names": _names(unknown)}


def _reaches(part: int, whole: int, share: int) -> bool:
    """Answer whether the part is at least this share; nothing known never is."""
    return part > 0 and 100 * part >= share * whole


def _names(figures: Sequence[Figure]) -> str:
    told = ", ".join(one.name for one in figures[:NAMED])
    return f"{told}…" if len(figures) > NAMED else told


def last_ended(
    window: str,
    terms: Mapping[TermCode, date],
    years: Mapping[int, date],
    day: date,
    *,
    back: int = 0,
) -> TermCode | None:
    """Return the term at which the newest value of a window stands whose days are all over.

    `terms` and `years` map to their last days; `back` counts so many such values back.
    """
    ended = sorted(code for code, ends in terms.items() if ends < day)
    if window == "year":
        over = sorted(year for year, ends in years.items() if ends < day)
        kinds = {code.year: code for code in terms}
        ended = [kinds[year].whole_year for year in over if year in kinds]
    elif window == "half_year":
        sizes = {code.year: max(one.number for one in terms if one.year == code.year)
                 for code in ended}  # fmt: skip
        ended = [code for code in ended if code.number == half(code, sizes[code.year])[-1]]
    return ended[-1 - back] if len(ended) > back else None
