"""Intervals and quantiles: numbers other people computed, and laws that must hold."""

import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.analytics import quantiles
from sapat.analytics.intervals import combined, mean_t, poisson_exact, wilson

# Student's own sleep data, group 1, as in R: sleep$extra[1:10].
SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
PROBABILITIES = [0.001, 0.025, 0.4, 0.6, 0.9, 0.975, 0.9995]


@pytest.mark.parametrize(
    ("reached", "of", "low", "high"),
    # Newcombe (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_equals_newcombes_table(reached, of, low, high):
    found = wilson(reached, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_mean_equals_r():
    # R: t.test(sleep$extra[1:10])
    found = mean_t(10, sum(SLEEP), sum(value**2 for value in SLEEP))

    assert found.value == pytest.approx(0.75)
    assert (found.low, found.high) == pytest.approx((-0.5297804, 2.0297804), abs=1e-7)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    # R: poisson.test(events)$conf.int
    [(0, 0, 3.688879), (1, 0.02531781, 5.57164339), (5, 1.623486, 11.668332),
     (10, 4.795389, 18.390356)],
)  # fmt: skip
def test_the_rate_equals_r(events, low, high):
    found = poisson_exact(events)

    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)


def test_a_difference_of_shares_equals_newcombe():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, example (a), method 10.
    found = combined([(1, wilson(56, 70)), (-1, wilson(48, 80))])

    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (
        0.2, 0.0524, 0.3339,
    )  # fmt: skip


def test_student_equals_its_closed_forms():
    for p in PROBABILITIES:
        two = (2 * p - 1) * math.sqrt(2 / (4 * p * (1 - p)))
        assert quantiles.student(p, 1) == pytest.approx(math.tan(math.pi * (p - 0.5)), rel=1e-11)
        assert quantiles.student(p, 2) == pytest.approx(two, rel=1e-11)


@pytest.mark.parametrize(("df", "t"), [(5, 2.570582), (10, 2.228139), (30, 2.042272)])
def test_student_equals_the_printed_table(df, t):
    assert round(quantiles.student(0.975, df), 6) == t


@pytest.mark.parametrize("df", [0.5, 3, 7, 29, 100, 299.999, 300, 1000])
def test_student_undoes_its_probability(df):
    for p in PROBABILITIES:
        assert quantiles.student_cdf(quantiles.student(p, df), df) == pytest.approx(p, abs=1e-10)


def test_student_is_symmetric():
    assert quantiles.student(0.5, 7) == 0
    assert quantiles.student(0.1, 7) == -quantiles.student(0.9, 7)


def test_student_becomes_normal():
    for p in PROBABILITIES:
        assert quantiles.student(p, 1e12) == pytest.approx(quantiles.normal(p), rel=1e-11)


@pytest.mark.parametrize("df", [1, 4, 25])
def test_student_equals_the_integral_of_its_density(df):
    front = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    steps = 4000

    def density(t):
        return front * (1 + t * t / df) ** (-(df + 1) / 2)

    weights = [1 if at in (0, steps) else 2 + 2 * (at % 2) for at in range(steps + 1)]
    area = sum(w * density(2 * at / steps) for at, w in enumerate(weights)) * 2 / steps / 3

    assert quantiles.student_cdf(2, df) == pytest.approx(0.5 + area, abs=1e-11)


@pytest.mark.parametrize("shape", [0.3, 1, 2, 14.9, 15, 80, 5000, 10**6])
def test_gamma_undoes_its_probability(shape):
    for p in PROBABILITIES:
        found = quantiles.gamma(p, shape)
        assert quantiles.gamma_regularised(shape, found) == pytest.approx(p, abs=1e-10)


@given(st.integers(1, 60), st.floats(0.1, 150))
def test_gamma_equals_the_poisson_sum(events, x):
    below = math.fsum(math.exp(at * math.log(x) - x - math.lgamma(at + 1)) for at in range(events))

    assert quantiles.gamma_regularised(events, x) == pytest.approx(1 - below, abs=1e-11)


def test_gamma_of_one_is_the_exponential():
    for p in PROBABILITIES:
        assert quantiles.gamma(p, 1) == pytest.approx(-math.log(1 - p), rel=1e-11)


@given(st.integers(0, 500), st.integers(1, 500), st.floats(0.5, 0.999))
def test_a_share_lies_inside_its_interval_and_the_interval_inside_the_possible(part, rest, level):
    found = wilson(part, part + rest, level=level)

    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_other_share_has_the_mirrored_interval(part, rest):
    one, other = wilson(part, part + rest), wilson(rest, part + rest)

    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


@given(st.integers(1, 50), st.integers(1, 50))
def test_ten_times_as_many_pupils_make_it_narrower(part, rest):
    few, many = wilson(part, part + rest), wilson(10 * part, 10 * (part + rest))

    assert many.high - many.low < few.high - few.low


@settings(max_examples=50)
@given(st.lists(st.integers(2, 5), min_size=3, max_size=60), st.integers(2, 1000))
def test_rescaled_marks_rescale_the_interval(marks, factor):
    if len(set(marks)) == 1:
        return
    one = mean_t(len(marks), sum(marks), sum(mark * mark for mark in marks))
    scaled = [mark * factor for mark in marks]
    other = mean_t(len(marks), sum(scaled), sum(mark * mark for mark in scaled))

    assert other.low == pytest.approx(one.low * factor)
    half = statistics.stdev(marks) / math.sqrt(len(marks))
    assert (one.high - one.value) / half == pytest.approx(
        quantiles.student(0.975, len(marks) - 1), rel=1e-6
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson(3, 0), lambda: wilson(-1, 5), lambda: wilson(6, 5),
        lambda: wilson(1, 5, level=1), lambda: wilson(1, 5, level=1.5),
        lambda: mean_t(1, 4, 16), lambda: mean_t(0, 0, 0),
        lambda: mean_t(20, 80, 320), lambda: poisson_exact(-1),
        lambda: poisson_exact(1, exposure=0), lambda: poisson_exact(1, level=0),
        lambda: combined([]), lambda: quantiles.student(1, 5), lambda: quantiles.student(0.5, 0),
        lambda: quantiles.gamma(0, 5), lambda: quantiles.gamma(0.5, 0),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_refused(call):
    with pytest.raises(ValueError, match=" "):
        call()
