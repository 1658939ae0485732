"""Conditions and states as SQL for four engines; names are white-listed, strings are bound.

Where engines differ, the text is written so that they cannot: every division and product is in
double precision and divides by zero into a blank, whole numbers are made by ``FLOOR`` and never
by a cast that rounds, nothing is ordered, and no user text is ever part of the statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as Only
from typing import TypeAlias

from sapat.analytics.syntax import (
    Blank,
    Calculate,
    Columns,
    Compare,
    Every,
    Field,
    Literal,
    Negative,
    Node,
    Not,
    OneOf,
    Some,
    is_whole,
)

Dialect: TypeAlias = Only["duckdb", "sqlite", "postgresql", "spark"]

SCALE = 1_000_000
"""Numbers that need not be whole are counted in millionths, so that states stay whole numbers."""

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class _Tongue:
    quote: str
    double: str
    parameter: str


_TONGUES: dict[Dialect, _Tongue] = {
    "duckdb": _Tongue('"', "DOUBLE", "${}"),
    "sqlite": _Tongue('"', "REAL", ":{}"),
    "postgresql": _Tongue('"', "DOUBLE PRECISION", "%({})s::text"),
    "spark": _Tongue("`", "DOUBLE", ":{}"),
}


class Emitter:
    """Writes checked trees as SQL of one dialect and collects the bound values.

    Parameters
    ----------
    dialect
        ``duckdb``, ``sqlite``, ``postgresql`` or ``spark``.
    columns
        The columns of the relation that is read; no other name can be written.
    args
        Where the values to bind are collected; shared by the emitters of one statement.
    """

    def __init__(
        self, dialect: Dialect, columns: Columns, args: dict[str, str] | None = None
    ) -> None:
        self.dialect = dialect
        self.tongue = _TONGUES[dialect]
        self.columns = columns
        self.args: dict[str, str] = {} if args is None else args

    def quoted(self, name: str) -> str:
        """Quote a name of ours: lower-case Latin letters, digits and underscores only."""
        return quoted(name, self.dialect)

    def column(self, name: str, of: str = "") -> str:
        """Write a column of the relation, or of its alias ``of``."""
        if name not in self.columns:
            raise ValueError(f"unknown column: {name!r}")
        return f"{self.quoted(of)}.{self.quoted(name)}" if of else self.quoted(name)

    def bind(self, value: str) -> str:
        """Bind a text and return its place-holder; the same text is bound once."""
        for name, bound in self.args.items():
            if bound == value:
                return self.tongue.parameter.format(name)
        name = f"p{len(self.args)}"
        self.args[name] = value
        return self.tongue.parameter.format(name)

    def condition(self, node: Node) -> str:
        """Write a condition; a yes-or-no field counts a blank as no."""
        if isinstance(node, Field):
            return f"COALESCE({self.column(node.name)}, (1=0))"
        if isinstance(node, Not):
            return f"(NOT {self.condition(node.inner)})"
        if isinstance(node, Every):
            return f"({' AND '.join(map(self.condition, node.items))})"
        if isinstance(node, Some):
            return f"({' OR '.join(map(self.condition, node.items))})"
        if isinstance(node, Blank):
            return f"({self.value(node.inner)} IS NULL)"
        if isinstance(node, OneOf):
            listed = ", ".join(map(self.value, node.values))
            return f"({self.value(node.inner)} IN ({listed}))"
        if isinstance(node, Compare):
            sign = "<>" if node.operator == "!=" else node.operator
            return f"({self.operand(node.left)} {sign} {self.operand(node.right)})"
        return self.value(node)

    def operand(self, node: Node) -> str:
        """Write one side of a comparison."""
        if isinstance(node, Field) and self.columns[node.name].kind == "bool":
            return self.condition(node)
        return self.value(node)

    def value(self, node: Node) -> str:
        """Write a value as it is, blank where it is blank."""
        if isinstance(node, Field):
            return self.column(node.name)
        if isinstance(node, Literal):
            return self.literal(node)
        if isinstance(node, Negative):
            return f"(-{self.value(node.inner)})"
        if isinstance(node, Calculate):
            left, right = self.double(node.left), self.double(node.right)
            if node.operator == "/":
                right = f"NULLIF({right}, 0)"
            return f"({left} {node.operator} {right})"
        return self.condition(node)

    def literal(self, node: Literal) -> str:
        """Write a plain value; a text becomes a bound parameter."""
        if isinstance(node.value, bool):
            return "(1=1)" if node.value else "(1=0)"
        if isinstance(node.value, str):
            return self.bind(node.value)
        if isinstance(node.value, int):
            return str(node.value) if node.value >= 0 else f"({node.value})"
        return f"CAST({node.value!r} AS {self.tongue.double})"

    def double(self, node: Node) -> str:
        """Write a number in double precision, so that small integers cannot overflow."""
        return f"CAST({self.value(node)} AS {self.tongue.double})"

    def whole(self, node: Node) -> str:
        """Write a number as a whole number: itself, or rounded to millionths (half upwards)."""
        if is_whole(node, self.columns):
            return f"CAST({self.value(node)} AS BIGINT)"
        return f"CAST(FLOOR({self.double(node)} * {SCALE} + 0.5) AS BIGINT)"

    def counted(self, where: Node | None) -> str:
        """Write how many rows meet the condition."""
        return f"COUNT({self.only(where, '1')})"

    def summed(self, node: Node, where: Node | None) -> str:
        """Write the sum of whole numbers over the rows that meet the condition."""
        return f"SUM({self.only(where, self.whole(node))})"

    def distinct(self, field: str, where: Node | None) -> str:
        """Write how many different values a field has in the rows that meet the condition."""
        return f"COUNT(DISTINCT {self.only(where, self.column(field))})"

    def only(self, where: Node | None, value: str) -> str:
        """Write a value that is blank outside the condition."""
        return value if where is None else f"CASE WHEN {self.condition(where)} THEN {value} END"


def quoted(name: str, dialect: Dialect) -> str:
    """Quote a name of ours: lower-case Latin letters, digits and underscores only."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for a column or relation: {name!r}")
    quote = _TONGUES[dialect].quote
    return f"{quote}{name}{quote}"


def scale_of(node: Node, columns: Columns) -> int:
    """Return by how much a summed number is multiplied to be whole: 1 or a million."""
    return 1 if is_whole(node, columns) else SCALE
