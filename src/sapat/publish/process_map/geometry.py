"""Give every place of the layers its coordinates: rows from top to bottom, nothing overlaps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sapat.publish.process_map.layers import Edge, Layers, Place

ROUNDS = 24
Point = tuple[float, float]


@dataclass(frozen=True)
class Sizes:
    """Lengths of a drawing, in its own units (CSS pixels at full size)."""

    box: float
    passage: float = 6
    between: float = 18
    beside: float = 7
    gap: float = 44
    lane: float = 8
    margin: float = 4

    def apart(self, one: Place | None, other: Place | None) -> float:
        """Return how far two neighbours of a row stand apart; passages stand closer."""
        boxes = one and other and not one.is_passage and not other.is_passage
        return self.between if boxes else self.beside


@dataclass(frozen=True)
class Rect:
    """A box."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Rect") -> bool:
        """Answer whether the two share any room."""
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        apart = self.y + self.height <= other.y or other.y + other.height <= self.y
        return not (beside or apart)


@dataclass(frozen=True)
class Drawn:
    """Where everything is: boxes by node, arrows by edge as points, and the whole size."""

    width: float
    height: float
    boxes: Mapping[int, Rect]
    arrows: Mapping[Edge, Sequence[Point]]
    """From the bottom of a box down to the top of another, two points for each layer passed."""
    returns: Mapping[Edge, Sequence[Point]]
    """Arrows that run back: out at the bottom, up a lane at the right, in at the top."""


def drawn(
    layers: Layers,
    heights: Mapping[int, float],
    sizes: Sizes,
    *,
    feedback: Sequence[Edge] = (),
    whole: frozenset[int] = frozenset(),
) -> Drawn:
    """Return the coordinates; nodes in `whole` take the full width of the drawing."""
    lanes = [edge for edge in dict.fromkeys(feedback) if set(edge) <= set(heights)]
    gap = sizes.gap + sizes.lane * len(lanes) / 2
    across, width = _across(layers, sizes, whole)
    border = sizes.margin + (16 + sizes.lane * len(lanes) / 2 if lanes else 0)
    tops, depths, height = _down(layers, heights, gap, border)
    boxes = {
        place.node: Rect(
            0 if place.node in whole else across[place],
            tops[row],
            width if place.node in whole else sizes.box,
            depths[row],
        )
        for row, places in enumerate(layers.rows)
        for place in places
        if place.node is not None
    }
    edges = {**dict.fromkeys(layers.ways, False), **dict.fromkeys(lanes, True)}
    ports = _ports(layers, across, boxes, edges, sizes)
    arrows = {
        edge: _arrow(way, edge, ports, across, boxes, (tops, depths), sizes)
        for edge, way in layers.ways.items()
    }
    returns = {}
    for number, edge in enumerate(lanes):
        returns[edge] = _return(edge, number, ports, boxes, width, sizes)
    whole_width = width + sizes.lane * (len(lanes) + 1 if lanes else 0)
    return Drawn(whole_width, height, boxes, arrows, returns)


def _across(
    layers: Layers, sizes: Sizes, whole: frozenset[int]
) -> tuple[dict[Place, float], float]:
    """Return the left edge of every place, near its neighbours, and the width of the widest row."""

    def size(place: Place) -> float:
        return sizes.passage if place.is_passage or place.node in whole else sizes.box

    width = max((_packed(row, size, sizes) for row in layers.rows), default=0.0)
    left: dict[Place, float] = {}
    for row in layers.rows:
        start = (width - _packed(row, size, sizes)) / 2
        for place, after in zip(row, [*row[1:], None], strict=True):
            left[place] = start
            start += size(place) + sizes.apart(place, after)
    near = _neighbours(layers)
    for _ in range(ROUNDS):
        for row in layers.rows:
            _pull(row, left, near, size, width, sizes)
    return left, width


def _packed(row: Sequence[Place], size: Callable[[Place], float], sizes: Sizes) -> float:
    apart = (sizes.apart(one, other) for one, other in pairwise(row))
    return sum(map(size, row)) + sum(apart)


def _neighbours(layers: Layers) -> dict[Place, list[Place]]:
    near: dict[Place, list[Place]] = {}
    for way in layers.ways.values():
        for (_, one), (_, other) in pairwise(way):
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    return near


