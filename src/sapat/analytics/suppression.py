"""Which groups must not be shown, so that no small group can be seen or worked out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def suppress(
    groups: Mapping[Group, int],
    total: int | None,
    k: int,
    *,
    within: Iterable[Collection[Group]] = (),
) -> frozenset[Group]:
    """Choose the groups to hide; every place that shows figures of groups asks here.

    A group of fewer than ``k`` persons is hidden. Wherever a total that contains it is shown,
    further groups are hidden, the smallest first, until those hidden are at least two and
    together at least ``k`` persons: then a subtraction yields a sum of which each part may still
    be anything from nobody to at least ``k``.

    Parameters
    ----------
    groups
        Group to its number of persons. Nobody (0) hides nothing.
    total
        Persons in the total that is shown beside them; None if no total is shown. Persons of the
        total who are in no group count as a hidden group. If the groups overlap (their sum is
        above the total), only a hidden group of ``k`` or more protects, since two small groups
        may be the same persons.
    k
        The smallest group that may be shown; 1 or less hides nothing.
    within
        Further sets of these groups whose totals are shown as well, such as the classes of each
        grade that `suppress` did not hide among the grades. They may lie inside each other but
        not cross; for a table with totals of rows and of columns there is `suppress_table`.

    Returns
    -------
    frozenset
        The hidden groups; all of them, if no smaller set protects.

    Raises
    ------
    ValueError
        If two of the sets cross, or hold an unknown group.
    """
    if k <= 1:
        return frozenset()
    hidden = {group for group, persons in groups.items() if 0 < persons < k}
    overlapping = total is not None and sum(groups.values()) > total
    unlisted = 0 if total is None or overlapping else total - sum(groups.values())
    for line, rest in _apart(groups, total is not None, list(map(frozenset, within))):
        sizes = {group: groups[group] for group in line}
        hidden |= _protect(sizes, hidden, unlisted if rest else 0, k=k, overlapping=overlapping)
    return frozenset(hidden)


def _apart(
    groups: Mapping[Group, int], total_shown: bool, within: list[frozenset[Group]]
) -> list[tuple[Set[Group], bool]]:
    """Return the sets whose sums can be worked out and that hold no smaller such set.

    Totals of nested sets tell exactly the sums of what lies in one and in none of those inside
    it. The flag says to which of them the persons without a group belong.
    """
    everything = frozenset(groups)
    shown = sorted({*within, *([everything] if total_shown else [])}, key=len)
    found: list[tuple[Set[Group], bool]] = []
    for at, line in enumerate(shown):
        if not line <= everything:
            raise ValueError("a shown total holds a group that is not in the breakdown")
        rest = set(line)
        for smaller in shown[:at]:
            if smaller & line and not smaller <= line:
                raise ValueError("shown totals cross")
            rest -= smaller
        found.append((rest, total_shown and line == everything))
    return found


def _protect(
    sizes: Mapping[Group, int],
    hidden: Set[Group],
    rest: int,
    *,
    k: int,
    overlapping: bool,
) -> set[Group]:
    """Return what must be hidden besides, for one sum to give nothing away."""
    parts = [size for group, size in sizes.items() if group in hidden]
    if not parts and not 0 < rest < k:
        return set()
    parts += [rest] if rest else []
    shown = sorted(
        (group for group, size in sizes.items() if group not in hidden and size > 0),
        key=lambda group: (sizes[group], str(group)),
    )
    added: set[Group] = set()
    for group in shown:
        if len(parts) >= 2 and (max(parts) if overlapping else sum(parts)) >= k:
            break
        added.add(group)
        parts.append(sizes[group])
    return added


def suppress_table(
    cells: Mapping[tuple[Row, Column], int],
    k: int,
    *,
    hidden: Collection[tuple[Row, Column]] = (),
) -> frozenset[tuple[Row, Column]]:
    """Choose the cells to hide in a table whose row and column totals are shown.

    Each cell of fewer than ``k`` persons becomes the corner of a rectangle of hidden cells, of
    which the two beside it have at least ``k``: whatever is moved round the rectangle leaves all
    totals as they are, so the small cell may be anything over a width of at least ``k``.

    Parameters
    ----------
    cells
        ``(row, column)`` to the number of persons; combinations that do not exist are absent.
    k
        The smallest cell that may be shown; 1 or less hides nothing.
    hidden
        Cells that are hidden for another reason; as corners they cost nothing.

    Returns
    -------
    frozenset
        The hidden cells; all of them, if there is no rectangle for one.

    References
    ----------
    The hypercube method: Giessing and Repsilber (2002), in Domingo-Ferrer, Inference Control in
    Statistical Databases, LNCS 2316, 181-192.
    """
    small = sorted(
        (cell for cell, persons in cells.items() if 0 < persons < k),
        key=lambda cell: (cells[cell], str(cell)),
    )
    if k <= 1:
        return frozenset()
    away = {*small, *hidden}
    for cell in small:
        corners = _corners(cell, cells, away, k)
        if corners is None:
            return frozenset(cell for cell, persons in cells.items() if persons)
        away |= corners
    return frozenset(away)


def _corners(
    cell: tuple[Row, Column],
    cells: Mapping[tuple[Row, Column], int],
    hidden: Set[tuple[Row, Column]],
    k: int,
) -> set[tuple[Row, Column]] | None:
    """Return the other corners of the rectangle that hides the fewest further persons."""
    row, column = cell
    beside = [other for other in cells if other[0] == row and other != cell and cells[other] >= k]
    above = [other for other in cells if other[1] == column and other != cell and cells[other] >= k]
    best: tuple[int, str, set[tuple[Row, Column]]] | None = None
    for one in beside:
        for two in above:
            opposite = (two[0], one[1])
            if not cells.get(opposite):
                continue
            corners = {one, two, opposite}
            cost = sum(cells[corner] for corner in corners if corner not in hidden)
            if best is None or (cost, str(sorted(map(str, corners)))) < best[:2]:
                best = (cost, str(sorted(map(str, corners))), corners)
    return best[2] if best else None
