"""Names beside points: put where they cover neither each other nor the points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

LETTER, LINE = 6.4, 12.0
"""Width of a letter and height of a line of a name, about, in points."""
AWAY = 8.0
ROUND = 4.0
LONGEST, TAIL = 24, 3
BREAK = "|"
LAST_PLANE = 0xFFFF


@dataclass(frozen=True)
class Spot:
    """A point that may have a name, in points of the drawing, from the upper left corner."""

    x: float
    y: float
    name: str = ""


@dataclass(frozen=True)
class Side:
    """Where a name stands beside its point."""

    dx: float
    dy: float
    align: str


SIDES = (
    Side(AWAY, 0, "left"),
    Side(-AWAY, 0, "right"),
    Side(0, -LINE, "center"),
    Side(0, LINE, "center"),
    Side(AWAY, -LINE, "left"),
    Side(AWAY, LINE, "left"),
    Side(-AWAY, -LINE, "right"),
    Side(-AWAY, LINE, "right"),
    Side(AWAY, -2 * LINE, "left"),
    Side(AWAY, 2 * LINE, "left"),
)

Box = tuple[float, float, float, float]


def short(name: str, longest: int = LONGEST, *, ends: bool = False) -> str:
    """Return a name that fits; the table beside the picture has it whole.

    `ends` keeps its last letters, where names are alike but for a number at their end.
    """
    if len(name) <= longest:
        return name
    tail = name[-TAIL:] if ends else ""
    return f"{name[: longest - 1 - len(tail)].rstrip()}…{tail}"


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines that fit the picture's width."""
    return wrap(text, max(20, int(width / LETTER) - 4)) or [""]


def sides(spots: Sequence[Spot], size: tuple[float, float]) -> list[Side]:
    """Return for each point the side of its name: the first one that is free, or the first."""
    taken = [(spot.x - ROUND, spot.y - ROUND, spot.x + ROUND, spot.y + ROUND) for spot in spots]
    found: list[Side] = []
    for spot in spots:
        if not spot.name:
            found.append(SIDES[0])
            continue
        boxes = [_box(spot, side) for side in SIDES]
        costs = [_cost(box, taken, size) for box in boxes]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        found.append(SIDES[best])
    return found


def lookup(words: Mapping[str, str]) -> str:
    """Return the expression that turns the keys of an axis into words; `|` parts lines.

    Words come from people: every letter that an expression could mean something by is escaped.
    """
    pairs = ", ".join(f"'{key}': '{_escaped(text)}'" for key, text in words.items())
    return f"split({{{pairs}}}[datum.value], '{BREAK}')"


def _escaped(text: str) -> str:
    return "".join(
        letter if letter.isalnum() or letter in f" /.,-–{BREAK}" else f"\\u{ord(letter):04x}"
        for letter in text
        if ord(letter) <= LAST_PLANE
    )


def moved(heights: Sequence[float], apart: float) -> list[float]:
    """Return by how much each of some names moves down so that neighbours keep their distance."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    wanted = list(heights)
    for above, below in pairwise(order):
        wanted[below] = max(wanted[below], wanted[above] + apart)
    return [round(new - old, 1) for new, old in zip(wanted, heights, strict=True)]


def _box(spot: Spot, side: Side) -> Box:
    width = len(spot.name) * LETTER
    starts = {"left": 0.0, "right": -width, "center": -width / 2}
    left, middle = spot.x + side.dx + starts[side.align], spot.y + side.dy
    return left, middle - LINE / 2, left + width, middle + LINE / 2


def _cost(box: Box, taken: Sequence[Box], size: tuple[float, float]) -> float:
    """Return how much of a name is covered or outside the drawing."""
    left, top, right, bottom = box
    over = sum(
        max(0.0, min(right, other[2]) - max(left, other[0]))
        * max(0.0, min(bottom, other[3]) - max(top, other[1]))
        for other in taken
    )
    width, height = size
    beyond = max(0.0, -left) + max(0.0, right - width) + max(0.0, -top) + max(0.0, bottom - height)
    return over + 50 * beyond
