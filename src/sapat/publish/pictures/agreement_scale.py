"""Answers on a scale of agreement: to the right who agrees, to the left who does not."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import rows
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import Picture, Pile

STEP, BAR = 26, 17
LEAST_WITH_NUMBER = 0.07
"""A narrower part of a bar has no room for its percentage."""
COLOURS = {
    2: ("#c2762b", "#2166ac"),
    3: ("#c2762b", "#d3d7dc", "#2166ac"),
    4: ("#9a5513", "#f0c48d", "#92c5de", "#2166ac"),
    5: ("#9a5513", "#f0c48d", "#d3d7dc", "#92c5de", "#2166ac"),
}
"""From disagreement to agreement; brown and blue, which the colour-blind tell apart."""
INK = {"#9a5513": "#ffffff", "#c2762b": "#111827", "#2166ac": "#ffffff"}
DARK = "#111827"


def agreement_scale(title: str, piles: Sequence[Pile], answers: Sequence[str]) -> Picture:
    """Describe answers from the most negative to the most positive, two to five of them.

    With an odd number the one in the middle is neutral and stands astride the zero. The counts of
    a pile that may not be shown are None.
    """
    shares = [_shares(pile) for pile in piles]
    firm = [share for share in shares if share]

    def build(palette: Palette, width: int) -> Spec:
        lines = rows.rows([pile.label for pile in piles], width, STEP)
        left, right = _reach(firm)
        x = {
            "type": "quantitative", "title": None, "scale": {"domain": [-left, right]},
            "axis": {
                "domain": False, "ticks": False, "orient": "top", "labelOverlap": True,
                "tickCount": 6 if width > 400 else 3,
                "labelExpr": "format(abs(datum.value), '.0%')",
            },
        }  # fmt: skip
        return {
            "height": {"step": lines.step},
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {"values": _parts(shares, answers)},
            "encoding": {"y": lines.axis},
            "resolve": {"scale": {"color": "independent"}},
            "layer": [
                *lines.names,
                _bars(answers, x, width),
                _numbers(answers),
                {
                    "data": {"values": [{"v": 0}]},
                    "mark": {"type": "rule", "color": palette.ink, "strokeWidth": 1},
                    "encoding": {"x": {"field": "v", "type": "quantitative"}, "y": None},
                },
                _unseen(piles, shares, palette),
            ],
        }

    sentence = _sentence(piles, answers)
    return Picture(title, sentence, _twin(title, piles, answers), build, is_empty=not firm)


def _shares(pile: Pile) -> list[float]:
    whole = sum(pile.counts or ())
    return [count / whole for count in pile.counts or ()] if whole else []


def _split(shares: Sequence[float]) -> tuple[float, float]:
    """Return what lies left and right of the zero: the neutral answer half on each side."""
    half, odd = divmod(len(shares), 2)
    middle = shares[half] / 2 if odd else 0.0
    return sum(shares[:half]) + middle, sum(shares[half + odd :]) + middle


def _reach(firm: Sequence[Sequence[float]]) -> tuple[float, float]:
    sides = [_split(shares) for shares in firm] or [(0.5, 0.5)]
    left, right = (max(side[at] for side in sides) for at in (0, 1))
    return min(1.0, left + 0.04), min(1.0, right + 0.04)


def _sentence(piles: Sequence[Pile], answers: Sequence[str]) -> str:
    counts = [pile.counts for pile in piles if pile.counts]
    totals = [sum(each[place] for each in counts) for place in range(len(answers))]
    whole = sum(totals)
    if not whole:
        return _("There is no figure to show yet.")
    half, odd = divmod(len(answers), 2)
    facts = {
        "no": figure(100 * sum(totals[:half]) / whole, 0),
        "yes": figure(100 * sum(totals[half + odd :]) / whole, 0),
        "middle": figure(100 * totals[half] / whole, 0),
    }
    if odd:
        told = _("In the lines shown, together: positive %(yes)s %%, neutral %(middle)s %%,"
                 " negative %(no)s %%.")  # fmt: skip
    else:
        told = _("In the lines shown, together: positive %(yes)s %%, negative %(no)s %%.")
    return told % facts


def _twin(title: str, piles: Sequence[Pile], answers: Sequence[str]) -> Table:
    columns = [
        Column(_("Question"), width=30),
        *(Column(answer, Kind.COUNT) for answer in answers),
        Column(_("Answers"), Kind.COUNT),
    ]
    nothing: list[Cell] = [Blank.HIDDEN] * (len(answers) + 1)
    lines: list[list[Cell]] = [
        [pile.label, *(nothing if pile.counts is None else [*pile.counts, sum(pile.counts)])]
        for pile in piles
    ]
    hidden = any(pile.counts is None for pile in piles)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, lines, notes)


def _parts(shares: Sequence[Sequence[float]], answers: Sequence[str]) -> list[Spec]:
    found: list[Spec] = []
    for row, of_row in enumerate(shares):
        reached = -_split(of_row)[0] if of_row else 0.0
        for place, share in enumerate(of_row):
            found.append(
                {
                    "g": rows.key(row), "c": answers[place], "s": share,
                    "from": reached, "to": reached + share, "m": reached + share / 2,
                }
            )  # fmt: skip
            reached += share
    return found


def _bars(answers: Sequence[str], x: Spec, width: int) -> Spec:
    names = list(answers)
    return {
        "mark": {"type": "bar", "height": BAR},
        "encoding": {
            "x": {"field": "from", **x},
            "x2": {"field": "to"},
            "color": {
                "field": "c", "type": "nominal", "sort": names,
                "scale": {"domain": names, "range": list(COLOURS[len(names)])},
                "legend": legend(names, int(width * 0.6)),
            },
        },
    }  # fmt: skip


def _numbers(answers: Sequence[str]) -> Spec:
    names = list(answers)
    ink = [INK.get(colour, DARK) for colour in COLOURS[len(names)]]
    return {
        "transform": [{"filter": f"datum.s > {LEAST_WITH_NUMBER}"}],
        "mark": {"type": "text", "fontSize": 10},
        "encoding": {
            "x": {"field": "m", "type": "quantitative"},
            "text": {"field": "s", "type": "quantitative", "format": ".0%"},
            "color": {
                "field": "c", "type": "nominal", "scale": {"domain": names, "range": ink},
                "legend": None,
            },
        },
    }  # fmt: skip


def _unseen(piles: Sequence[Pile], shares: Sequence[Sequence[float]], palette: Palette) -> Spec:
    values = [
        {"g": rows.key(place)}
        for place, (pile, known) in enumerate(zip(piles, shares, strict=True))
        if pile.counts is None or not known
    ]
    mark = {"type": "text", "text": "—", "x": 6, "color": palette.muted, "align": "left"}
    return {"data": {"values": values}, "mark": mark}
