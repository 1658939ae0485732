"""Put the nodes of a directed graph into layers so that arrows run forward.

Layers are at most so wide; an arrow over several layers passes through a place of its own in each,
so that no arrow runs through a box. After Sugiyama, Tagawa and Toda (1981), IEEE SMC 11(2), 109.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Edge = tuple[int, int]
SWEEPS = 12


@dataclass(frozen=True)
class Place:
    """A node in its layer, or the passage of an arrow through a layer (`node` None)."""

    node: int | None
    edge: Edge | None = None
    row: int = 0
    """The layer of a passage: an arrow passes through several."""

    @property
    def is_passage(self) -> bool:
        """Answer whether only an arrow passes here."""
        return self.node is None


@dataclass
class Layers:
    """Layers of places from first to last, the arrows between them, and those that run back."""

    rows: list[list[Place]] = field(default_factory=list)
    ways: dict[Edge, list[tuple[int, Place]]] = field(default_factory=dict)
    """Arrow -> the places it touches, each with its layer."""
    back: list[Edge] = field(default_factory=list)


def layered(
    nodes: Sequence[int],
    edges: Sequence[Edge],
    *,
    most: int,
    first: int | None = None,
    last: int | None = None,
) -> Layers:
    """Return the layers; arrows that would close a circle are returned as running back.

    `nodes` stand in the wished order; `first` and `last` get the outermost layers for themselves.
    """
    inner = [node for node in nodes if node not in (first, last)]
    known = set(nodes)
    wanted = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1] and set(edge) <= known]
    order, back = _in_order(inner, [edge for edge in wanted if set(edge) <= set(inner)])
    ahead = [edge for edge in wanted if edge not in back]
    level = _levels(order, ahead, most, start=0 if first is None else 1)
    if first is not None:
        level[first] = 0
    if last is not None:
        level[last] = max(level.values(), default=0) + 1
    forward = [edge for edge in ahead if level[edge[0]] < level[edge[1]]]
    made = Layers(back=[edge for edge in wanted if edge not in forward])
    made.rows = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for node in nodes:
        made.rows[level[node]].append(Place(node))
    for edge in forward:
        made.ways[edge] = _way(made, edge, level)
    _untangle(made)
    return made


def _in_order(nodes: Sequence[int], edges: Sequence[Edge]) -> tuple[list[int], set[Edge]]:
    """Return the nodes so that arrows point onward, and the arrows that had to be left out."""
    left, live, order = list(nodes), set(edges), []
    back: set[Edge] = set()
    while left:
        free = next((n for n in left if not any(target == n for _, target in live)), left[0])
        back |= {edge for edge in live if edge[1] == free}
        live = {edge for edge in live if free not in edge}
        left.remove(free)
        order.append(free)
    return order, back


def _levels(order: Sequence[int], edges: Sequence[Edge], most: int, start: int) -> dict[int, int]:
    """Return node -> layer: behind everything it begins with, where there is still room."""
    level: dict[int, int] = {}
    filled: dict[int, int] = {}
    for node in order:
        before = [
            level[source] + 1 for source, target in edges if target == node and source in level
        ]
        place = max(before, default=start)
        while filled.get(place, 0) >= most:
            place += 1
        level[node] = place
        filled[place] = filled.get(place, 0) + 1
    return level


def _way(made: Layers, edge: Edge, level: dict[int, int]) -> list[tuple[int, Place]]:
    source, target = edge
    way = [(level[source], Place(source))]
    for row in range(level[source] + 1, level[target]):
        passage = Place(None, edge, row)
        made.rows[row].append(passage)
        way.append((row, passage))
    return [*way, (level[target], Place(target))]


def _untangle(made: Layers) -> None:
    """Reorder each layer by the middle of its neighbours, keeping the least crossed order."""
    best = [list(row) for row in made.rows]
    fewest = crossings(made)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        rows = range(1, len(made.rows)) if down else range(len(made.rows) - 2, -1, -1)
        for row in rows:
            _sort(made, row, -1 if down else 1)
        found = crossings(made)
        if found < fewest:
            best, fewest = [list(row) for row in made.rows], found
    made.rows = best


def _sort(made: Layers, row: int, step: int) -> None:
    seats = {place: seat for seat, place in enumerate(made.rows[row + step])}
    near: dict[Place, list[int]] = {}
    for upper, lower in _steps(made, row if step < 0 else row + 1):
        here, there = (lower, upper) if step < 0 else (upper, lower)
        near.setdefault(here, []).append(seats[there])
    own = {place: seat for seat, place in enumerate(made.rows[row])}

    def middle(place: Place) -> tuple[float, int]:
        found = near.get(place)
        return (sum(found) / len(found) if found else own[place], own[place])

    made.rows[row].sort(key=middle)


def _steps(made: Layers, row: int) -> list[tuple[Place, Place]]:
    """Return the steps of all arrows from the layer above into this one."""
    return [
        (upper, lower)
        for way in made.ways.values()
        for (_, upper), (into, lower) in pairwise(way)
        if into == row
    ]


def crossings(made: Layers) -> int:
    """Return how often arrows cross each other between the layers."""
    count = 0
    for row in range(1, len(made.rows)):
        above = {place: seat for seat, place in enumerate(made.rows[row - 1])}
        below = {place: seat for seat, place in enumerate(made.rows[row])}
        steps = [(above[upper], below[lower]) for upper, lower in _steps(made, row)]
        count += sum(
            (one[0] - other[0]) * (one[1] - other[1]) < 0
            for place, one in enumerate(steps)
            for other in steps[place + 1 :]
        )
    return count
