"""Clauses of the catalogue, labels, settings, differences: without rows."""

from datetime import date

import pytest
from django.utils.translation import gettext_lazy

from sapat.core.entry import CatalogueError
from sapat.core.language import Text
from sapat.core.proofs import Parameter
from sapat.plan.regulations import rules
from sapat.plan.regulations.parameters import NotSo as NoValue
from sapat.plan.regulations.parameters import regulations_are_right, why_not_value
from sapat.plan.regulations.states import NotSo, SignOff, why_not_in_force
from sapat.plan.regulations.wording import (
    Restated,
    clauses_of,
    differences,
    filled,
    kept,
    next_code,
    read_back,
)
from sapat.plan.regulations.words import Labels

PLAIN = {
    "id": "A9-9",
    "heading": {"ky": "баш", "ru": "заголовок", "en": "heading"},
    "meaning": {"ky": "мааниси", "ru": "смысл", "en": "meaning"},
    "role": "director",
    "rhythm": "year",
    "priority": "M",
    "phase": "plan",
    "rule": "documents.signed_off",
}


@pytest.fixture
def a():
    return rules.regulations()["A"]


def read(content):
    return rules._clause(content, "A9", "here")


def test_the_catalogue_is_right():
    assert regulations_are_right() == []


def test_every_note_stands_in_three_languages():
    assert tuple(rules.notes()) == rules.NOTES


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("role", "headmaster"),
        ("rhythm", "daily"),
        ("priority", "X"),
        ("phase", "think"),
        ("note", "N8"),
        ("id", "Z1"),
    ],
)
def test_a_wrong_clause_names_its_place(key, wrong):
    with pytest.raises(CatalogueError, match=key):
        read({**PLAIN, key: wrong})


def test_an_unknown_key_is_refused():
    with pytest.raises(CatalogueError, match="colour"):
        read({**PLAIN, "colour": "red"})


def test_labels_take_the_place_of_learners():
    text = filled(Text(ky="биздин {learners}", ru="для {learners_of}", en="x"), Labels("student"))
    assert text.ky == "биздин студенттер"
    assert text.ru == "для студентов"


def test_the_parent_institution_has_its_own_name():
    assert filled(Text(ky="{parent} жана мектеп"), Labels(parent="Ак-Суу")).ky.startswith("Ак-Суу")


def test_no_place_for_a_label_is_left_open(a):
    for clause in clauses_of(a, (), Labels("listener", "Ак-Суу")):
        assert "{" not in f"{clause.meaning.ky}{clause.meaning.ru}{clause.heading.en}"


def test_own_words_replace_only_what_they_say(a):
    said = Restated("A1.1-1", meaning="Өз сөзүбүз.", parameters={"about": "policy"})
    clause = next(one for one in clauses_of(a, [said], Labels()) if one.code == "A1.1-1")
    assert (str(clause.meaning), clause.parameters) == ("Өз сөзүбүз.", {"about": "policy"})
    assert clause.heading == a.clause("A1.1-1").heading


def test_an_own_clause_stands_at_the_end_of_its_chapter(a):
    said = Restated("A1-S1", heading="Өзүбүздүкү", meaning="Мааниси", own=True, chapter="A1")
    codes = [one.code for one in clauses_of(a, [said], Labels())]
    assert codes[codes.index("A1-S1") + 1].startswith("A2")


def test_the_code_of_an_own_clause_is_never_given_again():
    assert next_code("A5", ["A5-S1", "A5-S4", "A6-S9"]) == "A5-S5"


def test_an_edition_is_read_back_as_it_was_kept(a):
    clauses = clauses_of(a, [Restated("A2-10", applies=False, why_not="жок")], Labels())
    assert read_back(kept(clauses)) == clauses


def test_differences_name_the_field(a):
    before = clauses_of(a, (), Labels())
    after = clauses_of(a, [Restated("A5-8", rhythm="half_year")], Labels())
    (found,) = differences(before, after)
    assert (found.code, found.fields) == ("A5-8", ("rhythm",))


def setting(usual, *choices):
    return Parameter("x", gettext_lazy("x"), usual, choices)


@pytest.mark.parametrize(
    ("parameter", "value", "objection"),
    [
        (setting(12), 6, None),
        (setting(12), -1, NoValue.NO_NUMBER),
        (setting(12), "6", NoValue.NO_NUMBER),
        (setting(12), True, NoValue.NO_NUMBER),
        (setting(0.8), 0.5, None),
        (setting(0.8), 9999.0, NoValue.NO_FRACTION),
        (setting("policy"), "", NoValue.EMPTY),
        (setting(""), "", None),
        (setting("a", ("a", "A"), ("b", "B")), "c", NoValue.NO_CHOICE),
        (setting("a", ("a", "A"), ("b", "B")), "b", None),
        (setting(["a"], ("a", "A"), ("b", "B")), ["a", "b"], None),
        (setting(["a"], ("a", "A"), ("b", "B")), ["a", "c"], NoValue.NO_CHOICE),
        (setting(["a"], ("a", "A"), ("b", "B")), [], NoValue.EMPTY),
        (setting(False), "yes", NoValue.NO_CHOICE),
    ],
)
def test_a_setting_takes_only_values_of_its_kind(parameter, value, objection):
    assert why_not_value(parameter, value) == objection


def sign_off(**more):
    days = {"adopted_on": date(2026, 8, 27), "approved_on": date(2026, 8, 28)}
    given = {"protocol_number": "1", "order_number": "2", "effective_from": date(2026, 9, 1)}
    return SignOff(**{**days, **given, **more})


@pytest.mark.parametrize(
    ("more", "objection"),
    [
        ({}, None),
        ({"protocol_number": " "}, NotSo.NO_PROTOCOL),
        ({"order_number": ""}, NotSo.NO_ORDER),
        ({"approved_on": date(2026, 8, 26)}, NotSo.APPROVED_BEFORE),
        ({"approved_on": date(2026, 9, 2)}, NotSo.NOT_YET),
        ({"effective_from": date(2026, 8, 27)}, NotSo.IN_FORCE_BEFORE),
        ({"effective_from": date(2026, 8, 28)}, None),
    ],
)
def test_an_edition_needs_protocol_order_and_days_in_turn(more, objection):
    assert why_not_in_force(sign_off(**more), last=None, today=date(2026, 9, 1)) == objection


def test_an_edition_holds_later_than_the_one_before():
    last = date(2026, 9, 1)
    assert why_not_in_force(sign_off(), last=last, today=last) == NotSo.BEFORE_LAST
