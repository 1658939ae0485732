"""A figure over time between the limits of its ordinary variation, with what broke out of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels, terms
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import Picture

HEIGHT = 290
PLOT = 190
"""Height of the area of the line alone, about: names of lines keep their distance by it."""
BESIDE = 110
"""What the axis and the names of lines take of the width, about."""
NAMED = 4
"""How many terms beyond the limits are named in the sentence under the picture."""
KINDS = ("common", "improvement", "concern", "high", "low")
SHAPES = ("circle", "diamond", "square", "triangle-up", "triangle-down")


@dataclass(frozen=True)
class Watched:
    """A figure at one time, with the mean and the limits of the piece it belongs to.

    `kind` is common, improvement, concern, high or low; `piece` counts up at every new beginning of
    the limits; `note` is what happened then, in a few words. Limits are left out where too few
    points are known.
    """

    label: str
    year: str = ""
    value: float | None = None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    kind: str = "common"
    piece: int = 0
    note: str = ""
    hidden: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether it stands in the picture."""
        return not self.hidden and self.value is not None


@dataclass(frozen=True)
class Watch:
    """How a figure is watched: its unit, its target, and what the rules say in one sentence."""

    unit: str = ""
    digits: int = 1
    target: float | None = None
    target_name: str = ""
    """What the line is called, if it is not the target but a norm."""
    verdict: str = ""
    short: bool = False
    least: float | None = None
    most: float | None = None


def control_chart(title: str, points: Sequence[Watched], watch: Watch) -> Picture:
    """Describe a figure's ordinary variation, and each point that chance does not explain."""
    words = {
        "common": _("ordinary variation"),
        "improvement": _("better, beyond chance"),
        "concern": _("worse, beyond chance"),
        "high": _("higher, beyond chance"),
        "low": _("lower, beyond chance"),
    }
    names = {"mean": _("mean"), "limit": _("limit"), "target": watch.target_name or _("target")}
    drawn = [point for point in points if point.is_drawn]

    def build(palette: Palette, width: int) -> Spec:
        ends = _ends(points, watch)
        notes = _notes(points)
        spec: Spec = {
            "height": HEIGHT,
            "encoding": {"x": terms.axis(points, width)},
            "layer": [
                *_note_layers(points, palette),
                *_pieces(points, ends, palette),
                *_names(points, watch, names, (ends, palette)),
                _line(points, watch, (ends, palette)),
                _dots(points, words, (palette, width)),
                _unseen(points, palette),
            ],
        }
        if notes:
            foot = {"anchor": "start", "orient": "bottom", "fontWeight": "normal", "fontSize": 10}
            lines = [line for note in notes for line in labels.wrapped(note, width)]
            spec["title"] = {"text": lines, "color": palette.ink, "offset": 8, **foot}
        return spec

    sentence = _sentence(points, watch)
    return Picture(title, sentence, _twin(title, points, watch), build, is_empty=not drawn)


def _notes(points: Sequence[Watched]) -> list[str]:
    noted = [point for point in points if point.note]
    return [f"{place}. {terms.whole(point)}: {point.note}" for place, point in enumerate(noted, 1)]


def _sentence(points: Sequence[Watched], watch: Watch) -> str:
    drawn = [point for point in points if point.is_drawn]
    if not drawn:
        return _("There is no figure to show yet.")
    last = drawn[-1]
    facts = {"value": figure(last.value or 0, watch.digits), "unit": watch.unit}
    told = [_("%(term)s: %(value)s %(unit)s.") % {"term": terms.whole(last), **facts}]
    if last.mean is not None and last.lower is not None and last.upper is not None:
        ends = {
            name: figure(end, watch.digits)
            for name, end in (("mean", last.mean), ("low", last.lower), ("high", last.upper))
        }
        told.append(_("Mean %(mean)s, ordinary variation from %(low)s to %(high)s.") % ends)
        beyond = [terms.whole(point) for point in drawn if point.kind != "common"]
        if beyond:
            told.append(_beyond(beyond))
        else:
            told.append(_("No point stands out of ordinary variation."))
    if watch.short:
        told.append(_("The series is short: its limits may still move."))
    return " ".join([*told, watch.verdict]).replace(" .", ".").strip()


