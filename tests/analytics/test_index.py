"""The index of a block: its scale, its weights, and what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.analytics.index import Ingredient, block_index, score
from sapat.analytics.states import Norm

HIGHER = Norm(60, 45, 30, "higher")
LOWER = Norm(5, 10, 18, "lower")
ZERO = Norm(0.2, 0.4, 0.6, "zero")


@pytest.mark.parametrize(
    ("value", "norm", "expected"),
    [(60, HIGHER, 100), (30, HIGHER, 50), (45, HIGHER, 75), (0, HIGHER, 0), (99, HIGHER, 100),
     (15, HIGHER, 25), (5, LOWER, 100), (18, LOWER, 50), (31, LOWER, 0), (-0.6, ZERO, 50),
     (0, ZERO, 100), (100, Norm(100, 100, 100, "higher"), 100),
     (99, Norm(100, 100, 100, "higher"), 0), (0, Norm(0, 0, 0, "lower"), 100),
     (1, Norm(0, 0, 0, "lower"), 0)],
)  # fmt: skip
def test_fifty_at_alarm_and_a_hundred_at_target(value, norm, expected):
    assert score(value, norm) == pytest.approx(expected)


def test_what_is_missing_gives_its_weight_to_the_others():
    index = block_index([
        Ingredient("R-01", 60, HIGHER, 3), Ingredient("R-02", None, HIGHER, 2),
        Ingredient("R-03", 30, HIGHER, 1),
    ])  # fmt: skip

    assert index.value == pytest.approx((3 * 100 + 50) / 4)
    assert index.coverage == pytest.approx(4 / 6)
    assert [(part.code, part.score, part.share) for part in index.components] == [
        ("R-01", 100, 0.75), ("R-02", None, 0), ("R-03", 50, 0.25),
    ]  # fmt: skip


@pytest.mark.parametrize("parts", [[], [Ingredient("R-01", None, HIGHER)],
                                   [Ingredient("R-01", 5, HIGHER, 0)]])  # fmt: skip
def test_an_index_of_nothing_is_no_figure(parts):
    assert (block_index(parts).value, block_index(parts).coverage) == (None, 0)


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="negative"):
        block_index([Ingredient("R-01", 5, HIGHER, -1)])


ingredients = st.lists(
    st.builds(
        Ingredient, st.just("R"), st.none() | st.floats(0, 100), st.sampled_from([HIGHER, LOWER]),
        st.integers(1, 9),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(ingredients, st.randoms())
def test_neither_order_nor_scale_of_weights_matters(parts, chance):
    shuffled = [Ingredient(p.code, p.value, p.norm, p.weight * 10) for p in parts]
    chance.shuffle(shuffled)

    one, other = block_index(parts), block_index(shuffled)

    assert other.value == pytest.approx(one.value)
    assert other.coverage == pytest.approx(one.coverage)
    assert one.value is None or 0 <= one.value <= 100
    assert sum(part.share for part in one.components) == pytest.approx(float(one.value is not None))
