"""What may be said of an action from its figures: plain values in, an answer out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from sapat.check.measuring.rules import Figure
from sapat.core.days import in_words
from sapat.core.figures import DASH, figure
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.school.calendar.rules import TermCode

DIGITS = {"mark": 2, "ratio": 2, "score_0_4": 2, "pupils": 0, "events": 0}
SLACK = timedelta(days=14)
"""A term counts as whole on one side of a day if no more of it lies on the other."""


class Verdict(TextChoices):
    """What the figures say of an action."""

    WORKED = "worked", _("it worked")
    WORSE = "worse", _("it made things worse")
    NO_CHANGE = "no_change", _("no change is seen")
    TOO_EARLY = "too_early", _("it is too early to tell")
    CANNOT_TELL = "cannot_tell", _("it cannot be told")


class Method(TextChoices):
    """How it was looked at."""

    LINE = "line", _("the series before the day, drawn on after it")
    BESIDE_LINE = "beside_line", _("the series beside that of those without the action")
    BESIDE = "beside", _("the change beside the change of those without the action")
    YEAR_AGO = "year_ago", _("the same term a year before")
    NEIGHBOURS = "neighbours", _("the term before the day and the term after it")
    NOTHING = "nothing", _("nothing could be compared")


class Reason(TextChoices):
    """Why the verdict is what it is: one sentence."""

    ABOVE = (
        "above",
        _(
            "Since then the figure lies %(by)s higher on average than what came before leads "
            "to expect (from %(low)s to %(high)s)."
        ),
    )
    BELOW = (
        "below",
        _(
            "Since then the figure lies %(by)s lower on average than what came before leads "
            "to expect (from %(low)s to %(high)s)."
        ),
    )
    ON_LINE = (
        "on_line",
        _(
            "Since then the figure lies where what came before leads to expect it: the "
            "difference is %(difference)s (from %(low)s to %(high)s)."
        ),
    )
    ROSE = (
        "rose",
        _(
            "%(later)s: %(now)s, %(earlier)s: %(then)s. It rose by %(by)s (from %(low)s to "
            "%(high)s), more than chance explains."
        ),
    )
    FELL = (
        "fell",
        _(
            "%(later)s: %(now)s, %(earlier)s: %(then)s. It fell by %(by)s (from %(low)s to "
            "%(high)s), more than chance explains."
        ),
    )
    SAME = (
        "same",
        _(
            "%(later)s: %(now)s, %(earlier)s: %(then)s. The difference of %(difference)s "
            "(from %(low)s to %(high)s) can be chance."
        ),
    )
    AHEAD = (
        "ahead",
        _(
            "Beside %(others)s the figure rose by %(by)s (from %(low)s to %(high)s), more "
            "than chance explains."
        ),
    )
    BEHIND = (
        "behind",
        _(
            "Beside %(others)s the figure fell by %(by)s (from %(low)s to %(high)s), more "
            "than chance explains."
        ),
    )
    ABREAST = (
        "abreast",
        _(
            "It moved as that of %(others)s did: the difference of %(difference)s (from "
            "%(low)s to %(high)s) can be chance."
        ),
    )
    FEW_AFTER = (
        "few_after",
        _("It is too early: weeks known after the day: %(after)s, needed: %(needed)s."),
    )
    NOTHING_AFTER = (
        "nothing_after",
        _(
            "It is too early: no value after the day is known yet; the first is expected "
            "after %(day)s."
        ),
    )
    NONE_AFTER = "none_after", _("It is too early: no value after the day is known yet.")
    NOTHING_BEFORE = (
        "nothing_before",
        _("No value from before the day is known: there is nothing to compare with."),
    )
    NO_FIGURES = "no_figures", _("This indicator has no figures yet.")
    HIDDEN = "hidden", _("The group is too small for its figures to be shown or judged.")
    REDEFINED = (
        "redefined",
        _("The indicator was defined otherwise before the day: the values are not comparable."),
    )
    APART = (
        "apart",
        _(
            "The figure moved away from that of %(others)s before the day already: they are "
            "no fair comparison."
        ),
    )
    NO_OTHERS = "no_others", _("No figures of %(others)s are known for the same time.")
    COUNT = (
        "count",
        _(
            "%(later)s: %(now)s, %(earlier)s: %(then)s. It is a complete count, and how far "
            "it moves by chance is not known."
        ),
    )
    ONE_SIDED = (
        "one_sided",
        _(
            "On one side of the day nothing was counted at all, or all of it: the change "
            "cannot be weighed."
        ),
    )


class Caution(TextChoices):
    """What a reader must keep in mind."""

    SEASON = (
        "season",
        _("The season is not taken out: less than two years before the day are known."),
    )
    TERMS = (
        "terms",
        _("Different terms are compared: part of the difference may be the time of year."),
    )
    ELSE = "else", _("Whatever else happened in the same time is part of the difference.")
    ALONE = (
        "alone",
        _(
            "Whether both moved alike before the day could not be checked: too few values are"
            " known."
        ),
    )
    ALIKE = "alike", _("Neighbouring weeks resemble each other, so the doubt may be larger.")


@dataclass(frozen=True)
class Moment:
    """One value of the series, and what the model expects of it with and without the action."""

    label: str
    year: str
    value: float | None
    is_after: bool
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    without: float | None = None


@dataclass(frozen=True)
class Effect:
    """What the figures say of an action, with what it stands on.

    `change` is in the indicator's unit, percentage points for a share. `group` and `others` are the
    names of who was looked at and of those without the action; empty for the whole school and for
    nobody.
    """

    indicator: Indicator
    since: date
    verdict: Verdict
    reason: Reason
    method: Method = Method.NOTHING
    change: Figure | None = None
    facts: Mapping[str, object] | None = None
    before: int = 0
    after: int = 0
    moments: tuple[Moment, ...] = ()
    cautions: tuple[Caution, ...] = ()
    group: str = ""
    others: str = ""

    @property
    def sentence(self) -> str:
        """Return why the verdict is what it is, in the reader's language."""
        told = {name: said(value, self.indicator) for name, value in (self.facts or {}).items()}
        told["others"] = self.others
        if self.change is not None:
            told["by"] = apart(abs(self.change.value), self.indicator)
            told["difference"] = apart(self.change.value, self.indicator, signed=True)
            for name, end in (("low", self.change.low), ("high", self.change.high)):
                told[name] = figure(end, digits(self.indicator), signed=True)
        return str(self.reason.label) % told

    @property
    def kept(self) -> dict[str, object]:
        """Return what the figures said, to be kept beside a judgement."""
        change = self.change
        return {
            "verdict": self.verdict.value,
            "method": self.method.value,
            "sentence": self.sentence,
            "before": self.before,
            "after": self.after,
            "change": [change.value, change.low, change.high] if change else None,
        }

    @property
    def change_text(self) -> str:
        """Return the change with its sign and its interval, or a dash."""
        if self.change is None:
            return DASH
        ends = (self.change.value, self.change.low, self.change.high)
        by, low, high = (figure(end, digits(self.indicator), signed=True) for end in ends)
        return gettext("%(by)s (from %(low)s to %(high)s)") % {"by": by, "low": low, "high": high}


