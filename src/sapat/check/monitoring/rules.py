"""What a signal is, when it is new, how it may be answered, and which of many are raised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import erfc, sqrt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sapat.check.measuring.rules import Place

FALSE_SHARE = 0.05
"""Benjamini and Hochberg's q: so many of the signals of one watch may be false, on average."""


class State(TextChoices):
    """Where a signal stands."""

    OPEN = "open", pgettext_lazy("signal", "open")
    EXPLAINED = "explained", pgettext_lazy("signal", "explained")
    ACCEPTED = "accepted", pgettext_lazy("signal", "accepted")
    ACTED_ON = "acted_on", pgettext_lazy("signal", "acted on")


ANSWERS = (State.EXPLAINED, State.ACCEPTED, State.ACTED_ON)


class Kind(TextChoices):
    """Why a signal was raised."""

    NORM = "norm", _("a norm is missed")
    CAUSE = "cause", _("more than chance")
    FORECAST = "forecast", _("a forecast broke")
    DATA = "data", _("the data fail")


class Side(TextChoices):
    """Which way a figure went, for the school."""

    WORSE = "worse", _("worse")
    BETTER = "better", _("better")


class NotSo(TextChoices):
    """Why a signal cannot be answered like that."""

    NEEDS_WORDS = "needs_words", _("Write it in words: the next reader has to understand it.")
    NEEDS_DEED = "needs_deed", _("Write what was begun.")
    ACTED_ON = (
        "acted_on",
        _("Something was begun because of this signal, so it cannot merely be %(state)s any more."),
    )
    FOLDED = "folded", _("This belongs to the signal of the whole school; answer that one.")
    UNKNOWN_FACTOR = "unknown_factor", _("There is no such factor.")
    NO_FACTOR = "no_factor", _("Choose a factor, or write one in your own words.")


@dataclass(frozen=True)
class Found:
    """Something that gives reason for a signal: one figure of one group at one term.

    `group` is what stays the same over the years: the first class of a chain, a subject, a
    person; 0 for the whole school. `grounds` maps a kind to what its sentence names.
    """

    indicator: str
    dim: str
    group: int
    label: str
    term: str
    place: Place
    before: Place | None
    """The place of the figure before this one."""
    side: Side
    grounds: Mapping[str, Mapping[str, object]]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    weight: int = 0
    group_now: int = 0
    """The group as the term knows it: the class of that year."""

    @property
    def chain(self) -> tuple[str, str, int, str]:
        """Return what stays the same while it is one thing: one signal lives in it at a time."""
        return self.indicator, self.dim, self.group, self.side.value

    @property
    def key(self) -> str:
        """Return the name under which the signal is kept once and for all."""
        return "|".join((self.indicator, self.dim, str(self.group), self.side.value, self.term))


@dataclass(frozen=True)
class Known:
    """What is remembered of the last signal of a chain."""

    key: str
    state: str
    kinds: frozenset[str]
    began: Place
    seen: Place


def is_same(known: Known, found: Found) -> bool:
    """Answer whether what was found is what was reported already.

    It is while nothing came between, and it is open or answered for this school year and for the
    same kinds of reasons: an answer holds for what was known when it was given.
    """
    if known.key == found.key or found.place <= known.seen:
        return True
    unbroken = found.before is not None and known.seen >= found.before
    if not unbroken:
        return False
    if known.state == State.OPEN:
        return True
    return known.began[0] == found.place[0] and set(found.grounds) <= known.kinds


@dataclass(frozen=True)
class Doubt:
    """A norm that is missed, and the probability of a figure as bad if it were just met."""

    p: float
    counted: bool
    """A complete count has no doubt and stands outside the correction for many figures."""


def doubt_of(
    value: float, low: float | None, high: float | None, *, norm: float, better: str
) -> Doubt:
    """Return how doubtful it is that a figure lies on the bad side of its norm.

    The interval is read back into the probability it was made from: its end on the side of the
    norm lies 1.96 standard errors away. At the border, where that end touches the norm, the
    probability is one in forty on either reading.

    >>> round(doubt_of(40, 30, 50, norm=50, better="higher").p, 3)
    0.025
    """
    if better == "zero":
        value, low, high = _unsigned(value, low, high)
    sign = -1 if better == "higher" else 1
    away = sign * (value - norm)
    end = high if better == "higher" else low
    if end is None or low is None or high is None:
        return Doubt(0.0 if away > 0 else 1.0, counted=True)
    reach = abs(end - value)
    if not reach:
        return Doubt(0.0 if away > 0 else 1.0, counted=False)
    return Doubt(0.5 * erfc(1.959964 * away / reach / sqrt(2)), counted=False)


