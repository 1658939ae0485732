"""Intervals where a person has several rows: products on every engine, and what they are worth."""

import math
import random
from itertools import groupby

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sapat.analytics import intervals, quantiles
from sapat.analytics.cells import Plan, tally
from sapat.analytics.definitions import compile_definition
from sapat.analytics.intervals import Likeness
from sapat.analytics.levels import Window, level_of
from sapat.analytics.values import value_of
from tests.analytics.conftest import MARKS, PEOPLE, SCHEMA, indicator, many_marks, mark, place

Q1 = Window("Q1", frozenset({(2025, 1)}))
HALF = Window("H1", frozenset({(2025, 1), (2025, 2)}))
SEVERAL = frozenset({"period_marks"})


def compiled(raw):
    return compile_definition(raw, SCHEMA, people=PEOPLE, several=SEVERAL)


def mean():
    graded = "value is not null and not exempt"
    return indicator(
        "R-04", kind="mean", interval="t", levels={"target": 4, "ok": 3.6, "alarm": 3.2},
        measure={"num": [{"data": "period_marks", "sum": "value", "where": graded}],
                 "den": [{"data": "period_marks", "count": graded}]},
    )  # fmt: skip


def weighted():
    def term(name, times):
        return {"data": "period_marks", "count": f"category = '{name}'", "times": times}

    return indicator(
        "R-03", kind="weighted", interval="t",
        measure={"num": [term("excellent", 100), term("good", 64), term("satisfactory", 36)],
                 "den": [{"data": "period_marks", "count": "category is not null"}]},
    )  # fmt: skip


SHARE, MEAN, INDEX = map(compiled, (indicator(), mean(), weighted()))
PLAN = Plan.of([SHARE, MEAN, INDEX], "period_marks", MARKS, dims=["class", "subject"])


def level(engine, rows, by=(), windows=(Q1, HALF)):
    cells = tally(place(engine, "marks", MARKS, rows), PLAN, "marks")
    return level_of(engine, PLAN, cells, "marks", windows=list(windows), by=list(by))


def value(engine, rows, definition=SHARE, window=Q1):
    found = level(engine, rows, windows=[window])
    return value_of(definition, {"period_marks": found.at(window.name)})


def products(found, definition, window="Q1", group=()):
    alike = definition.parts[0].alike
    sums = {"period_marks": found.at(window, group)}
    amounts = (alike.num_num, alike.num_den, alike.den_den)
    return [amount.of(sums) / amount.divisor for amount in amounts]


def by_hand(rows, top, bottom):
    """Sums of squares and products of persons, one by one."""
    rows = sorted(rows, key=lambda row: row["pupil"])
    sides = []
    for _, own in groupby(rows, key=lambda row: row["pupil"]):
        own = list(own)
        sides.append((sum(map(top, own)), sum(map(bottom, own))))
    pairs = [(a * a, a * b, b * b) for a, b in sides]
    return [sum(column) for column in zip(*pairs, strict=True)]


def counts(row):
    return row["category"] is not None and not row["exempt"]


def reached(row):
    return counts(row) and row["category"] in ("excellent", "good")


def likeness(marks):
    """The products of numerators and denominators of persons, given as (reached, of)."""
    a, b = np.array(marks, float).T
    return Likeness(len(marks), float(a @ a), float(a @ b), float(b @ b))


def share(marks):
    a, b = (sum(side) for side in zip(*marks, strict=True))
    return intervals.share_of_persons(a, b, likeness(marks))


def width(estimate):
    return estimate.high - estimate.low


# ── products ──────────────────────────────────────────────────────────────────────────────────


def test_every_engine_gives_the_products_of_a_count_by_hand(all_engines):
    rows = many_marks()
    first = [row for row in rows if row["term"] == 1]
    for engine in all_engines:
        found = level(engine, rows)
        assert products(found, SHARE) == by_hand(first, reached, counts)
        assert products(found, SHARE, "H1") == by_hand(rows, reached, counts)


def test_sums_that_are_not_whole_have_exact_products(all_engines):
    rows = [row | {"value": row["value"] and row["value"] + 0.25} for row in many_marks()]

    def graded(row):
        return row["value"] is not None and not row["exempt"]

    wanted = by_hand(
        [row for row in rows if row["term"] == 1],
        lambda row: row["value"] if graded(row) else 0,
        graded,
    )
    for engine in all_engines:
        assert products(level(engine, rows), MEAN) == pytest.approx(wanted, rel=1e-15)


