"""The life of a rating: weights that were approved, figures that are frozen, appeals answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

APPEAL_DAYS = 10
"""Days after the publication in which a rating can be appealed against, if nothing else is said."""
ANSWER_DAYS = 5
"""Days in which an appeal is answered."""
COVERAGE = 70
"""Per cent of the weights that must have a figure before a group gets a place."""
LEAST_PEOPLE = 2
"""A subject or union of fewer teachers would be a rating of a person."""
MOST_PARTS = 8
LEAST_PARTS = 2
LOW_SCORE = 50.0
"""The score at the alarm level: below it beyond doubt something has to be done."""


class Kind(TextChoices):
    """What is rated; people never are. The values are the dimensions of the indicators."""

    CLASSES = "class", _("classes")
    SUBJECTS = "subject", _("subjects")
    PROGRAMMES = "level", _("programmes by level of schooling")
    UNITS = "mo", _("methodical unions")


LEAST_UNITS = {Kind.PROGRAMMES.value: 2}
"""With fewer groups there is nothing to rate: a basic school has two programmes; else three."""
USUAL_LEAST = 3
QUARTER_OF = 4
"""With fewer groups there is no last quarter."""


def least_units(kind: str) -> int:
    """Return how many groups a rating needs."""
    return LEAST_UNITS.get(kind, USUAL_LEAST)


class SchemeState(TextChoices):
    """Where the weights of a rating stand."""

    DRAFT = "draft", pgettext_lazy("weights", "draft")
    APPROVED = "approved", pgettext_lazy("weights", "approved")
    REPLACED = "replaced", pgettext_lazy("weights", "replaced")


class RatingState(TextChoices):
    """Where a rating of a term stands."""

    DRAFT = "draft", _("worked out, seen by management alone")
    PUBLISHED = "published", _("published in the school, open to appeal")
    FINAL = "final", pgettext_lazy("rating", "final")
    REPLACED = "replaced", _("replaced by a corrected one")
    DROPPED = "dropped", pgettext_lazy("rating", "thrown away")


NEXT: dict[str, frozenset[str]] = {
    RatingState.DRAFT: frozenset({RatingState.PUBLISHED, RatingState.DROPPED}),
    RatingState.PUBLISHED: frozenset({RatingState.FINAL, RatingState.REPLACED}),
    RatingState.FINAL: frozenset(),
    RatingState.REPLACED: frozenset(),
    RatingState.DROPPED: frozenset(),
}
"""State -> what it may become; nothing else is possible, on no way."""

STANDING = frozenset({RatingState.PUBLISHED, RatingState.FINAL})


class Answer(TextChoices):
    """What became of an appeal."""

    ACCEPTED = "accepted", pgettext_lazy("appeal", "accepted")
    DECLINED = "declined", pgettext_lazy("appeal", "declined")


class Why(TextChoices):
    """Why a group has no place."""

    PERSON = "person", _("the work of one person: people are not rated")
    THIN = "thin", _("too few of its figures are known or may be shown")


class NotSo(TextChoices):
    """Why a rating cannot change like that."""

    NO_NAME = "no_name", _("Give the rating a name.")
    FEW_PARTS = "few_parts", _("Choose at least two indicators: one figure is no rating.")
    TWICE = "twice", _("%(code)s is chosen twice.")
    BAD_WEIGHT = "bad_weight", _("The weight of %(code)s has to be above zero.")
    NO_WHY = "no_why", _("Say why %(code)s counts and why so much.")
    NOT_FIT = (
        "not_fit",
        _("%(code)s has no figures with an interval for these groups: choose another."),
    )
    NO_NOTE = "no_note", _("Explain in plain words how the rating is made.")
    DAYS = "days", _("There must be at least one day to appeal.")
    SHARE = "share", _("The least share of known figures lies between 50 and 100 per cent.")
    NOT_DRAFT = "not_draft", _("These weights are %(state)s: write new ones instead.")
    NO_DECISION = "no_decision", _("Write the number of the protocol that approved the weights.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    NOT_APPROVED = "not_approved", _("The weights have to be approved before anything is rated.")
    NOT_ENDED = "not_ended", _("This term ends on %(day)s; it is rated after that.")
    FEW_UNITS = (
        "few_units",
        _("Only %(count)s groups have enough figures for a place: at least %(least)s are needed."),
    )
    THERE = "there", _("There is already a rating of this term; only an accepted appeal opens it.")
    WRONG_STATE = "wrong_state", _("This rating is %(state)s: that step is not its next one.")
    NO_TEXT = "no_text", _("Write what is wrong and what shows it.")
    WINDOW = "window", _("Appeals were taken until %(day)s.")
    UNKNOWN_UNIT = "unknown_unit", _("This group is not in the rating.")
    ANSWERED = "answered", _("This appeal was answered on %(day)s.")
    OWN = "own", _("Nobody answers their own appeal.")
    NO_REASON = "no_reason", _("Write the reason.")
    OPEN_WINDOW = "open_window", _("Appeals are taken until %(day)s: it becomes final after that.")
    OPEN_APPEALS = "open_appeals", _("Answer the appeals first: %(count)s are open.")
    ACCEPTED = "accepted", _("An appeal was accepted: work the rating out anew.")


def may_become(state: str, then: str) -> bool:
    """Answer whether a rating may go from one state to another.

    >>> may_become(RatingState.DRAFT, RatingState.FINAL)
    False
    """
    return then in NEXT[state]


@dataclass(frozen=True)
class Part:
    """An indicator of a rating with its weight and the reason for both."""

    code: str
    weight: float
    why: str = ""


def why_not_parts(
    parts: Sequence[Part], fit: frozenset[str]
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to the indicators and weights with its facts, or None.

    >>> why_not_parts([Part("R-02", 1, "why")], frozenset({"R-02"}))[0]
    NotSo.FEW_PARTS
    """
    if len(parts) < LEAST_PARTS:
        return NotSo.FEW_PARTS, {}
    seen: set[str] = set()
    for part in parts:
        facts: dict[str, object] = {"code": part.code}
        if part.code in seen:
            return NotSo.TWICE, facts
        if not 0 < part.weight < float("inf"):
            return NotSo.BAD_WEIGHT, facts
        if not part.why.strip():
            return NotSo.NO_WHY, facts
        if part.code not in fit:
            return NotSo.NOT_FIT, facts
        seen.add(part.code)
    return None


