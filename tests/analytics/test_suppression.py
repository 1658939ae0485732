"""No small group can be seen or worked out: every hidden one stays at least k wide."""

import itertools
from collections import deque

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sapat.analytics.suppression import suppress, suppress_table


def widths(groups, hidden, lines):
    """Try every way the hidden groups could be, given all shown totals; how far does each go?"""
    names = sorted(hidden)
    known = [
        ([name for name in names if name in line], sum(groups[name] for name in line & hidden))
        for line in lines
    ]
    most = sum(groups[name] for name in names)
    ways = [
        way
        for way in itertools.product(range(most + 1), repeat=len(names))
        if all(sum(way[names.index(name)] for name in part) == total for part, total in known)
    ]
    return {
        name: max(way[at] for way in ways) - min(way[at] for way in ways)
        for at, name in enumerate(names)
    }


sizes = st.lists(st.integers(0, 4), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(sizes=sizes, k=st.integers(2, 4), cut=st.integers(0, 5), inner=st.booleans())
def test_nothing_hidden_can_be_worked_out_from_nested_totals(sizes, k, cut, inner):
    groups = dict(enumerate(sizes))
    everything = frozenset(groups)
    total = sum(sizes) if sum(sizes) >= k else None
    grades = {
        name: part
        for name, part in (
            ("low", everything & set(range(cut))),
            ("high", everything - set(range(cut))),
        )
        if inner and sum(groups[group] for group in part)
    }
    unseen = suppress(
        {name: sum(groups[one] for one in part) for name, part in grades.items()}, total, k
    )
    shown = [part for name, part in grades.items() if name not in unseen]

    hidden = suppress(groups, total, k, within=shown)

    assert {name for name, size in groups.items() if 0 < size < k} <= hidden
    lines = shown + ([everything] if total is not None else [])
    found = widths(groups, hidden, lines) if lines else {}
    assert all(width >= k for width in found.values()), (groups, hidden, found)


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 40), min_size=1), st.integers(2, 10))
def test_without_small_groups_all_are_shown(groups, k):
    assume(all(size == 0 or size >= k for size in groups.values()))

    assert suppress(groups, sum(groups.values()), k) == frozenset()


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 40)), st.integers(-1, 1))
def test_a_threshold_of_one_hides_nothing(groups, k):
    assert suppress(groups, sum(groups.values()), k) == frozenset()


@pytest.mark.parametrize(
    ("groups", "total", "k", "hidden"),
    [
        ({"a": 3, "b": 20, "c": 21}, 44, 5, "ab"),
        ({"a": 3, "b": 20, "c": 21}, None, 5, "a"),
        ({"a": 3, "b": 4, "c": 21}, 28, 5, "ab"),
        ({"a": 1, "b": 2, "c": 21}, 24, 5, "abc"),
        ({"a": 3, "b": 21}, 24, 5, "ab"),
        ({"a": 58}, 60, 5, "a"),
        ({"a": 55}, 60, 5, ""),
        ({"a": 3, "b": 21}, 54, 5, "a"),
        ({"a": 0, "b": 21}, 21, 5, ""),
        ({"a": 2, "b": 3, "c": 9}, 14, 5, "ab"),
        ({"a": 0, "b": 3, "c": 9, "d": 9}, 21, 5, "bc"),
        ({"a": 3, "b": 3, "c": 20, "d": 25}, 25, 5, "abc"),
    ],
)
def test_what_is_hidden_beside_a_small_group(groups, total, k, hidden):
    assert suppress(groups, total, k) == frozenset(hidden)


def test_persons_without_a_class_are_beside_the_grades_and_not_in_them():
    groups = {"8a": 3, "8b": 20, "9a": 21}

    assert suppress(groups, 60, 5, within=[{"8a", "8b"}]) == {"8a", "8b"}
    assert suppress(groups, 46, 5, within=[{"8a", "8b"}]) == {"8a", "8b", "9a"}


def test_a_table_without_small_cells_is_shown_whole():
    cells = {(0, 0): 1, (0, 1): 20, (1, 0): 20, (1, 1): 20, (2, 0): 7, (2, 1): 0}

    assert suppress_table(cells, 1) == frozenset()
    assert suppress_table(cells, 2) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert suppress_table({**cells, (0, 0): 2}, 2) == frozenset()


def test_the_rectangle_that_hides_fewest_persons_is_taken():
    cells = {(row, column): 30 for row in range(3) for column in range(3)} | {(0, 0): 3, (2, 2): 9}

    assert suppress_table(cells, 5) == {(0, 0), (0, 2), (2, 0), (2, 2)}


def test_shuffled_groups_hide_the_same():
    groups = {"a": 3, "b": 20, "c": 20, "d": 20}

    for order in itertools.permutations(groups):
        assert suppress({name: groups[name] for name in order}, 63, 5) == {"a", "b"}


def test_crossing_totals_are_refused():
    with pytest.raises(ValueError, match="cross"):
        suppress({"a": 9, "b": 9, "c": 9}, None, 5, within=["ab", "bc"])
    with pytest.raises(ValueError, match="not in the breakdown"):
        suppress({"a": 9}, None, 5, within=["ab"])


def flow(capacity, source, sink):
    """How much can be moved from one node to another (Edmonds and Karp)."""
    moved = 0
    while True:
        came, waiting = {source: None}, deque([source])
        while waiting and sink not in came:
            here = waiting.popleft()
            for there, room in capacity[here].items():
                if room > 0 and there not in came:
                    came[there] = here
                    waiting.append(there)
        if sink not in came:
            return moved
        path, there = [], sink
        while came[there] is not None:
            path.append((came[there], there))
            there = came[there]
        room = min(capacity[here][there] for here, there in path)
        for here, there in path:
            capacity[here][there] -= room
            capacity[there][here] = capacity[there].get(here, 0) + room
        moved += room


def width_in_table(cells, hidden, cell):
    """The range of one hidden cell when all row and column totals are known."""

    def network():
        capacity = {}
        for row, column in hidden:
            capacity.setdefault(("row", row), {})
            capacity.setdefault(("column", column), {})
            if (row, column) != cell:
                capacity["row", row]["column", column] = 10**6
                capacity["column", column]["row", row] = cells[row, column]
        return capacity

    row, column = ("row", cell[0]), ("column", cell[1])
    return flow(network(), column, row) + min(cells[cell], flow(network(), row, column))


tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.integers(0, 15), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]
    ).map(
        lambda sizes: {
            (at // shape[1], at % shape[1]): size for at, size in enumerate(sizes) if size != 1
        }
    )
)


@settings(max_examples=1000, deadline=None)
@given(cells=tables, k=st.sampled_from([5, 10]))
def test_no_small_cell_can_be_worked_out_from_rows_and_columns(cells, k):
    hidden = suppress_table(cells, k)

    small = {cell for cell, size in cells.items() if 0 < size < k}
    assert small <= hidden
    if hidden != {cell for cell, size in cells.items() if size}:
        assert all(width_in_table(cells, hidden, cell) >= k for cell in small)


def test_the_solver_would_see_a_leak():
    cells = {(0, 0): 3, (0, 1): 20, (1, 0): 20, (1, 1): 20}

    assert width_in_table(cells, {(0, 0), (0, 1)}, (0, 0)) == 0
    assert width_in_table(cells, suppress_table(cells, 5), (0, 0)) == 23
