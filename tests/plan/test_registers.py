"""Registers: partners, export offers, continuity, ratings."""

from datetime import date, timedelta

import pytest

from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.registers import changes
from sapat.plan.registers.changes import Contact, MethodCard, OfferCard, PartnerCard, Place
from sapat.plan.registers.models import ExportOffer, Partner, RatingMethod
from sapat.plan.registers.rules import MethodPart, NotSo, Reason, shares
from sapat.school.boundary import within
from tests.conftest import AT

DAY = AT.date()
HOME = "/schools/S12/plan/registers/"


@pytest.fixture
def parent(school):
    card = PartnerCard("parent", "Башкы окуу жай (ойдон чыгарылган)", DAY)
    return changes.keep_partner(school, card, by=None, at=AT)


@pytest.fixture
def offer(school):
    card = OfferCard("Математика", "орусча", "distance", "Казакстан", DAY)
    return changes.offer(school, card, by=None, at=AT)


@pytest.fixture
def method(school):
    parts = [MethodPart("Экзамендер", 3, "R-08"), MethodPart("Олимпиадалар", 1)]
    card = MethodCard("Рейтинг", "Агенттик", "country", parts, DAY)
    return changes.study_method(school, card, by=None, at=AT)


def judged(rule, school, day=DAY):
    with within(school):
        return found(rule).ask(Question(school, day), {})


def test_a_partner_is_kept_and_contacted(browser_of, school, deputy):
    browser = browser_of(deputy)
    sent = {"kind": "college", "name": "Талаа колледжи", "since": "2026-09-01"}
    browser.post(f"{HOME}partners/new/", sent)
    with within(school):
        row = Partner.objects.get()
    sent = {"on": "2026-09-02", "how": "кат", "outcome": "Макул", "next_on": "2026-12-01"}
    answer = browser.post(f"{HOME}partners/{row.pk}/contact/", sent, follow=True)
    assert "Макул" in answer.text


def test_the_same_name_is_one_partner(school, parent):
    card = PartnerCard("school", parent.name.upper(), DAY)
    with pytest.raises(Refused) as no:
        changes.keep_partner(school, card, by=None, at=AT)
    assert no.value.reason == NotSo.SAME_NAME


def test_an_inspector_sees_no_names_of_contacts(browser_of, school, inspector, parent):
    page = browser_of(inspector).get(f"{HOME}partners/{parent.pk}/")
    assert "Who keeps the contact" not in page.text


def test_an_offer_is_written_and_looked_through(browser_of, school, deputy, offer):
    sent = {
        "programme": "Математика", "language": "орусча", "form": "distance",
        "country": "Казакстан", "learners": "12", "improvement": "Видео сабактар",
        "reviewed_on": "2026-09-01",
    }  # fmt: skip
    page = browser_of(deputy).post(f"{HOME}export/{offer.pk}/look-through/", sent, follow=True)
    assert "Видео сабактар" in page.text
    with within(school):
        assert ExportOffer.objects.get().learners == 12


def test_an_ended_offer_stays_as_it_was(offer):
    changes.end_offer(offer, on=DAY, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.end_offer(offer, on=DAY, by=None, at=AT)
    assert no.value.reason == NotSo.ENDED


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ("Экзамендер; көп", "Line 1: write the weight"),
        ("Экзамендер; 0", "Line 1: write the weight"),
        ("Экзамендер; 40; R-08\nМектеп; 60; Z-99", "Line 2: there is no indicator Z-99"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(browser_of, school, deputy, parts, sentence):
    sent = {
        "name": "Рейтинг", "organiser": "Агенттик", "scope": "country", "parts": parts,
        "studied_on": "2026-09-01",
    }  # fmt: skip
    answer = browser_of(deputy).post(f"{HOME}ratings/new/", sent)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_parts_are_read_with_weight_and_indicator(browser_of, school, deputy):
    sent = {
        "name": "Рейтинг", "organiser": "Агенттик", "scope": "country",
        "parts": "Экзамендер; 62,5; R-08\nОлимпиадалар; 37.5", "studied_on": "2026-09-01",
    }  # fmt: skip
    page = browser_of(deputy).post(f"{HOME}ratings/new/", sent, follow=True)
    with within(school):
        parts = RatingMethod.objects.get().method_parts
    assert parts == [MethodPart("Экзамендер", 62.5, "R-08"), MethodPart("Олимпиадалар", 37.5)]
    assert "62.5" in page.text


def test_a_place_is_written_once_a_year(method):
    changes.take_place(method, Place(2025, 3, 40), by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.take_place(method, Place(2025, 4, 40), by=None, at=AT)
    assert no.value.reason == NotSo.TWICE


def test_a_place_beyond_the_participants_is_refused(method):
    with pytest.raises(Refused) as no:
        changes.take_place(method, Place(2025, 41, 40), by=None, at=AT)
    assert no.value.reason == NotSo.PLACE


def test_offers_prove_while_they_are_fresh(school, offer):
    assert judged("export.offers", school).state == State.PROVED
    assert judged("export.offers", school, DAY + timedelta(days=400)).reason == Reason.OLD_OFFERS
    assert judged("export.improvement", school).reason == Reason.NO_IMPROVEMENT
    assert judged("export.indicators", school).reason == Reason.NO_FIGURES


def test_no_offers_prove_nothing(school):
    assert judged("export.offers", school).reason == Reason.NO_OFFERS


def test_the_parent_institution_must_be_in_contact(school, parent):
    assert judged("export.parent", school).reason == Reason.PARENT_SILENT
    changes.note_contact(parent, Contact(DAY, "кат", "Макул"), by=None, at=AT)
    assert judged("export.parent", school).state == State.PROVED
    assert judged("export.parent", school, date(2027, 9, 30)).reason == Reason.PARENT_SILENT


def test_continuity_is_proved_by_a_link(school, parent):
    assert judged("export.continuity", school).reason == Reason.NO_CHAIN
    changes.lead_on(parent, "Математика", "Информатика", terms="", by=None, at=AT)
    assert judged("export.continuity", school).state == State.PROVED


def test_ratings_are_proved_by_places_of_late(school, method):
    assert judged("registers.rating_methods", school).state == State.PROVED
    assert judged("registers.ratings", school).reason == Reason.NO_RATINGS
    changes.take_place(method, Place(2026, 3), by=None, at=AT)
    assert judged("registers.ratings", school).state == State.PROVED
    assert judged("registers.ratings", school, date(2029, 9, 1)).reason == Reason.NO_RATINGS


def test_shares_of_nothing_are_nothing():
    assert shares([]) == []
    assert shares([MethodPart("a", 0)]) == [0.0]
