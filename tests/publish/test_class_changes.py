"""Classes beside themselves a year ago: only what chance does not explain is said to differ."""

import pytest
from django.utils import translation

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.table import table_of
from sapat.publish.class_changes import class_changes
from sapat.publish.exports.tables import Beyond, Blank
from sapat.school.boundary import within
from tests.check.conftest import Q1, Q2


def drawn(school, term=Q2):
    with within(school), translation.override("en"):
        return class_changes(table_of(ground_of(school), term))


def test_a_class_that_fell_beyond_chance_is_starred(school, told):
    rows = {row[0]: row for row in drawn(school).twin.rows}

    assert isinstance(rows["7А"][1], Beyond)
    assert rows["7А"][1].value == pytest.approx(-80)
    assert rows["7Б"][1] == 0
    assert rows["7Б"][2] < 0 < rows["7Б"][3]


def test_a_class_too_small_to_be_shown_is_not_drawn(school, told):
    picture = drawn(school)
    rows = {row[0]: row for row in picture.twin.rows}

    assert rows["2А"][1:] == [Blank.HIDDEN] * 3
    assert "7А" in picture.sentence
    assert "2А" not in picture.sentence


def test_without_a_year_before_nothing_is_drawn(school, told):
    assert drawn(school, Q1) is None


def test_the_table_page_draws_it(school, told, browser_of, deputy):
    page = browser_of(deputy).get("/schools/S12/table/?term=2025-Q2").text

    assert "What changed since a year ago" in page
    assert "Less than in" in page
