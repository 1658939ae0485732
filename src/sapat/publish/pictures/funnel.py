"""Groups by size and value between the limits that chance allows a group of each size."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import Picture

HEIGHT = 300
PLOT = 215
"""Height of the area of the points alone, about: names keep their distance by it."""
BESIDE, BESIDE_NARROW = 110, 95
NARROW_BELOW = 400
NAMED, NAMED_NARROW = 16, 8
"""Names that have room; the sentence and the table name every group beyond the limits."""
COLOURED = 10
"""A smaller group is drawn, but never judged."""
KINDS = ("small", "within", "above", "below")
SHAPES = ("circle", "circle", "triangle-up", "triangle-down")


@dataclass(frozen=True)
class Member:
    """A group: how many it is, its value, and the limits for its size, all in one unit.

    `outside` is "", "95" or "99.8", as the method says; a group without value or limits is not
    drawn, and `hidden` says that it is too small to be shown.
    """

    label: str
    size: float
    value: float | None = None
    low95: float | None = None
    high95: float | None = None
    low998: float | None = None
    high998: float | None = None
    outside: str = ""
    hidden: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether it stands in the picture."""
        return not self.hidden and self.value is not None


@dataclass(frozen=True)
class Scale:
    """What the axes say: what a group is counted in, and the unit of values."""

    sized: str
    unit: str = ""
    digits: int = 1
    least: float | None = None
    most: float | None = None


