"""A figure over the terms: a line with its interval, the norm, gaps, and what is not shown."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels, terms
from sapat.publish.pictures.looks import Palette, Spec
from sapat.publish.pictures.pictures import NormLine, Picture, Point

HEIGHT = 240
PLOT = 170
"""Height of the area of the line alone, about, in points: labels of norms keep their distance."""
APART = 13
NARROW_BELOW = 400
CROWDED, CROWDED_NARROW = 14, 6
"""With more terms than these only the first and the last figure are written out."""
DASHES = {"target": [6, 3], "ok": [1, 0], "alarm": [2, 3]}


def history(
    title: str,
    points: Sequence[Point],
    norms: Sequence[NormLine] = (),
    *,
    unit: str = "",
    bounds: tuple[float | None, float | None] = (None, None),
    digits: int = 1,
) -> Picture:
    """Describe how a figure went; `bounds` are the least and the greatest that are possible."""

    def build(palette: Palette, width: int) -> Spec:
        low, high = _domain(points, norms, bounds)
        scale = {"domain": [low, high], "nice": False, "zero": False}
        y = {"field": "v", "type": "quantitative", "scale": scale, "title": unit or None}
        y["axis"] = {"tickCount": 6, "domain": False, "ticks": False}
        return {
            "height": HEIGHT,
            "encoding": {"x": terms.axis(points, width)},
            "layer": [
                *_norm_layers(norms, palette, scale, narrow=width < NARROW_BELOW),
                *_band(points, palette, scale),
                _line(points, palette, y),
                _dots(points, palette, y, (digits, width < NARROW_BELOW)),
                _unseen(points, palette),
            ],
        }

    return Picture(title, _sentence(points, unit, digits), _twin(title, points, digits), build)


def _sentence(points: Sequence[Point], unit: str, digits: int) -> str:
    """Say in one sentence what the picture shows."""
    seen = [point for point in points if point.value is not None]
    if not seen:
        return _("There is no figure to show yet.")
    first, last = seen[0], seen[-1]
    facts = {
        "count": len(seen),
        "last": figure(last.value or 0, digits),
        "last_term": terms.whole(last),
        "unit": unit,
    }
    if len(seen) == 1:
        return " ".join((_("%(last_term)s: %(last)s %(unit)s.") % facts).split()).replace(" .", ".")
    facts |= {"first": figure(first.value or 0, digits), "first_term": terms.whole(first)}
    sentence = ngettext(
        "%(count)d term: from %(first)s (%(first_term)s) to %(last)s (%(last_term)s) %(unit)s.",
        "%(count)d terms: from %(first)s (%(first_term)s) to %(last)s (%(last_term)s) %(unit)s.",
        len(seen),
    )
    return (sentence % facts).replace(" .", ".")


def _twin(title: str, points: Sequence[Point], digits: int) -> Table:
    columns = [
        Column(_("Term"), width=18),
        Column(_("Value"), Kind.FIGURE, digits=digits),
        Column(_("Lower end"), Kind.FIGURE, digits=digits),
        Column(_("Upper end"), Kind.FIGURE, digits=digits),
    ]
    rows: list[list[Cell]] = []
    for point in points:
        nothing = Blank.HIDDEN if point.hidden else Blank.NOTHING
        ends = [nothing if end is None else end for end in (point.value, point.low, point.high)]
        rows.append([terms.whole(point), *ends])
    hidden = any(point.hidden for point in points)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _domain(
    points: Sequence[Point], norms: Sequence[NormLine], bounds: tuple[float | None, float | None]
) -> tuple[float, float]:
    """Return the ends of the upright axis: all that is drawn, with air, within what is possible."""
    ends = [
        end
        for point in points
        for end in (point.value, point.low, point.high)
        if end is not None and not point.hidden
    ]
    ends += [norm.value for norm in norms]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    least, most = bounds
    floor = low - air if least is None else max(low - air, least)
    roof = high + air if most is None else min(high + air, most)
    return (floor, roof) if floor < roof else (floor - 1, roof + 1)


def _line(points: Sequence[Point], palette: Palette, y: Spec) -> Spec:
    values = [
        {"t": key, "v": None if point.hidden else point.value}
        for key, point in zip(terms.keys(points), points, strict=True)
    ]
    gaps = "break-paths-show-path-domains"
    mark = {"type": "line", "color": palette.line, "strokeWidth": 2, "invalid": gaps}
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": y}}


def _dots(points: Sequence[Point], palette: Palette, y: Spec, look: tuple[int, bool]) -> Spec:
    digits, narrow = look
    seen = [
        (key, point.value)
        for key, point in zip(terms.keys(points), points, strict=True)
        if point.value is not None and not point.hidden
    ]
    crowded = len(points) > (CROWDED_NARROW if narrow else CROWDED)
    values = [
        {
            "t": key, "v": value, "below": _is_valley([other for _, other in seen], place),
            "said": not crowded or place in {0, len(seen) - 1},
        }
        for place, (key, value) in enumerate(seen)
    ]  # fmt: skip
    dot = {"type": "point", "filled": True, "opacity": 1, "size": 45, "color": palette.line}
    return {
        "data": {"values": values},
        "encoding": {"y": y},
        "layer": [
            {"mark": dot},
            _numbers("datum.said && !datum.below", -11, digits),
            _numbers("datum.said && datum.below", 12, digits),
        ],
    }


def _numbers(which: str, away: int, digits: int) -> Spec:
    number = {"field": "v", "type": "quantitative", "format": f",.{digits}f"}
    mark = {"type": "text", "dy": away, "fontSize": 10}
    return {"transform": [{"filter": which}], "mark": mark, "encoding": {"text": number}}


def _is_valley(values: Sequence[float], place: int) -> bool:
    """Whether the line comes down to the point and goes up from it: no room for a number above."""
    around = [*values[max(0, place - 1) : place], *values[place + 1 : place + 2]]
    return bool(around) and all(value > values[place] for value in around)


def _band(points: Sequence[Point], palette: Palette, scale: Spec) -> list[Spec]:
    """Return the interval: one area for each stretch without gaps, a bar where it has one term."""
    layers: list[Spec] = []
    for stretch in _stretches(points):
        values = [{"t": key, "l": low, "h": high} for key, low, high in stretch]
        kind = "area" if len(stretch) > 1 else "rule"
        mark = {"type": kind, "color": palette.line, "opacity": 0.16}
        if kind == "rule":
            mark["strokeWidth"] = 8
        ends = {
            "y": {"field": "l", "type": "quantitative", "scale": scale},
            "y2": {"field": "h"},
        }
        layers.append({"data": {"values": values}, "mark": mark, "encoding": ends})
    return layers


def _stretches(points: Sequence[Point]) -> list[list[tuple[str, float, float]]]:
    found: list[list[tuple[str, float, float]]] = [[]]
    for key, point in zip(terms.keys(points), points, strict=True):
        if point.value is None or point.low is None or point.high is None or point.hidden:
            found.append([])
        else:
            found[-1].append((key, point.low, point.high))
    return [stretch for stretch in found if stretch]


def _norm_layers(
    norms: Sequence[NormLine], palette: Palette, scale: Spec, *, narrow: bool
) -> list[Spec]:
    colours = {"target": palette.good, "ok": palette.warning, "alarm": palette.bad}
    layers: list[Spec] = []
    for norm, moved in zip(norms, _moves(norms, scale), strict=True):
        line = {
            "type": "rule", "color": colours[norm.role], "strokeDash": DASHES[norm.role],
            "strokeWidth": 1.2, "opacity": 0.9,
        }  # fmt: skip
        label = {
            "type": "text", "text": norm.label, "x": "width", "dx": 4, "dy": moved,
            "align": "left", "baseline": "middle", "fontSize": 9 if narrow else 10,
            "color": colours[norm.role],
        }  # fmt: skip
        at = {"y": {"field": "v", "type": "quantitative", "scale": scale}, "x": None}
        values = {"values": [{"v": norm.value}]}
        layers += [
            {"data": values, "mark": line, "encoding": at},
            {"data": values, "mark": label, "encoding": at},
        ]
    return layers


def _moves(norms: Sequence[NormLine], scale: Spec) -> list[float]:
    """Return by how much each label moves down so that neighbours do not cover each other."""
    low, high = scale["domain"]
    heights = [PLOT * (high - norm.value) / (high - low) for norm in norms]
    return labels.moved(heights, APART)


def _unseen(points: Sequence[Point], palette: Palette) -> Spec:
    """Mark the terms whose figure is not shown with a dash at the foot."""
    keys = zip(terms.keys(points), points, strict=True)
    values = [{"t": key} for key, point in keys if point.hidden]
    mark = {"type": "text", "text": "—", "y": "height", "dy": -6, "color": palette.muted}
    return {"data": {"values": values}, "mark": mark}