def _beyond(terms: Sequence[str]) -> str:
    """Name the newest terms beyond the limits; the table tells the others."""
    facts = {"terms": ", ".join(terms[-NAMED:]), "earlier": len(terms) - NAMED}
    if len(terms) <= NAMED:
        return _("Not explained by ordinary variation: %(terms)s.") % facts
    return (
        ngettext(
            "Not explained by ordinary variation: %(terms)s and %(earlier)s earlier term.",
            "Not explained by ordinary variation: %(terms)s and %(earlier)s earlier terms.",
            len(terms) - NAMED,
        )
        % facts
    )


def _twin(title: str, points: Sequence[Watched], watch: Watch) -> Table:
    judged = {
        "common": "",
        "improvement": _("better, beyond chance"),
        "concern": _("worse, beyond chance"),
        "high": _("higher, beyond chance"),
        "low": _("lower, beyond chance"),
    }
    heads = (_("Value"), _("Mean"), _("Lower limit"), _("Upper limit"))
    columns = [
        Column(_("Term"), width=18),
        *(Column(head, Kind.FIGURE, digits=watch.digits) for head in heads),
        Column(_("Beyond chance"), width=20),
    ]
    noted = any(point.note for point in points)
    if noted:
        columns.append(Column(_("What happened"), width=30))
    rows: list[list[Cell]] = []
    for p in points:
        nothing = Blank.HIDDEN if p.hidden else Blank.NOTHING
        value = nothing if p.hidden or p.value is None else p.value
        ends = [Blank.NOTHING if end is None else end for end in (p.mean, p.lower, p.upper)]
        rows.append(
            [
                terms.whole(p), value, *ends, judged[p.kind] if p.is_drawn else "",
                *([p.note] if noted else []),
            ]
        )  # fmt: skip
    hidden = any(point.hidden for point in points)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _ends(points: Sequence[Watched], watch: Watch) -> tuple[float, float]:
    """Return the ends of the upright axis: all that is drawn, with air, within what is possible."""
    values = [point.value for point in points if point.is_drawn]
    values += [end for p in points for end in (p.lower, p.upper, p.mean)]
    known = [value for value in [*values, watch.target] if value is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    low = low - air if watch.least is None else max(low - air, watch.least)
    high = high + air if watch.most is None else min(high + air, watch.most)
    return (low, high) if low < high else (low - 1, high + 1)


def _upright(ends: tuple[float, float], field: str = "v") -> Spec:
    scale = {"domain": list(ends), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale}


def _pieces(points: Sequence[Watched], ends: tuple[float, float], palette: Palette) -> list[Spec]:
    """Return mean and limits of each piece; limits of neighbours are not joined."""
    layers: list[Spec] = []
    keyed = list(zip(terms.keys(points), points, strict=True))
    for _piece, of_piece in groupby(keyed, key=lambda pair: pair[1].piece):
        stretch = [(key, p) for key, p in of_piece if p.mean is not None]
        band = [{"t": key, "l": p.lower, "h": p.upper} for key, p in stretch if p.lower is not None]
        if band:
            area = {"type": "area", "color": palette.muted, "opacity": 0.1, "interpolate": "linear"}
            encoding = {"y": _upright(ends, "l"), "y2": {"field": "h"}}
            layers.append({"data": {"values": band}, "mark": area, "encoding": encoding})
        for field, dash in (("lower", [5, 3]), ("upper", [5, 3]), ("mean", [1, 0])):
            values = [{"t": key, "v": getattr(p, field)} for key, p in stretch]
            mark = {
                "type": "line", "color": palette.muted, "strokeDash": dash, "strokeWidth": 1.2,
            }  # fmt: skip
            encoding = {"y": _upright(ends)}
            layers.append({"data": {"values": values}, "mark": mark, "encoding": encoding})
    return layers


def _names(
    points: Sequence[Watched],
    watch: Watch,
    names: dict[str, str],
    look: tuple[tuple[float, float], Palette],
) -> list[Spec]:
    """Return the target's line, and the names of all lines at the right."""
    (low, high), palette = look
    known = [point for point in points if point.mean is not None]
    lines: list[tuple[float, str, str]] = []
    if known:
        last = known[-1]
        for value, name in ((last.upper, "limit"), (last.mean, "mean"), (last.lower, "limit")):
            if value is not None:
                lines.append((value, names[name], palette.muted))
    layers: list[Spec] = []
    if watch.target is not None:
        lines.append((watch.target, names["target"], palette.good))
        rule = {"type": "rule", "color": palette.good, "strokeWidth": 1.4, "strokeDash": [8, 3]}
        target = {"values": [{"v": watch.target}]}
        encoding = {"y": _upright((low, high)), "x": None}
        layers.append({"data": target, "mark": rule, "encoding": encoding})
    heights = [PLOT * (high - value) / (high - low) for value, _name, _colour in lines]
    moves = labels.moved(heights, labels.LINE)
    for (value, name, colour), down in zip(lines, moves, strict=True):
        mark = {
            "type": "text", "text": name, "x": "width", "dx": 5, "dy": down, "align": "left",
            "fontSize": 10, "color": colour,
        }  # fmt: skip
        encoding = {"y": _upright((low, high)), "x": None}
        layers.append({"data": {"values": [{"v": value}]}, "mark": mark, "encoding": encoding})
    return layers


def _line(
    points: Sequence[Watched], watch: Watch, look: tuple[tuple[float, float], Palette]
) -> Spec:
    ends, palette = look
    values = [
        {"t": key, "v": point.value if point.is_drawn else None}
        for key, point in zip(terms.keys(points), points, strict=True)
    ]
    y = _upright(ends) | {"title": watch.unit or None}
    y["axis"] = {"tickCount": 6, "domain": False, "ticks": False}
    mark = {
        "type": "line", "color": palette.line, "strokeWidth": 1.6,
        "invalid": "break-paths-show-path-domains",
    }  # fmt: skip
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": y}}


def _dots(points: Sequence[Watched], words: dict[str, str], look: tuple[Palette, int]) -> Spec:
    palette, width = look
    colours = {
        "common": palette.muted, "improvement": palette.line, "concern": palette.bad,
        "high": palette.apart, "low": palette.apart,
    }  # fmt: skip
    shapes = dict(zip(KINDS, SHAPES, strict=True))
    present = [kind for kind in KINDS if any(p.is_drawn and p.kind == kind for p in points)]
    names = [words[kind] for kind in present]
    values = [
        {"t": key, "v": point.value, "k": words[point.kind], "ok": point.kind == "common"}
        for key, point in zip(terms.keys(points), points, strict=True)
        if point.is_drawn
    ]
    encoding: Spec = {
        name: {
            "field": "k", "type": "nominal", "legend": legend(names, width - BESIDE),
            "scale": {
                "domain": names,
                "range": [of[kind] for kind in present],
            },
        }
        for name, of in (("color", colours), ("fill", colours), ("shape", shapes))
    }  # fmt: skip
    encoding["y"] = {"field": "v", "type": "quantitative"}
    encoding["size"] = {"condition": {"test": "datum.ok", "value": 34}, "value": 85}
    mark = {"type": "point", "opacity": 1}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _note_layers(points: Sequence[Watched], palette: Palette) -> list[Spec]:
    """Return an upright line with a number at each time when something happened."""
    noted = [(key, p) for key, p in zip(terms.keys(points), points, strict=True) if p.note]
    if not noted:
        return []
    values = [{"t": key, "n": f"{place}"} for place, (key, _p) in enumerate(noted, 1)]
    rule = {"type": "rule", "color": palette.muted, "strokeDash": [2, 2]}
    number = {
        "type": "text", "y": 0, "dy": -7, "fontSize": 10, "fontWeight": "bold",
    }  # fmt: skip
    data = {"values": values}
    return [
        {"data": data, "mark": rule},
        {"data": data, "mark": number, "encoding": {"text": {"field": "n"}}},
    ]


def _unseen(points: Sequence[Watched], palette: Palette) -> Spec:
    """Mark the times whose figure is not shown with a dash at the foot."""
    keyed = zip(terms.keys(points), points, strict=True)
    values = [{"t": key} for key, point in keyed if point.hidden]
    mark = {"type": "text", "text": "—", "y": "height", "dy": -6, "color": palette.muted}
    return {"data": {"values": values}, "mark": mark}
