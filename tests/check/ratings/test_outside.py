"""Outside ratings: the way of the place, and one's own score worked out."""

from datetime import date

import pytest

from sapat.plan.registers import changes
from sapat.plan.registers.changes import MethodCard, Place
from sapat.plan.registers.rules import MethodPart, Scope
from tests.conftest import AT

LIST = "/schools/S12/ratings/outside/"


@pytest.fixture
def method(school):
    parts = [MethodPart("Экзамендер", 3, "R-02"), MethodPart("Олимпиадалар", 1)]
    card = MethodCard("Райондун рейтинги", "Район", Scope.DISTRICT, parts, date(2026, 9, 1))
    row = changes.study_method(school, card, by=None, at=AT)
    for year, place in {2023: 14, 2024: 11, 2025: 7}.items():
        changes.take_place(row, Place(year, place, 20, 60.0), by=None, at=AT)
    return row


def test_the_way_of_the_place_is_drawn_and_told(browser_of, teacher, method):
    answer = browser_of(teacher).get(LIST)
    assert "From place 14 of 20 (2023) to place 7 of 20 (2025)." in answer.text
    assert "<svg" in answer.text


def test_an_empty_list_says_what_to_do(browser_of, deputy):
    assert "No rating has been studied yet." in browser_of(deputy).get(LIST).text


def test_a_changed_part_changes_score_and_place(browser_of, teacher, method):
    page = f"{LIST}{method.pk}/?part0=80&part1=40&others=84,2 70 61"
    context = browser_of(teacher).get(page).context
    assert (context["score"], context["place"]) == ("70.0", (2, 4))
    assert [line["possible"] for line in context["lines"]] == ["15.0", "15.0"]


def test_a_part_without_a_value_is_left_out_and_said(browser_of, teacher, method):
    answer = browser_of(teacher).get(f"{LIST}{method.pk}/?part0=80&part1=")
    assert answer.context["score"] == "80.0"
    assert "Only 75 % of the weights have a value" in answer.text
    strange = browser_of(teacher).get(f"{LIST}{method.pk}/?part0=abc&part1=999&others=x")
    assert (strange.status_code, strange.context["score"]) == (200, "100.0")


def test_it_begins_with_how_the_own_indicators_stand(browser_of, teacher, village, method):
    row = village.open("7А", 30)
    village.marks(row, "math", [4] * 30, term=1)
    context = browser_of(teacher).get(f"{LIST}{method.pk}/").context
    assert [line["own"] for line in context["lines"]] == ["100.0", None]
    assert context["score"] == "100.0"
