"""Cells: whole numbers, equal on every engine, that add up however the facts are cut."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.analytics.cells import Cells, Plan, tally
from sapat.analytics.definitions import compile_definition
from sapat.analytics.engines import DuckEngine
from sapat.analytics.levels import Level, Window, count_distinct, level_of, roll_up
from tests.analytics.conftest import MARKS, PEOPLE, SCHEMA, indicator, many_marks, mark, place

DIMS = ["class", "subject", "teacher", "sex", "sen"]
Q1, Q2 = (Window(f"2025-Q{term}", frozenset({(2025, term)})) for term in (1, 2))
H1 = Window("2025-H1", Q1.terms | Q2.terms)


def mean(**changes):
    graded = "value is not null and not exempt"
    return indicator(
        "R-04", kind="mean", interval="t", levels={"target": 4, "ok": 3.6, "alarm": 3.2},
        measure={"num": [{"data": "period_marks", "sum": "value", "where": graded}],
                 "den": [{"data": "period_marks", "count": graded}]}, **changes,
    )  # fmt: skip


@pytest.fixture(scope="module")
def plan():
    definitions = [
        compile_definition(raw, SCHEMA, people=PEOPLE)
        for raw in (indicator(), mean(), indicator("R-01"))
    ]
    return Plan.of(definitions, "period_marks", MARKS, dims=DIMS)


@pytest.fixture(scope="module")
def duck():
    with DuckEngine() as engine:
        yield engine


def tallied(engine, plan, rows):
    return tally(place(engine, "marks", MARKS, rows), plan, "marks")


def test_a_state_that_several_indicators_need_is_kept_once(plan):
    assert len(plan.states) == 6
    assert len(plan.distinct) == 2


def test_every_engine_gives_the_same_cells_and_persons(all_engines, plan):
    rows = many_marks()

    found = []
    for engine in all_engines:
        cells = tallied(engine, plan, rows)
        level = level_of(engine, plan, cells, "marks", windows=[Q1, Q2, H1], by=["class"])
        found.append((cells, level))

    assert len(found[0][0].rows) > 100
    assert all(each == found[0] for each in found)


def test_states_equal_a_count_by_hand(duck, plan):
    rows = many_marks()
    cells = tallied(duck, plan, rows)

    level = level_of(duck, plan, cells, "marks", windows=[H1], by=["class"])

    for number in (80, 81, 82):
        due = [row for row in rows if row["class"] == number and not row["exempt"]]
        marked = [row for row in due if row["category"]]
        given = [row["value"] for row in due if row["value"] is not None]
        states = sorted(level.at("2025-H1", (number,)).values())
        assert states == sorted([
            len(due), len(marked), len(given),
            sum(row["category"] in ("excellent", "good") for row in marked),
            int(sum(given)) * 10**6, int(sum(value**2 for value in given)) * 10**6,
            len({row["pupil"] for row in marked}),
            len({row["pupil"] for row in due if row["value"] is not None}),
        ])  # fmt: skip


def test_shuffled_rows_give_the_same_cells(duck, plan):
    rows = many_marks()
    cells = tallied(duck, plan, rows)
    random.Random(1).shuffle(rows)

    assert tallied(duck, plan, rows) == cells


def test_fractions_do_not_depend_on_the_order_of_rows(all_engines, plan):
    rows = [mark(pupil, value=None) | {"value": pupil / 7} for pupil in range(1, 400)]

    found = [
        tallied(engine, plan, random.Random(seed).sample(rows, len(rows)))
        for seed, engine in enumerate([*all_engines, all_engines[0]])
    ]

    assert all(cells == found[0] for cells in found)


def test_one_pupil_and_no_facts_at_all(duck, plan):
    assert tallied(duck, plan, []).rows == {}
    assert roll_up(tallied(duck, plan, []), [Q1]).at("2025-Q1") is None
    assert len(tallied(duck, plan, [mark()]).rows) == 1


def test_all_blank_is_nothing_filled(duck, plan):
    cells = tallied(duck, plan, [mark(pupil, "blank") for pupil in range(9)])

    states = roll_up(cells, [Q1]).at("2025-Q1")

    assert sorted(states.values()) == [0, 0, 0, 0, 0, 9]


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(0, 2), min_size=80, max_size=80), order=st.permutations([0, 1, 2]))
def test_cells_of_parts_add_up_to_the_cells_of_all(duck, plan, cuts, order):
    rows = many_marks(pupils=14)[:80]
    parts = [
        tallied(duck, plan, [row for row, cut in zip(rows, cuts, strict=True) if cut == number])
        for number in range(3)
    ]
    one, two, three = (parts[number] for number in order)

    whole = tallied(duck, plan, rows)

    assert one + (two + three) == (one + two) + three == three + two + one == whole


def test_cells_of_other_plans_are_not_added(duck, plan):
    other = Plan.of([], "period_marks", MARKS, dims=["class"])

    with pytest.raises(ValueError, match="different plans"):
        tallied(duck, plan, []) + tallied(duck, other, [])


def test_cells_survive_being_kept_as_a_table(duck, plan):
    cells = tallied(duck, plan, many_marks())

    assert Cells.from_table(plan, cells.table()) == cells
    assert cells.header == ("year", "term", *DIMS, *(state.name for state in plan.states))


def test_coarser_cells_give_the_same_levels(duck, plan):
    cells = tallied(duck, plan, many_marks())

    coarse = cells.coarser(["sen", "class"])

    for by in (["class"], ["sen"], ["sen", "class"], []):
        assert roll_up(coarse, [Q1, H1], by=by) == roll_up(cells, [Q1, H1], by=by)


def test_what_one_level_does_not_know_is_zero_beside_the_other():
    one = Level("marks", ("class",), ("a",), {("Q1", 8): (5,), ("Q1", 9): (6,)})
    other = Level("marks", ("class",), ("b",), {("Q1", 9): (7,), ("Q2", 9): (1,)})

    joined = one | other

    assert joined.at("Q1", (8,)) == {"a": 5, "b": 0}
    assert joined.at("Q1", (9,)) == {"a": 6, "b": 7}
    assert joined.at("Q2", (9,)) == {"a": 0, "b": 1}
    with pytest.raises(ValueError, match="different breakdowns"):
        one | Level("marks", (), ("b",), {})


def test_a_window_takes_in_all_its_terms_and_windows_may_overlap(duck, plan):
    cells = tallied(duck, plan, many_marks())

    level = level_of(duck, plan, cells, "marks", windows=[Q1, Q2, H1])

    states = {name: level.at(f"2025-{name}") for name in ("Q1", "Q2", "H1")}
    for name in (state.name for state in plan.states):
        assert states["H1"][name] == states["Q1"][name] + states["Q2"][name]
    persons = plan.distinct[0].name
    assert states["H1"][persons] == 60 < states["Q1"][persons] + states["Q2"][persons]


def test_a_group_without_facts_is_zero_and_a_window_without_any_is_none(duck, plan):
    level = level_of(
        duck, plan, tallied(duck, plan, many_marks()), "marks", windows=[Q1], by=["class"]
    )

    assert set(level.at("2025-Q1", (99,)).values()) == {0}
    assert level.at("2025-Q3", (80,)) is None
    assert {group[0] for group in level.groups("2025-Q1")} == {80, 81, 82}


def test_rows_without_a_teacher_are_a_group_of_their_own(duck, plan):
    cells = tallied(duck, plan, many_marks())

    groups = set(roll_up(cells, [Q1], by=["teacher"]).groups("2025-Q1"))

    assert groups == {(7,), (8,), (None,)}
    assert set(
        count_distinct(duck, plan, "marks", windows=[Q1], by=["teacher"]).groups("2025-Q1")
    ) == groups  # fmt: skip


@pytest.mark.parametrize("dim", ["year", "password"])
def test_only_columns_are_dimensions(dim):
    with pytest.raises(ValueError, match="not a dimension"):
        Plan.of([], "period_marks", MARKS, dims=[dim])


def test_cells_cannot_be_broken_down_by_what_they_do_not_hold(duck, plan):
    with pytest.raises(ValueError, match="have no 'mode'"):
        roll_up(tallied(duck, plan, []), [Q1], by=["mode"])
