"""Whose a thing is, and when somebody is reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.act.work.rules import (
    Holder,
    Kind,
    Rhythm,
    Step,
    When,
    by_kind,
    due_rings,
    is_for,
    kind_of,
    mails_today,
    most_urgent,
    rings,
    when,
)
from sapat.core.dues import Due
from sapat.core.rights import Role

DAY = date(2026, 11, 20)


def weekend(day):
    return day.weekday() >= 5


def due(key="action.do:1", by=DAY, **more):
    return Due(key, "Иш", by, "act:action", **more)


@pytest.mark.parametrize(
    ("one", "holder", "theirs"),
    [
        (due(persons=frozenset({7})), Holder(7, frozenset()), True),
        (due(persons=frozenset({7})), Holder(8, frozenset({"teacher"})), False),
        (due(persons=frozenset({7})), Holder(8, frozenset(), frozenset({7})), True),
        (due(roles=frozenset({"mo"})), Holder(8, frozenset({"mo"})), True),
        (
            due(roles=frozenset({"mo"})),
            Holder(8, frozenset(), frozenset({7}), frozenset({"mo"})),
            True,
        ),
        (due(), Holder(1, frozenset({Role.DEP_ACADEMIC.value})), True),
        (due(), Holder(1, frozenset({Role.TEACHER.value})), False),
    ],
)
def test_a_thing_waits_for_its_people_and_their_substitutes(one, holder, theirs):
    assert is_for(one, holder) is theirs


def test_reminders_move_from_weekends_to_the_next_working_day():
    found = {ring.code: ring.on for ring in rings(date(2026, 11, 21), weekend)}
    assert found["before"] == date(2026, 11, 18)
    assert found["day"] == date(2026, 11, 23)
    assert not any(weekend(on) for on in found.values())


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.lists(st.integers(0, 200), max_size=6))
def test_however_often_it_runs_each_reminder_is_sent_once(by, steps):
    sent: list[str] = []
    for after in sorted(steps):
        day = by - timedelta(days=10) + timedelta(days=after)
        sent += [ring.code for ring in due_rings(by, day, weekend, sent)]
    assert len(sent) == len(set(sent))
    last = by - timedelta(days=10) + timedelta(days=max(steps, default=-1))
    assert set(sent) == {ring.code for ring in rings(by, weekend) if ring.on <= last}


def test_what_a_switched_off_computer_missed_is_sent_later():
    late = due_rings(DAY, DAY + timedelta(days=30), weekend, [])
    assert [ring.step for ring in late[:2]] == [Step.BEFORE, Step.DAY]
    assert Step.HEAD in {ring.step for ring in late}


def test_things_stand_by_what_is_to_be_done_with_them():
    mine = [due("reading:4:20261120"), due("minutes:2:sign:7"), due("inquiry:1:match"), due()]
    assert list(by_kind(mine)) == [Kind.DO, Kind.READ, Kind.SIGN, Kind.ANSWER]
    assert kind_of("duties.signature.12") == Kind.SIGN


def test_only_what_matters_this_week_stands_on_top():
    far = due("a:1", DAY + timedelta(days=30))
    near, late = due("b:1", DAY + timedelta(days=3)), due("c:1", DAY - timedelta(days=3))
    assert most_urgent([far, near, late], DAY) == [late, near]
    assert when(far.by, DAY) == When.LATER


@pytest.mark.parametrize(
    ("rhythm", "last", "goes"),
    [
        (Rhythm.NEVER, None, False),
        (Rhythm.DAILY, None, True),
        (Rhythm.DAILY, DAY, False),
        (Rhythm.WEEKLY, DAY - timedelta(days=6), False),
        (Rhythm.WEEKLY, DAY - timedelta(days=7), True),
    ],
)
def test_letters_come_as_often_as_one_wishes(rhythm, last, goes):
    assert mails_today(rhythm, last, DAY) is goes
