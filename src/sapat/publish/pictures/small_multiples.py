"""Many little lines, one a group, on one scale or each on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels
from sapat.publish.pictures.looks import Palette, Spec
from sapat.publish.pictures.pictures import Picture

ACROSS, ACROSS_NARROW = 4, 2
GAP = 18.0
NAME, BODY, FOOT = 18.0, 46.0, 16.0
NUMBER = 34.0
"""What the last figure takes of the width beside its line."""
BOLD, TINY = 7.2, 4.9
"""Widths of a letter of a name and of a term, about."""


@dataclass(frozen=True)
class Little:
    """A group's figures in the order of the terms; None is a gap. `hidden`: too small to show."""

    label: str
    values: Sequence[float | None] = ()
    hidden: bool = False

    @property
    def known(self) -> list[float]:
        """Return its figures without the gaps."""
        return [] if self.hidden else [value for value in self.values if value is not None]


@dataclass(frozen=True)
class Grid:
    """How the little lines are drawn: their terms, unit and scale; `line` is a norm of them all."""

    terms: Sequence[str]
    unit: str = ""
    digits: int = 1
    common: bool = True
    line: float | None = None
    line_name: str = ""


@dataclass(frozen=True)
class _Place:
    """The corner of one little line's field, in points, and its size."""

    left: float
    top: float
    width: float


def small_multiples(title: str, groups: Sequence[Little], grid: Grid) -> Picture:
    """Describe how a figure went in each of many groups, so that their ways can be compared."""
    firm = [group for group in groups if group.known]
    ends = [
        (figure(min(group.known), grid.digits), figure(max(group.known), grid.digits))
        if group.known
        else ("", "")
        for group in groups
    ]
    lasts = [
        figure(group.values[-1], grid.digits)
        if group.known and group.values[-1] is not None
        else "—"
        for group in groups
    ]

    def build(palette: Palette, width: int) -> Spec:
        across = ACROSS_NARROW if width < 400 else ACROSS
        places, height = _places(len(groups), across, width, common=grid.common)
        domains = [_domain(group, groups, grid) for group in groups]
        return {
            "height": height,
            "autosize": {"type": "none"},
            "encoding": {
                "x": _plain("x", [0, width]), "y": _plain("y", [height, 0]),
            },
            "layer": [
                *_norm(places, domains, grid, palette),
                _lines(groups, places, domains, palette),
                _dots(groups, places, domains, palette),
                _words(groups, places, lasts, palette),
                *([] if grid.common else [_own_ends(places, ends, palette)]),
                _terms(places, across, grid, palette),
            ],
        }  # fmt: skip

    sentence = _sentence(groups, grid)
    return Picture(title, sentence, _twin(title, groups, grid), build, is_empty=not firm)


def _sentence(groups: Sequence[Little], grid: Grid) -> str:
    compared = [group.known for group in groups if len(group.known) > 1]
    if not any(group.known for group in groups):
        return _("There is no figure to show yet.")
    told = []
    if grid.terms and len(grid.terms) > 1:
        told.append(
            _("%(first)s – %(last)s: lines higher at the end than at the start – %(up)d,"
              " lower – %(down)d, the same – %(same)d.")
            % {
                "first": grid.terms[0], "last": grid.terms[-1],
                "up": sum(known[-1] > known[0] for known in compared),
                "down": sum(known[-1] < known[0] for known in compared),
                "same": sum(known[-1] == known[0] for known in compared),
            }
        )  # fmt: skip
    told.append(
        _("All lines have one scale.") if grid.common else _("Each line has a scale of its own.")
    )
    told.append(_("The picture does not say which change is more than chance."))
    return " ".join(told)


def _twin(title: str, groups: Sequence[Little], grid: Grid) -> Table:
    columns = [
        Column(_("Group"), width=20),
        *(Column(term, Kind.FIGURE, digits=grid.digits) for term in grid.terms),
    ]
    rows: list[list[Cell]] = []
    for group in groups:
        nothing = Blank.HIDDEN if group.hidden else Blank.NOTHING
        values = [*group.values, *[None] * len(grid.terms)][: len(grid.terms)]
        rows.append([group.label, *(nothing if group.hidden or v is None else v for v in values)])
    hidden = any(group.hidden for group in groups)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, rows, notes)


