"""Terms, first days and audiences at their boundaries."""

from datetime import date

import pytest

from sapat.plan.acknowledgements import rules
from sapat.plan.acknowledgements.rules import Arrival, Audience, Employment, NotSo, Standing

DAY = date(2026, 9, 1)
EVE, NEXT = date(2026, 8, 31), date(2026, 9, 2)


@pytest.mark.parametrize(
    ("read_on", "day", "found"),
    [
        (EVE, DAY, Arrival.IN_TIME),
        (DAY, DAY, Arrival.LATE),
        (NEXT, NEXT, Arrival.LATE),
        (None, EVE, Arrival.WAITING),
        (None, DAY, Arrival.UNREAD),
    ],
)
def test_a_newcomer_reads_before_the_first_day_not_on_it(read_on, day, found):
    assert rules.arrival(read_on, first_day=DAY, day=day) == found


def test_the_last_day_of_the_term_is_in_time():
    by = rules.read_by(Audience(days=14), since=DAY, first_day=date(2020, 9, 1))
    assert by == date(2026, 9, 15)
    assert rules.standing(None, by=by, day=by) == Standing.WAITING
    assert rules.standing(None, by=by, day=date(2026, 9, 16)) == Standing.LATE


def test_a_newcomer_has_until_the_eve_for_what_is_marked_and_the_term_for_the_rest():
    first_day = date(2026, 11, 2)
    marked, other = Audience(newcomers=True), Audience(days=10)
    assert rules.read_by(marked, since=DAY, first_day=first_day) == date(2026, 11, 1)
    assert rules.read_by(other, since=DAY, first_day=first_day) == date(2026, 11, 12)


def test_who_was_here_when_it_came_has_the_term():
    marked = Audience(newcomers=True, days=14)
    assert rules.read_by(marked, since=DAY, first_day=DAY) == date(2026, 9, 15)


def test_posts_that_touch_are_one_employment_and_a_day_between_makes_two():
    first = (date(2020, 9, 1), EVE)
    assert len(rules.employments([first, (EVE, None)])) == 1
    again = rules.employments([first, (DAY, None)])
    assert again[-1] == Employment(DAY, None, EVE)
    assert again[-1].rehired


def test_a_post_that_ends_earlier_than_another_does_not_cut_it():
    joined = rules.employments([(date(2020, 9, 1), None), (date(2021, 9, 1), date(2022, 9, 1))])
    assert joined == [Employment(date(2020, 9, 1))]


def test_a_reading_of_the_time_before_does_not_count_for_who_came_back():
    back = Employment(DAY, None, date(2026, 6, 1))
    assert not back.covers(date(2026, 5, 31))
    assert back.covers(date(2026, 6, 1))


def test_the_employment_of_a_day_is_the_running_or_the_coming_one():
    found = rules.employments([(date(2020, 9, 1), date(2026, 6, 1)), (DAY, None)])
    assert rules.employment_on(found, date(2026, 5, 31)).first_day == date(2020, 9, 1)
    assert rules.employment_on(found, date(2026, 6, 1)).first_day == DAY
    assert rules.employment_on(found[:1], DAY) is None


@pytest.mark.parametrize(
    ("audience", "found"),
    [
        (Audience("everybody"), True),
        (Audience("posts", posts=frozenset({"teacher"})), True),
        (Audience("posts", posts=frozenset({"nurse"})), False),
        (Audience("units", units=frozenset({"union3"})), True),
        (Audience("units", units=frozenset({"office"})), False),
        (Audience("assessors"), False),
        (Audience("nobody"), False),
    ],
)
def test_whom_a_document_concerns(audience, found):
    assert rules.concerns(audience, ["teacher", "mo"], "union3") is found


def test_a_paper_only_for_newcomers_concerns_nobody_else():
    only = Audience("nobody", newcomers=True)
    assert rules.awaits_newcomer(only, ["teacher"], "office")
    assert not rules.concerns(only, ["teacher"], "office")


def test_the_share_is_reached_on_the_day_of_the_reader_who_makes_it_full():
    days = [date(2026, 9, day) for day in (5, 2, 3)]
    assert rules.day_reached(days, 4, 75) == date(2026, 9, 5)
    assert rules.day_reached(days, 4, 76) is None
    assert rules.day_reached([], 0, 0) is None


def test_all_answers_must_be_right_unless_a_number_is_enough():
    rights, given = {1: 0, 2: 1, 4: 2}, {1: 0, 2: 1, 4: 0}
    assert not rules.check(rights, given, None).passed
    assert rules.check(rights, given, 2).passed
    assert rules.check(rights, given, 2).wrong == (4,)


@pytest.mark.parametrize(
    ("answers", "right", "objection"),
    [
        (["a"], 0, NotSo.FEW_ANSWERS),
        (["a", "a"], 0, NotSo.FEW_ANSWERS),
        (["a", "b"], 2, NotSo.NO_RIGHT_ANSWER),
        (["a", "b"], 1, None),
    ],
)
def test_a_question_has_one_right_answer_of_several(answers, right, objection):
    assert rules.why_not_asked("?", answers, right) == objection