def test_classes_add_up_to_the_school_since_they_share_nobody(sqlite):
    rows = many_marks()
    whole, parts = level(sqlite, rows), level(sqlite, rows, by=["class"])
    own = [products(parts, INDEX, group=group) for group in parts.groups("Q1")]
    assert [sum(column) for column in zip(*own, strict=True)] == products(whole, INDEX)


def test_the_terms_and_subjects_of_a_pupil_do_not_add_up(sqlite):
    rows = many_marks()
    whole, parts = level(sqlite, rows), level(sqlite, rows, by=["subject"])
    own = [products(parts, SHARE, group=group) for group in parts.groups("Q1")]
    assert sum(column[2] for column in own) < products(whole, SHARE)[2]


def test_rows_in_another_order_have_the_same_products(sqlite):
    rows = many_marks()
    wanted = level(sqlite, rows).rows
    random.Random(3).shuffle(rows)
    assert level(sqlite, rows).rows == wanted


def test_a_group_without_facts_has_no_products_and_no_figure(sqlite):
    found = level(sqlite, [])
    assert found.at("Q1") is None
    assert value_of(SHARE, {"period_marks": None}).low is None


def test_rows_that_name_nobody_are_one_person(sqlite):
    rows = [mark(value=value) | {"pupil": None} for value in (5, 4, 3, 2)]
    found = value(sqlite, rows)
    alone = intervals.wilson(0.5, 1)
    assert (found.low, found.high) == pytest.approx((100 * alone.low, 100 * alone.high))


# ── what is counted so ────────────────────────────────────────────────────────────────────────


def test_only_intervals_of_rows_of_several_a_person_count_persons():
    assert SHARE.parts[0].alike.persons == SHARE.people
    assert compile_definition(indicator(), SCHEMA, people=PEOPLE).parts[0].alike is None
    assert compiled(indicator(interval="none")).parts[0].alike is None
    persons = {"data": "period_marks", "distinct": "pupil"}
    assert compiled(indicator(measure={"num": [persons], "den": [persons]})).parts[0].alike is None


def test_the_version_says_that_persons_are_counted():
    plain = compile_definition(indicator(), SCHEMA, people=PEOPLE)
    assert plain.version != SHARE.version
    assert compiled(indicator(interval="none")).version == (
        compile_definition(indicator(interval="none"), SCHEMA, people=PEOPLE).version
    )


# ── intervals ─────────────────────────────────────────────────────────────────────────────────


def test_the_variance_is_that_of_statsmodels(sqlite):
    """Least squares on a constant, errors by clusters: the same, with G/(G-1), to 1e-12."""
    rows = [row for row in many_marks() if row["term"] == 1 and counts(row)]
    told = np.array([float(reached(row)) for row in rows])
    pupils = [row["pupil"] for row in rows]
    fitted = sm.OLS(told, np.ones(len(told))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(pupils)}
    )
    ours = Likeness(len(set(pupils)), *by_hand(rows, reached, counts))
    assert ours.variance(told.mean(), len(told)) == pytest.approx(fitted.bse[0] ** 2, rel=1e-12)


def test_without_the_small_correction_it_is_that_of_estimating_equations():
    """statsmodels' GEE with independence, to 1e-9 (it iterates)."""
    chance = np.random.default_rng(2)
    groups = np.repeat(np.arange(30), chance.integers(1, 9, 30))
    told = (chance.random(len(groups)) < 0.3 + 0.4 * (groups % 2)).astype(float)
    fitted = sm.GEE(told, np.ones(len(told)), groups=groups).fit()
    marks = [(told[groups == g].sum(), (groups == g).sum()) for g in range(30)]
    ours = likeness(marks).variance(told.mean(), len(told)) * 29 / 30
    assert ours == pytest.approx(fitted.bse[0] ** 2, rel=1e-9)


def test_ten_pupils_of_twelve_equal_marks_are_worth_ten_marks():
    """By hand: variance pq/9, 119 / 9 times that of independent marks; t of 9 against 119."""
    found = share([(12, 12)] * 4 + [(0, 12)] * 6)
    t9, t119 = (quantiles.student(0.975, df) for df in (9, 119))
    worth = 120 / (119 / 9) * (t119 / t9) ** 2
    alone = intervals.wilson(0.4 * worth, worth)
    assert (found.low, found.high) == pytest.approx((alone.low, alone.high))
    assert worth == pytest.approx(6.95, abs=0.01)


