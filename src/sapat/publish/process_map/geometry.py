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
    passage: float = 10
    between: float = 18
    gap: float = 46
    lane: float = 9
    margin: float = 4


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
    tops, depths, height = _down(layers, heights, sizes, gap)
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

    packed = [sum(map(size, row)) + sizes.between * (len(row) - 1) for row in layers.rows if row]
    width = max(packed, default=0.0)
    left: dict[Place, float] = {}
    for row in layers.rows:
        start = (width - sum(map(size, row)) - sizes.between * (len(row) - 1)) / 2
        for place in row:
            left[place] = start
            start += size(place) + sizes.between
    near = _neighbours(layers)
    for _ in range(ROUNDS):
        for row in layers.rows:
            _pull(row, left, near, size, width, sizes.between)
    return left, width


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
    between: float,
) -> None:
    """Move the places of a row towards their neighbours, as far as order and room allow."""
    for place in row:
        found = near.get(place)
        if found:
            middle = sum(left[one] + size(one) / 2 for one in found) / len(found)
            left[place] = (left[place] + middle - size(place) / 2) / 2
    edge = 0.0
    for place in row:
        left[place] = max(left[place], edge)
        edge = left[place] + size(place) + between
    edge = width
    for place in reversed(row):
        left[place] = min(left[place], edge - size(place))
        edge = left[place] - between


def _down(
    layers: Layers, heights: Mapping[int, float], sizes: Sizes, gap: float
) -> tuple[list[float], list[float], float]:
    """Return where each row begins, how deep it is, and where the drawing ends."""
    depths = [
        max((heights[place.node] for place in row if place.node is not None), default=0.0)
        for row in layers.rows
    ]
    tops, top = [], sizes.margin
    for depth in depths:
        tops.append(top)
        top += depth + gap
    return tops, depths, top - gap + sizes.margin


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
        for seat, (_aim, edge) in enumerate(sorted(found), 1):
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
