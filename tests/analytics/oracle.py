"""A second, slow reading of conditions in plain Python, to compare the engines with."""

import math
import operator

from sapat.analytics import syntax
from sapat.analytics.sql import SCALE

SIGNS = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip


def truth(node, row, columns):
    """Three-valued logic: True, False or None."""
    match node:
        case syntax.Field(name):
            return bool(row[name])
        case syntax.Not(inner):
            known = truth(inner, row, columns)
            return None if known is None else not known
        case syntax.Every(items):
            found = [truth(item, row, columns) for item in items]
            return False if False in found else None if None in found else True
        case syntax.Some(items):
            found = [truth(item, row, columns) for item in items]
            return True if True in found else None if None in found else False
        case syntax.Blank(inner):
            return value(inner, row, columns) is None
        case syntax.OneOf(inner, values):
            seen = value(inner, row, columns)
            return None if seen is None else seen in [literal.value for literal in values]
        case syntax.Compare(sign, left, right):
            pair = [operand(side, row, columns) for side in (left, right)]
            return None if None in pair else SIGNS[sign](*pair)
    return value(node, row, columns)


def operand(node, row, columns):
    if isinstance(node, syntax.Field) and columns[node.name].kind == "bool":
        return truth(node, row, columns)
    return value(node, row, columns)


def value(node, row, columns):
    match node:
        case syntax.Field(name):
            return row[name]
        case syntax.Literal(plain):
            return plain
        case syntax.Negative(inner):
            known = value(inner, row, columns)
            return None if known is None else -known
        case syntax.Calculate(sign, left, right):
            pair = [value(side, row, columns) for side in (left, right)]
            if None in pair or (sign == "/" and pair[1] == 0):
                return None
            pair = [float(number) for number in pair]
            return pair[0] / pair[1] if sign == "/" else SIGNS[sign](*pair)
    return truth(node, row, columns)


def total(node, rows, columns):
    """Sum as the cells keep it: whole numbers, or rounded millionths of each row."""
    found = [value(node, row, columns) for row in rows]
    if syntax.is_whole(node, columns):
        return sum(int(number) for number in found if number is not None)
    return sum(math.floor(number * SCALE + 0.5) for number in found if number is not None)
