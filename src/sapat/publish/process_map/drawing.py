"""Draw the processes of a school: boxes with words, arrows with what they carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.plan.processes.models import ProcessLink
from sapat.plan.processes.reads import Card
from sapat.plan.processes.rules import LinkKind
from sapat.publish.process_map.geometry import Drawn, Point, Rect, Sizes, drawn
from sapat.publish.process_map.layers import Edge, layered

GIVERS, RECEIVERS = -1, -2
"""The two bands outside the school, beside the processes by their ids."""

LETTER, LINE, PADDING = 8.1, 17, 10
"""Width of a bold letter, height of a line, room inside a box: of 13 px type in Kyrgyz."""

SMALL = 0.86
"""How much narrower the letters of the smaller lines are."""


@dataclass(frozen=True)
class Line:
    """A line of words in a box: where it stands, and what kind of words it holds."""

    x: float
    y: float
    words: str
    kind: str = "title"


@dataclass(frozen=True)
class Box:
    """A process, or a band of those outside."""

    rect: Rect
    lines: Sequence[Line]
    process: int | None = None
    is_loose: bool = False
    """Something is wrong with it: no owner, an end nobody takes."""


@dataclass(frozen=True)
class Arrow:
    """An arrow with everything it carries."""

    path: str
    kind: str
    carries: str


@dataclass(frozen=True)
class Map:
    """A drawing, ready to be written as SVG."""

    width: float
    height: float
    boxes: Sequence[Box]
    arrows: Sequence[Arrow]
    name: str


@dataclass
class _Work:
    """What goes from where to where, while the drawing is made."""

    work: dict[Edge, list[str]] = field(default_factory=dict)
    back: dict[Edge, list[str]] = field(default_factory=dict)
    outside: dict[int, list[str]] = field(default_factory=dict)

    def add(self, link: ProcessLink, names: Mapping[str, str]) -> None:
        """Take a link into account."""
        source = link.output.process_id if link.output else GIVERS
        target = link.input.process_id if link.input else RECEIVERS
        where = self.back if link.kind == LinkKind.FEEDBACK else self.work
        if link.outside:
            name = names.get(link.outside, link.outside)
            groups = self.outside.setdefault(GIVERS if source == GIVERS else RECEIVERS, [])
            if name not in groups:
                groups.append(name)
            where = self.work
        carried = where.setdefault((source, target), [])
        words = link.flow.name
        if words not in carried:
            carried.append(words)


def process_map(
    cards: Sequence[Card], links: Iterable[ProcessLink], names: Mapping[str, str], *, narrow: bool
) -> Map:
    """Draw the processes: four beside each other on a page, one below the other on a telephone."""
    sizes = Sizes(box=212 if narrow else 222)
    work = _Work()
    outside: dict[int, tuple[list[str], list[str]]] = {}
    here = {card.process.pk for card in cards}
    for link in links:
        ends = {flow.process_id for flow in (link.flow, link.into) if flow}
        if not ends <= here:
            continue
        if narrow and link.outside:  # a telephone has no room for arrows past all the boxes
            near = outside.setdefault(link.flow.process_id, ([], []))
            name = names.get(link.outside, link.outside)
            side = near[1 if link.output else 0]
            side.extend([name] if name not in side else [])
        else:
            work.add(link, names)
    bands = [band for band in (GIVERS, RECEIVERS) if work.outside.get(band)]
    layers = layered(
        [*(card.process.pk for card in cards), *bands],
        list(work.work),
        most=1 if narrow else 4,
        first=GIVERS if GIVERS in bands else None,
        last=RECEIVERS if RECEIVERS in bands else None,
    )
    room = sizes.box if narrow else 4 * sizes.box
    words = {
        card.process.pk: _said(card, sizes.box, *outside.get(card.process.pk, ([], [])))
        for card in cards
    }
    words |= {band: _band(band, work.outside[band], room) for band in bands}
    heights = {node: len(lines) * LINE + 2 * PADDING - 4 for node, lines in words.items()}
    feedback = [*work.back, *layers.back]
    found = drawn(layers, heights, sizes, feedback=feedback, whole=frozenset(bands))
    loose = {card.process.pk for card in cards if is_loose(card)}
    return Map(
        width=round(found.width + 4, 1),
        height=round(found.height, 1),
        boxes=[_box(node, rect, words[node], loose) for node, rect in found.boxes.items()],
        arrows=_arrows(found, work),
        name="narrow" if narrow else "wide",
    )


def is_loose(card: Card) -> bool:
    """Answer whether a process lacks an owner, a giver or a receiver."""
    return bool(not card.owners or card.loose_outputs or card.loose_inputs)


def wrapped(words: str, width: float, most: int, letter: float = LETTER * SMALL) -> list[str]:
    """Return the words in lines that fit a width; what is too much ends in dots."""
    fits = max(int(width / letter), 4)
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= fits:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    shown = [line if len(line) <= fits else f"{line[: fits - 1]}…" for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = f"{shown[-1][: fits - 1]}…"
    return shown


def _said(
    card: Card, width: float, givers: Sequence[str], receivers: Sequence[str]
) -> list[tuple[str, str]]:
    """Return the lines of a process: its name, its owner, what is loose, who stands outside."""
    row = card.process
    room = width - 2 * PADDING
    said = [(line, "title") for line in wrapped(f"{row.number}. {row.name}", room, 3, LETTER)]
    if not row.owner_role:
        said.append((_("no owner"), "wrong"))
    else:
        owner = str(row.get_owner_role_display())
        said += [(line, "owner") for line in wrapped(owner, room, 2)]
        if not card.owners:
            said.append((_("the post is vacant"), "wrong"))
    if count := len(card.loose_outputs):
        told = ngettext(
            "%(count)s output without a receiver", "%(count)s outputs without receivers", count
        )
        said += [(line, "wrong") for line in wrapped(told % {"count": count}, room, 2)]
    if count := len(card.loose_inputs):
        told = ngettext("%(count)s input without a giver", "%(count)s inputs without givers", count)
        said += [(line, "wrong") for line in wrapped(told % {"count": count}, room, 2)]
    for sign, groups in (("←", givers), ("→", receivers)):
        if groups:
            named = f"{sign} {', '.join(groups)}"
            said += [(line, "owner") for line in wrapped(named, room, 2)]
    return said


def _band(band: int, groups: Sequence[str], width: float) -> list[tuple[str, str]]:
    head = _("Who gives") if band == GIVERS else _("Who receives")
    lines = wrapped(", ".join(groups), width - 2 * PADDING, 4, LETTER)
    return [(head, "owner"), *((line, "title") for line in lines)]


def _box(node: int, rect: Rect, said: Sequence[tuple[str, str]], loose: set[int]) -> Box:
    left = round(rect.x + PADDING, 1)
    top = rect.y + PADDING + 9
    lines = [
        Line(left, round(top + place * LINE, 1), words, kind)
        for place, (words, kind) in enumerate(said)
    ]
    return Box(rect, lines, node if node >= 0 else None, node in loose)


def _arrows(found: Drawn, work: _Work) -> list[Arrow]:
    made = [
        Arrow(_curve(points), "work", ", ".join(work.work.get(edge, [])))
        for edge, points in found.arrows.items()
    ]
    return made + [
        Arrow(_corners(points), "back", ", ".join(work.back.get(edge, work.work.get(edge, []))))
        for edge, points in found.returns.items()
    ]


def _curve(points: Sequence[Point]) -> str:
    """Return a path that swings between the layers and runs straight through them."""
    (x, y), *rest = points
    path = [f"M{x:.1f} {y:.1f}"]
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2:
            path.append(f"L{to_x:.1f} {to_y:.1f}")
        else:
            middle = (y + to_y) / 2
            path.append(f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(path)


def _corners(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    return f"M{x:.1f} {y:.1f}" + "".join(f"L{to_x:.1f} {to_y:.1f}" for to_x, to_y in rest)
