"""A rating from its weights to its end; figures that are frozen and come out the same again."""

from datetime import date, timedelta
from functools import partial

import pytest

from sapat.check.ratings import changes, reads
from sapat.check.ratings.changes import Approval, Weighing
from sapat.check.ratings.figures import digest
from sapat.check.ratings.rules import Answer, Kind, NotSo, Part, RatingState
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.classes.rules import Level
from tests.check.ratings.conftest import AT, PARTS, Q3, Q4

LATER = AT + timedelta(days=11)


def refusal(change, *args, at=AT, **more):
    with pytest.raises(Refused) as no:
        change(*args, by=None, at=at, **more)
    return no.value.reason


STEPS = {
    "publish": lambda row: changes.publish(row, by=None, at=AT),
    "drop": lambda row: changes.drop(row, by=None, at=AT),
    "appeal": lambda row: changes.appeal(row, "Ката", person=None, by=None, at=AT),
    "finish": lambda row: changes.finish(row, by=None, at=LATER),
}
ALLOWED = {
    RatingState.DRAFT: {"publish", "drop"},
    RatingState.PUBLISHED: {"appeal", "finish"},
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", RatingState)
def test_every_step_that_is_not_the_next_one_is_refused(state, step, rated):
    row = rated()
    ends = date(2026, 9, 30) if state == RatingState.PUBLISHED else None
    with within(row.school):
        type(row).objects.filter(pk=row.pk).update(state=state, appeals_until=ends)
    if step in ALLOWED.get(state, set()):
        STEPS[step](row)
    else:
        with pytest.raises(Refused) as no:
            STEPS[step](row)
        assert no.value.reason == NotSo.WRONG_STATE


def by_name(row):
    with within(row.school):
        names = reads.names(row.kind, row.figures["units"])
    return {names[unit["key"]]: unit for unit in row.figures["units"]}


def test_scores_stand_on_one_scale_with_an_interval_of_the_place(rated):
    units = by_name(rated())
    best, last = units["7А"], units["8Б"]
    # The mean mark and the share of good marks are both above their targets.
    assert best["score"] == 100
    assert best["place"] == [1, 2, 4]
    assert last["place"] == [4, 4, 4]
    assert units["7Б"]["place"] == units["8А"]["place"] == [1, 3, 4]
    assert best["low"] < best["score"]
    assert [part["share"] for part in best["parts"]] == [0.25, 0.75]


def test_growth_stands_beside_the_level(rated):
    units = by_name(rated())
    assert (units["8Б"]["turn"], units["7Б"]["turn"]) == ("down", "same")
    assert {part["code"]: part["turn"] for part in units["8Б"]["parts"]}["R-02"] == "down"
    assert by_name(rated(term=Q3))["7А"]["before"] is None


def test_a_class_too_small_has_no_place_and_no_figure(rated, village, classes):
    row = village.open("9А", 3)
    village.marks(row, "math", [5, 5, 5], term=4)
    small = by_name(rated())["9А"]
    assert (small["place"], small["why"], small["parts"]) == (None, "thin", [])
    assert "score" not in small


def test_a_subject_of_one_teacher_is_not_rated(rated, village, classes, school):
    for code, teachers in {"math": 2, "physics": 2, "art": 2, "music": 1}.items():
        people = [village.person(f"{code}{number}") for number in range(teachers)]
        for place, row in enumerate(classes.values()):
            village.load(people[place % teachers], code, row)
            if code != "math":
                village.marks(row, code, [4] * 30, term=4)
    units = by_name(rated(kind=Kind.SUBJECTS))
    assert units["Music"]["why"] == "person"
    assert {name for name, unit in units.items() if unit["place"]} == {"Math", "Physics", "Art"}


def test_the_same_evidence_gives_the_same_figures_again(published, village, classes, monkeypatch):
    assert published.digest == digest(published.figures)
    monkeypatch.setattr(village, "keep", partial(village.keep, at=LATER))
    village.marks(classes["8Б"], "music", [5] * 30, term=4)
    assert reads.is_same_again(published)
    published.figures["units"][0]["score"] = 12
    assert not reads.is_same_again(published)


def test_weights_need_reasons_plain_words_and_a_council(school, classes, council):
    def draft(**more):
        usual = {"parts": PARTS, "plain": "Ачык"}
        return Weighing(Kind.CLASSES, "Рейтинг", **{**usual, **more})

    few = draft(parts=PARTS[:1])
    assert refusal(changes.draft_scheme, school, few) == NotSo.FEW_PARTS
    strange = draft(parts=[*PARTS, Part("X-02", 1, "Тышкы")])
    assert refusal(changes.draft_scheme, school, strange) == NotSo.NOT_FIT
    row = changes.draft_scheme(school, draft(plain=""), by=None, at=AT)
    good = Approval(council, "3", AT.date())
    assert refusal(changes.approve_scheme, row, good) == NotSo.NO_NOTE
    assert refusal(changes.rate, row, Q4) == NotSo.NOT_APPROVED
    changes.change_scheme(row, draft(), by=None, at=AT)
    tomorrow = Approval(council, "3", AT.date() + timedelta(days=1))
    assert refusal(changes.approve_scheme, row, tomorrow) == NotSo.NOT_YET
    changes.approve_scheme(row, good, by=None, at=AT)
    assert refusal(changes.change_scheme, row, draft()) == NotSo.NOT_DRAFT


def test_new_weights_replace_the_old_ones(scheme):
    first, second = scheme(), scheme()
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "approved")


