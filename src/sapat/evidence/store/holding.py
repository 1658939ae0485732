"""What the batches of a school say of themselves: plain values in, an answer out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State
from sapat.school.calendar.rules import year_label

Period = tuple[int, int]
"""School year and number of the term; 0 is the year as a whole."""


class Reason(TextChoices):
    """What was found when the evidence was looked at."""

    NOTHING = "nothing", _("No evidence has come in for the school year %(year)s.")
    NO_SOURCE = "no_source", _("%(count)s of %(all)s batches name no file they came from.")
    NO_AUTHOR = "no_author", _("%(count)s of %(all)s batches do not say who brought them in.")
    SOURCED = "sourced", _("All %(all)s batches of %(year)s name their file, author and time.")
    NO_CALENDAR = "no_calendar", _("There is no school year in the calendar yet.")
    NO_TERM_YET = "no_term_yet", _("The first term ends on %(day)s; its data are expected then.")
    NOT_IN = "not_in", _("For %(term)s nothing has come in on: %(sets)s.")
    THIN = "thin", _("“%(name)s” for %(term)s is %(percent)s %% complete; %(least)s %% are needed.")
    COLLECTED = "collected", _("The data for %(term)s are in: %(sets)s.")
    NOT_OUTSIDE = "not_outside", _("No external assessment is kept of this kind: %(sets)s.")
    OLD = "old", _("“%(name)s” was last recorded for %(year)s.")
    OUTSIDE = "outside", _("External assessments are kept apart from internal ones: %(sets)s.")
    FEW_FED = "few_fed", _("Imports feed %(fed)s of %(all)s indicators; %(least)s %% are wanted.")
    FED = "fed", _("%(sets)s data sets, each entered once, feed %(fed)s of %(all)s indicators.")


@dataclass(frozen=True)
class Held:
    """A batch on which figures stand: what it speaks of and where it came from."""

    pk: int
    number: int
    data_set: str
    periods: frozenset[Period]
    made_on: date
    has_author: bool
    has_source: bool
    filled: int
    expected: int

    def speaks_of(self, year: int) -> bool:
        """Answer whether any of its facts belongs to the school year."""
        return any(one == year for one, _term in self.periods)


@dataclass(frozen=True)
class Stretch:
    """The school year and the term that has ended last, and when data of it are late."""

    year: int
    term: int
    label: str
    ended: date
    """For a term that has not ended: its last day."""
    is_over: bool = True


Judged = tuple[State, Reason, dict[str, object], tuple[Held, ...]]


def judge_sources(held: Sequence[Held], year: int, *, has_ended: bool) -> Judged:
    """Judge whether every batch of the year says where it came from, from whom, and when.

    Until a term of the year has ended and facts can be expected, the year before speaks.
    """
    found = tuple(one for one in held if one.speaks_of(year))
    if not found and not has_ended:
        year -= 1
        found = tuple(one for one in held if one.speaks_of(year))
    label = year_label(year)
    if not found:
        return State.MISSING, Reason.NOTHING, {"year": label}, ()
    whole = {"all": len(found), "year": label}
    nameless = tuple(one for one in found if not one.has_source)
    if nameless:
        return State.MISSING, Reason.NO_SOURCE, {"count": len(nameless), **whole}, nameless
    unsigned = tuple(one for one in found if not one.has_author)
    if unsigned:
        return State.MISSING, Reason.NO_AUTHOR, {"count": len(unsigned), **whole}, unsigned
    return State.PROVED, Reason.SOURCED, whole, found


def judge_collected(
    held: Sequence[Held],
    wanted: Mapping[str, str],
    stretch: Stretch,
    *,
    least: int,
    late_from: date,
    day: date,
) -> Judged:
    """Judge whether the data of the term that ended last are in; `wanted` maps sets to names."""
    if not stretch.is_over:
        return State.DUE, Reason.NO_TERM_YET, {"day": stretch.ended}, ()
    lacking_is = State.DUE if day < late_from else State.MISSING
    places = {(stretch.year, stretch.term), (stretch.year, 0)}
    of = {code: [one for one in held if one.data_set == code and one.periods & places]
          for code in wanted}  # fmt: skip
    found = tuple(one for each in of.values() for one in each)
    facts: dict[str, object] = {"term": stretch.label}
    absent = [wanted[code] for code, batches in of.items() if not batches]
    if absent:
        return lacking_is, Reason.NOT_IN, {**facts, "sets": ", ".join(absent)}, found
    for code, batches in of.items():
        percent = completeness(batches)
        if percent < least:
            told = {"name": wanted[code], "percent": int(percent), "least": least}
            return lacking_is, Reason.THIN, {**facts, **told}, tuple(batches)
    names = ", ".join(wanted.values())
    return State.PROVED, Reason.COLLECTED, {**facts, "sets": names}, found


def completeness(batches: Collection[Held]) -> float:
    """Return how much of what the batches could say they say, in per cent.

    >>> completeness([])
    100.0
    """
    expected = sum(one.expected for one in batches)
    return 100 * sum(one.filled for one in batches) / expected if expected else 100.0


def judge_outside(held: Sequence[Held], wanted: Mapping[str, str], year: int) -> Judged:
    """Judge whether what others assessed is kept: of this school year or the one before."""
    of = {code: [one for one in held if one.data_set == code] for code in wanted}
    absent = [wanted[code] for code, batches in of.items() if not batches]
    found = tuple(one for each in of.values() for one in each)
    if absent:
        return State.MISSING, Reason.NOT_OUTSIDE, {"sets": ", ".join(absent)}, found
    for code, batches in of.items():
        last = max(of_year for one in batches for of_year, _term in one.periods)
        if last < year - 1:
            told: dict[str, object] = {"name": wanted[code], "year": year_label(last)}
            return State.MISSING, Reason.OLD, told, tuple(batches)
    names = ", ".join(wanted.values())
    return State.PROVED, Reason.OUTSIDE, {"sets": names}, found


def judge_fed(
    held: Sequence[Held], needs: Mapping[str, Collection[str]], year: int, least: int
) -> Judged:
    """Judge how many indicators live on imports; `needs` maps each to the data sets it needs."""
    found = tuple(one for one in held if one.speaks_of(year) or one.speaks_of(year - 1))
    there = {one.data_set for one in found}
    fed = [code for code, sets in needs.items() if there.issuperset(sets)]
    facts: dict[str, object] = {"fed": len(fed), "all": len(needs), "least": least}
    if not fed or 100 * len(fed) < least * len(needs):
        return State.MISSING, Reason.FEW_FED, facts, found
    return State.PROVED, Reason.FED, {**facts, "sets": len(there)}, found


def late_from(stretch: Stretch, grace: int) -> date:
    """Return the day from which missing data are late: grace days after the term's last day."""
    return stretch.ended + timedelta(days=grace + 1)
