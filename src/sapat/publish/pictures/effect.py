"""Before and after an action: what was, what would have been without it, and the gap between."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels, terms
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import Picture

HEIGHT = 270
GAPS = "break-paths-show-path-domains"


@dataclass(frozen=True)
class Step:
    """A term: the figure, what the model says of it, and what it says without the action.

    `without` and its ends are known from the start of the action on.
    """

    label: str
    year: str = ""
    value: float | None = None
    fitted: float | None = None
    without: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False

    @property
    def is_known(self) -> bool:
        """Whether what was stands in the picture."""
        return not self.hidden and self.value is not None


@dataclass(frozen=True)
class Action:
    """The action: its name, the place of its first term, the gap it made, and the verdict on it."""

    name: str
    start: int
    unit: str = ""
    digits: int = 1
    gap: float | None = None
    gap_low: float | None = None
    gap_high: float | None = None
    verdict: str = ""


def effect(title: str, steps: Sequence[Step], action: Action) -> Picture:
    """Describe whether a figure moved after an action beyond where it was going anyway."""
    words = {
        "was": _("what was"),
        "fitted": _("its course"),
        "without": _("expected without the action"),
        "start": labels.short(action.name, 44),
    }
    known = [step for step in steps if step.is_known]

    def build(palette: Palette, width: int) -> Spec:
        ends = _ends(steps)
        return {
            "height": HEIGHT,
            "encoding": {"x": terms.axis(steps, width)},
            "layer": [
                *_bands(steps, action, ends, palette),
                _start(steps, action, words["start"], palette),
                _line_layers(steps, words, (action, ends, palette, width)),
                _dots(steps, ends, palette),
                _unseen(steps, palette),
            ],
        }

    sentence = _sentence(known, steps, action)
    return Picture(title, sentence, _twin(title, steps, action), build, is_empty=not known)


def _sentence(known: Sequence[Step], steps: Sequence[Step], action: Action) -> str:
    if not known:
        return _("There is no figure to show yet.")
    told = []
    if 0 <= action.start < len(steps):
        facts = {"action": action.name, "term": terms.whole(steps[action.start])}
        told.append(_("The action “%(action)s” began in %(term)s.") % facts)
    if action.gap is not None:
        facts = {
            "gap": figure(action.gap, action.digits, signed=True), "unit": action.unit,
        }  # fmt: skip
        if action.gap_low is not None and action.gap_high is not None:
            facts["low"] = figure(action.gap_low, action.digits, signed=True)
            facts["high"] = figure(action.gap_high, action.digits, signed=True)
            words = _(
                "Since then the figure differs from what was expected without it by %(gap)s"
                " %(unit)s on average (from %(low)s to %(high)s)."
            )
        else:
            words = _(
                "Since then the figure differs from what was expected without it by %(gap)s"
                " %(unit)s on average."
            )
        told.append(words % facts)
    return " ".join([*told, action.verdict]).replace(" .", ".").strip()


def _twin(title: str, steps: Sequence[Step], action: Action) -> Table:
    heads = (
        _("What was"), _("Expected without the action"), _("Lower end"), _("Upper end"), _("Gap"),
    )  # fmt: skip
    kinds = (Kind.FIGURE, Kind.FIGURE, Kind.FIGURE, Kind.FIGURE, Kind.CHANGE)
    columns = [
        Column(_("Term"), width=18),
        *(
            Column(head, kind, digits=action.digits)
            for head, kind in zip(heads, kinds, strict=True)
        ),
    ]
    rows: list[list[Cell]] = []
    for step in steps:
        nothing = Blank.HIDDEN if step.hidden else Blank.NOTHING
        value: Cell = step.value if step.is_known and step.value is not None else nothing
        ends: list[Cell] = [
            Blank.NOTHING if end is None else end for end in (step.without, step.low, step.high)
        ]
        gap: Cell = nothing
        if step.is_known and step.value is not None and step.without is not None:
            gap = step.value - step.without
        rows.append([terms.whole(step), value, *ends, gap])
    hidden = any(step.hidden for step in steps)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _ends(steps: Sequence[Step]) -> tuple[float, float]:
    found = [step.value for step in steps if step.is_known]
    found += [end for s in steps for end in (s.fitted, s.without, s.low, s.high)]
    known = [end for end in found if end is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    air = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    return low - air, high + air


def _upright(ends: tuple[float, float], field: str) -> Spec:
    scale = {"domain": list(ends), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale}


def _bands(
    steps: Sequence[Step], action: Action, ends: tuple[float, float], palette: Palette
) -> list[Spec]:
    """Return the doubt of the expected, and the gap between it and the course since the start."""
    keyed = list(zip(terms.keys(steps), steps, strict=True))
    doubt = [
        {"t": key, "l": s.low, "h": s.high}
        for key, s in keyed
        if s.low is not None and s.high is not None
    ]
    gap = [
        {"t": key, "l": s.without, "h": s.fitted}
        for key, s in keyed[action.start :]
        if s.without is not None and s.fitted is not None
    ]
    layers: list[Spec] = []
    for values, colour, opacity in ((doubt, palette.muted, 0.15), (gap, palette.apart, 0.2)):
        area = {"type": "area", "color": colour, "opacity": opacity}
        encoding = {"y": _upright(ends, "l"), "y2": {"field": "h"}}
        layers.append({"data": {"values": values}, "mark": area, "encoding": encoding})
    return layers


def _start(steps: Sequence[Step], action: Action, name: str, palette: Palette) -> Spec:
    """Mark the first term of the action; the name turns inwards from the nearer edge."""
    values = [{"t": key} for key in terms.keys(steps)[action.start : action.start + 1]]
    rule = {"type": "rule", "color": palette.apart, "strokeDash": [5, 3], "strokeWidth": 1.3}
    late = action.start > len(steps) / 2
    label = {
        "type": "text", "text": name, "y": 0, "dy": -7, "fontSize": 10, "color": palette.apart,
        "align": "right" if late else "left",
    }  # fmt: skip
    return {"data": {"values": values}, "layer": [{"mark": rule}, {"mark": label}]}


def _line_layers(
    steps: Sequence[Step],
    words: dict[str, str],
    look: tuple[Action, tuple[float, float], Palette, int],
) -> Spec:
    action, ends, palette, width = look
    keyed = list(zip(terms.keys(steps), steps, strict=True))
    courses = {
        "was": [(key, s.value if s.is_known else None) for key, s in keyed],
        "fitted": [(key, s.fitted) for key, s in keyed],
        "without": [(key, s.without) for key, s in keyed],
    }
    present = [kind for kind, of in courses.items() if any(v is not None for _key, v in of)]
    names = [words[kind] for kind in present]
    colours = {"was": palette.line, "fitted": palette.apart, "without": palette.muted}
    dashes = {"was": [1, 0], "fitted": [1, 0], "without": [6, 4]}
    key_of = legend(names, width - 60) | {"symbolType": "stroke", "symbolStrokeWidth": 2}
    y = _upright(ends, "v") | {"title": action.unit or None}
    y["axis"] = {"tickCount": 6, "domain": False, "ticks": False}
    encoding: Spec = {
        channel: {
            "field": "k", "type": "nominal", "legend": key_of,
            "scale": {"domain": names, "range": [of[kind] for kind in present]},
        }
        for channel, of in (("color", colours), ("strokeDash", dashes))
    }  # fmt: skip
    values = [
        {"t": key, "v": value, "k": words[kind], "side": side}
        for kind in present
        for side, part in _parts(courses[kind], action.start if kind == "fitted" else 0)
        for key, value in part
    ]
    mark = {"type": "line", "strokeWidth": 1.8, "invalid": GAPS}
    detail = {"detail": {"field": "side", "type": "nominal"}}
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": y, **encoding, **detail}}


def _parts(
    course: list[tuple[str, float | None]], start: int
) -> list[tuple[int, list[tuple[str, float | None]]]]:
    """Part a course at the start of the action: it may jump there."""
    return [(0, course[:start]), (1, course[start:])]


def _dots(steps: Sequence[Step], ends: tuple[float, float], palette: Palette) -> Spec:
    values = [
        {"t": key, "v": step.value}
        for key, step in zip(terms.keys(steps), steps, strict=True)
        if step.is_known
    ]
    mark = {"type": "point", "filled": True, "size": 40, "opacity": 1, "color": palette.line}
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": _upright(ends, "v")}}


def _unseen(steps: Sequence[Step], palette: Palette) -> Spec:
    keyed = zip(terms.keys(steps), steps, strict=True)
    values = [{"t": key} for key, step in keyed if step.hidden]
    mark = {"type": "text", "text": "—", "y": "height", "dy": -6, "color": palette.muted}
    return {"data": {"values": values}, "mark": mark}