def _plain(field: str, domain: list[float]) -> Spec:
    """Return an axis that is points of the drawing: the fields are laid out by us."""
    scale = {"domain": domain, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _places(many: int, across: int, width: int, *, common: bool) -> tuple[list[_Place], int]:
    """Return the fields row by row, and the height of them all."""
    each = (width - GAP * (across - 1)) / across
    high = NAME + BODY + (GAP * 0.7 if common else GAP * 1.2)
    places = [
        _Place((at % across) * (each + GAP), (at // across) * high, each) for at in range(many)
    ]
    return places, int(ceil(many / across) * high + FOOT)


def _domain(group: Little, groups: Sequence[Little], grid: Grid) -> tuple[float, float]:
    known = [v for each in groups for v in each.known] if grid.common else group.known
    if grid.line is not None and grid.common:
        known = [*known, grid.line]
    low, high = min(known, default=0.0), max(known, default=1.0)
    air = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return low - air, high + air


def _at(place: _Place, step: tuple[int, int], value: float, ends: tuple[float, float]) -> Spec:
    """Return where a value of a group stands in the drawing."""
    number, many = step
    low, high = ends
    across = place.width - NUMBER
    return {
        "x": round(place.left + across * (number / max(1, many - 1) if many > 1 else 0.5), 1),
        "y": round(place.top + NAME + BODY * (high - value) / (high - low), 1),
    }


def _lines(
    groups: Sequence[Little],
    places: Sequence[_Place],
    domains: Sequence[tuple[float, float]],
    palette: Palette,
) -> Spec:
    values: list[Spec] = []
    stretch = 0
    for group, place, ends in zip(groups, places, domains, strict=True):
        stretch += 1
        for number, value in enumerate(() if group.hidden else group.values):
            if value is None:
                stretch += 1
            else:
                spot = _at(place, (number, len(group.values)), value, ends)
                values.append({**spot, "s": stretch, "i": number})
    mark = {"type": "line", "color": palette.line, "strokeWidth": 1.6}
    encoding = {"detail": {"field": "s", "type": "nominal"}, "order": {"field": "i"}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _dots(
    groups: Sequence[Little],
    places: Sequence[_Place],
    domains: Sequence[tuple[float, float]],
    palette: Palette,
) -> Spec:
    """Mark the last figure of each line, and figures that stand alone between gaps."""
    values: list[Spec] = []
    for group, place, ends in zip(groups, places, domains, strict=True):
        shown = [] if group.hidden else list(group.values)
        for number, value in enumerate(shown):
            around = [*shown[max(0, number - 1) : number], *shown[number + 1 : number + 2]]
            alone = all(other is None for other in around)
            if value is not None and (alone or number == len(shown) - 1):
                values.append(_at(place, (number, len(shown)), value, ends))
    mark = {"type": "point", "filled": True, "size": 26, "opacity": 1, "color": palette.line}
    return {"data": {"values": values}, "mark": mark}


def _words(
    groups: Sequence[Little], places: Sequence[_Place], lasts: Sequence[str], palette: Palette
) -> Spec:
    """Write each group's name above its line and its last figure beside it."""
    names, figures = [], []
    for group, place, last in zip(groups, places, lasts, strict=True):
        longest = int(place.width / BOLD)
        names.append({"x": place.left, "y": place.top + 9, "w": labels.short(group.label, longest)})
        figures.append({"x": place.left + place.width, "y": place.top + NAME + BODY / 2, "w": last})
    text = {"text": {"field": "w"}}
    name = {"type": "text", "align": "left", "fontSize": 11, "fontWeight": 600}
    number = {"type": "text", "align": "right", "fontSize": 11, "color": palette.line}
    return {
        "layer": [
            {"data": {"values": names}, "mark": name, "encoding": text},
            {"data": {"values": figures}, "mark": number, "encoding": text},
        ]
    }


def _own_ends(places: Sequence[_Place], ends: Sequence[tuple[str, str]], palette: Palette) -> Spec:
    """Write the least and the greatest figure of each line that has a scale of its own."""
    values = [
        {"x": place.left, "y": place.top + NAME + BODY + 7, "w": f"{low} … {high}"}
        for place, (low, high) in zip(places, ends, strict=True)
        if low
    ]
    mark = {"type": "text", "align": "left", "fontSize": 9, "color": palette.muted}
    return {"data": {"values": values}, "mark": mark, "encoding": {"text": {"field": "w"}}}


def _norm(
    places: Sequence[_Place],
    domains: Sequence[tuple[float, float]],
    grid: Grid,
    palette: Palette,
) -> list[Spec]:
    """Return a base line below every field, and the norm in each where it lies on its scale."""
    bases = [
        {"x": p.left, "x2": p.left + p.width - NUMBER, "y": p.top + NAME + BODY + 1} for p in places
    ]
    across = {"x2": {"field": "x2"}}
    base = {"type": "rule", "color": palette.grid}
    layers: list[Spec] = [{"data": {"values": bases}, "mark": base, "encoding": across}]
    if grid.line is None:
        return layers
    values = [
        {
            "x": place.left, "x2": place.left + place.width - NUMBER,
            "y": _at(place, (0, 1), grid.line, ends)["y"],
        }
        for place, ends in zip(places, domains, strict=True)
        if ends[0] <= grid.line <= ends[1]
    ]  # fmt: skip
    norm = {"type": "rule", "color": palette.good, "strokeDash": [4, 3]}
    return [*layers, {"data": {"values": values}, "mark": norm, "encoding": across}]


def _terms(places: Sequence[_Place], across: int, grid: Grid, palette: Palette) -> Spec:
    """Write the first and the last term below the lowest line of each column."""
    values: list[Spec] = []
    for place in places[-across:] if grid.terms else ():
        down = place.top + NAME + BODY + (18 if not grid.common else 10)
        longest = int((place.width - NUMBER) / TINY / 2)
        first, last = (labels.short(grid.terms[at], longest) for at in (0, -1))
        values.append({"x": place.left, "y": down, "w": first, "end": False})
        if len(grid.terms) > 1:
            right = place.left + place.width - NUMBER
            values.append({"x": right, "y": down, "w": last, "end": True})
    mark = {"type": "text", "fontSize": 9, "color": palette.muted}
    text = {"text": {"field": "w"}}
    return {
        "layer": [
            {
                "data": {"values": [v for v in values if v["end"] is ends]},
                "mark": mark | {"align": "right" if ends else "left"},
                "encoding": text,
            }
            for ends in (False, True)
        ]
    }
