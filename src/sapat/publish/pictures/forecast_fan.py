"""What was, what is likely to come with its doubt, and how past forecasts turned out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels, terms
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import NormLine, Picture

HEIGHT = 280
PLOT = 190
"""Height of the area of the line alone, about: names of norms keep their distance by it."""

BESIDE = 100
"""What the axis and the names at the right take of the width, about."""


@dataclass(frozen=True)
class Moment:
    """A term: what was, what is expected with two intervals, or what had been expected of it.

    A term of the past may carry the forecast that was made for it (`said` and its ends), a term to
    come only `expected`.
    """

    label: str
    year: str = ""
    value: float | None = None
    expected: float | None = None
    low80: float | None = None
    high80: float | None = None
    low95: float | None = None
    high95: float | None = None
    said: float | None = None
    said_low: float | None = None
    said_high: float | None = None
    hidden: bool = False

    @property
    def is_known(self) -> bool:
        """Whether what was stands in the picture."""
        return not self.hidden and self.value is not None

    @property
    def held(self) -> bool | None:
        """Whether the forecast once made held; None where there was none or nothing to compare."""
        if not self.is_known or self.value is None:
            return None
        if self.said_low is None or self.said_high is None:
            return None
        return self.said_low <= self.value <= self.said_high


@dataclass(frozen=True)
class Outlook:
    """The unit, the norm, and why nothing is forecast where nothing is."""

    unit: str = ""
    digits: int = 1
    norm: NormLine | None = None
    refused: str = ""
    least: float | None = None
    most: float | None = None


def forecast_fan(title: str, moments: Sequence[Moment], outlook: Outlook) -> Picture:
    """Describe history, forecast and the record of past forecasts."""
    words = {
        "held": _("an earlier forecast that held"),
        "missed": _("an earlier forecast that did not hold"),
    }
    drawn = [m for m in moments if m.is_known or m.expected is not None]

    def build(palette: Palette, width: int) -> Spec:
        ends = _ends(moments, outlook)
        return {
            "height": HEIGHT,
            "encoding": {"x": terms.axis(moments, width)},
            "layer": [
                *_fan(moments, ends, palette),
                *_norm(outlook, ends, palette),
                *_said(moments, words, (ends, palette, width)),
                *_lines(moments, outlook, (ends, palette)),
                *_names(moments, outlook, (ends, palette)),
                _unseen(moments, palette),
            ],
        }

    sentence = _sentence(moments, outlook)
    return Picture(title, sentence, _twin(title, moments, outlook), build, is_empty=not drawn)


def _sentence(moments: Sequence[Moment], outlook: Outlook) -> str:
    known = [m for m in moments if m.is_known]
    if not known:
        return _("There is no figure to show yet.")
    told = []
    ahead = [m for m in moments if m.expected is not None]
    if ahead:
        first = ahead[0]
        ends = (first.expected, first.low80, first.high80, first.low95, first.high95)
        value, low80, high80, low95, high95 = (
            figure(end, outlook.digits) if end is not None else "—" for end in ends
        )
        facts = {
            "term": terms.whole(first), "value": value, "low80": low80, "high80": high80,
            "low95": low95, "high95": high95, "unit": outlook.unit,
        }  # fmt: skip
        told.append(
            _(
                "Expected for %(term)s: %(value)s %(unit)s; four times of five between %(low80)s"
                " and %(high80)s, nineteen of twenty between %(low95)s and %(high95)s."
            )
            % facts
        )
    judged = [m.held for m in moments if m.held is not None]
    if judged:
        told.append(
            _("Of %(count)d earlier forecasts %(held)d held.")
            % {"count": len(judged), "held": sum(judged)}
        )
    if outlook.refused:
        told.append(outlook.refused)
    return " ".join(told).replace(" ;", ";") or _("Nothing is forecast.")


def _twin(title: str, moments: Sequence[Moment], outlook: Outlook) -> Table:
    low, high = _("Lower end"), _("Upper end")
    heads = (
        (_("What was"), ""), (_("Forecast"), ""),
        (low, "80 %"), (high, "80 %"), (low, "95 %"), (high, "95 %"),
    )  # fmt: skip
    columns = [
        Column(_("Term"), width=18),
        *(Column(name, Kind.FIGURE, digits=outlook.digits, over=over) for name, over in heads),
        Column(_("The forecast held"), width=8),
    ]
    rows: list[list[Cell]] = []
    for m in moments:
        past = m.expected is None
        ends = (
            (m.said, None, None, m.said_low, m.said_high)
            if past
            else (m.expected, m.low80, m.high80, m.low95, m.high95)
        )
        nothing = Blank.HIDDEN if m.hidden else Blank.NOTHING
        value: Cell = m.value if m.is_known and m.value is not None else nothing
        judged = {True: _("yes"), False: _("no"), None: ""}[m.held]
        cells: list[Cell] = [Blank.NOTHING if m.hidden or end is None else end for end in ends]
        rows.append([terms.whole(m), value, *cells, judged])
    hidden = any(m.hidden for m in moments)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _ends(moments: Sequence[Moment], outlook: Outlook) -> tuple[float, float]:
    found = [
        end
        for m in moments
        if not m.hidden
        for end in (m.value, m.expected, m.low95, m.high95, m.said, m.said_low, m.said_high)
    ]
    found.append(outlook.norm.value if outlook.norm else None)
    known = [end for end in found if end is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    low = low - air if outlook.least is None else max(low - air, outlook.least)
    high = high + air if outlook.most is None else min(high + air, outlook.most)
    return (low, high) if low < high else (low - 1, high + 1)


Look = tuple[tuple[float, float], Palette, int]


def _upright(ends: tuple[float, float], field: str = "v") -> Spec:
    scale = {"domain": list(ends), "nice": False, "zero": False, "clamp": True}
    return {"field": field, "type": "quantitative", "scale": scale}


def _keyed(moments: Sequence[Moment]) -> list[tuple[str, Moment]]:
    return list(zip(terms.keys(moments), moments, strict=True))


def _fan(moments: Sequence[Moment], ends: tuple[float, float], palette: Palette) -> list[Spec]:
    """Return the two bands; they open from the last thing known."""
    ahead = [(key, m) for key, m in _keyed(moments) if m.expected is not None]
    if not ahead:
        return []
    known = [(key, m) for key, m in _keyed(moments) if m.is_known]
    layers: list[Spec] = []
    for level, opacity in (("95", 0.16), ("80", 0.3)):
        values = [{"t": key, "l": m.value, "h": m.value} for key, m in known[-1:]]
        values += [
            {"t": key, "l": getattr(m, f"low{level}"), "h": getattr(m, f"high{level}")}
            for key, m in ahead
            if getattr(m, f"low{level}") is not None
        ]
        encoding = {"y": _upright(ends, "l"), "y2": {"field": "h"}}
        area = {"type": "area", "opacity": opacity, "color": palette.line}
        layers.append({"data": {"values": values}, "mark": area, "encoding": encoding})
    return layers


def _names(
    moments: Sequence[Moment], outlook: Outlook, look: tuple[tuple[float, float], Palette]
) -> list[Spec]:
    """Name the norm and the ends of the bands at the right, none over another."""
    (low, high), palette = look
    last = next((m for m in reversed(moments) if m.expected is not None), None)
    lines: list[tuple[float, str, str]] = []
    if last is not None:
        for name, end in (
            ("95 %", last.high95), ("80 %", last.high80),
            ("80 %", last.low80), ("95 %", last.low95),
        ):  # fmt: skip
            if end is not None:
                lines.append((min(max(end, low), high), name, palette.line))
    if outlook.norm is not None:
        lines.append((outlook.norm.value, outlook.norm.label, _colour(outlook.norm, palette)))
    heights = [PLOT * (high - value) / (high - low) for value, _name, _ink in lines]
    layers: list[Spec] = []
    for (value, name, ink), down in zip(lines, labels.moved(heights, labels.LINE), strict=True):
        mark = {
            "type": "text", "text": name, "x": "width", "dx": 4, "dy": down, "align": "left",
            "fontSize": 10, "color": ink,
        }  # fmt: skip
        encoding = {"y": _upright((low, high)), "x": None}
        layers.append({"data": {"values": [{"v": value}]}, "mark": mark, "encoding": encoding})
    return layers


def _lines(
    moments: Sequence[Moment], outlook: Outlook, look: tuple[tuple[float, float], Palette]
) -> list[Spec]:
    """Return what was as a line with points, and the expected as a dashed one that goes on."""
    ends, palette = look
    y = _upright(ends) | {"title": outlook.unit or None}
    y["axis"] = {"tickCount": 6, "domain": False, "ticks": False}
    past = [
        {"t": key, "v": m.value if m.is_known else None}
        for key, m in _keyed(moments)
        if m.expected is None
    ]
    ahead = [{"t": key, "v": m.expected} for key, m in _keyed(moments) if m.expected is not None]
    joined = [each for each in past if each["v"] is not None][-1:] + ahead
    line = {
        "type": "line", "color": palette.line, "strokeWidth": 2,
        "invalid": "break-paths-show-path-domains",
    }  # fmt: skip
    dashed = {"type": "line", "color": palette.line, "strokeWidth": 1.6, "strokeDash": [5, 4]}
    dot = {"type": "point", "filled": True, "size": 40, "opacity": 1, "color": palette.line}
    ring = dot | {"filled": False, "strokeWidth": 1.6, "fill": palette.surface}
    seen = [each for each in past if each["v"] is not None]
    layers: list[tuple[Sequence[object], Spec]] = [
        (past, line), (joined if ahead else [], dashed), (seen, dot), (ahead, ring),
    ]  # fmt: skip
    return [
        {"data": {"values": values}, "mark": mark, "encoding": {"y": y}} for values, mark in layers
    ]


def _said(moments: Sequence[Moment], words: dict[str, str], look: Look) -> list[Spec]:
    """Return what had been forecast of past terms, told apart by whether it held."""
    ends, palette, width = look
    values = [
        {
            "t": key, "v": m.said, "l": m.said_low, "h": m.said_high,
            "k": words["held" if m.held else "missed"],
        }
        for key, m in _keyed(moments)
        if m.said is not None and m.expected is None and m.held is not None
    ]  # fmt: skip
    if not values:
        return []
    present = [kind for kind in ("held", "missed") if any(v["k"] == words[kind] for v in values)]
    names = [words[kind] for kind in present]
    colours = {"held": palette.muted, "missed": palette.bad}
    shapes = {"held": "stroke", "missed": "diamond"}
    encoding: Spec = {
        name: {
            "field": "k", "type": "nominal",
            "legend": legend(names, width - BESIDE),
            "scale": {
                "domain": names,
                "range": [of[kind] for kind in present],
            },
        }
        for name, of in (("color", colours), ("shape", shapes))
    }  # fmt: skip
    data = {"values": values}
    colour = {"color": encoding["color"]}
    whisker = {"y": _upright(ends, "l"), "y2": {"field": "h"}} | colour
    mark = {"type": "point", "size": 90, "strokeWidth": 2, "filled": False, "opacity": 1}
    rule = {"type": "rule", "strokeWidth": 1.4}
    return [
        {
            "resolve": {"scale": {"color": "shared", "shape": "shared"}},
            "layer": [
                {"data": data, "mark": rule, "encoding": whisker},
                {"data": data, "mark": mark, "encoding": {"y": _upright(ends), **encoding}},
            ],
        }
    ]


def _colour(norm: NormLine, palette: Palette) -> str:
    colours = {"target": palette.good, "ok": palette.warning, "alarm": palette.bad}
    return colours[norm.role]


def _norm(outlook: Outlook, ends: tuple[float, float], palette: Palette) -> list[Spec]:
    if outlook.norm is None:
        return []
    colour = _colour(outlook.norm, palette)
    rule = {"type": "rule", "color": colour, "strokeDash": [8, 3], "strokeWidth": 1.3}
    encoding = {"y": _upright(ends), "x": None}
    return [{"data": {"values": [{"v": outlook.norm.value}]}, "mark": rule, "encoding": encoding}]


def _unseen(moments: Sequence[Moment], palette: Palette) -> Spec:
    values = [{"t": key} for key, m in _keyed(moments) if m.hidden]
    mark = {"type": "text", "text": "—", "y": "height", "dy": -6, "color": palette.muted}
    return {"data": {"values": values}, "mark": mark}
