"""What is kept on pages of Sapat is counted like every other fact."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sapat.check.measuring.readings import Status, measure
from sapat.core import facts
from sapat.core.proofs import Question
from sapat.evidence.registers import changes, rules
from sapat.evidence.registers.rules import Stretch
from sapat.evidence.store.models import Batch
from sapat.plan.datasets.rules import datasets
from sapat.plan.inquiries import changes as inquiries
from sapat.plan.inquiries.changes import Match, Need
from sapat.plan.inquiries.models import Inquiry
from sapat.school.boundary import within
from sapat.school.calendar.rules import parse_term

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DAY = date(2026, 2, 2)
TERMS = [
    Stretch(2024, 4, date(2025, 4, 1), date(2025, 5, 25)),
    Stretch(2025, 1, date(2025, 9, 1), date(2025, 11, 3)),
    Stretch(2025, 2, date(2025, 11, 9), date(2025, 12, 29)),
]
ASKED = datasets()["info_requests"]


@pytest.fixture
def request_of(village):
    """Somebody asks for information; the school may answer well or badly."""

    def ask(*, satisfied):
        need = Need("parent", "Баалардын жыйынтыгы", "once", "paper", DAY)
        row = inquiries.ask(village.school, need, by=None, at=NOW)
        inquiries.match(row, Match("Отчёт", page="publish:reports"), by=None, at=NOW)
        inquiries.answer(row, "", satisfied=satisfied, on=DAY, by=None, at=NOW)
        return row

    return ask


def keep(school, at=NOW):
    return changes.keep_all(school, by=None, at=at)


def value(school):
    (reading,) = measure(school, parse_term("2025-Q3"), indicators=["S-06"])
    return reading


def test_records_become_a_figure(village, request_of):
    request_of(satisfied=True), request_of(satisfied=True), request_of(satisfied=False)
    keep(village.school)
    assert (value(village.school).num, value(village.school).den) == (2, 3)


def test_before_anything_is_on_record_nothing_waits_for_a_later_room(village):
    keep(village.school)
    assert value(village.school).status == Status.NO_DATA


def test_the_same_records_make_no_second_batch(village, request_of):
    request_of(satisfied=True)
    assert [batch.data_set for batch in keep(village.school)] == ["info_requests"]
    assert keep(village.school, at=NOW + timedelta(days=1)) == []


def test_changed_records_replace_the_batch_and_the_past_stays(village, request_of):
    row = request_of(satisfied=False)
    (first,) = keep(village.school)
    with within(village.school):
        Inquiry.objects.filter(pk=row.pk).update(state="satisfied")
    (second,) = keep(village.school, at=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert first.undone_at
    assert second.is_live
    assert value(village.school).num == 1
    term = parse_term("2025-Q3")
    (then,) = measure(village.school, term, indicators=["S-06"], as_of=NOW + timedelta(hours=1))
    assert then.num == 0


def test_a_record_that_is_gone_is_counted_no_more(village, request_of):
    row = request_of(satisfied=True)
    keep(village.school)
    with within(village.school):
        Inquiry.objects.filter(pk=row.pk).delete()
    assert keep(village.school, at=NOW + timedelta(days=1)) == []
    with within(village.school):
        assert not Batch.objects.filter(data_set="info_requests", undone_at=None).exists()


def test_every_teller_speaks_of_a_declared_data_set_in_its_fields(village, request_of):
    request_of(satisfied=True)
    assert facts.told() <= set(datasets())
    with within(village.school):
        for name in facts.told():
            for row in facts.facts_of(name, Question(village.school, DAY)):
                assert set(row) <= {*datasets()[name].facts, "year", "term"}


def test_a_day_in_the_holidays_belongs_to_the_term_before():
    (row,) = rules.placed([{"number": "1", "asked_on": date(2025, 11, 5)}], ASKED, TERMS)
    assert (row["year"], row["term"]) == (2025, 1)


def test_a_day_before_the_calendar_is_left_out():
    assert rules.placed([{"number": "1", "asked_on": date(2020, 1, 1)}], ASKED, TERMS) == []


def test_a_state_is_looked_at_on_the_last_day_of_each_term_and_today():
    found = rules.moments(TERMS, date(2025, 12, 1))
    days = [day for _term, day in found]
    assert days == [date(2025, 5, 25), date(2025, 11, 3), date(2025, 12, 1)]


def test_years_that_are_long_over_are_not_looked_at_again():
    old = Stretch(2022, 1, date(2022, 9, 1), date(2022, 11, 1))
    assert [term.year for term in rules.looked_at([old, *TERMS], date(2025, 12, 1))] == [
        2024,
        2025,
        2025,
    ]


def test_a_count_of_days_that_are_not_over_is_not_certain(village, request_of):
    request_of(satisfied=True), request_of(satisfied=False)
    keep(village.school)
    term, after = parse_term("2025-Q3"), datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
    (running,) = measure(village.school, term, indicators=["S-06"], as_of=NOW)
    (ended,) = measure(village.school, term, indicators=["S-06"], as_of=after)
    assert running.low is None
    assert (running.is_running, running.sure) == (True, False)
    assert (ended.is_running, ended.sure) == (False, True)
