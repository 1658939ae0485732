"""The clause map and one clause, through the browser."""

from datetime import date

import pytest

from sapat.core import proofs
from sapat.core.proofs import Answer, ProofRule, Record, State
from sapat.plan.regulations import changes
from sapat.plan.regulations.rules import Reason
from sapat.plan.regulations.standing import standing
from sapat.plan.regulations.wording import Restated
from tests.conftest import AT

DAY = date(2026, 9, 2)


@pytest.fixture
def place(school):
    return f"/schools/{school.code}/plan/regulation/"


@pytest.fixture
def proved(monkeypatch):
    """A rule proves A0-1 by the school's own page."""
    record = Record("Протокол № 1", "school:school")
    answer = Answer(State.PROVED, Reason.NO_RULE, since=date(2026, 8, 28), records=[record])
    rule = ProofRule("documents.signed_off", "signed off", (), lambda _question: answer)
    monkeypatch.setitem(proofs._library, rule.name, rule)


def test_before_adoption_the_map_shows_what_would_be(browser_of, director, place):
    text = browser_of(director).get(place).text
    assert "has not taken a regulation on yet" in text
    assert "A5-8" in text


def test_a_clause_is_shown_with_its_proof(browser_of, teacher, place, edition, proved, school):
    text = browser_of(teacher).get(place).text
    assert "Протокол № 1" in text
    assert f"/schools/{school.code}/school/" in text
    assert "since 28.08.2026" in text


def test_what_waits_for_a_room_is_told_apart_from_what_is_missing(school, edition):
    lines = {one.clause.code: one for one in standing(school, DAY)[0].lines}
    line = lines["A4-10"]
    assert (line.waiting, line.state, line.answer.state) == (True, "waiting", State.MISSING)
    assert "surveys" in line.answer.sentence


def test_the_map_is_narrowed_by_state(browser_of, teacher, place, edition, proved):
    text = browser_of(teacher).get(place, {"state": "proved"}).text
    assert 'id="A0-1"' in text
    assert 'id="A7.2-1"' not in text


def test_the_map_is_narrowed_by_chapter_role_and_weight(browser_of, teacher, place, edition):
    wanted = {"chapter": "A5", "role": "director", "priority": "M"}
    text = browser_of(teacher).get(place, wanted).text
    assert 'id="A5-8"' in text
    assert 'id="A5-9"' not in text


def test_an_unknown_filter_is_passed_over(browser_of, teacher, place, edition):
    assert 'id="A0-1"' in browser_of(teacher).get(place, {"chapter": "Z9"}).text


def test_a_clause_that_does_not_apply_says_why(browser_of, teacher, place, school, draft):
    said = Restated("A2-10", applies=False, why_not="Карьера борбору жок")
    changes.restate(draft, said, by=None, at=AT)
    line = {one.clause.code: one for one in standing(school, DAY)[0].lines}["A2-10"]
    assert line.state == State.NOT_APPLICABLE
    assert "Карьера борбору жок" in browser_of(teacher).get(place).text


def test_one_clause_shows_meaning_rule_and_note(browser_of, teacher, place, edition):
    text = browser_of(teacher).get(f"{place}clauses/A1.1-1/").text
    assert "The quality system rests on the Law on Education" in text
    assert "The law has changed" in text
    assert "documents.legal_basis" in text


def test_no_clause_no_page(browser_of, teacher, place, edition):
    assert browser_of(teacher).get(f"{place}clauses/A99-1/").status_code == 404


def test_a_setting_a_rule_no_longer_has_is_passed_over(school, draft, proved):
    changes.restate(draft, Restated("A0-1", parameters={"gone": 1}), by=None, at=AT)
    line = {one.clause.code: one for one in standing(school, DAY)[0].lines}["A0-1"]
    assert line.state == State.PROVED


def test_the_map_asks_the_database_few_questions(
    browser_of, teacher, place, edition, django_assert_max_num_queries
):
    # A few for each room that has rules, however many clauses ask them.
    browser = browser_of(teacher)
    browser.get(place)
    with django_assert_max_num_queries(190):
        browser.get(place)


def test_an_inspector_sees_posts_and_no_names(browser_of, inspector, director, place, edition):
    for address in (place, f"{place}clauses/A5-8/"):
        assert director.person.short_name + ")" not in browser_of(inspector).get(address).text


def test_the_staff_sees_who_answers(browser_of, teacher, director, place, edition):
    assert "(Director)" in browser_of(teacher).get(place).text
