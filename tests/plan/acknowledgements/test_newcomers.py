"""Newcomers and people hired again read before their first day."""

from datetime import date

import pytest

from sapat.plan.acknowledgements import changes, reads
from sapat.plan.acknowledgements.changes import Reading
from sapat.plan.acknowledgements.laying import changes as laying
from sapat.plan.acknowledgements.rules import Arrival, Audience
from sapat.school.people import changes as people
from sapat.school.people.models import Qualification
from tests.plan.acknowledgements.conftest import at

pytestmark = pytest.mark.usefixtures("inside")
FIRST = date(2026, 11, 2)
EVE = date(2026, 11, 1)


def arrivals(day=FIRST):
    return {one.colleague.full_name.split()[0]: one.arrival for one in reads.newcomers(day)}


def read(edition, person, day):
    return changes.read_on_screen(edition, person, Reading(), by=None, at=at(day))


def test_the_eve_is_in_time_and_the_first_day_is_not(policy, hire):
    early, late = hire("Эрте", FIRST), hire("Кеч", FIRST)
    hire("Окубаган", FIRST)
    read(policy, early, EVE)
    read(policy, late, FIRST)
    assert arrivals() == {
        "Эрте": Arrival.IN_TIME, "Кеч": Arrival.LATE, "Окубаган": Arrival.UNREAD
    }  # fmt: skip
    assert arrivals(EVE)["Окубаган"] == Arrival.WAITING


def test_who_was_here_before_the_policy_is_no_newcomer(policy, teacher, hire):
    hire("Баштагы", date(2026, 9, 1))
    assert arrivals() == {}


def test_who_began_the_day_after_it_came_is_one(policy, hire):
    hire("Эртеңки", date(2026, 9, 2))
    assert arrivals() == {"Эртеңки": Arrival.UNREAD}


def test_who_comes_back_reads_the_same_edition_again(policy, hire, teacher):
    person = hire("Кайткан", date(2020, 9, 1))
    read(policy, person, date(2026, 9, 3))
    people.end_post(person.posts.get(), until=date(2026, 9, 20), by=None, at=at(FIRST))
    hire("", FIRST, person=person)
    found = reads.newcomers(FIRST)[0]
    assert found.colleague.rehired
    assert found.arrival == Arrival.UNREAD
    read(policy, person, EVE)
    assert arrivals() == {"Кайткан": Arrival.IN_TIME}


def test_the_staff_register_knows_who_was_hired_long_ago(policy, hire):
    person = hire("Эски", FIRST)
    Qualification.objects.create(school=person.school, person=person, hired_on=date(2011, 8, 25))
    assert arrivals() == {}


def test_what_is_marked_for_newcomers_only_asks_nobody_else(policy, put_in_force, hire, teacher):
    act = put_in_force("", kind="local_act")
    marked = Audience("nobody", newcomers=True)
    laying.set_audience(act.document, marked, by=None, at=at(EVE))
    person = hire("Жаңы", FIRST)
    assert len(reads.newcomers(EVE)[0].papers) == 2
    assert act not in [one.edition for one in reads.campaigns(EVE)]
    read(policy, person, EVE)
    assert arrivals(FIRST) == {"Жаңы": Arrival.UNREAD}
    read(act, person, EVE)
    assert arrivals(FIRST) == {"Жаңы": Arrival.IN_TIME}


def test_a_new_edition_does_not_undo_a_reading_in_time(policy, put_in_force, hire):
    from sapat.plan.documents import changes as documents

    person = hire("Жаңы", FIRST)
    read(policy, person, date(2026, 9, 10))
    second = documents.next_edition(policy.document, by=None, at=at(date(2026, 10, 1)))
    put_in_force(since=date(2026, 10, 5), edition=second)
    assert arrivals() == {"Жаңы": Arrival.IN_TIME}
