"""How groups divide into categories: one bar a group, a share a category."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures.looks import INK_ON_MARKS, Palette, Spec
from sapat.publish.pictures.pictures import Picture, Pile

BAR = 22
LEAST_WITH_NUMBER = 0.07
"""A narrower part of a bar has no room for its percentage."""


def distribution(title: str, piles: Sequence[Pile], categories: Sequence[str]) -> Picture:
    """Describe groups of counts; at most five categories, the best first."""

    def build(palette: Palette, width: int) -> Spec:
        return {
            "height": {"step": BAR},
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {"values": _parts(piles, categories)},
            "encoding": {
                "y": {
                    "field": "g", "type": "nominal", "sort": [pile.label for pile in piles],
                    "title": None, "scale": {"domain": [pile.label for pile in piles]},
                    "axis": {"labelLimit": width // 4, "domain": False, "ticks": False},
                },
            },
            "resolve": {"scale": {"color": "independent"}},
            "layer": [
                _bars(categories, palette, width),
                _numbers(categories),
                _unseen(piles, palette),
            ],
        }  # fmt: skip

    return Picture(title, _sentence(piles, categories), _twin(title, piles, categories), build)


def _sentence(piles: Sequence[Pile], categories: Sequence[str]) -> str:
    seen = [pile.counts for pile in piles if pile.counts]
    totals = [sum(counts[place] for counts in seen) for place in range(len(categories))]
    whole = sum(totals)
    if not whole:
        return _("There is no figure to show yet.")
    shares = ", ".join(
        f"{name} – {figure(100 * count / whole)} %"
        for name, count in zip(categories, totals, strict=True)
        if count
    )
    return _("In the groups shown, together: %(shares)s.") % {"shares": shares}


def _twin(title: str, piles: Sequence[Pile], categories: Sequence[str]) -> Table:
    columns = [Column(_("Group"), width=14), *(Column(name, Kind.COUNT) for name in categories)]
    nothing: list[Cell] = [Blank.HIDDEN] * len(categories)
    rows: list[list[Cell]] = [
        [pile.label, *(nothing if pile.counts is None else pile.counts)] for pile in piles
    ]
    hidden = any(pile.counts is None for pile in piles)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _parts(piles: Sequence[Pile], categories: Sequence[str]) -> list[Spec]:
    found: list[Spec] = []
    for pile in piles:
        whole = sum(pile.counts or ())
        reached = 0
        for place, count in enumerate(pile.counts or ()):
            share = count / whole if whole else 0.0
            found.append(
                {
                    "g": pile.label, "c": categories[place], "i": place, "s": share,
                    "from": reached / whole if whole else 0.0,
                    "to": (reached + count) / whole if whole else 0.0,
                    "m": (reached + count / 2) / whole if whole else 0.0,
                }
            )  # fmt: skip
            reached += count
    return found


def _bars(categories: Sequence[str], palette: Palette, width: int) -> Spec:
    names = list(categories)
    percent = {"format": ".0%", "tickCount": 5, "domain": False, "orient": "top"}
    scale = {"domain": names, "range": list(palette.marks[: len(names)])}
    legend = {"orient": "bottom", "title": None, "columns": max(1, width // 130), "labelLimit": 160}
    return {
        "mark": {"type": "bar", "height": BAR - 6},
        "encoding": {
            "x": {
                "field": "from", "type": "quantitative", "title": None, "axis": percent,
                "scale": {"domain": [0, 1]},
            },
            "x2": {"field": "to"},
            "color": {
                "field": "c", "type": "nominal", "sort": names, "scale": scale, "legend": legend,
            },
        },
    }  # fmt: skip


def _numbers(categories: Sequence[str]) -> Spec:
    names = list(categories)
    ink = {"domain": names, "range": list(INK_ON_MARKS[: len(names)])}
    return {
        "transform": [{"filter": f"datum.s > {LEAST_WITH_NUMBER}"}],
        "mark": {"type": "text", "fontSize": 10},
        "encoding": {
            "x": {"field": "m", "type": "quantitative"},
            "text": {"field": "s", "type": "quantitative", "format": ".0%"},
            "color": {"field": "c", "type": "nominal", "scale": ink, "legend": None},
        },
    }


def _unseen(piles: Sequence[Pile], palette: Palette) -> Spec:
    values = [{"g": pile.label} for pile in piles if pile.counts is None]
    mark = {"type": "text", "text": "—", "x": 6, "color": palette.muted, "align": "left"}
    return {"data": {"values": values}, "mark": mark}
