"""The upright axis of named lines: long names break into lines, alike names stay apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from sapat.publish.pictures import labels
from sapat.publish.pictures.looks import Spec

NARROW_BELOW = 400
PART, PART_NARROW = 0.36, 0.42
"""The part of the width that names may take."""
LINE = 12
LINES, LINES_NARROW = 2, 3


@dataclass(frozen=True)
class Rows:
    """The axis, the height of one line of it, and the layers that write the names."""

    axis: Spec
    step: int
    names: list[Spec]


def key(place: int) -> str:
    """Return what tells a line apart, whatever it is called."""
    return f"{place:03d}"


def rows(names: Sequence[str], width: int, least: int, *, alone: bool = False) -> Rows:
    """Return the axis for lines in their order; `alone` keeps each name on one line."""
    narrow = width < NARROW_BELOW
    room = width * (PART_NARROW if narrow else PART)
    longest = max(8, int(room / labels.LETTER))
    most = 1 if alone else LINES_NARROW if narrow else LINES
    broken = [_broken(name, longest, most) for name in names]
    axis: Spec = {
        "field": "g", "type": "nominal", "sort": [key(place) for place in range(len(names))],
        "scale": {"domain": [key(place) for place in range(len(names))]}, "axis": None,
    }  # fmt: skip
    highest = max((len(lines) for lines in broken), default=1)
    return Rows(axis, max(least, highest * LINE + 8), _written(broken, int(room) + 30))


def _written(broken: Sequence[Sequence[str]], limit: int) -> list[Spec]:
    """Return the names as text left of the plot, each in the middle of its line.

    The labels of an axis hang all lines below the first; a mark can stand where it should.
    """
    by_height: dict[float, list[Spec]] = {}
    for place, lines in enumerate(broken):
        for number, line in enumerate(lines):
            down = (number - (len(lines) - 1) / 2) * LINE
            by_height.setdefault(down, []).append({"g": key(place), "w": line})
    return [
        {
            "data": {"values": values},
            "mark": {
                "type": "text", "x": -7, "dy": down, "align": "right", "baseline": "middle",
                "limit": limit,
            },
            "encoding": {"text": {"field": "w"}, "x": None},
        }
        for down, values in by_height.items()
    ]  # fmt: skip


def _broken(name: str, longest: int, most: int) -> list[str]:
    """Return a name in at most so many lines; the last is cut where it is longer still."""
    lines = wrap(name, longest) or [""]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], labels.short(" ".join(lines[most - 1 :]), longest)]