def test_a_class_of_marks_is_less_sure_than_as_many_pupils(sqlite):
    chance = random.Random(1)
    rows = []
    for pupil in range(1, 26):
        level_of_pupil = chance.choice([2, 3, 4, 5])
        rows += [mark(pupil, level_of_pupil, subject=subject) for subject in range(1, 13)]
    found = value(sqlite, rows)
    plain = intervals.wilson(found.num, found.den)
    assert found.low < 100 * plain.low
    assert found.high > 100 * plain.high
    assert found.value == 100 * found.num / found.den


def test_a_mean_of_marks_counts_pupils(sqlite):
    rows = [
        mark(pupil, 3 + pupil % 3, subject=subject) for pupil in range(20) for subject in range(10)
    ]
    found = value(sqlite, rows, MEAN)
    pupils = np.array([3 + pupil % 3 for pupil in range(20)], float)
    half = quantiles.student(0.975, 19) * pupils.std(ddof=1) / math.sqrt(20)
    assert (found.low, found.high) == pytest.approx((found.value - half, found.value + half))


def test_a_mean_of_one_pupil_has_no_interval(sqlite):
    found = value(sqlite, [mark(1, value, subject=value) for value in (3, 4, 5)], MEAN)
    assert (found.value, found.low, found.sure) == (4, None, False)


@pytest.mark.parametrize("definition", [SHARE, MEAN, INDEX])
def test_one_mark_a_pupil_is_the_plain_interval(sqlite, definition):
    rows = [mark(pupil, 2 + pupil % 4) for pupil in range(1, 24)]
    plain = next(
        compile_definition(raw, SCHEMA, people=PEOPLE)
        for raw in (indicator(), mean(), weighted())
        if raw["code"] == definition.code
    )
    ours, other = value(sqlite, rows, definition), value(sqlite, rows, plain)
    assert (ours.low, ours.high) == pytest.approx((other.low, other.high), rel=1e-12)


MARKS_OF = st.lists(
    st.integers(1, 12).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    min_size=2,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(marks=MARKS_OF)
def test_it_is_never_narrower_than_independent_marks_and_holds_the_share(marks):
    a, b = (sum(side) for side in zip(*marks, strict=True))
    found = share(marks)
    assert width(found) >= width(intervals.wilson(a, b)) - 1e-12
    assert 0 <= found.low <= found.value == a / b <= found.high <= 1


@settings(max_examples=200, deadline=None)
@given(marks=MARKS_OF, times=st.integers(2, 5))
def test_marks_written_again_make_nothing_surer(marks, times):
    """Unless a pupil's marks differ more than chance makes them: then they are independent."""
    a, b = (sum(side) for side in zip(*marks, strict=True))
    p = a / b
    if 0 < p < 1:
        assume(likeness(marks).variance(p, b) >= p * (1 - p) / (b - 1))
    again = share([(times * x, times * of) for x, of in marks])
    assert width(again) >= width(share(marks)) - 1e-12


@settings(max_examples=100, deadline=None)
@given(marks=MARKS_OF)
def test_what_was_missed_mirrors_what_was_reached(marks):
    found, other = share(marks), share([(of - x, of) for x, of in marks])
    assert (other.low, other.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-9)


def test_where_all_reached_likeness_is_taken_as_complete():
    assert width(share([(12, 12)] * 25)) == pytest.approx(width(intervals.wilson(25, 25)))
    assert share([(0, 12)] * 25).low == 0


def test_intervals_cover_what_they_should():
    """Pupils whose own share varies: 2,000 classes of 25 pupils with 12 marks each, p = 0.6."""
    chance = np.random.default_rng(5)
    own = chance.beta(1.8, 1.2, size=(2000, 25))
    marks = chance.binomial(12, own)
    inside = plain = 0
    for row in marks:
        found = share([(int(x), 12) for x in row])
        inside += found.low <= 0.6 <= found.high
        alone = intervals.wilson(int(row.sum()), 300)
        plain += alone.low <= 0.6 <= alone.high
    assert 0.93 <= inside / 2000 <= 0.97
    assert plain / 2000 < 0.75


def test_a_count_out_of_range_is_refused():
    with pytest.raises(ValueError, match="share"):
        intervals.share_of_persons(5, 4, Likeness(2, 1, 1, 1))
