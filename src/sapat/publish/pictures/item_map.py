"""Who took a test beside its questions, on one scale: whether it could tell them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.pictures import labels
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import Picture

LEAST, MOST = 260, 460
LONGEST = (24, 14, 9)
"""Letters of a question's name, as many as there is room for."""
ROW = 13.0
"""Points that a question's name takes of the height."""
NUMBERED = 12
"""With more bars than these there is no room for a number on each."""
PERSONS = 0.36
"""Part of the width that the persons have; the rest is for the questions."""


@dataclass(frozen=True)
class Ability:
    """How many persons stand at one place of the scale; `count` None where it is not shown."""

    value: float
    count: int | None


@dataclass(frozen=True)
class Question:
    """A question at its difficulty; `doubtful` says that it does not work as it should."""

    label: str
    difficulty: float | None
    doubtful: bool = False


def item_map(title: str, persons: Sequence[Ability], questions: Sequence[Question]) -> Picture:
    """Describe persons and questions on one scale, the able and the difficult at the top."""
    found = [question for question in questions if question.difficulty is not None]
    words = {
        "persons": _("pupils"),
        "fit": _("question"),
        "doubtful": _("question that needs checking"),
        "top": _("more able · more difficult"),
        "foot": _("less able · easier"),
    }

    def build(palette: Palette, width: int) -> Spec:
        ends = _ends(persons, found)
        height, places = _laid_out(found, ends, width)
        y = {
            "field": "y", "type": "quantitative", "title": None,
            "scale": {"domain": list(ends), "nice": False, "zero": False},
            "axis": {"tickCount": 8, "domain": False, "ticks": False, "format": "~f"},
        }  # fmt: skip
        x = {
            "field": "x", "type": "quantitative",
            "scale": {"domain": [-PERSONS, 1 - PERSONS], "nice": False}, "axis": None,
        }  # fmt: skip
        return {
            "height": height,
            "encoding": {"y": y, "x": x},
            "layer": [
                _bars(persons, words, palette),
                _middle(palette),
                *_ends_named(words, ends, palette),
                *_dots(found, places, words, (palette, width)),
            ],
        }

    empty = not found
    sentence = _sentence(persons, found)
    return Picture(title, sentence, _twin(title, persons, questions), build, is_empty=empty)


def _sentence(persons: Sequence[Ability], found: Sequence[Question]) -> str:
    if not found:
        return _("There is no figure to show yet.")
    hardest = max(found, key=_difficulty)
    easiest = min(found, key=_difficulty)
    told = [
        _("%(count)d questions, from the easiest (%(easiest)s) to the hardest (%(hardest)s).")
        % {"count": len(found), "easiest": easiest.label, "hardest": hardest.label}
    ]
    seen = [ability for ability in persons if ability.count]
    many = sum(ability.count or 0 for ability in seen)
    if many:
        inside = sum(
            ability.count or 0
            for ability in seen
            if _difficulty(easiest) <= ability.value <= _difficulty(hardest)
        )
        told.append(
            _("The questions reach the ability of %(share)s %% of pupils (%(inside)d of %(all)d).")
            % {"share": figure(100 * inside / many, 0), "inside": inside, "all": many}
        )
    doubtful = [question.label for question in found if question.doubtful]
    if doubtful:
        told.append(_("Need checking: %(questions)s.") % {"questions": ", ".join(doubtful)})
    return " ".join(told)


def _difficulty(question: Question) -> float:
    return question.difficulty or 0.0


def _twin(title: str, persons: Sequence[Ability], questions: Sequence[Question]) -> Table:
    columns = [
        Column(_("Place on the scale"), Kind.FIGURE, digits=2),
        Column(_("Question"), width=30),
        Column(_("Pupils"), Kind.COUNT),
        Column(pgettext("of an item", "Remark"), width=20),
    ]
    lines: list[tuple[float, list[Cell]]] = []
    for ability in persons:
        count: Cell = Blank.HIDDEN if ability.count is None else ability.count
        lines.append((ability.value, [ability.value, "", count, ""]))
    unknown: list[list[Cell]] = []
    for question in questions:
        said = _("needs checking") if question.doubtful else ""
        if question.difficulty is None:
            unknown.append([Blank.NOTHING, question.label, "", said])
        else:
            place = question.difficulty
            lines.append((place, [place, question.label, "", said]))
    rows = [cells for _place, cells in sorted(lines, key=lambda line: -line[0])]
    hidden = any(ability.count is None for ability in persons)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, [*rows, *unknown], notes)


def _ends(persons: Sequence[Ability], found: Sequence[Question]) -> tuple[float, float]:
    places = [ability.value for ability in persons if ability.count is not None]
    places += [_difficulty(question) for question in found]
    low, high = min(places, default=-1.0), max(places, default=1.0)
    air = (high - low) * 0.1 or 1.0
    return low - air, high + air


@dataclass(frozen=True)
class _Spot:
    """Where a question's dot and name stand: across in parts of the width, up on the scale."""

    x: float
    y: float
    name: str