def _pull(
    row: Sequence[Place],
    left: dict[Place, float],
    near: Mapping[Place, Sequence[Place]],
    size: Callable[[Place], float],
    width: float,
    sizes: Sizes,
) -> None:
    """Move the places of a row towards their neighbours, as far as order and room allow."""
    for place in row:
        found = near.get(place)
        if found:
            middle = sum(left[one] + size(one) / 2 for one in found) / len(found)
            left[place] = (left[place] + middle - size(place) / 2) / 2
    edge = 0.0
    for place, after in zip(row, [*row[1:], None], strict=True):
        left[place] = max(left[place], edge)
        edge = left[place] + size(place) + sizes.apart(place, after)
    edge = width
    before = [None, *row[:-1]]
    for place, previous in zip(reversed(row), reversed(before), strict=True):
        left[place] = min(left[place], edge - size(place))
        edge = left[place] - sizes.apart(place, previous)


def _down(
    layers: Layers, heights: Mapping[int, float], gap: float, border: float
) -> tuple[list[float], list[float], float]:
    """Return where each row begins, how deep it is, and where the drawing ends."""
    depths = [
        max((heights[place.node] for place in row if place.node is not None), default=0.0)
        for row in layers.rows
    ]
    tops, top = [], border
    for depth in depths:
        tops.append(top)
        top += depth + gap
    return tops, depths, top - gap + border


def _ports(
    layers: Layers,
    across: Mapping[Place, float],
    boxes: Mapping[int, Rect],
    edges: Mapping[Edge, bool],
    sizes: Sizes,
) -> dict[tuple[Edge, bool], float]:
    """Return where each arrow leaves (True) and enters (False) its boxes, spread over the side.

    Arrows that run back take the outermost place at the right.
    """
    touching: dict[tuple[int, bool], list[tuple[float, Edge]]] = {}
    for edge, runs_back in edges.items():
        for node, leaves in ((edge[0], True), (edge[1], False)):
            if runs_back:
                aim = float("inf")
            else:
                way = layers.ways[edge]
                place = way[1][1] if leaves else way[-2][1]
                aim = across[place] + (sizes.passage if place.is_passage else sizes.box) / 2
            touching.setdefault((node, leaves), []).append((aim, edge))
    ports: dict[tuple[Edge, bool], float] = {}
    for (node, leaves), found in touching.items():
        box = boxes[node]
        for seat, (aim, edge) in enumerate(sorted(found), 1):
            if box.width > sizes.box:  # a whole row: straight below or above the other end
                ports[edge, leaves] = min(max(aim, box.x + 8), box.x + box.width - 8)
            else:
                ports[edge, leaves] = box.x + box.width * seat / (len(found) + 1)
    return ports


def _arrow(
    way: Sequence[tuple[int, Place]],
    edge: Edge,
    ports: Mapping[tuple[Edge, bool], float],
    across: Mapping[Place, float],
    boxes: Mapping[int, Rect],
    rows: tuple[Sequence[float], Sequence[float]],
    sizes: Sizes,
) -> list[Point]:
    tops, depths = rows
    start, end = boxes[edge[0]], boxes[edge[1]]
    points = [(ports[edge, True], start.y + start.height)]
    for row, place in way[1:-1]:
        middle = across[place] + sizes.passage / 2
        points += [(middle, tops[row]), (middle, tops[row] + depths[row])]
    return [*points, (ports[edge, False], end.y)]


def _return(
    edge: Edge,
    number: int,
    ports: Mapping[tuple[Edge, bool], float],
    boxes: Mapping[int, Rect],
    width: float,
    sizes: Sizes,
) -> list[Point]:
    start, end = boxes[edge[0]], boxes[edge[1]]
    lane = width + sizes.lane * (number + 1)
    out, into = ports[edge, True], ports[edge, False]
    low = start.y + start.height + 8 + sizes.lane * number / 2
    high = end.y - 12 - sizes.lane * number / 2
    return [
        (out, start.y + start.height),
        (out, low),
        (lane, low),
        (lane, high),
        (into, high),
        (into, end.y),
    ]
