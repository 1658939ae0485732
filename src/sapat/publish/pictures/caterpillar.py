"""Groups with what is known of each and its interval, beside the average of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table
from sapat.publish.pictures import rows
from sapat.publish.pictures.looks import Palette, Spec, legend
from sapat.publish.pictures.pictures import Picture

STEP, STEP_CROWDED = 20, 14
CROWDED = 25
KINDS = ("same", "above", "below")
SHAPES = ("circle", "triangle-right", "triangle-left")


@dataclass(frozen=True)
class Held:
    """A group's figure with the ends of its interval; without them it is not drawn."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether it stands in the picture."""
        return not self.hidden and None not in (self.value, self.low, self.high)


@dataclass(frozen=True)
class Against:
    """What groups are compared with, its name, and what the axis counts."""

    average: float = 0.0
    name: str = ""
    unit: str = ""
    digits: int = 1
    signed: bool = True


def caterpillar(title: str, groups: Sequence[Held], against: Against) -> Picture:
    """Describe which groups differ from the average beyond chance, the lowest figure first."""
    drawn = sorted(
        (group for group in groups if group.is_drawn), key=lambda group: group.value or 0
    )
    kinds = [_kind(group, against) for group in drawn]
    words = {
        "same": _("cannot be told from the average"),
        "above": _("above it beyond chance"),
        "below": _("below it beyond chance"),
    }
    name = against.name or _("average")

    def build(palette: Palette, width: int) -> Spec:
        order = [rows.key(place) for place in range(len(drawn))]
        crowded = len(drawn) > CROWDED
        lines = rows.rows(
            [group.label for group in drawn],
            width,
            STEP_CROWDED if crowded else STEP,
            alone=crowded,
        )
        return {
            "height": {"step": lines.step},
            "autosize": {"type": "fit-x", "contains": "padding"},
            "encoding": {"y": lines.axis},
            "layer": [
                *lines.names,
                _average(against, name, palette),
                _intervals(drawn, kinds, order, (against, palette)),
                _dots(drawn, kinds, order, (words, palette, width)),
            ],
        }

    sentence = _sentence(drawn, kinds)
    return Picture(title, sentence, _twin(title, groups, against), build, is_empty=not drawn)


def _kind(group: Held, against: Against) -> str:
    if (group.low or 0) > against.average:
        return "above"
    return "below" if (group.high or 0) < against.average else "same"


def _sentence(drawn: Sequence[Held], kinds: Sequence[str]) -> str:
    if not drawn:
        return _("There is no figure to show yet.")
    told = []
    sentences = {
        "above": _("Above the average beyond chance: %(count)d (%(groups)s)."),
        "below": _("Below the average beyond chance: %(count)d (%(groups)s)."),
    }
    for kind, words in sentences.items():
        names = [group.label for group, own in zip(drawn, kinds, strict=True) if own == kind]
        if names:
            told.append(words % {"count": len(names), "groups": ", ".join(names)})
    same = _("Groups that cannot be told from the average: %(count)d of %(all)d.")
    told.append(same % {"count": kinds.count("same"), "all": len(drawn)})
    return " ".join(told)


def _twin(title: str, groups: Sequence[Held], against: Against) -> Table:
    kind = Kind.CHANGE if against.signed else Kind.FIGURE
    columns = [
        Column(_("Group"), width=22),
        Column(_("Value"), kind, digits=against.digits),
        Column(_("Lower end"), kind, digits=against.digits),
        Column(_("Upper end"), kind, digits=against.digits),
    ]
    lines: list[list[Cell]] = []
    for group in groups:
        nothing = Blank.HIDDEN if group.hidden else Blank.NOTHING
        ends = (group.value, group.low, group.high)
        lines.append(
            [group.label, *(nothing if group.hidden or end is None else end for end in ends)]
        )
    hidden = any(group.hidden for group in groups)
    notes = [_("Not shown: the group is too small.")] if hidden else []
    return Table(title, columns, lines, notes)


def _average(against: Against, name: str, palette: Palette) -> Spec:
    rule = {"type": "rule", "color": palette.line, "strokeWidth": 1.4}
    label = {
        "type": "text", "text": name, "y": 0, "dy": -7, "fontSize": 10, "color": palette.line,
    }  # fmt: skip
    x = {"field": "v", "type": "quantitative"}
    return {
        "data": {"values": [{"v": against.average}]},
        "encoding": {"x": x, "y": None},
        "layer": [{"mark": rule}, {"mark": label}],
    }


def _intervals(
    drawn: Sequence[Held],
    kinds: Sequence[str],
    order: Sequence[str],
    look: tuple[Against, Palette],
) -> Spec:
    against, palette = look
    values = [
        {"g": key, "l": group.low, "h": group.high, "apart": kind != "same"}
        for key, group, kind in zip(order, drawn, kinds, strict=True)
    ]
    axis: Spec = {"domain": False, "ticks": False, "tickCount": 6}
    if against.signed:
        axis["labelExpr"] = "datum.value ? format(datum.value, '+,~f') : '0'"
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "strokeWidth": 2.2, "strokeCap": "round"},
        "encoding": {
            "x": {
                "field": "l", "type": "quantitative", "title": against.unit or None,
                "scale": {"zero": False, "nice": True}, "axis": axis,
            },
            "x2": {"field": "h"},
            "color": {
                "condition": {"test": "datum.apart", "value": palette.apart},
                "value": palette.muted,
            },
        },
    }  # fmt: skip


def _dots(
    drawn: Sequence[Held],
    kinds: Sequence[str],
    order: Sequence[str],
    look: tuple[dict[str, str], Palette, int],
) -> Spec:
    words, palette, width = look
    present = [kind for kind in KINDS if kind in kinds]
    shapes = dict(zip(KINDS, SHAPES, strict=True))
    colours = {"same": palette.muted, "above": palette.apart, "below": palette.apart}
    names = [words[kind] for kind in present]
    key_of = legend(names, width - width // 3)
    values = [
        {"g": key, "v": group.value, "k": words[kind]}
        for key, group, kind in zip(order, drawn, kinds, strict=True)
    ]
    encoding: Spec = {
        name: {
            "field": "k", "type": "nominal", "legend": key_of,
            "scale": {"domain": names, "range": [of[kind] for kind in present]},
        }
        for name, of in (("color", colours), ("fill", colours), ("shape", shapes))
    }  # fmt: skip
    encoding["x"] = {"field": "v", "type": "quantitative"}
    mark = {"type": "point", "size": 60, "opacity": 1}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}
