"""From states to values: one division, its doubt, its status, and what may be shown."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.analytics.definitions import compile_definition
from sapat.analytics.states import Norm
from sapat.analytics.syntax import fields_of
from sapat.analytics.values import (
    Status,
    WhyNot,
    alone,
    hidden,
    nothing,
    status_of,
    value_of,
)
from tests.analytics.conftest import PEOPLE, SCHEMA, indicator

REACHED = {"data": "period_marks", "count": "value >= 4"}
MARKED = {"data": "period_marks", "count": "value is not null"}
TOTAL = {"data": "period_marks", "sum": "value"}
ACTIVE = {"data": "pupils", "count": "status = 'active'"}


def compiled(num, den=1, **changes):
    measure = {"measure": {"num": num, "den": den}}
    return compile_definition(indicator(**measure | changes), SCHEMA, people=PEOPLE)


def found(definition, *states, **datasets):
    """The value when the states have these numbers, in the order they are named."""
    sums = {}
    for (dataset, state), number in zip(definition.states, states, strict=False):
        sums.setdefault(dataset, {})[state.name] = number
    for dataset, state in definition.states:
        sums.setdefault(dataset, {}).setdefault(state.name, 0)
    return value_of(definition, sums | datasets)


SHARE = compiled([REACHED], [MARKED])


def test_a_share_in_percent():
    value = found(SHARE, 12, 25, 17, 30)

    assert (value.num, value.den, value.n, value.value) == (12, 25, 17, 48.0)
    assert (round(value.low), round(value.high)) == (30, 67)
    assert value.completeness == 25 / 30
    assert (value.status, value.sure, value.shown) == (Status.NORMAL, False, True)
    assert value.version == SHARE.version


def test_where_rows_are_not_persons_the_denominator_is_the_group():
    definition = compile_definition(indicator(), SCHEMA)

    assert found(definition, 12, 25).n == 25
    assert found(definition, 12, 0).n == 0
    assert found(mix(True), 12, 25, 8).n == 0


def test_without_facts_there_are_no_persons():
    assert found(SHARE, period_marks=None).n == 0


def test_sums_that_are_not_whole_are_read_as_they_are():
    value = found(compiled([TOTAL], [MARKED], kind="mean"), 18_500_000, 5)

    assert (value.num, value.value) == (18.5, 3.7)


def test_rows_that_name_nobody_are_a_group_of_one():
    assert found(SHARE, 12, 25, 0).n == 1
    assert not alone(found(SHARE, 12, 25, 0), 5).shown


def test_the_persons_of_a_mix_are_those_of_all_its_parts():
    parts = [
        {"num": [REACHED], "den": [{"data": "period_marks", "count": f"subject = {at}"}]}
        for at in (8, 9)
    ]

    definition = compile_definition(indicator(measure={"mix": parts}), SCHEMA, people=PEOPLE)

    [persons] = [state for _, state in definition.states if state.operation == "distinct"]
    assert fields_of(persons.where) == {"subject"}
    assert len(persons.where.items) == 2


def test_nothing_to_divide_by_is_no_data_and_never_zero():
    value = found(SHARE, 0, 0)

    assert value.value is value.low is value.high is value.completeness is None
    assert (value.status, value.sure, value.shown) == (Status.NO_DATA, False, False)
    assert value.why_not == WhyNot.NO_DATA


def test_a_data_set_without_facts_is_no_data_and_never_zero():
    pupils_with_two = {"data": "period_marks", "distinct": "pupil", "where": "value = 2"}
    definition = compiled([pupils_with_two], [ACTIVE])

    assert found(definition, 0, 200, period_marks=None).status == Status.NO_DATA
    assert found(definition, 0, 200).value == 0.0


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("ratio", 48.0), ("ratio_plain", 0.48), ("gain", 0.48), ("diff", 0.48), ("index", 0.48)],
)
def test_only_a_ratio_is_in_percent(kind, expected):
    assert found(compiled([REACHED], [MARKED], kind=kind), 12, 25).value == expected


def test_a_mean_of_marks_with_its_interval():
    definition = compiled([TOTAL], [MARKED], kind="mean", interval="t")
    marks = [5, 4, 4, 3, 2]

    value = found(definition, 18 * 10**6, 5, sum(m * m for m in marks) * 10**6)

    assert value.value == 3.6
    assert (value.num, value.den) == (18, 5)
    assert (value.low, value.high) == pytest.approx((2.184285, 5.015715), abs=1e-6)


def test_a_weighted_index_gets_its_spread_from_counts():
    codes = {"excellent": 100, "good": 64, "satisfactory": 36}
    num = [
        {"data": "period_marks", "count": f"category = '{code}'", "times": times}
        for code, times in codes.items()
    ]
    definition = compiled(num, [MARKED], kind="weighted", interval="t")

    value = found(definition, 5, 0, 5, 10)

    assert value.value == 68.0
    spread = math.sqrt((5 * 32**2 + 5 * 32**2) / 9)
    assert value.high - value.value == pytest.approx(2.262157 * spread / math.sqrt(10), rel=1e-6)


def test_a_rate_of_rare_events():
    injuries = {"data": "tests", "count": "score = 0", "times": 1000}
    definition = compiled([injuries], [ACTIVE], kind="rate", interval="poisson", better="lower",
                          levels={"target": 0, "ok": 3, "alarm": 8})  # fmt: skip

    value = found(definition, 5, 400)

    assert value.value == 12.5
    assert (value.low, value.high) == pytest.approx((1.623486 * 2.5, 11.668332 * 2.5), rel=1e-6)


@pytest.mark.parametrize("times", [(1000, 500), (-1000, -1000), (0.5, 0.5)])
def test_a_rate_needs_events_that_count_alike(times):
    events = [{"data": "tests", "count": f"score = {at}", "times": by}
              for at, by in enumerate(times)]  # fmt: skip
    definition = compiled(events, [ACTIVE], kind="rate", interval="poisson")

    assert found(definition, 5, 5, 400).low is None


def test_a_plain_count_has_no_interval_and_is_sure():
    value = found(compiled([ACTIVE], kind="count", interval="none"), 70)

    assert (value.value, value.den, value.low, value.sure) == (70, 1, None, True)


def test_more_done_than_planned_is_shown_without_an_interval():
    value = found(SHARE, 102, 100)

    assert (value.value, value.low, value.sure) == (102.0, None, False)


MIX = {"mix": [{"weight": 0.5, "scale": 100, "num": [REACHED], "den": [MARKED]},
               {"weight": 0.25, "scale": 100, "num": [ACTIVE], "den": [ACTIVE]}]}  # fmt: skip


def mix(renormalise, **changes):
    raw = indicator(kind="index", measure={**MIX, "renormalise": renormalise}, **changes)
    return compile_definition(raw, SCHEMA, people=PEOPLE)


def test_a_mix_gives_the_weight_of_what_is_missing_to_the_rest():
    both = found(mix(True), 12, 25, 8)
    one = found(mix(True), 12, 25, 0)

    assert both.value == pytest.approx((0.5 * 48 + 0.25 * 100) / 0.75)
    assert (one.value, one.low) == (48.0, pytest.approx(30.0313, abs=1e-3))


def test_a_mix_that_is_not_renormalised_needs_all_its_parts():
    assert found(mix(False), 12, 25, 8).value == 0.5 * 48 + 0.25 * 100
    assert found(mix(False), 12, 25, 0).status == Status.NO_DATA


def test_a_difference_of_shares_has_newcombes_interval():
    parts = [{"weight": weight, "scale": 100, "num": [{"data": data, "count": "year > 1"}],
              "den": [{"data": data, "count": "year > 0"}]}
             for weight, data in ((1, "tests"), (-1, "pupils"))]  # fmt: skip
    raw = indicator(kind="diff", measure={"mix": parts, "renormalise": False})

    value = found(compile_definition(raw, SCHEMA), 56, 70, 48, 80)

    assert value.value == pytest.approx(20)
    assert (value.low, value.high) == pytest.approx((5.24, 33.39), abs=0.005)


HIGHER = Norm(60, 45, 30, "higher")
LOWER = Norm(5, 10, 18, "lower")
ZERO = Norm(0.2, 0.4, 0.6, "zero")


@pytest.mark.parametrize(
    ("norm", "figures"),
    [(HIGHER, [60, 45, 30, 29.999]), (LOWER, [5, 10, 18, 18.001]), (ZERO, [-0.2, 0.4, -0.6, 0.61])],
)
def test_a_level_that_is_just_reached_counts(norm, figures):
    assert [status_of(figure, norm) for figure in figures] == [
        Status.HIGH, Status.NORMAL, Status.ATTENTION, Status.CRITICAL,
    ]  # fmt: skip


def test_sure_means_that_the_whole_interval_has_one_status():
    assert found(SHARE, 500, 600).sure
    assert not found(SHARE, 5, 6).sure


def test_zero_is_best_only_if_the_whole_interval_is_near_it():
    definition = compiled(
        [{"data": "tests", "sum": "score - max"}],
        [{"data": "tests", "count": "true"}],
        kind="diff",
        interval="t",
        better="zero",
        levels={"target": 0.2, "ok": 0.4, "alarm": 0.6},
    )

    for n, sure in ((4, False), (4000, True)):
        value = found(definition, 0, n, n * 10**6)
        assert (value.value, value.status, value.sure) == (0, Status.HIGH, sure)


def test_zero_inside_the_interval_says_nothing_where_more_is_better():
    definition = compiled([{"data": "tests", "sum": "score - max"}],
                          [{"data": "tests", "count": "true"}], kind="diff", interval="t",
                          levels={"target": -50, "ok": -60, "alarm": -70})  # fmt: skip
    narrow = compiled([{"data": "tests", "sum": "score - max"}],
                      [{"data": "tests", "count": "true"}], kind="diff", interval="t",
                      levels={"target": 9, "ok": 0, "alarm": -9})  # fmt: skip

    assert found(definition, 0, 40, 40 * 10**6).sure
    assert not found(narrow, 0, 40, 40 * 10**6).sure


def test_a_school_may_have_its_own_norm():
    sums = {"period_marks": {state.name: 40 for _, state in SHARE.states}}

    assert value_of(SHARE, sums, norm=Norm(100, 99, 98, "higher")).status == Status.HIGH
    assert value_of(SHARE, sums, norm=Norm(101, 101, 101, "higher")).status == Status.CRITICAL


@pytest.mark.parametrize("status", [Status.WAITING, Status.NOT_APPLICABLE])
def test_an_indicator_may_wait_or_not_apply(status):
    value = nothing(SHARE, status)

    assert (value.status, value.why_not, value.value) == (status, WhyNot(status.value), None)
    assert not value.shown


def group(n):
    return replace(found(SHARE, n, 2 * n, n, 2 * n), n=n)


def test_a_small_class_and_the_one_that_protects_it_are_not_shown():
    values = hidden({"8a": group(3), "8b": group(20), "8c": group(25)}, group(48), 5)

    assert [(value.shown, value.why_not) for value in values.values()] == [
        (False, WhyNot.TOO_SMALL), (False, WhyNot.COMPLEMENT), (True, None),
    ]  # fmt: skip


def test_beside_a_total_that_is_not_shown_only_small_groups_are_hidden():
    values = hidden({"8a": group(3), "8b": group(20)}, alone(group(23), 30), 5)

    assert [value.shown for value in values.values()] == [False, True]


def test_what_has_no_figure_stays_without_one():
    values = hidden({"8a": found(SHARE, 0, 0), "8b": group(20)}, group(20), 5)

    assert values["8a"].why_not == WhyNot.NO_DATA
    assert values["8b"].shown


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 1000))
def test_twice_the_facts_give_the_same_figure(reached, marked, times):
    one, many = found(SHARE, reached, marked), found(SHARE, reached * times, marked * times)

    assert one.value == many.value == 100 * reached / marked
