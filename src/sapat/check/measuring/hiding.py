"""Which groups may be shown beside what else is shown of the same pupils."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sapat.analytics.cells import Dim, Key
from sapat.analytics.suppression import suppress, suppress_table
from sapat.analytics.values import Value, WhyNot

Group = TypeVar("Group", str, Dim)


@dataclass(frozen=True)
class Kin:
    """A class with the year of study and the level it belongs to."""

    of: int
    grade: int
    level: str


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


def safe_table(
    values: Mapping[Key, Value], edges: Sequence[Mapping[Key, Value]], least: int
) -> dict[Key, Value]:
    """Mark the cells that may not be shown.

    A row or column that may not be shown takes its cells with it, since together they are its
    total; among the rest no small cell can be found by subtraction.
    """
    gone = [{key[0] for key, value in edge.items() if not value.shown} for edge in edges]
    sizes: dict[tuple[Dim, Dim], int] = {
        (key[0], key[1]): value.n
        for key, value in values.items()
        if not any(part in away for part, away in zip(key, gone, strict=True))
    }
    away = suppress_table(sizes, least)
    return {
        key: value
        if (key in sizes and key not in away) or not value.shown
        else replace(
            value, shown=False, why_not=WhyNot.TOO_SMALL if value.n < least else WhyNot.COMPLEMENT
        )
        for key, value in values.items()
    }