def _unsigned(
    value: float, low: float | None, high: float | None
) -> tuple[float, float | None, float | None]:
    """Turn a figure that should be zero so that larger is worse."""
    if value >= 0 or low is None or high is None:
        return abs(value), low, high
    return -value, -high, -low


def threshold(doubts: Iterable[float], share: float = FALSE_SHARE) -> float:
    """Return the largest probability that still counts, by Benjamini and Hochberg (1995).

    >>> threshold([0.001, 0.02, 0.9, 0.5])
    0.02
    >>> threshold([0.04, 0.9, 0.5])
    0.0
    """
    ordered = sorted(doubts)
    passed = [p for rank, p in enumerate(ordered, 1) if p <= share * rank / len(ordered)]
    return passed[-1] if passed else 0.0


def folded(found: Sequence[Found], teaches: Mapping[int, frozenset[int]]) -> dict[str, str]:
    """Return key of a group's signal -> key of the wider one that explains it.

    The school's own explains every group; that of a subject explains those of its teachers.
    `teaches` maps a person to the subjects they teach.
    """
    whole = {(one.indicator, one.side): one.key for one in found if not one.dim}
    subjects = {
        (one.indicator, one.side, one.group): one.key for one in found if one.dim == "subject"
    }
    explained = {}
    for one in found:
        taught = teaches.get(one.group, frozenset()) if one.dim == "teacher" else frozenset()
        wider = [whole.get((one.indicator, one.side))] if one.dim else []
        wider += [subjects.get((one.indicator, one.side, each)) for each in sorted(taught)]
        if key := next(filter(None, wider), None):
            explained[one.key] = key
    return explained


def weigh(kinds: Iterable[str], *, side: Side, critical: bool, is_school: bool) -> int:
    """Return how important a signal is beside others: what is worse before what is better."""
    several = min(len(set(kinds)), 3)
    return 100 * (side == Side.WORSE) + 40 * critical + 30 * is_school + 10 * several


@dataclass(frozen=True)
class Answered:
    """What somebody said about a signal."""

    state: str
    words: str = ""
    begun: str = ""
    """What was begun because of it; for `acted on`."""
    address: str = ""


def why_not_answer(
    before: str, answer: Answered, *, is_folded: bool
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to an answer, or None."""
    if is_folded:
        return NotSo.FOLDED, {}
    if before == State.ACTED_ON and answer.state != State.ACTED_ON:
        return NotSo.ACTED_ON, {"state": State(answer.state).label}
    if not answer.words.strip():
        return NotSo.NEEDS_WORDS, {}
    if answer.state == State.ACTED_ON and not answer.begun.strip():
        return NotSo.NEEDS_DEED, {}
    return None


@dataclass(frozen=True)
class Bar:
    """One factor of a Pareto: how often it was named, and the share of all up to it."""

    code: str
    words: str
    count: int
    together: float


def pareto(named: Iterable[tuple[str, str]]) -> list[Bar]:
    """Count factors, the most frequent first, with the running share of all.

    Each factor is a code of the catalogue, or "" with words of one's own.

    >>> [(bar.code, bar.count, bar.together) for bar in pareto([("a", ""), ("b", ""), ("a", "")])]
    [('a', 2, 0.6666666666666666), ('b', 1, 1.0)]
    """
    counts: dict[tuple[str, str], int] = {}
    for code, words in named:
        which = (code, "") if code else ("", words.strip().casefold())
        counts[which] = counts.get(which, 0) + 1
    total, so_far = sum(counts.values()), 0
    bars = []
    for (code, words), count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        so_far += count
        bars.append(Bar(code, words, count, so_far / total))
    return bars


@dataclass(frozen=True)
class Correction:
    """What an import after the signal did to its figure."""

    value: float | None
    still: bool
    """Whether the figure still gives reason for a signal."""


@dataclass
class Tally:
    """What one watch came to."""

    term: str
    figures: int = 0
    raised: list[int] = field(default_factory=list)
    seen_again: int = 0
    corrected: list[int] = field(default_factory=list)
    unchanged: bool = False
    """Nothing had come in since the last watch, so nothing was looked at."""
