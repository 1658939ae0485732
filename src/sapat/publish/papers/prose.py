"""Markdown as people type it, read into a closed tree that every form of a paper can set.

Only what a school's paper needs is known: headings, bold, italic, lists, quotes, tables, links (an
address on the web is written out), and of an image the words that describe it.
What is not known stays the text it was; nothing of it is ever markup or code again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

KNOWN = (
    "heading", "list", "blockquote", "table", "hr",
    "emphasis", "link", "image", "escape", "newline",
)  # fmt: skip
DEEPEST = 6
"""Lists and quotes inside each other; what lies deeper is set at this depth."""
NESTED = 100
"""How deep the reader of Markdown itself goes before it stops."""
BLANK = re.compile("_{3,}")
"""A line to be filled in by hand, which Markdown would take for bold or for a rule."""
NARROWEST, WIDEST = 4, 40
"""Letters a column of a typed table is held to be wide."""
ADDRESSES = ("http://", "https://")


@dataclass(frozen=True)
class Run:
    """A stretch of one look, or the break between two lines."""

    text: str
    strong: bool = False
    emphatic: bool = False

    @property
    def is_break(self) -> bool:
        """Whether a new line begins here."""
        return self.text == "\n"


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True)
class Title:
    """A heading; the first level is 1, and none is skipped on the way down."""

    runs: Runs
    level: int


@dataclass(frozen=True)
class Items:
    """A list; numbers begin at `start` and end with a dot or a bracket, as typed."""

    items: tuple[tuple["Node", ...], ...]
    numbered: bool = False
    start: int = 1
    bracket: bool = False

    @property
    def marked(self) -> list[tuple[str, tuple["Node", ...]]]:
        """Return the items, each with what stands before it."""
        end = ")" if self.bracket else "."
        numbers = range(self.start, self.start + len(self.items))
        marks = [f"{number}{end}" if self.numbered else "–" for number in numbers]
        return list(zip(marks, self.items, strict=True))


@dataclass(frozen=True)
class Quote:
    """Words of somebody else, set apart."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Grid:
    """A table typed in the text: its head and its rows, all of one length."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]

    @property
    def widths(self) -> list[int]:
        """Return how wide each column is beside the others, by what stands in it."""
        columns = zip(self.head, *self.rows, strict=True)
        longest = [max(len(plain(cell)) for cell in column) for column in columns]
        return [min(WIDEST, max(NARROWEST, letters)) for letters in longest]


@dataclass(frozen=True)
class Rule:
    """A line across."""


Node: TypeAlias = Words | Title | Items | Quote | Grid | Rule


def nodes(markdown: str) -> list[Node]:
    """Return the tree of a text.

    >>> nodes("Text")
    [Words(runs=(Run(text='Text', strong=False, emphatic=False),))]
    """
    typed = BLANK.sub(lambda found: "\\_" * len(found[0]), markdown)
    tree = SyntaxTreeNode(_reader().parse(typed))
    return list(_stepped(_nodes(tree.children, depth=0)))


def plain(runs: Runs) -> str:
    """Return the words of a stretch without their looks."""
    return "".join(run.text for run in runs)


def lines(found: Sequence[Node]) -> Iterator[str]:
    """Yield what the nodes say, a line each, for forms that know no looks."""
    for node in found:
        match node:
            case Words() | Title():
                yield plain(node.runs)
            case Items():
                for mark, inside in node.marked:
                    first, *others = [*lines(inside), ""]
                    yield f"{mark} {first}".rstrip()
                    yield from filter(None, others)
            case Quote():
                yield from lines(node.nodes)
            case Grid():
                for row in (node.head, *node.rows):
                    yield " | ".join(plain(cell) for cell in row)
            case Rule():
                pass


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("zero", {"maxNesting": NESTED, "html": False}).enable(list(KNOWN))


def _nodes(found: Sequence[SyntaxTreeNode], *, depth: int) -> tuple[Node, ...]:
    made = [node for each in found for node in _node(each, depth)]
    return tuple(node for node in made if not isinstance(node, Words | Title) or node.runs)


def _node(each: SyntaxTreeNode, depth: int) -> Sequence[Node]:
    match each.type:
        case "paragraph":
            return [Words(_inline(each))]
        case "heading":
            return [Title(_inline(each), int(each.tag[1:]))]
        case "hr":
            return [Rule()]
        case "table":
            return [_grid(each)]
        case "blockquote":
            inside = _nodes(each.children, depth=depth + 1)
            return [Quote(inside)] if depth < DEEPEST else inside
        case "bullet_list" | "ordered_list":
            return _items(each, depth)
        case _:
            return [Words((Run(each.content),))]


def _items(each: SyntaxTreeNode, depth: int) -> Sequence[Node]:
    items = tuple(_nodes(item.children, depth=depth + 1) for item in each.children)
    if depth >= DEEPEST:
        return [node for item in items for node in item]
    numbered = each.type == "ordered_list"
    start = int(each.attrs.get("start", 1)) if numbered else 1
    return [Items(items, numbered=numbered, start=start, bracket=each.markup == ")")]


def _grid(each: SyntaxTreeNode) -> Grid:
    rows = [
        tuple(_inline(cell) for cell in row.children)
        for part in each.children
        for row in part.children
    ]
    return Grid(rows[0], tuple(rows[1:]))


def _inline(each: SyntaxTreeNode) -> Runs:
    runs = [run for inline in each.children for run in _runs(inline.children, Run(""))]
    return tuple(run for run in runs if run.text)


def _runs(found: Sequence[SyntaxTreeNode], look: Run) -> Iterator[Run]:
    for each in found:
        match each.type:
            case "strong":
                yield from _runs(each.children, replace(look, strong=True))
            case "em":
                yield from _runs(each.children, replace(look, emphatic=True))
            case "link":
                said = list(_runs(each.children, look))
                yield from said
                yield from _address(str(each.attrs.get("href", "")), said, look)
            case "softbreak" | "hardbreak":
                yield Run("\n")
            case _:
                yield replace(look, text=each.content)


def _address(href: str, said: Sequence[Run], look: Run) -> Iterator[Run]:
    """Write an address out: on paper nobody can follow a link."""
    if href.startswith(ADDRESSES) and href != plain(tuple(said)):
        yield replace(look, text=f" ({href})")


def _stepped(found: Sequence[Node]) -> Iterator[Node]:
    """Close the gaps between levels of headings: readers of the paper go down step by step."""
    above: list[int] = []
    for node in found:
        if not isinstance(node, Title):
            yield node
            continue
        while above and above[-1] >= node.level:
            above.pop()
        above.append(node.level)
        yield replace(node, level=len(above))
