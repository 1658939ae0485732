"""Working order and monthly notes, on the days where the answer turns."""

from datetime import date

import pytest

from sapat.plan.control.rules import (
    Month,
    NotSo,
    Order,
    Reason,
    Signed,
    is_in_order,
    is_noted,
    last_month_asked,
    week_of,
    why_not_sign,
)

TODAY = date(2026, 9, 16)
MONDAY = week_of(TODAY)
BEFORE = date(2026, 9, 7)
LONG_AGO = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("late", "digest", "found"),
    [
        ((), None, ("missing", Reason.NO_DIGEST)),
        ((), MONDAY, ("proved", Reason.IN_ORDER)),
        ((), BEFORE, ("proved", Reason.IN_ORDER)),
        ((), LONG_AGO, ("missing", Reason.DIGEST_OLD)),
        ((14,), MONDAY, ("due", Reason.LATE)),
        ((1, 15), MONDAY, ("missing", Reason.OVERDUE)),
    ],
)
def test_working_order(late, digest, found):
    assert is_in_order(Order(late, digest), days=14, today=TODAY) == found


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 9, 1), Month(2026, 6)),
        (date(2026, 9, 30), Month(2026, 6)),
        (date(2026, 10, 1), Month(2026, 9)),
        (date(2027, 1, 1), Month(2026, 12)),
        (date(2027, 5, 31), Month(2027, 4)),
        (date(2027, 7, 1), Month(2027, 6)),
        (date(2027, 8, 31), Month(2027, 6)),
    ],
)
def test_no_note_is_asked_for_in_the_holidays(day, month):
    assert last_month_asked(day, {7, 8}) == month


def test_a_school_without_free_months_notes_every_month():
    assert last_month_asked(date(2026, 9, 1), set()) == Month(2026, 8)


SEPTEMBER = Month(2026, 9)
SIGNED = Signed(SEPTEMBER, date(2026, 10, 5))


@pytest.mark.parametrize(
    ("signed", "month", "today", "found"),
    [
        (SIGNED, SEPTEMBER, date(2026, 10, 31), ("proved", Reason.NOTE_SIGNED)),
        (SIGNED, Month(2026, 10), date(2026, 10, 10), ("due", Reason.NOTE_DUE)),
        (SIGNED, Month(2026, 10), date(2026, 10, 11), ("missing", Reason.NOTE_MISSING)),
        (None, SEPTEMBER, date(2026, 10, 10), ("due", Reason.NOTE_DUE)),
        (None, SEPTEMBER, date(2026, 10, 11), ("missing", Reason.NO_NOTE)),
    ],
)
def test_the_note_of_the_last_month(signed, month, today, found):
    assert is_noted(signed, month, until=date(2026, 10, 10), today=today) == found


@pytest.mark.parametrize(
    ("given", "objection"),
    [
        ({}, None),
        ({"signed": True}, NotSo.SIGNED),
        ({"text": " "}, NotSo.EMPTY),
        ({"roles": {"director"}}, NotSo.NOT_DEPUTY),
        ({"roles": {"director"}, "deputies": 0}, None),
        ({"roles": {"teacher"}, "deputies": 0}, NotSo.NOT_DEPUTY),
    ],
)
def test_the_deputy_signs(given, objection):
    plain = {"text": "Баары жайында.", "signed": False, "roles": {"dep_academic"}, "deputies": 1}
    assert why_not_sign(**{**plain, **given}) == objection


def test_months_follow_each_other_over_the_new_year():
    december = Month(2026, 12)
    assert (december.next, december.next.before) == (Month(2027, 1), december)
    assert december.ends == date(2026, 12, 31)
