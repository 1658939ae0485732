"""The shapes a condition can have: a small tree of frozen values, nothing that can be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as Only
from typing import TypeAlias

Kind: TypeAlias = Only["num", "str", "bool"]
Plain: TypeAlias = int | float | str | bool
Parameter: TypeAlias = Plain | list[Plain] | tuple[Plain, ...]


class ConditionError(ValueError):
    """The text is not a condition Sapat accepts.

    Attributes
    ----------
    sentence
        What is wrong, without the place.
    position
        Index of the character where it went wrong, from 0.
    kind
        A word for the kind of mistake, so that it can be told in any language.
    facts
        What such a telling names.
    """

    def __init__(
        self, sentence: str, position: int, kind: str = "unexpected", **facts: object
    ) -> None:
        super().__init__(f"{sentence} (at character {position + 1})")
        self.sentence = sentence
        self.position = position
        self.kind = kind
        self.facts = facts


@dataclass(frozen=True)
class Column:
    """A column of facts, as the language sees it.

    Attributes
    ----------
    kind
        ``num`` (dates are day numbers), ``str`` or ``bool``.
    whole
        Only whole numbers occur, so a sum of them is exact without scaling.
    values
        The codes that may occur, if they are a closed list.
    """

    kind: Kind
    whole: bool = False
    values: frozenset[str] | None = None


Columns: TypeAlias = Mapping[str, Column]


@dataclass(frozen=True)
class Field:
    """The value of a column in the row at hand."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A plain value written in the text or given as a parameter."""

    value: Plain


@dataclass(frozen=True)
class Not:
    """True where the inner condition is false; a blank stays a blank."""

    inner: Node


@dataclass(frozen=True)
class Negative:
    """The number with its sign turned."""

    inner: Node


@dataclass(frozen=True)
class Blank:
    """True where the inner value is missing."""

    inner: Node


@dataclass(frozen=True)
class Every:
    """True where every item is true."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Some:
    """True where at least one item is true."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Compare:
    """One of ``= != < <= > >=`` between two values of the same kind."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Calculate:
    """One of ``+ - * /`` between two numbers; dividing by zero gives a blank."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class OneOf:
    """True where the inner value is in the list."""

    inner: Node
    values: tuple[Literal, ...]


Node: TypeAlias = (
    Field | Literal | Not | Negative | Blank | Every | Some | Compare | Calculate | OneOf
)


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts directly inside a node."""
    if isinstance(node, Field | Literal):
        return ()
    if isinstance(node, Not | Negative | Blank):
        return (node.inner,)
    if isinstance(node, Every | Some):
        return node.items
    if isinstance(node, OneOf):
        return (node.inner, *node.values)
    return (node.left, node.right)


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and everything inside it, without recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(children(current))


def fields_of(node: Node) -> frozenset[str]:
    """Return the names of the columns a condition looks at."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Field))


def is_whole(node: Node, columns: Columns) -> bool:
    """Tell whether a calculation can only give whole numbers."""
    for part in walk(node):
        if isinstance(part, Field) and not columns[part.name].whole:
            return False
        if isinstance(part, Literal) and not isinstance(part.value, int):
            return False
        if isinstance(part, Calculate) and part.operator == "/":
            return False
    return True