def test_a_running_term_is_not_rated(scheme):
    early = AT.replace(month=5, day=1)
    assert refusal(changes.rate, scheme(), Q4, at=early) == NotSo.NOT_ENDED


def test_a_term_is_rated_once_and_anew_only_after_an_accepted_appeal(
    scheme, published, who, teacher, deputy
):
    weights = published.scheme
    assert refusal(changes.rate, weights, Q4) == NotSo.THERE
    unit = published.units[0]["key"]
    made = changes.appeal(published, "Баа ката", unit=unit, person=who(teacher), by=None, at=AT)
    assert refusal(changes.finish, published, at=LATER) == NotSo.OPEN_APPEALS
    changes.answer(made, Answer.ACCEPTED, "Туура", person=who(deputy), by=None, at=AT)
    assert refusal(changes.finish, published, at=LATER) == NotSo.ACCEPTED
    anew = changes.rate(weights, Q4, by=None, at=AT)
    changes.publish(anew, by=None, at=AT)
    published.refresh_from_db()
    assert (published.state, anew.edition) == (RatingState.REPLACED, 2)
    assert changes.finish(anew, by=None, at=LATER).state == RatingState.FINAL


def test_appeals_are_taken_until_the_last_day_and_answered_by_somebody_else(
    published, who, teacher
):
    me = who(teacher)
    last = AT + timedelta(days=10)
    made = changes.appeal(published, "Ката", person=me, by=None, at=last)
    late = AT + timedelta(days=11)
    assert refusal(changes.appeal, published, "Ката", person=me, at=late) == NotSo.WINDOW
    assert refusal(changes.appeal, published, "Ката", unit="0", person=me) == NotSo.UNKNOWN_UNIT
    verdict = Answer.DECLINED
    assert refusal(changes.answer, made, verdict, "Жок", person=me) == NotSo.OWN
    assert refusal(changes.answer, made, verdict, " ", person=None) == NotSo.NO_REASON
    changes.answer(made, verdict, "Баа журналга дал келет", person=None, by=None, at=AT)
    assert refusal(changes.answer, made, verdict, "Дагы", person=None) == NotSo.ANSWERED


def test_two_ratings_of_a_term_never_stand_at_once(rated, school):
    first = rated()
    second = changes.rate(first.scheme, Q4, by=None, at=AT)
    first.refresh_from_db()
    assert first.state == RatingState.DROPPED
    changes.publish(second, by=None, at=AT)
    assert refusal(changes.publish, first) == NotSo.WRONG_STATE


def test_two_programmes_can_be_rated(rated, village, classes):
    for label in ("3А", "4А"):
        row = village.open(label, 30, level=Level.PRIMARY)
        village.marks(row, "math", [4] * 30, term=4)
    units = by_name(rated(kind=Kind.PROGRAMMES))
    assert sum(bool(unit["place"]) for unit in units.values()) == 2


def test_fewer_groups_than_three_are_no_rating(scheme, classes, village):
    early = TermCode(2024, 1, TermKind.QUARTER)
    assert refusal(changes.rate, scheme(), early) == NotSo.FEW_UNITS
