"""Simple rows of a condition: field, operator, value; there and back to the condition's text.

The rows only write text and read it: what counts is always the text, checked like any other.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.analytics.conditions import condition
from sapat.analytics.syntax import (
    Blank,
    Columns,
    Compare,
    ConditionError,
    Every,
    Field,
    Literal,
    Negative,
    Node,
    Not,
    OneOf,
    Some,
)

EPOCH = date(1970, 1, 1)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Operator(TextChoices):
    """What a row may ask of a field."""

    IS = "=", _("is")
    IS_NOT = "!=", _("is not")
    AT_LEAST = ">=", _("is at least")
    AT_MOST = "<=", _("is at most")
    MORE = ">", _("is more than")
    LESS = "<", _("is less than")
    ONE_OF = "in", _("is one of (with commas)")
    KNOWN = "known", _("is known")
    UNKNOWN = "unknown", _("is not known")
    YES = "yes", _("yes")
    NO = "no", _("no")


ALONE = {Operator.KNOWN, Operator.UNKNOWN, Operator.YES, Operator.NO}
"""Operators that need no value."""


@dataclass(frozen=True)
class Row:
    """One line of the builder."""

    field: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Rows:
    """All lines, and whether every one must hold or one is enough."""

    rows: tuple[Row, ...] = ()
    joined: str = "and"


def text_of(rows: Rows, columns: Columns, dates: Collection[str] = ()) -> str:
    """Write the rows as a condition; no rows: every row counts.

    >>> text_of(Rows((Row("sex", "=", "f"), Row("grade", ">=", "5"))), {"sex": Column("str"),
    ...         "grade": Column("num")})
    "sex = 'f' and grade >= 5"
    """
    return f" {rows.joined} ".join(_line(row, columns, dates) for row in rows.rows)


def rows_of(text: str, columns: Columns, dates: Collection[str] = ()) -> Rows | None:
    """Return the rows that say the same as a condition, or None if no rows can say it."""
    if not text.strip():
        return Rows()
    try:
        node = condition(text, columns)
    except ConditionError:
        return None
    parts: Sequence[Node] = node.items if isinstance(node, Every | Some) else (node,)
    found = [_row(part, dates) for part in parts]
    rows = tuple(row for row in found if row is not None)
    if len(rows) < len(found):
        return None
    return Rows(rows, "or" if isinstance(node, Some) else "and")


def _line(row: Row, columns: Columns, dates: Collection[str]) -> str:
    if row.operator in {Operator.KNOWN, Operator.UNKNOWN}:
        return f"{row.field} is {'not ' if row.operator == Operator.KNOWN else ''}null"
    if row.operator in {Operator.YES, Operator.NO}:
        return row.field if row.operator == Operator.YES else f"not {row.field}"
    is_date = row.field in dates
    is_text = row.field in columns and columns[row.field].kind == "str"
    if row.operator == Operator.ONE_OF:
        values = [_written(value, is_date, is_text) for value in row.value.split(",")]
        return f"{row.field} in ({', '.join(values)})"
    return f"{row.field} {row.operator} {_written(row.value, is_date, is_text)}"


def _written(value: str, is_date: bool, is_text: bool) -> str:
    """Write a value: a day as its number, a number as it is, all else as text in quotes."""
    value = value.strip()
    if is_date and (day := _day(value)) is not None:
        return str((day - EPOCH).days)
    number = value.replace(",", ".") if value.count(",") == 1 else value
    if not is_text and NUMBER.fullmatch(number):
        return number
    return "'" + value.replace("'", "''") + "'"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _row(node: Node, dates: Collection[str]) -> Row | None:
    if isinstance(node, Field):
        return Row(node.name, Operator.YES.value)
    if isinstance(node, Blank) and isinstance(node.inner, Field):
        return Row(node.inner.name, Operator.UNKNOWN.value)
    if isinstance(node, Not):
        return _denied(node.inner)
    if isinstance(node, Compare) and isinstance(node.left, Field):
        value = _value(node.right, node.left.name in dates)
        return None if value is None else Row(node.left.name, node.operator, value)
    if isinstance(node, OneOf) and isinstance(node.inner, Field):
        values = [_value(value, node.inner.name in dates) for value in node.values]
        if any(value is None or "," in value for value in values):
            return None
        return Row(node.inner.name, Operator.ONE_OF.value, ", ".join(filter(None, values)))
    return None


def _denied(inner: Node) -> Row | None:
    if isinstance(inner, Field):
        return Row(inner.name, Operator.NO.value)
    if isinstance(inner, Blank) and isinstance(inner.inner, Field):
        return Row(inner.inner.name, Operator.KNOWN.value)
    return None


def _value(node: Node, is_date: bool) -> str | None:
    sign = ""
    if isinstance(node, Negative):
        node, sign = node.inner, "-"
    if not isinstance(node, Literal) or isinstance(node.value, bool):
        return None
    if isinstance(node.value, str):
        kept = node.value == node.value.strip() and node.value
        return node.value if kept else None
    if is_date and isinstance(node.value, int):
        days = -node.value if sign else node.value
        return (EPOCH + timedelta(days)).isoformat() if abs(days) < 1_000_000 else None
    return f"{sign}{node.value}"


def filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the lines in which a field was chosen."""
    return tuple(row for row in rows if row.field)
