"""Which groups must not be shown, so that no small group can be seen or worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

Group = TypeVar("Group")


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
        Further sets of these groups whose totals are shown as well, such as the classes of a
        grade; each is protected like the total.

    Returns
    -------
    frozenset
        The hidden groups; all of them, if no smaller set protects.

    Notes
    -----
    ``within`` protects nested sets. In a table with totals of rows and of columns it protects
    each line, which is not always enough; show only one of the two.
    """
    if k <= 1:
        return frozenset()
    hidden = {group for group, persons in groups.items() if 0 < persons < k}
    overlapping = total is not None and sum(groups.values()) > total
    unlisted = 0 if total is None or overlapping else total - sum(groups.values())
    lines: list[tuple[Collection[Group], int]] = [(set(line), 0) for line in within]
    if total is not None:
        lines.append((list(groups), unlisted))
    changed = True
    while changed:
        changed = False
        for line, rest in lines:
            more = _protect(line, rest, hidden, groups, k=k, overlapping=overlapping)
            changed = changed or bool(more)
            hidden |= more
    return frozenset(hidden)


def _protect(
    line: Collection[Group],
    rest: int,
    hidden: Collection[Group],
    groups: Mapping[Group, int],
    *,
    k: int,
    overlapping: bool,
) -> set[Group]:
    """Return what must be hidden besides, for one shown total to give nothing away."""
    sizes = [groups[group] for group in line if group in hidden]
    parts = sizes + ([rest] if rest else [])
    if not sizes and not 0 < rest < k:
        return set()
    shown = sorted(
        (group for group in line if group not in hidden and groups[group] > 0),
        key=lambda group: (groups[group], str(group)),
    )
    added: set[Group] = set()
    while shown and (len(parts) < 2 or (max(parts) if overlapping else sum(parts)) < k):
        group = shown.pop(0)
        added.add(group)
        parts.append(groups[group])
    return added