def _laid_out(
    found: Sequence[Question], ends: tuple[float, float], width: int
) -> tuple[int, list[_Spot]]:
    """Return the height that gives every name a line of its own, and the places of the dots.

    Where no height does, names are cut shorter; at last some dots stand without a name.
    """
    room = width * (1 - PERSONS - 0.08)
    for longest in LONGEST:
        widest = max((len(labels.short(q.label, longest, ends=True)) for q in found), default=1)
        columns = max(1, int(room // (widest * labels.LETTER + 18)))
        for height in range(LEAST, MOST + 1, 40):
            spots = _in_columns(found, ends, (height, columns, longest))
            if all(spot.name for spot in spots):
                return height, spots
    return height, spots


def _in_columns(
    found: Sequence[Question], ends: tuple[float, float], room: tuple[int, int, int]
) -> list[_Spot]:
    """Put each question in the first column where its line is free; nameless where none is."""
    height, columns, longest = room
    low, high = ends
    free = [float("inf")] * columns
    spots = {}
    for place in sorted(range(len(found)), key=lambda at: _difficulty(found[at])):
        level = _difficulty(found[place])
        down = height * (high - level) / (high - low)
        column = next((at for at in range(columns) if free[at] - down >= ROW), None)
        name = "" if column is None else labels.short(found[place].label, longest, ends=True)
        if column is not None:
            free[column] = down
        across = 0.03 + (column or 0) * (1 - PERSONS - 0.03) / columns
        spots[place] = _Spot(across if name else 0.012, level, name)
    return [spots[place] for place in range(len(found))]


def _bars(persons: Sequence[Ability], words: dict[str, str], palette: Palette) -> Spec:
    """Return the persons as bars that grow to the left from the middle."""
    seen = [ability for ability in persons if ability.count]
    most = max((ability.count or 0 for ability in seen), default=1)
    places = sorted({ability.value for ability in persons})
    gaps = [after - before for before, after in pairwise(places)]
    half = min(gaps, default=0.5) * 0.42
    values = [
        {
            "from": 0.0, "to": -(ability.count or 0) / most * (PERSONS - 0.06),
            "l": ability.value - half, "h": ability.value + half, "y": ability.value,
            "n": ability.count if len(seen) <= NUMBERED else None,
        }
        for ability in seen
    ]  # fmt: skip
    bar = {
        "mark": {"type": "rect", "color": palette.line, "opacity": 0.55},
        "encoding": {
            "x": {"field": "from", "type": "quantitative"}, "x2": {"field": "to"},
            "y": {"field": "l", "type": "quantitative"}, "y2": {"field": "h"},
        },
    }  # fmt: skip
    number = {
        "transform": [{"filter": "isValid(datum.n)"}],
        "mark": {"type": "text", "align": "right", "dx": -4, "fontSize": 9.5},
        "encoding": {
            "x": {"field": "to", "type": "quantitative"},
            "text": {"field": "n", "type": "quantitative"},
        },
    }
    head = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text", "text": words["persons"], "align": "left", "x": 0, "y": 0, "dy": -8,
            "dx": 2, "fontSize": 10, "color": palette.line,
        },
        "encoding": {"x": None, "y": None},
    }  # fmt: skip
    return {"layer": [{"data": {"values": values}, "layer": [bar, number]}, head]}


def _middle(palette: Palette) -> Spec:
    rule = {"type": "rule", "color": palette.muted, "strokeWidth": 1}
    return {"data": {"values": [{"x": 0}]}, "mark": rule, "encoding": {"y": None}}


def _ends_named(words: dict[str, str], ends: tuple[float, float], palette: Palette) -> list[Spec]:
    layers: list[Spec] = []
    for name, at, down in (("top", 0, 2), ("foot", "height", 2)):
        mark = {
            "type": "text", "text": words[name], "x": "width", "align": "right", "y": at,
            "dy": -8 if name == "top" else 10, "dx": -down, "fontSize": 10, "color": palette.muted,
        }  # fmt: skip
        across: Spec = {"x": None, "y": None}
        layers.append({"data": {"values": [{}]}, "mark": mark, "encoding": across})
    return layers


def _dots(
    found: Sequence[Question],
    places: Sequence[_Spot],
    words: dict[str, str],
    look: tuple[Palette, int],
) -> list[Spec]:
    palette, width = look
    values = [
        {
            "x": spot.x, "y": spot.y, "name": spot.name,
            "k": words["doubtful" if question.doubtful else "fit"],
        }
        for question, spot in zip(found, places, strict=True)
    ]  # fmt: skip
    kinds = ("fit", "doubtful") if any(question.doubtful for question in found) else ("fit",)
    names = [words[kind] for kind in kinds]
    colours = [palette.ink if kind == "fit" else palette.bad for kind in kinds]
    shapes = ["circle" if kind == "fit" else "diamond" for kind in kinds]
    key = legend(names, width) if len(kinds) > 1 else None
    encoding: Spec = {
        channel: {
            "field": "k", "type": "nominal", "legend": key,
            "scale": {"domain": names, "range": of},
        }
        for channel, of in (("color", colours), ("fill", colours), ("shape", shapes))
    }  # fmt: skip
    dot = {"type": "point", "size": 36, "opacity": 1}
    name = {"type": "text", "align": "left", "dx": 7, "fontSize": 10}
    data = {"values": values}
    return [
        {"data": data, "mark": dot, "encoding": encoding},
        {"data": data, "mark": name, "encoding": {"text": {"field": "name"}}},
    ]
