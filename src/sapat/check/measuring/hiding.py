"""Which groups may be shown beside what else is shown of the same pupils."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from sapat.analytics.cells import Dim, Key
from sapat.analytics.suppression import suppress, suppress_table
from sapat.analytics.values import Value, WhyNot

Group = TypeVar("Group", str, Dim)

MADE_OF = {"class": ("grade", "level", "lang", "shift", "mode"), "grade": ("level",)}
"""Dimension -> those whose groups are made of whole groups of it."""
REST = "\0rest"
"""The rows or columns of a table that are hidden as a whole, taken together."""


@dataclass(frozen=True)
class Kin:
    """A class with the year of study and the level it belongs to, and how it is taught."""

    of: int
    grade: int
    level: str
    lang: str = ""
    shift: int = 0
    mode: str = ""

    def has(self, dim: str) -> Dim:
        """Return which group of a dimension the class belongs to; itself for `class`."""
        found: Dim = self.of if dim == "class" else getattr(self, dim)
        return found


def lines_of(
    dim: str, sizes: Mapping[Key, int], kin: Sequence[Kin], *, total: int | None, least: int
) -> list[set[Key]]:
    """Return the groups of each level (and year of study) whose own figure is shown elsewhere.

    A class must not follow from its year of study and the class beside it, nor a year of study
    from its level.
    """
    if dim not in {"class", "grade"}:
        return []
    level_of = {each.grade: each.level for each in kin}
    grade_of = {each.of: each.grade for each in kin}
    grades: dict[Dim, set[Key]] = {}
    for key in sizes:
        grade = grade_of.get(_whole(key[0])) if dim == "class" else key[0]
        if grade in level_of:
            grades.setdefault(grade, set()).add(key)
    levels: dict[str, set[Key]] = {}
    for grade, keys in grades.items():
        levels.setdefault(level_of[_whole(grade)], set()).update(keys)
    shown = _shown(levels, sizes, total=total, least=least, within=())
    if dim == "grade":
        return list(shown.values())
    of_level = [
        {grade for grade, keys in grades.items() if keys <= line} for line in shown.values()
    ]
    return [
        *_shown(grades, sizes, total=total, least=least, within=of_level).values(),
        *shown.values(),
    ]


def _whole(value: Dim) -> int:
    return value if isinstance(value, int) else -1


def _shown(
    lines: Mapping[Group, set[Key]],
    sizes: Mapping[Key, int],
    *,
    total: int | None,
    least: int,
    within: Sequence[set[Group]],
) -> dict[Group, set[Key]]:
    counted = {line: sum(sizes[key] for key in keys) for line, keys in lines.items()}
    away = suppress(counted, total, least, within=within)
    return {line: keys for line, keys in lines.items() if line not in away}


def torn(
    groups: Mapping[Key, Set[Dim]], away: Collection[Dim], lines: Iterable[Set[Dim]]
) -> set[Key]:
    """Return the groups of classes that would tell something new of the classes hidden.

    `lines` are the sets of classes whose sums are known anyway. They cut the hidden classes into
    blocks, of each of which the sum is known; a group with a part of a block gives it away.
    """
    known = list(lines)
    blocks: dict[tuple[bool, ...], set[Dim]] = {}
    for each in away:
        blocks.setdefault(tuple(each in line for line in known), set()).add(each)
    return {
        key
        for key, classes in groups.items()
        if any(block & classes and not block <= classes for block in blocks.values())
    }


def safe_table(
    values: Mapping[Key, Value], edges: Sequence[Mapping[Key, Value]], least: int
) -> dict[Key, Value]:
    """Mark the cells that may not be shown.

    A row or column that may not be shown takes its cells with it. What they have together in
    each column is known from its total, so it is a cell like the others; no small cell can be
    found by subtraction.
    """
    gone = [{key[0] for key, value in edge.items() if not value.shown} for edge in edges]
    place: dict[Key, tuple[Dim, Dim]] = {}
    sizes: dict[tuple[Dim, Dim], int] = {}
    for key, value in values.items():
        row, column = (REST if part in at else part for part, at in zip(key, gone, strict=True))
        place[key] = row, column
        sizes[row, column] = max(value.n, sizes.get((row, column), 0))
    rest = [cell for cell in sizes if REST in cell]
    away = {*rest, *suppress_table(sizes, least, hidden=rest)}
    return without(values, {key for key in values if place[key] in away}, least)


def without(values: Mapping[Key, Value], away: Collection[Key], least: int) -> dict[Key, Value]:
    """Mark further values of a breakdown that may not be shown."""
    return {
        key: value
        if key not in away or not value.shown
        else replace(
            value, shown=False, why_not=WhyNot.TOO_SMALL if value.n < least else WhyNot.COMPLEMENT
        )
        for key, value in values.items()
    }
