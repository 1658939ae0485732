"""A wrong definition stops the start, and says where it is wrong."""

import copy

import pytest

from sapat.check.measuring import definitions
from sapat.check.measuring.definitions import book, definitions_are_right
from sapat.core import catalogue
from sapat.plan.indicators import rules


def test_the_catalogue_is_right():
    assert definitions_are_right() == []
    assert len(book().definitions) == 101


@pytest.fixture
def spoiled(monkeypatch):
    """Put a wrong condition into R-01, as an editor of the catalogue might."""
    load = catalogue.load

    def spoil(name):
        content = load(name)
        if name == "indicators/results":
            content = copy.deepcopy(content)
            content["R-01"]["measure"]["num"][0]["count"] = "categori = 'excellent'"
        return content

    monkeypatch.setattr(catalogue, "load", spoil)
    for cached in (rules.catalogue, definitions.book):
        cached.cache_clear()
    yield
    for cached in (rules.catalogue, definitions.book):
        cached.cache_clear()


def test_a_wrong_condition_is_named_with_its_indicator_and_place(spoiled):
    [wrong] = definitions_are_right()
    assert "R-01" in wrong.msg
    assert "categori" in wrong.msg
