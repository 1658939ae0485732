"""What counts as a signal, when it is new, and what may be said about it."""

import random

import pytest

from sapat.check.monitoring.rules import (
    Answered,
    Found,
    Known,
    NotSo,
    Side,
    State,
    doubt_of,
    folded,
    is_same,
    pareto,
    threshold,
    why_not_answer,
)


def found(indicator="R-02", dim="", group=0, *, place=(2025, 2), before=(2025, 1), kinds=("norm",)):
    return Found(
        indicator, dim, group, "", f"{place[0]}-Q{place[1]}", place, before, Side.WORSE,
        {kind: {} for kind in kinds},
    )  # fmt: skip


def known(state=State.OPEN, *, kinds=("norm",), began=(2025, 1), seen=(2025, 1)):
    return Known("another", state, frozenset(kinds), began, seen)


@pytest.mark.parametrize(
    ("value", "low", "high", "better", "misses"),
    [
        (40, 30, 49.9, "higher", True),
        (40, 30, 50, "higher", True),
        (40, 30, 50.1, "higher", False),
        (60, 50.1, 70, "lower", True),
        (60, 49.9, 70, "lower", False),
        (-60, -70, -50.1, "zero", True),
        (-60, -70, -49.9, "zero", False),
        (49.99, None, None, "higher", True),
        (50, None, None, "higher", False),
    ],
)
def test_a_norm_is_missed_beyond_doubt_when_the_whole_interval_is(value, low, high, better, misses):
    doubt = doubt_of(value, low, high, norm=50, better=better)
    assert (doubt.p <= 0.025 + 1e-9) == misses
    assert doubt.counted == (low is None)


def test_of_many_figures_without_news_few_are_raised():
    """Benjamini and Hochberg: with nothing to find, one watch in twenty raises anything at all."""
    luck = random.Random(1)
    watches = [[luck.random() for _ in range(500)] for _ in range(200)]
    loud = sum(threshold(ps) > 0 for ps in watches)
    assert loud <= 20


def test_what_is_really_there_is_raised_among_many():
    luck = random.Random(2)
    ps = [1e-6] * 10 + [luck.random() for _ in range(500)]
    assert threshold(ps) >= 1e-6
    assert sum(p <= threshold(ps) for p in ps) <= 14


def test_an_open_signal_stays_the_same_thing_while_it_lasts():
    assert is_same(known(), found())
    assert is_same(known(), found(kinds=("norm", "cause")))


def test_a_gap_makes_it_new():
    assert not is_same(known(seen=(2024, 4)), found())


def test_an_answer_holds_for_its_year_and_its_reasons():
    assert is_same(known(State.EXPLAINED), found())
    assert not is_same(known(State.EXPLAINED), found(kinds=("norm", "cause")))
    assert not is_same(
        known(State.ACCEPTED, began=(2025, 4), seen=(2025, 4)),
        found(place=(2026, 1), before=(2025, 4)),
    )


def test_the_schools_own_signal_explains_its_groups():
    whole, of_class, other = found(), found(dim="class", group=7), found("P-06", "class", 7)
    assert folded([whole, of_class, other], {}) == {of_class.key: whole.key}


def test_the_signal_of_a_subject_explains_its_teachers():
    subject, teacher, other = (
        found(dim="subject", group=3),
        found(dim="teacher", group=9),
        found(dim="teacher", group=8),
    )
    explained = folded([subject, teacher, other], {9: frozenset({3}), 8: frozenset({4})})
    assert explained == {teacher.key: subject.key}


@pytest.mark.parametrize(
    ("before", "answer", "reason"),
    [
        (State.OPEN, Answered("explained", "Ооруган окуучулар көп болду."), None),
        (State.OPEN, Answered("explained", "  "), NotSo.NEEDS_WORDS),
        (State.OPEN, Answered("acted_on", "Кошумча сабак."), NotSo.NEEDS_DEED),
        (State.EXPLAINED, Answered("acted_on", "Кошумча сабак.", "№ 5 буйрук"), None),
        (State.ACTED_ON, Answered("accepted", "Калсын."), NotSo.ACTED_ON),
        (State.ACTED_ON, Answered("acted_on", "Дагы.", "№ 6 буйрук"), None),
    ],
)
def test_answers_that_are_and_are_not_taken(before, answer, reason):
    objection = why_not_answer(before, answer, is_folded=False)
    assert (objection[0] if objection else None) == reason


def test_a_part_is_answered_with_its_whole():
    objection = why_not_answer(State.OPEN, Answered("explained", "x"), is_folded=True)
    assert objection is not None
    assert objection[0] == NotSo.FOLDED


def test_causes_are_counted_from_the_most_frequent_down():
    named = [("absence", ""), ("", "Жол бузулду"), ("absence", ""), ("", "жол бузулду ")]
    bars = pareto([*named, ("absence", "")])
    assert [(bar.code, bar.count) for bar in bars] == [("absence", 3), ("", 2)]
    assert bars[-1].together == 1
    assert pareto([]) == []
