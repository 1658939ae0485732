"""A school takes an instrument over, fits it to itself and approves it: through the pages."""

from datetime import date

import pytest

from sapat.core.models import TrailEntry
from sapat.core.refusal import Refused
from sapat.plan.instruments import changes, reads
from sapat.plan.instruments.models import InstrumentEdition
from sapat.plan.instruments.rules import InstrumentState, NotSo
from sapat.school.boundary import within
from tests.conftest import AT

LIST = "/schools/S12/plan/instruments/"


def edition_page(edition, what):
    return f"{LIST}editions/{edition.pk}/{what}/"


def newest():
    return InstrumentEdition.objects.order_by("-pk").first()


def test_the_list_shows_every_kind_and_asks_the_database_little(
    school, browser_of, teacher, django_assert_max_num_queries, taken
):
    browser = browser_of(teacher)
    with django_assert_max_num_queries(10):
        page = browser.get(LIST)
    assert "Lesson observation sheet" in page.text
    assert "not taken over any instrument" in page.text
    taken("LO"), taken("SC"), taken("PA")
    with django_assert_max_num_queries(10):
        browser.get(LIST)


def test_one_instrument_stands_in_three_languages(school, browser_of, teacher):
    page = browser_of(teacher).get(f"{LIST}one/SC/").text
    assert "Ичүүчү суу" in page
    assert "Питьевая вода" in page
    assert "Drinking water" in page
    assert "Take over" not in page


def test_an_instrument_nobody_ships_is_not_found(school, browser_of, deputy):
    assert browser_of(deputy).get(f"{LIST}one/ZZ/").status_code == 404
    assert browser_of(deputy).post(f"{LIST}one/ZZ/take/").status_code == 404


def test_a_school_makes_its_own_edition_by_a_protocol(school, inside, council, browser_of, deputy):
    browser = browser_of(deputy)
    browser.post(f"{LIST}one/PA/take/")
    edition = newest()
    browser.post(
        edition_page(edition, "add"),
        {"code": "PA-M1", "ky": "Жатакана жөнүндө пикириңиз?", "ru": "", "en": "", "part": ""},
    )
    browser.post(edition_page(edition, "switch") + "?item=PA-12")
    words = {"ky": "Үй тапшырмасы көп эмес", "ru": "", "en": "", "meaning": "on"}
    browser.post(edition_page(edition, "reword") + "?item=PA-06", words)
    given = {"body": council.pk, "protocol": "3", "decided_on": "2026-08-28"}
    answer = browser.post(edition_page(edition, "approve"), {**given, "since": "2026-09-01"})

    assert answer.status_code == 302
    row = reads.in_force(date(2026, 9, 1))["PA"]
    sheet = row.sheet
    assert (row.number, row.protocol_number, row.digest) == (1, "3", sheet.digest)
    assert (sheet.items["PA-M1"].own, sheet.items["PA-12"].off) == (True, True)
    page = browser.get(f"{LIST}one/PA/").text
    assert "2 items are not those that were shipped" in page
    assert TrailEntry.objects.filter(what="instrument.in_force").exists()


def test_a_teacher_changes_nothing(school, taken, browser_of, teacher):
    edition = taken("PA")
    assert browser_of(teacher).post(edition_page(edition, "approve")).status_code == 403


def test_an_item_that_is_not_there_is_not_found(school, taken, browser_of, deputy):
    page = edition_page(taken("PA"), "switch") + "?item=XX-1"
    assert browser_of(deputy).get(page).status_code == 404


def test_what_is_in_force_is_not_written_in(school, inside, taken, council, approve):
    edition = approve(taken("SC"), council)
    with pytest.raises(Refused) as no:
        changes.switch(edition, "SC-01", off=True, by=None, at=AT)
    assert no.value.reason == NotSo.NOT_DRAFT


def test_a_new_edition_takes_the_place_of_the_old_one_on_its_day(
    school, inside, taken, council, approve
):
    first = approve(taken("SC"), council)
    second = changes.begin_edition(first.instrument, by=None, at=AT)
    with pytest.raises(Refused) as no:
        approve(second, council, since=date(2026, 9, 1))
    assert no.value.reason == NotSo.TOO_EARLY

    approve(second, council, since=date(2026, 11, 9))

    first.refresh_from_db()
    assert (first.state, first.until) == (InstrumentState.SUPERSEDED, date(2026, 11, 9))
    assert second.state == InstrumentState.IN_FORCE


def test_nothing_to_ask_cannot_be_approved(school, inside, taken, council, approve):
    edition = taken("PC")
    for code in ("PC-1", "PC-2", "PC-3"):
        changes.switch(edition, code, off=True, by=None, at=AT)
    with pytest.raises(Refused) as no:
        approve(edition, council)
    assert no.value.reason == NotSo.NOTHING_ASKED


@pytest.mark.parametrize(
    ("decided_on", "since", "reason"),
    [
        (date(2026, 9, 2), date(2026, 9, 3), NotSo.NOT_YET),
        (date(2026, 9, 1), date(2026, 8, 31), NotSo.TOO_EARLY),
    ],
)
def test_a_protocol_comes_before_what_it_puts_in_force(
    taken, council, approve, decided_on, since, reason
):
    with pytest.raises(Refused) as no:
        approve(taken("SC"), council, decided_on, since)
    assert no.value.reason == reason


def test_one_draft_at_a_time_and_one_take_over(school, inside, taken):
    edition = taken("SC")
    for attempt in (
        lambda: changes.take_over(school, "SC", by=None, at=AT),
        lambda: changes.begin_edition(edition.instrument, by=None, at=AT),
    ):
        with pytest.raises(Refused):
            attempt()


def test_another_school_has_editions_of_its_own(other_school, school, taken):
    taken("SC")
    with within(other_school):
        assert reads.instrument("SC") is None
