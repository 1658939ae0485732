"""Weights, places and their steadiness by hand."""

from datetime import date

import pytest

from sapat.check.ratings.judging import (
    Reason,
    Told,
    judge_improvements,
    judge_kept,
    judge_published,
)
from sapat.check.ratings.rules import (
    NotSo,
    Part,
    Scored,
    called,
    places,
    scenarios,
    span,
    steady,
    why_not_final,
    why_not_parts,
)
from sapat.core.proofs import State

FIT = frozenset({"R-01", "R-02"})
DAY = date(2026, 1, 30)
UNITS = [
    Scored("a", {"x": 90, "y": 40}),
    Scored("b", {"x": 60, "y": 72}),
    Scored("c", {"x": 10, "y": 10}),
]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([Part("R-01", 1, "why")], NotSo.FEW_PARTS),
        ([Part("R-01", 1, "why"), Part("R-01", 1, "why")], NotSo.TWICE),
        ([Part("R-01", 0, "why"), Part("R-02", 1, "why")], NotSo.BAD_WEIGHT),
        ([Part("R-01", float("inf"), "why"), Part("R-02", 1, "why")], NotSo.BAD_WEIGHT),
        ([Part("R-01", 1, " "), Part("R-02", 1, "why")], NotSo.NO_WHY),
        ([Part("R-01", 1, "why"), Part("X-02", 1, "why")], NotSo.NOT_FIT),
    ],
)
def test_weights_are_refused_that_nobody_could_defend(parts, reason):
    assert why_not_parts(parts, FIT)[0] == reason


def test_weights_with_reasons_stand():
    assert why_not_parts([Part("R-01", 1, "why"), Part("R-02", 2, "why")], FIT) is None


def test_equal_scores_share_the_better_place():
    assert places([*UNITS[2:], Scored("d", {"x": 10, "y": 10})], {"x": 1, "y": 1}) == {
        "c": 1,
        "d": 1,
    }


def test_a_missing_figure_gives_its_weight_to_the_others():
    assert places([Scored("a", {"x": 80}), Scored("b", {"x": 70, "y": 100})], {"x": 9, "y": 1}) == {
        "a": 1,
        "b": 2,
    }


def test_every_weight_is_moved_and_all_are_made_equal():
    weights = {"x": 1.0, "y": 1.05}
    base, tried = places(UNITS, weights), scenarios(UNITS, weights)
    assert [(one.code, one.factor) for one in tried] == [
        ("x", 0.75),
        ("x", 1.25),
        ("y", 0.75),
        ("y", 1.25),
        ("", 1.0),
    ]
    assert base == {"a": 2, "b": 1, "c": 3}
    assert tried[1].places == {"a": 1, "b": 2, "c": 3}
    assert span("a", base, tried) == (1, 2)
    assert steady(base, tried) == 1


def test_a_group_is_called_that_fell_or_is_low_beyond_doubt():
    def unit(**more):
        usual = {"key": "a", "high": 80.0, "place": [1, 4, 8], "turn": "same", "parts": []}
        return {**usual, **more}

    assert called([unit()]) == []
    assert called([unit(high=49.9)])[0].low
    assert called([unit(place=[7, 8, 8])])[0].low
    assert called([unit(place=[6, 8, 8])]) == []
    assert called([unit(place=[2, 2, 2])]) == []
    assert called([unit(turn="down")])[0].fell
    part = {"code": "R-02", "turn": "down"}
    assert called([unit(parts=[part])])[0].codes == ("R-02",)


def test_nothing_is_final_before_appeals_are_over_and_answered():
    def no(day, waiting=0, accepted=False):
        found = why_not_final(DAY, day, waiting=waiting, accepted=accepted)
        return found and found[0]

    assert no(DAY) == NotSo.OPEN_WINDOW
    assert no(date(2026, 1, 31), waiting=1) == NotSo.OPEN_APPEALS
    assert no(date(2026, 1, 31), accepted=True) == NotSo.ACCEPTED
    assert no(date(2026, 1, 31)) is None


def rating(**more):
    usual = {
        "kind": "class",
        "term": (2025, 2),
        "state": "published",
        "published_on": date(2026, 1, 20),
        "plain": True,
    }
    return Told(1, "Рейтинг", **{**usual, **more})


ENDED = ((2025, 2), "II чейрек", date(2025, 12, 31))


def kept(found, day=DAY, has_scheme=True, ended=ENDED):
    return judge_kept(found, ended, day, days=30, has_scheme=has_scheme)[:2]


def test_every_term_has_its_rating():
    assert kept([], has_scheme=False) == (State.MISSING, Reason.NO_SCHEME)
    assert kept([], ended=None) == (State.DUE, Reason.NO_TERM)
    assert kept([rating()]) == (State.PROVED, Reason.KEPT)
    assert kept([rating(term=(2025, 1))]) == (State.DUE, Reason.EXPECTED)
    assert kept([rating(state="draft", published_on=None)]) == (State.DUE, Reason.EXPECTED)
    assert kept([], day=date(2026, 1, 31)) == (State.MISSING, Reason.NOT_KEPT)


def test_programmes_are_rated_for_their_readers_in_plain_words():
    def judge(*found, day=DAY):
        return judge_published(found, day, kind="level", months=12, soon=30)[:2]

    assert judge(rating()) == (State.MISSING, Reason.NONE)
    assert judge(rating(kind="level", plain=False)) == (State.MISSING, Reason.NO_NOTE)
    assert judge(rating(kind="level")) == (State.PROVED, Reason.PUBLISHED)
    assert judge(rating(kind="level"), day=date(2026, 12, 21)) == (State.DUE, Reason.GROWS_OLD)
    assert judge(rating(kind="level"), day=date(2027, 1, 21)) == (State.MISSING, Reason.NONE)


def test_what_fell_is_answered_by_a_measure():
    def judge(*found, answered=(), day=DAY):
        known = dict.fromkeys(answered, object())
        return judge_improvements(found, known, day, months=12, days=30)[:2]

    assert judge() == (State.MISSING, Reason.NOTHING)
    assert judge(rating()) == (State.PROVED, Reason.STEADY)
    fell = rating(called=("rating:1:7",))
    assert judge(fell) == (State.DUE, Reason.TO_ANSWER)
    assert judge(fell, day=date(2026, 2, 20)) == (State.MISSING, Reason.UNANSWERED)
    assert judge(fell, answered=["rating:1:7"]) == (State.PROVED, Reason.ANSWERED)