def funnel(title: str, members: Sequence[Member], centre: float | None, scale: Scale) -> Picture:
    """Describe which groups lie beyond what chance explains; only those are named."""
    drawn = [member for member in members if member.is_drawn]
    kinds = [_kind(member, centre) for member in drawn]
    words = _kind_words()
    lines = _lines(drawn, centre, scale)

    def build(palette: Palette, width: int) -> Spec:
        ends = _ends(drawn, scale)
        x = {
            "field": "n", "type": "quantitative", "title": scale.sized,
            "scale": {"domain": ends[0], "nice": False},
            "axis": {"tickMinStep": 1, "grid": False, "tickCount": max(3, width // 90)},
        }  # fmt: skip
        y = {
            "field": "v", "type": "quantitative", "title": scale.unit or None,
            "scale": {"domain": ends[1], "nice": False, "zero": False},
            "axis": {"tickCount": 6, "domain": False, "ticks": False},
        }  # fmt: skip
        return {
            "height": HEIGHT,
            "encoding": {"x": x, "y": y},
            "layer": [
                *_line_layers(lines, ends[1], palette),
                _dots(drawn, kinds, words, (palette, width)),
                _names(drawn, kinds, ends, width),
            ],
        }

    sentence = _sentence(members, centre, scale)
    return Picture(title, sentence, _twin(title, members, scale), build, is_empty=not drawn)


def _kind_words() -> dict[str, str]:
    return {
        "small": _("fewer than 10: not judged"),
        "within": _("within what chance explains"),
        "above": _("above the limits"),
        "below": _("below the limits"),
    }


def _kind(member: Member, centre: float | None) -> str:
    if member.size < COLOURED:
        return "small"
    if not member.outside or member.value is None:
        return "within"
    middle = centre if centre is not None else (member.high95 or 0)
    return "above" if member.value > middle else "below"


def _sentence(members: Sequence[Member], centre: float | None, scale: Scale) -> str:
    drawn = [member for member in members if member.is_drawn]
    if not drawn or centre is None:
        return _("There is no figure to show yet.")
    kinds = [_kind(member, centre) for member in drawn]
    told = [
        _("All groups together: %(value)s %(unit)s.")
        % {"value": figure(centre, scale.digits), "unit": scale.unit},
        _("Within what chance explains: %(count)d.") % {"count": kinds.count("within")},
    ]
    sentences = {
        "above": _("Above the limits: %(count)d (%(groups)s)."),
        "below": _("Below the limits: %(count)d (%(groups)s)."),
    }
    for kind, words in sentences.items():
        names = [m.label for m, own in zip(drawn, kinds, strict=True) if own == kind]
        if names:
            told.append(words % {"count": len(names), "groups": ", ".join(names)})
    if "small" in kinds:
        small = _("Fewer than 10, so not judged: %(count)d.")
        told.append(small % {"count": kinds.count("small")})
    return " ".join(told).replace(" .", ".")


def _twin(title: str, members: Sequence[Member], scale: Scale) -> Table:
    columns = [
        Column(_("Group"), width=18),
        Column(scale.sized, Kind.COUNT),
        Column(_("Value"), Kind.FIGURE, digits=scale.digits),
        *(
            Column(name, Kind.FIGURE, digits=scale.digits, over=level)
            for level in (_level(95), _level(99.8))
            for name in (_("Lower limit"), _("Upper limit"))
        ),
        Column(_("Beyond chance"), width=12),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for m in members:
        nothing = Blank.HIDDEN if m.hidden else Blank.NOTHING
        ends = (m.value, m.low95, m.high95, m.low998, m.high998)
        cells: list[Cell] = [nothing if m.hidden or end is None else end for end in ends]
        size: Cell = Blank.HIDDEN if m.hidden else m.size
        judged = f"{m.outside} %" if m.is_drawn and m.outside and m.size >= COLOURED else ""
        rows.append([m.label, size, *cells, judged])
    hidden = any(member.hidden for member in members)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _ends(drawn: Sequence[Member], scale: Scale) -> tuple[list[float], list[float]]:
    """Return the ends of both axes: all that is drawn, with air, within what is possible."""
    sizes = [member.size for member in drawn] or [0, 1]
    air = max(1.0, (max(sizes) - min(sizes)) * 0.06)
    values = [
        end for m in drawn for end in (m.value, m.low95, m.high95, m.low998, m.high998)
        if end is not None
    ] or [0.0, 1.0]  # fmt: skip
    room = (max(values) - min(values)) * 0.06 or 1.0
    low, high = min(values) - room, max(values) + room
    low = low if scale.least is None else max(low, scale.least)
    high = high if scale.most is None else min(high, scale.most)
    across = [max(0.0, min(sizes) - air), max(sizes) + air]
    return across, [low, high] if low < high else [low - 1, high + 1]


@dataclass(frozen=True)
class _Line:
    """A line of the funnel: its points, its name at the right, and how it is drawn."""

    points: Sequence[tuple[float, float]]
    name: str
    dash: tuple[int, int]


def _lines(drawn: Sequence[Member], centre: float | None, scale: Scale) -> list[_Line]:
    found = []
    for level, dash in ((99.8, (4, 3)), (95.0, (1, 0))):
        name = _level(level)
        for end in ("low", "high"):
            points = _curve(drawn, f"{end}{'998' if level > 95 else '95'}")
            if points:
                found.append(_Line(points, name, dash))
    if centre is not None and drawn:
        sizes = [member.size for member in drawn]
        mean = _("all: %(value)s") % {"value": figure(centre, scale.digits)}
        ends = [(max(0.0, min(sizes) - 1), centre), (max(sizes) + 1, centre)]
        found.append(_Line(ends, mean, (1, 0)))
    return found


def _level(level: float) -> str:
    return f"{figure(level, 1 if level % 1 else 0)} %"


def _curve(drawn: Sequence[Member], end: str) -> list[tuple[float, float]]:
    """Return one limit over the sizes; a lone size gets a short line of its own."""
    by_size = {m.size: getattr(m, end) for m in drawn if getattr(m, end) is not None}
    points = sorted(by_size.items())
    if len(points) == 1:
        size, value = points[0]
        return [(max(0.0, size - 1), value), (size + 1, value)]
    return points


def _line_layers(lines: Sequence[_Line], ends: Sequence[float], palette: Palette) -> list[Spec]:
    low, high = ends
    heights = [PLOT * (high - line.points[-1][1]) / (high - low) for line in lines]
    layers: list[Spec] = []
    for line, down in zip(lines, labels.moved(heights, labels.LINE), strict=True):
        is_centre = line is lines[-1]
        colour = palette.line if is_centre else palette.muted
        mark = {
            "type": "line", "color": colour, "strokeWidth": 1.4 if is_centre else 1,
            "strokeDash": list(line.dash), "interpolate": "monotone",
        }  # fmt: skip
        name = {
            "type": "text", "text": line.name, "align": "left", "dx": 5, "dy": down,
            "fontSize": 9.5, "color": colour,
        }  # fmt: skip
        values = [{"n": size, "v": value} for size, value in line.points]
        layers.append({"data": {"values": values}, "mark": mark})
        at = {"x": {"value": "width"}}
        layers.append({"data": {"values": values[-1:]}, "mark": name, "encoding": at})
    return layers


def _dots(
    drawn: Sequence[Member], kinds: Sequence[str], words: dict[str, str], look: tuple[Palette, int]
) -> Spec:
    palette, width = look
    present = [kind for kind in KINDS if kind in kinds]
    colours = {
        "small": palette.muted, "within": palette.line,
        "above": palette.apart, "below": palette.apart,
    }  # fmt: skip
    names = [words[kind] for kind in present]
    shapes = dict(zip(KINDS, SHAPES, strict=True))
    scales = {
        "shape": [shapes[kind] for kind in present],
        "color": [colours[kind] for kind in present],
        "fill": ["transparent" if kind == "small" else colours[kind] for kind in present],
    }
    key = legend(names, width - BESIDE)
    values = [
        {"n": m.size, "v": m.value, "k": words[kind], "far": m.outside == "99.8"}
        for m, kind in zip(drawn, kinds, strict=True)
    ]
    encoding: Spec = {
        name: {
            "field": "k", "type": "nominal", "legend": key,
            "scale": {"domain": names, "range": colours_of},
        }
        for name, colours_of in scales.items()
    }  # fmt: skip
    encoding["size"] = {"condition": {"test": "datum.far", "value": 130}, "value": 60}
    mark = {"type": "point", "strokeWidth": 1.4, "opacity": 1, "fillOpacity": 0.85}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _farthest(drawn: Sequence[Member], kinds: Sequence[str], most: int) -> set[int]:
    """Return the places of the groups farthest beyond their limits, at most so many."""

    def beyond(place: int) -> float:
        m = drawn[place]
        value = m.value or 0.0
        return max(value - (m.high95 or 0.0), (m.low95 or 0.0) - value)

    judged = [place for place, kind in enumerate(kinds) if kind in {"above", "below"}]
    return set(sorted(judged, key=beyond, reverse=True)[:most])


def _names(
    drawn: Sequence[Member],
    kinds: Sequence[str],
    ends: tuple[list[float], list[float]],
    width: int,
) -> Spec:
    """Name the groups beyond the limits, the farthest first where there is no room for all."""
    across, up = ends
    named = _farthest(drawn, kinds, NAMED_NARROW if width < NARROW_BELOW else NAMED)
    room = width - (BESIDE_NARROW if width < NARROW_BELOW else BESIDE)
    spots = [
        labels.Spot(
            room * (m.size - across[0]) / (across[1] - across[0]),
            PLOT * (up[1] - (m.value or 0)) / (up[1] - up[0]),
            labels.short(m.label) if place in named else "",
        )
        for place, m in enumerate(drawn)
    ]
    layers: list[Spec] = []
    for m, spot, side in zip(drawn, spots, labels.sides(spots, (room, PLOT)), strict=True):
        if spot.name:
            mark = {
                "type": "text", "text": spot.name, "align": side.align, "fontSize": 10,
                "dx": side.dx, "dy": side.dy,
            }  # fmt: skip
            layers.append({"data": {"values": [{"n": m.size, "v": m.value}]}, "mark": mark})
    return {"layer": layers} if layers else {"data": {"values": []}, "mark": "point"}
