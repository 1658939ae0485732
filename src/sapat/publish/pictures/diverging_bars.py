"""Bars to both sides of a middle: agreement beside disagreement, more beside less than before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Beyond, Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import rows
from sapat.publish.pictures.looks import Palette, Spec
from sapat.publish.pictures.pictures import Picture

STEP, BAR = 22, 14
NUMBER = 42
"""What a number takes of the width, about."""


@dataclass(frozen=True)
class Change:
    """By how much a figure changed; `beyond` says that chance does not explain it.

    `better` is True, False, or None where neither side is the better one.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    beyond: bool = False
    better: bool | None = None
    hidden: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether it stands in the picture."""
        return not self.hidden and self.value is not None


@dataclass(frozen=True)
class Since:
    """What a change is counted in, and since when."""

    unit: str = ""
    before: str = ""
    digits: int = 1


def changes(title: str, bars: Sequence[Change], since: Since) -> Picture:
    """Describe what is more and what is less than before; only what is beyond chance is filled."""
    drawn = [bar for bar in bars if bar.is_drawn]
    numbers = [
        figure(bar.value or 0, since.digits, signed=True) + ("*" if bar.beyond else "")
        for bar in drawn
    ]

    def build(palette: Palette, width: int) -> Spec:
        lines = rows.rows([bar.label for bar in drawn], width, STEP)
        reach = _reach(drawn, width)
        x = {
            "field": "v", "type": "quantitative", "title": since.unit or None,
            "scale": {"domain": [-reach, reach], "nice": False},
            "axis": {
                "domain": False, "ticks": False, "tickCount": 5,
                "labelExpr": "datum.value ? format(datum.value, '+,~f') : '0'",
            },
        }  # fmt: skip
        return {
            "height": {"step": lines.step},
            "autosize": {"type": "fit-x", "contains": "padding"},
            "encoding": {"y": lines.axis, "x": x},
            "layer": [
                *lines.names,
                _bars(drawn, palette),
                _whiskers(drawn, palette),
                _zero(palette),
                *_figures(drawn, numbers, palette),
            ],
        }

    sentence = _said(bars, since)
    return Picture(title, sentence, _change_table(title, bars, since), build, is_empty=not drawn)


def _reach(drawn: Sequence[Change], width: int) -> float:
    """Return how far both sides go: alike, with room for the numbers."""
    half = width * 0.3
    ends = [abs(end) for bar in drawn for end in (bar.value, bar.low, bar.high) if end is not None]
    return max(ends, default=1.0) * half / (half - NUMBER) or 1.0


def _said(bars: Sequence[Change], since: Since) -> str:
    drawn = [bar for bar in bars if bar.is_drawn]
    if not drawn:
        return _("There is no figure to show yet.")
    told = []
    up = [bar.label for bar in drawn if bar.beyond and (bar.value or 0) > 0]
    down = [bar.label for bar in drawn if bar.beyond and (bar.value or 0) < 0]
    before = since.before or _("the time before")
    if up:
        words = _("More than in %(before)s, beyond chance: %(groups)s.")
        told.append(words % {"before": before, "groups": ", ".join(up)})
    if down:
        words = _("Less than in %(before)s, beyond chance: %(groups)s.")
        told.append(words % {"before": before, "groups": ", ".join(down)})
    rest = len(drawn) - len(up) - len(down)
    if rest:
        words = _("No difference from %(before)s beyond chance: %(count)d of %(all)d.")
        told.append(words % {"before": before, "count": rest, "all": len(drawn)})
    return " ".join(told)


def _change_table(title: str, bars: Sequence[Change], since: Since) -> Table:
    columns = [
        Column(_("Group"), width=24),
        Column(_("Change"), Kind.CHANGE, digits=since.digits),
        Column(_("Lower end"), Kind.CHANGE, digits=since.digits),
        Column(_("Upper end"), Kind.CHANGE, digits=since.digits),
    ]
    lines: list[list[Cell]] = []
    for bar in bars:
        nothing = Blank.HIDDEN if bar.hidden else Blank.NOTHING
        cells: list[Cell] = [
            nothing if bar.hidden or end is None else end for end in (bar.value, bar.low, bar.high)
        ]
        if bar.is_drawn and bar.beyond and bar.value is not None:
            cells[0] = Beyond(bar.value)
        lines.append([bar.label, *cells])
    notes = (
        [_("* more than chance explains.")] if any(b.beyond and b.is_drawn for b in bars) else []
    )
    if any(bar.hidden for bar in bars):
        notes.append(_("Not shown: the group is too small."))
    return Table(title, columns, lines, notes)


def _bars(drawn: Sequence[Change], palette: Palette) -> Spec:
    """Return the bars: filled beyond chance, pale and edged where chance could explain them."""
    colours = {True: palette.line, False: palette.bad, None: palette.apart}
    values = [
        {
            "g": rows.key(place), "v": bar.value, "from": 0, "sure": bar.beyond,
            "k": str(bar.better),
        }
        for place, bar in enumerate(drawn)
    ]  # fmt: skip
    scale = {
        "domain": [str(kind) for kind in colours],
        "range": list(colours.values()),
    }
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "height": BAR, "strokeWidth": 1.1},
        "encoding": {
            "x": {"field": "from", "type": "quantitative"}, "x2": {"field": "v"},
            "color": {"field": "k", "type": "nominal", "scale": scale, "legend": None},
            "stroke": {"field": "k", "type": "nominal", "scale": scale, "legend": None},
            "fillOpacity": {"condition": {"test": "datum.sure", "value": 0.9}, "value": 0.12},
        },
    }  # fmt: skip


def _whiskers(drawn: Sequence[Change], palette: Palette) -> Spec:
    values = [
        {"g": rows.key(place), "l": bar.low, "h": bar.high}
        for place, bar in enumerate(drawn)
        if bar.low is not None and bar.high is not None
    ]
    mark = {"type": "rule", "strokeWidth": 1.3, "color": palette.ink, "opacity": 0.75}
    encoding = {"x": {"field": "l", "type": "quantitative"}, "x2": {"field": "h"}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _zero(palette: Palette) -> Spec:
    rule = {"type": "rule", "color": palette.ink, "strokeWidth": 1}
    return {"data": {"values": [{"v": 0}]}, "mark": rule, "encoding": {"y": None}}


def _figures(drawn: Sequence[Change], numbers: Sequence[str], palette: Palette) -> list[Spec]:
    """Write each number outside of its bar and of its interval."""
    layers: list[Spec] = []
    for side, align, dx in ((1, "left", 5), (-1, "right", -5)):
        values = []
        for place, (bar, number) in enumerate(zip(drawn, numbers, strict=True)):
            ends = [end for end in (bar.value, bar.low, bar.high) if end is not None]
            own = 1 if (bar.value or 0) >= 0 else -1
            far = max(0.0, *ends) if own > 0 else min(0.0, *ends)
            if own == side:
                values.append({"g": rows.key(place), "v": far, "w": number})
        mark = {"type": "text", "align": align, "dx": dx, "fontSize": 10, "color": palette.ink}
        text = {"text": {"field": "w"}}
        layers.append({"data": {"values": values}, "mark": mark, "encoding": text})
    return layers
