"""What makes up most of it: bars by size and the line of their sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import rows
from sapat.publish.pictures.looks import Palette, Spec
from sapat.publish.pictures.pictures import Picture

STEP, BAR = 26, 15
MOST = 80.0
"""Per cent of the whole that the first few causes usually make up."""


@dataclass(frozen=True)
class Part:
    """A cause and how often it was found; None where it may not be shown."""

    label: str
    count: int | None


def pareto(title: str, parts: Sequence[Part], counted: str = "") -> Picture:
    """Describe which few of many causes make up most of what was found, the greatest first."""
    seen = sorted((part for part in parts if part.count), key=lambda part: -(part.count or 0))
    sums = _sums(seen)
    shares = [f"{figure(share, 0)} %" for share in sums]
    words = {"sum": _("together with those above"), "counted": counted or _("how often")}

    def build(palette: Palette, width: int) -> Spec:
        whole = sum(part.count or 0 for part in seen)
        lines = rows.rows([part.label for part in seen], width, STEP)
        x = {
            "type": "quantitative", "title": words["counted"],
            "scale": {"domain": [0, whole * (1.13 if width > 400 else 1.28)], "nice": False},
            "axis": {"domain": False, "ticks": False, "tickMinStep": 1, "tickCount": 5},
        }  # fmt: skip
        return {
            "height": {"step": lines.step},
            "autosize": {"type": "fit-x", "contains": "padding"},
            "encoding": {"y": lines.axis},
            "layer": [
                *lines.names,
                _bars(seen, x, palette),
                _mark_of_most(whole, palette),
                *_line(seen, shares, words["sum"], palette),
            ],
        }

    return Picture(title, _sentence(seen, sums), _twin(title, parts), build, is_empty=not seen)


def _sums(seen: Sequence[Part]) -> list[float]:
    """Return the part of the whole that each cause and all before it make up, in per cent."""
    whole = sum(part.count or 0 for part in seen)
    reached, found = 0, []
    for part in seen:
        reached += part.count or 0
        found.append(100 * reached / whole)
    return found


def _sentence(seen: Sequence[Part], sums: Sequence[float]) -> str:
    if not seen:
        return _("There is no figure to show yet.")
    first = next(at for at, share in enumerate(sums) if share >= MOST or at == len(sums) - 1)
    facts = {
        "causes": ", ".join(part.label for part in seen[: first + 1]),
        "share": figure(sums[first], 0),
        "count": first + 1,
        "all": len(seen),
    }
    return _("%(count)d of %(all)d make up %(share)s %% of all: %(causes)s.") % facts


def _twin(title: str, parts: Sequence[Part]) -> Table:
    columns = [
        Column(_("Cause"), width=34),
        Column(_("Found"), Kind.COUNT),
        Column(_("Part of the whole, %"), Kind.FIGURE),
        Column(_("Together with those above, %"), Kind.FIGURE),
    ]
    seen = sorted((part for part in parts if part.count), key=lambda part: -(part.count or 0))
    whole = sum(part.count or 0 for part in seen)
    lines: list[list[Cell]] = [
        [part.label, part.count or 0, 100 * (part.count or 0) / whole, share]
        for part, share in zip(seen, _sums(seen), strict=True)
    ]
    none: list[Cell] = [0, Blank.NOTHING, Blank.NOTHING]
    lines += [[part.label, *none] for part in parts if part.count == 0]
    away = [part.label for part in parts if part.count is None]
    lines += [[label, *[Blank.HIDDEN] * 3] for label in away]
    notes = [_("Not shown: the group is too small.")] if away else []
    return Table(title, columns, lines, notes)


def _bars(seen: Sequence[Part], x: Spec, palette: Palette) -> Spec:
    values = [{"g": rows.key(place), "n": part.count} for place, part in enumerate(seen)]
    bar = {
        "mark": {"type": "bar", "height": BAR, "color": palette.line},
        "encoding": {"x": {"field": "n", **x}},
    }
    number = {
        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10},
        "encoding": {
            "x": {"field": "n", "type": "quantitative"},
            "text": {"field": "n", "type": "quantitative", "format": ",d"},
        },
    }
    return {"data": {"values": values}, "layer": [bar, number]}


def _mark_of_most(whole: int, palette: Palette) -> Spec:
    data = {"values": [{"v": whole * MOST / 100}]}
    rule = {"type": "rule", "color": palette.muted, "strokeDash": [4, 3]}
    name = {
        "type": "text", "text": f"{MOST:.0f} %", "y": 0, "dy": -7, "fontSize": 10,
        "color": palette.muted,
    }  # fmt: skip
    x = {"field": "v", "type": "quantitative"}
    return {
        "data": data,
        "encoding": {"x": x, "y": None},
        "layer": [{"mark": rule}, {"mark": name}],
    }


def _line(seen: Sequence[Part], shares: Sequence[str], name: str, palette: Palette) -> list[Spec]:
    """Return the sum as a line downwards on the axis of the bars, its share beside each point."""
    reached, values = 0, []
    for place, (part, share) in enumerate(zip(seen, shares, strict=True)):
        reached += part.count or 0
        values.append({"g": rows.key(place), "s": reached, "w": share if place else "", "k": name})
    data = {"values": values}
    legend = {"orient": "bottom", "title": None, "symbolType": "circle", "offset": 10}
    line = {"type": "line", "color": palette.apart, "strokeWidth": 1.6, "orient": "vertical"}
    dot = {"type": "point", "filled": True, "size": 34, "opacity": 1}
    number = {"type": "text", "align": "left", "dx": 7, "fontSize": 10, "color": palette.apart}
    x = {"field": "s", "type": "quantitative"}
    colour = {
        "field": "k", "type": "nominal", "legend": legend,
        "scale": {"domain": [name], "range": [palette.apart]},
    }  # fmt: skip
    return [
        {"data": data, "mark": line, "encoding": {"x": x}},
        {"data": data, "mark": dot, "encoding": {"x": x, "color": colour}},
        {"data": data, "mark": number, "encoding": {"x": x, "text": {"field": "w"}}},
    ]
