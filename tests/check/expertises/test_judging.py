"""What reviews prove: rules that can be met, nearly met and missed."""

from datetime import date

from sapat.check.expertises.judging import (
    Made,
    Reason,
    judge_attestation,
    judge_concluded,
    judge_made,
)
from sapat.core.proofs import State

DAY = date(2026, 11, 20)
WHOLE = frozenset({"tasks", "procedure", "results"})


def review(**more):
    usual = {
        "kind": "attestation",
        "state": "signed",
        "due_on": date(2026, 10, 20),
        "signed_on": date(2026, 10, 12),
        "body": "mo",
        "judged": WHOLE,
        "advice": 2,
    }
    return Made(1, "Аттестация", **{**usual, **more})


def going(due_on):
    return review(state="judging", signed_on=None, due_on=due_on)


def verdict(found):
    return found[:2]


def test_without_reviews_nothing_is_proved():
    assert verdict(judge_made([], DAY, months=12)) == (State.MISSING, Reason.NONE)


def test_a_review_under_way_is_due_and_past_its_term_missing():
    assert verdict(judge_made([going(date(2026, 12, 1))], DAY, months=12))[0] == State.DUE
    late = judge_made([going(date(2026, 11, 19))], DAY, months=12)
    assert verdict(late) == (State.MISSING, Reason.LATE)


def test_a_review_that_recommends_nothing_does_not_prove():
    found = judge_made([review(advice=0)], DAY, months=12)
    assert verdict(found) == (State.MISSING, Reason.NO_ADVICE)
    assert verdict(judge_made([review()], DAY, months=12)) == (State.PROVED, Reason.MADE)


def test_a_year_later_the_review_is_too_old():
    assert judge_made([review()], date(2027, 10, 12), months=12)[0] == State.PROVED
    assert judge_made([review()], date(2027, 10, 13), months=12)[0] == State.MISSING


def test_attestation_is_judged_on_all_three_sides_by_a_union():
    by = ("mo", "subject_council")
    half = review(judged=frozenset({"tasks"}))
    told = judge_attestation([half], DAY, months=12, by=by)
    assert verdict(told) == (State.MISSING, Reason.HALF)
    other = judge_attestation([review(body="commission")], DAY, months=12, by=by)
    assert verdict(other) == (State.MISSING, Reason.NOT_UNION)
    assert judge_attestation([review()], DAY, months=12, by=by)[0] == State.PROVED
    programme = judge_attestation([review(kind="programme")], DAY, months=12, by=by)
    assert verdict(programme) == (State.MISSING, Reason.NO_ATTESTATION)


def test_the_council_concludes_within_its_term():
    heard = review(council="ped_council", heard_on=date(2026, 11, 1))
    assert judge_concluded([heard], DAY, months=4, by="ped_council")[0] == State.PROVED
    waiting = judge_concluded([review()], DAY, months=4, by="ped_council")
    assert verdict(waiting) == (State.DUE, Reason.TO_HEAR)
    forgotten = judge_concluded([review()], date(2026, 12, 20), months=4, by="ped_council")
    assert verdict(forgotten) == (State.MISSING, Reason.UNHEARD)
