"""One mark beside another: how many pupils have each pair, and how many have the same twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures.looks import Palette, Spec
from sapat.publish.pictures.pictures import Picture

FIELD, FIELD_NARROW = 62, 50
HIGH = 46


@dataclass(frozen=True)
class Pairs:
    """Counts of pairs of marks, a row of the first judgement each, the best mark first.

    `counts[i][j]` is how many have mark i in the first and j in the second; None is not shown.
    """

    marks: Sequence[str]
    counts: Sequence[Sequence[int | None]]
    first: str = ""
    second: str = ""


def agreement(title: str, pairs: Pairs) -> Picture:
    """Describe how far two judgements of the same pupils agree."""
    first, second = pairs.first or _("Journal"), pairs.second or _("Examination")
    whole = _whole(pairs)
    side = _("%(first)s higher →") % {"first": first}

    def build(palette: Palette, width: int) -> Spec:
        field = FIELD_NARROW if width < 400 else FIELD
        order = list(pairs.marks)
        axis = {
            "domain": False, "ticks": False, "labelFontSize": 13, "labelAngle": 0,
            "titlePadding": 8, "labelPadding": 6,
        }  # fmt: skip
        across = {
            "field": "b", "type": "nominal", "sort": order, "title": second,
            "scale": {"domain": order, "paddingInner": 0.06}, "axis": axis | {"orient": "top"},
        }  # fmt: skip
        down = across | {"field": "a", "title": first, "axis": axis}
        return {
            "width": field * len(order),
            "height": HIGH * len(order),
            "autosize": {"type": "pad"},
            "data": {"values": _cells(pairs)},
            "encoding": {"x": across, "y": down},
            "layer": [_heat(palette), *_numbers(palette), *_sides(pairs, side, palette)],
        }

    sentence = _sentence(pairs, first, second)
    twin = _twin(title, pairs, (first, second))
    return Picture(title, sentence, twin, build, is_empty=not whole)


def _whole(pairs: Pairs) -> int:
    return sum(count or 0 for row in pairs.counts for count in row)


def _sides_of(pairs: Pairs) -> tuple[int, int, int]:
    """Return how many have the same twice, a better first mark, and a worse one."""
    same = raised = lowered = 0
    for at, row in enumerate(pairs.counts):
        for other, count in enumerate(row):
            same += (count or 0) * (at == other)
            raised += (count or 0) * (at < other)
            lowered += (count or 0) * (at > other)
    return same, raised, lowered


def _sentence(pairs: Pairs, first: str, second: str) -> str:
    whole = _whole(pairs)
    if not whole:
        return _("There is no figure to show yet.")
    same, raised, lowered = (
        f"{count} ({figure(100 * count / whole, 0)} %)" for count in _sides_of(pairs)
    )
    facts = {
        "first": first, "second": second, "all": whole,
        "same": same, "raised": raised, "lowered": lowered,
    }  # fmt: skip
    told = _(
        "%(first)s and %(second)s, pairs of marks: %(all)d. The same: %(same)s; %(first)s higher:"
        " %(raised)s; %(first)s lower: %(lowered)s."
    )
    return told % facts


def _twin(title: str, pairs: Pairs, names: tuple[str, str]) -> Table:
    first, second = names
    columns = [
        Column(first, width=14),
        *(Column(mark, Kind.COUNT, over=second) for mark in pairs.marks),
        Column(_("Together"), Kind.COUNT),
    ]
    rows: list[list[Cell]] = []
    for mark, row in zip(pairs.marks, pairs.counts, strict=True):
        total: Cell = Blank.HIDDEN if None in row else sum(count or 0 for count in row)
        rows.append([mark, *(Blank.HIDDEN if count is None else count for count in row), total])
    by_column = list(zip(*pairs.counts, strict=True))
    below: list[Cell] = [
        Blank.HIDDEN if None in column else sum(count or 0 for count in column)
        for column in by_column
    ]
    hidden = any(count is None for row in pairs.counts for count in row)
    rows.append([_("Together"), *below, Blank.HIDDEN if hidden else _whole(pairs)])
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes, frozenset({len(rows) - 1}))


def _cells(pairs: Pairs) -> list[Spec]:
    most = max((count or 0 for row in pairs.counts for count in row), default=0) or 1
    return [
        {
            "a": mark, "b": other, "n": count, "w": "—" if count is None else f"{count}",
            "heat": 0.0 if not count else round(0.12 + 0.88 * count / most, 3),
            "same": at == beside,
        }
        for at, (mark, row) in enumerate(zip(pairs.marks, pairs.counts, strict=True))
        for beside, (other, count) in enumerate(zip(pairs.marks, row, strict=True))
    ]  # fmt: skip


def _heat(palette: Palette) -> Spec:
    """Colour by count; a frame marks the fields where both judgements are the same."""
    opacity = {
        "field": "heat", "type": "quantitative", "legend": None,
        "scale": {"domain": [0, 1], "range": [0, 0.8]},
    }  # fmt: skip
    return {
        "mark": {"type": "rect", "color": palette.line, "cornerRadius": 3},
        "encoding": {
            "fillOpacity": opacity,
            "stroke": {
                "condition": {"test": "datum.same", "value": palette.ink}, "value": palette.grid,
            },
            "strokeWidth": {"condition": {"test": "datum.same", "value": 2}, "value": 1},
        },
    }  # fmt: skip


def _numbers(palette: Palette) -> list[Spec]:
    text = {"text": {"field": "w"}}
    mark = {"type": "text", "fontSize": 13}
    return [
        {
            "transform": [{"filter": "datum.heat <= 0.62"}],
            "mark": mark | {"color": palette.ink},
            "encoding": text,
        },
        {
            "transform": [{"filter": "datum.heat > 0.62"}],
            "mark": mark | {"color": palette.surface, "fontWeight": "bold"},
            "encoding": text,
        },
    ]


def _sides(pairs: Pairs, words: str, palette: Palette) -> list[Spec]:
    """Say which side of the frames is which."""
    wide = len(pairs.marks)
    if wide < 2:
        return []
    mark = {"type": "text", "fontSize": 10, "color": palette.muted}
    return [
        {
            "data": {"values": [{}]},
            "mark": mark | {"text": words, "x": "width", "y": "height", "dy": 14, "align": "right"},
            "encoding": {"x": None, "y": None},
        }
    ]
