"""How a rating reads on the page: names, figures with their doubt, places as intervals."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.ratings import reads
from sapat.check.ratings.models import Rating
from sapat.check.ratings.rules import span, steady
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.plan.objectives.reads import known_indicators
from sapat.publish.exports.tables import DASH, figure
from sapat.publish.ratings import turned

TURN_LOOKS = {"up": "high", "down": "attention", "same": "no_data"}


@dataclass(frozen=True)
class Cell:
    """One figure of a group: in its unit, its score, and whether it moved."""

    value: str
    score: str
    turn: str
    look: str


@dataclass(frozen=True)
class Line:
    """One group as the page shows it."""

    key: str
    name: str
    score: str
    ends: str
    place: str
    before: str
    turn: str
    look: str
    ahead: str
    coverage: str
    cells: tuple[Cell, ...]


def indicators_of(rating: Rating) -> dict[str, Indicator]:
    """Return the indicators of a rating by their codes, in its order."""
    known = {**catalogue().indicators, **known_indicators(active=False)}
    return {code: known[code] for code in rating.weights if code in known}


def lines(rating: Rating, names: dict[str, str]) -> list[Line]:
    """Return the groups with a place, the best first."""
    known = indicators_of(rating)
    return [_line(unit, names.get(str(unit["key"]), "?"), known) for unit in rating.units]


def _line(unit: dict[str, Any], name: str, known: dict[str, Indicator]) -> Line:
    low, high, of = unit["place"]
    place = f"{low}–{high}" if low != high else f"{low}"
    ahead = unit.get("ahead")
    return Line(
        str(unit["key"]),
        name,
        figure(unit["score"], 1),
        f"{figure(unit['low'], 1)}–{figure(unit['high'], 1)}",
        pgettext("place", "%(place)s of %(of)s") % {"place": place, "of": of},
        DASH if unit["before"] is None else figure(unit["before"], 1),
        turned(unit["turn"]),
        TURN_LOOKS.get(unit["turn"], ""),
        figure(ahead["value"], 2, signed=True) if ahead else "",
        figure(100 * unit["coverage"], 0),
        tuple(_cell(part, known.get(part["code"])) for part in unit["parts"]),
    )


def _cell(part: dict[str, Any], known: Indicator | None) -> Cell:
    if part["score"] is None:
        return Cell(DASH, "", "", "")
    unit = str(catalogue().units[known.unit]) if known else ""
    value = f"{figure(part['value'], 2 if unit != '%' else 1)} {unit}".strip()
    look = TURN_LOOKS.get(part["turn"], "") if part["turn"] == "down" else ""
    return Cell(value, figure(part["score"], 0), turned(part["turn"]), look)


def sensitivity(rating: Rating, names: dict[str, str]) -> dict[str, Any]:
    """Return the table of places with each weight moved, and one sentence on it."""
    base, tried = reads.sensitivity(rating)
    heads = [
        _("all equal") if not one.code else f"{one.code} {'−' if one.factor < 1 else '+'}25 %"
        for one in tried
    ]
    rows = []
    for key in sorted(base, key=lambda key: (base[key], names.get(key, ""))):
        best, worst = span(key, base, tried)
        cells = [(one.places[key], one.places[key] != base[key]) for one in tried]
        rows.append((names.get(key, "?"), base[key], best, worst, cells))
    facts = {"steady": steady(base, tried), "all": len(base)}
    sentence = _("%(steady)s of %(all)s groups keep their place whatever weight is moved.") % facts
    return {"heads": heads, "rows": rows, "sentence": sentence}