def shares(parts: Sequence[Part]) -> dict[str, float]:
    """Return code -> share of the whole in per cent.

    >>> shares([Part("R-02", 3), Part("R-06", 1)])
    {'R-02': 75.0, 'R-06': 25.0}
    """
    whole = sum(part.weight for part in parts)
    return {part.code: 100 * part.weight / whole for part in parts} if whole else {}


@dataclass(frozen=True)
class Scored:
    """A group with the score of each of its figures; those without a figure are left out."""

    key: str
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Scenario:
    """The same rating with one weight changed: code and factor; without a code all are equal."""

    code: str
    factor: float
    places: Mapping[str, int]


def places(units: Sequence[Scored], weights: Mapping[str, float]) -> dict[str, int]:
    """Return group -> place, equal scores sharing the better one.

    >>> places([Scored("a", {"x": 50}), Scored("b", {"x": 80})], {"x": 1})
    {'a': 2, 'b': 1}
    """
    scores = {one.key: _score(one, weights) for one in units}
    return {
        key: 1 + sum(other > own + 1e-9 for other in scores.values()) for key, own in scores.items()
    }


def _score(one: Scored, weights: Mapping[str, float]) -> float:
    had = sum(weights[code] for code in one.scores)
    if not had:
        return 0.0
    return sum(weights[code] * value for code, value in one.scores.items()) / had


def scenarios(units: Sequence[Scored], weights: Mapping[str, float]) -> list[Scenario]:
    """Return the places with each weight a quarter less and more, and with all weights equal."""
    found = [
        Scenario(code, factor, places(units, {**weights, code: weights[code] * factor}))
        for code in weights
        for factor in (0.75, 1.25)
    ]
    return [*found, Scenario("", 1.0, places(units, dict.fromkeys(weights, 1.0)))]


def span(key: str, base: Mapping[str, int], tried: Sequence[Scenario]) -> tuple[int, int]:
    """Return the best and the worst place of a group, whatever weights were tried."""
    found = [base[key], *(one.places[key] for one in tried)]
    return min(found), max(found)


def steady(base: Mapping[str, int], tried: Sequence[Scenario]) -> int:
    """Return how many groups keep their place whatever weights were tried."""
    return sum(span(key, base, tried)[0] == span(key, base, tried)[1] for key in base)


def appeals_until(published_on: date, days: int) -> date:
    """Return the last day on which a rating can be appealed against."""
    return published_on + timedelta(days=days)


def answer_by(appealed_on: date) -> date:
    """Return the day by which an appeal is answered."""
    return appealed_on + timedelta(days=ANSWER_DAYS)


def why_not_final(
    until: date, day: date, *, waiting: int, accepted: bool
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to making a rating final, or None."""
    if day <= until:
        return NotSo.OPEN_WINDOW, {"day": until}
    if waiting:
        return NotSo.OPEN_APPEALS, {"count": waiting}
    return (NotSo.ACCEPTED, {}) if accepted else None


@dataclass(frozen=True)
class Called:
    """A group that a rating shows to need something, and why."""

    key: str
    low: bool
    fell: bool
    codes: tuple[str, ...]
    """Indicators that became worse beyond chance, or lie below the alarm level."""


def called(units: Sequence[Mapping[str, object]]) -> list[Called]:
    """Return the groups that are low beyond doubt, or fell, or have a figure that did.

    Low is a score whose whole interval lies below the alarm level, or a place that even at its
    best is in the last quarter.
    """
    found = []
    for unit in units:
        high, place = unit.get("high"), unit.get("place")
        is_low = isinstance(high, int | float) and high < LOW_SCORE
        if isinstance(place, list | tuple) and place and place[2] >= QUARTER_OF:
            is_low = is_low or place[0] > 0.75 * place[2]
        parts = unit.get("parts")
        down = [
            str(part["code"])
            for part in (parts if isinstance(parts, list | tuple) else ())
            if part.get("turn") == "down"
        ]
        fell = unit.get("turn") == "down"
        if is_low or fell or down:
            found.append(Called(str(unit["key"]), is_low, fell, tuple(down)))
    return found
