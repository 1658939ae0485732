"""When a strategy holds, what an objective needs, and how far one has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class Shape(TextChoices):
    """How the way from the baseline to the target is laid out."""

    LINEAR = "linear", _("evenly, from the baseline to the target")
    STEPS = "steps", _("in steps, a value for each term")


class Outcome(TextChoices):
    """How an objective ended."""

    REACHED = "reached", _("reached")
    PARTLY = "partly", _("reached in part")
    MISSED = "missed", _("not reached")
    GIVEN_UP = "given_up", _("given up")


class Course(TextChoices):
    """How an objective stands against the way laid out for it."""

    REACHED = "reached", _("target reached")
    ON_TRACK = "on_track", _("on track")
    UNSURE = "unsure", _("behind, though chance alone can explain it")
    BEHIND = "behind", _("behind")
    NO_DATA = "no_data", _("no figure since it was set")
    NO_WAY = "no_way", _("cannot be judged before its deadline: there is no baseline")


class NotSo(TextChoices):
    """Why a strategy or an objective cannot be like that."""

    NO_GOAL = "no_goal", _("A strategy names at least its mission and its main goal.")
    HORIZON_BEFORE = "horizon_before", _("The horizon %(horizon)s lies before the year it begins.")
    HORIZON_OVER = (
        "horizon_over",
        _("The year %(horizon)s is over already: a renewed strategy looks further."),
    )
    NOT_NEWEST = "not_newest", _("A newer edition of the strategy is in its place.")
    NO_TITLE = "no_title", _("Say in one sentence what is to be reached.")
    NO_INDICATOR = "no_indicator", _("Choose the indicator that will show whether it is reached.")
    UNKNOWN = "unknown", _("There is no indicator %(code)s.")
    NO_NUMBER = "no_number", _("Write the baseline and the target as numbers.")
    NO_WAY_TO_GO = (
        "no_way_to_go",
        _("The target is the same as the baseline: nothing would change."),
    )
    TOO_LOW = (
        "too_low",
        _("More is better here: %(target)s is no better than the baseline, %(baseline)s."),
    )
    TOO_HIGH = (
        "too_high",
        _("Less is better here: %(target)s is no better than the baseline, %(baseline)s."),
    )
    DUE_BEFORE = "due_before", _("The deadline comes before the day on which the objective is set.")
    NO_POST = "no_post", _("%(name)s holds no post in the school on that day.")
    STEP_OUTSIDE = "step_outside", _("The step of %(day)s lies outside the time of the objective.")
    STEP_TWICE = "step_twice", _("Two steps stand on %(day)s.")
    NO_STEPS = "no_steps", _("Write the value of at least one step, or choose the even way.")
    STEP_BEYOND = (
        "step_beyond",
        _("The step of %(day)s goes beyond the target or behind the baseline."),
    )
    BELOW_ITSELF = "below_itself", _("An objective cannot stand below itself.")
    LATER_THAN_ABOVE = (
        "later_than_above",
        _("It serves an objective with the deadline %(day)s and cannot end after it."),
    )
    ENDED = "ended", _("The objective ended on %(day)s.")
    NO_RESULT = "no_result", _("Say in a sentence what came of it.")
    NO_REASON = "no_reason", _("Say why: the reason stays in the records.")
    OPEN_BELOW = "open_below", _("End the %(count)s objectives below it first.")


class Reason(TextChoices):
    """What the rules of this room found."""

    NO_STRATEGY = "no_strategy", _("No strategy is laid down.")
    NO_PAPER = "no_paper", _("The strategy is not linked to its document.")
    PAPER_NOT_IN_FORCE = "paper_not_in_force", _("The document of the strategy is not in force.")
    NO_OBJECTIVES = "no_objectives", _("No open objective stands below the strategy.")
    HORIZON_PASSED = (
        "horizon_passed",
        _("The horizon of the strategy, %(horizon)s, has passed: renew it."),
    )
    HORIZON_NEAR = "horizon_near", _("The horizon of the strategy ends on %(day)s.")
    LEADS = "leads", _("The strategy to %(horizon)s leads to %(count)s open objectives.")
    NO_MISSION = "no_mission", _("The strategy has no mission.")
    NO_VALUES = "no_values", _("The mission is written, the values are not.")
    MISSION_KEPT = "mission_kept", _("Mission and values are kept, edition %(number)s.")
    WITHIN_HORIZON = "within_horizon", _("The mission looks to %(horizon)s.")


@dataclass(frozen=True)
class Way:
    """The way laid out for an objective: from where, to where, by when, in which steps."""

    set_on: date
    due_on: date
    baseline: float | None
    target: float
    steps: Sequence[tuple[date, float]] = ()

    @property
    def rises(self) -> bool:
        """Answer whether the value is to grow."""
        return self.baseline is None or self.target > self.baseline


@dataclass(frozen=True)
class Seen:
    """A value as it was measured, with its doubt, at the end of its term."""

    value: float
    low: float | None
    high: float | None
    day: date


@dataclass(frozen=True)
class Judgement:
    """Where an objective stands: its course, what was expected by then, whether it is certain."""

    course: Course
    expected: float | None = None
    sure: bool = True


@dataclass(frozen=True)
class Standing:
    """What the records say of the strategy on a day, as plain values."""

    number: int = 0
    since: date | None = None
    horizon_year: int = 0
    mission: bool = False
    values: bool = False
    paper: bool = False
    paper_in_force: bool = False
    objectives: int = 0


Facts = dict[str, object]


def horizon_ends(year: int) -> date:
    """Return the last day of a strategy that looks to a year."""
    return date(year, 12, 31)


def is_passed(horizon_year: int, day: date) -> bool:
    """Answer whether the horizon lies behind.

    >>> is_passed(2025, date(2025, 12, 31)), is_passed(2025, date(2026, 1, 1))
    (False, True)
    """
    return day > horizon_ends(horizon_year)


def why_not_way(way: Way, better: str) -> tuple[NotSo, Facts] | None:
    """Return the first objection to the way of an objective, or None."""
    numbers = [way.target, *(value for _day, value in way.steps)]
    if way.baseline is not None:
        numbers.append(way.baseline)
    if not all(abs(number) < float("inf") for number in numbers):
        return NotSo.NO_NUMBER, {}
    if way.due_on <= way.set_on:
        return NotSo.DUE_BEFORE, {}
    if way.baseline is not None:
        facts: Facts = {"target": f"{way.target:g}", "baseline": f"{way.baseline:g}"}
        if way.target == way.baseline:
            return NotSo.NO_WAY_TO_GO, {}
        if better == "higher" and way.target < way.baseline:
            return NotSo.TOO_LOW, facts
        if better != "higher" and way.target > way.baseline:
            return NotSo.TOO_HIGH, facts
    return _why_not_steps(way)


def _why_not_steps(way: Way) -> tuple[NotSo, Facts] | None:
    days = [day for day, _value in way.steps]
    for day, value in way.steps:
        if not way.set_on < day <= way.due_on:
            return NotSo.STEP_OUTSIDE, {"day": day}
        if days.count(day) > 1:
            return NotSo.STEP_TWICE, {"day": day}
        if way.baseline is not None:
            low, high = sorted((way.baseline, way.target))
            if not low <= value <= high:
                return NotSo.STEP_BEYOND, {"day": day}
    return None


def expected_on(way: Way, day: date) -> float | None:
    """Return the value laid out for a day; None where the way does not say.

    >>> way = Way(date(2026, 9, 1), date(2027, 5, 31), 50, 59)
    >>> expected_on(way, date(2026, 9, 1)), expected_on(way, date(2028, 1, 1))
    (50, 59)
    """
    if day >= way.due_on:
        return way.target
    if way.steps:
        past = [value for when, value in sorted(way.steps) if when <= day]
        return past[-1] if past else way.baseline
    if way.baseline is None:
        return None
    if day <= way.set_on:
        return way.baseline
    share = (day - way.set_on) / (way.due_on - way.set_on)
    return way.baseline + share * (way.target - way.baseline)


def judge(way: Way, seen: Seen | None, better: str) -> Judgement:
    """Return where the objective stands, by the last value measured since it was set."""
    if seen is None or seen.day < way.set_on:
        return Judgement(Course.NO_DATA)
    sign = 1 if better == "higher" else -1
    value = sign * seen.value
    doubts = [sign * end for end in (seen.low, seen.high) if end is not None] or [value]
    worst, best = min(doubts), max(doubts)
    target = sign * way.target
    if value >= target:
        return Judgement(Course.REACHED, expected_on(way, seen.day), worst >= target)
    expected = expected_on(way, seen.day)
    if expected is None:
        return Judgement(Course.NO_WAY)
    wanted = sign * expected
    if value >= wanted:
        return Judgement(Course.ON_TRACK, expected, worst >= wanted)
    if best >= wanted:
        return Judgement(Course.UNSURE, expected, sure=False)
    return Judgement(Course.BEHIND, expected)


def would_circle(own: int, above: int | None, parents: dict[int, int | None]) -> bool:
    """Answer whether an objective would come to stand below itself.

    >>> would_circle(1, 3, {1: None, 2: 1, 3: 2})
    True
    """
    met: set[int] = set()
    while above is not None and above not in met:
        if above == own:
            return True
        met.add(above)
        above = parents.get(above)
    return False


def strategy_leads(now: Standing, day: date) -> tuple[State, Reason, Facts]:
    """Judge A1.4-2: a strategy with mission and goal, on paper, with objectives below it."""
    if now.since is None:
        return State.MISSING, Reason.NO_STRATEGY, {}
    if not now.paper:
        return State.MISSING, Reason.NO_PAPER, {}
    if not now.paper_in_force:
        return State.MISSING, Reason.PAPER_NOT_IN_FORCE, {}
    if not now.objectives:
        return State.MISSING, Reason.NO_OBJECTIVES, {}
    if is_passed(now.horizon_year, day):
        return State.DUE, Reason.HORIZON_PASSED, {"horizon": now.horizon_year}
    return State.PROVED, Reason.LEADS, {"horizon": now.horizon_year, "count": now.objectives}


def mission_kept(now: Standing) -> tuple[State, Reason, Facts]:
    """Judge A5-13: mission and values kept as text with editions."""
    if now.since is None:
        return State.MISSING, Reason.NO_STRATEGY, {}
    if not now.mission:
        return State.MISSING, Reason.NO_MISSION, {}
    if not now.values:
        return State.MISSING, Reason.NO_VALUES, {}
    return State.PROVED, Reason.MISSION_KEPT, {"number": now.number}


def within_horizon(now: Standing, day: date, soon: int) -> tuple[State, Reason, Facts]:
    """Judge A5-14: the year to which the mission looks has not passed."""
    if now.since is None:
        return State.MISSING, Reason.NO_STRATEGY, {}
    if not now.mission:
        return State.MISSING, Reason.NO_MISSION, {}
    if is_passed(now.horizon_year, day):
        return State.MISSING, Reason.HORIZON_PASSED, {"horizon": now.horizon_year}
    ends = horizon_ends(now.horizon_year)
    if ends - day <= timedelta(days=soon):
        return State.DUE, Reason.HORIZON_NEAR, {"day": ends}
    return State.PROVED, Reason.WITHIN_HORIZON, {"horizon": now.horizon_year}