def digits(indicator: Indicator) -> int:
    """Return with how many digits the indicator's figures are written."""
    return DIGITS.get(indicator.unit, 1)


def said(value: object, indicator: Indicator) -> str:
    """Write a fact of a sentence: a figure in its unit, a day, a term, a count."""
    if isinstance(value, float):
        unit = str(catalogue().units[indicator.unit])
        return f"{figure(value, digits(indicator))}\u00a0{unit}"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, TermCode):
        label = value.label
        return label[:1].upper() + label[1:]
    return str(value)


def apart(value: float, indicator: Indicator, *, signed: bool = False) -> str:
    """Write how far two figures lie apart; per cents differ by points."""
    number = figure(value, digits(indicator), signed=signed)
    if indicator.unit == "percent":
        return gettext("%(number)s percentage points") % {"number": number}
    return f"{number}\u00a0{catalogue().units[indicator.unit]}"


def side(starts: date, ends: date, since: date) -> bool | None:
    """Answer whether a stretch of days is after a day; None if it lies on both sides.

    >>> side(date(2026, 9, 1), date(2026, 11, 4), date(2026, 9, 10))
    True
    >>> side(date(2026, 9, 1), date(2026, 11, 4), date(2026, 10, 5)) is None
    True
    """
    if since - starts <= SLACK:
        return True
    return False if ends - since < SLACK else None


def between(now: Figure, then: Figure) -> Figure:
    """Return a difference with its interval, recovered from those of both (MOVER).

    >>> between(Figure(62, 57, 67), Figure(48, 43, 53)).low > 0
    True
    """
    change = now.value - then.value
    down = sqrt((now.value - now.low) ** 2 + (then.high - then.value) ** 2)
    up = sqrt((now.high - now.value) ** 2 + (then.value - then.low) ** 2)
    return Figure(change, change - down, change + up)


def pooled(figures: Sequence[tuple[Figure, float]]) -> Figure | None:
    """Return the mean of figures, each with the size of its group."""
    total = sum(size for _figure, size in figures)
    if not figures or total <= 0:
        return None
    value = sum(each.value * size for each, size in figures) / total
    down = sqrt(sum(((each.value - each.low) * size / total) ** 2 for each, size in figures))
    up = sqrt(sum(((each.high - each.value) * size / total) ** 2 for each, size in figures))
    return Figure(value, value - down, value + up)


def rising_is_better(better: str, before: float) -> bool:
    """Answer which side is better; an indicator that should be zero starts from where it was."""
    return before < 0 if better == "zero" else better == "higher"


def judged(change: Figure, *, rising: bool) -> Verdict:
    """Return what a change means."""
    if change.low <= 0 <= change.high:
        return Verdict.NO_CHANGE
    return Verdict.WORKED if (change.value > 0) is rising else Verdict.WORSE


def reason_of(change: Figure, choices: tuple[Reason, Reason, Reason]) -> Reason:
    """Return the sentence for a change: upwards, downwards, or neither."""
    up, down, neither = choices
    if change.low <= 0 <= change.high:
        return neither
    return up if change.value > 0 else down


def names_of(labels: Iterable[str]) -> str:
    """Return names one after another; many are only counted."""
    found = list(labels)
    if len(found) > 4:
        return pgettext("classes", "%(count)s other groups") % {"count": len(found)}
    return ", ".join(found)
