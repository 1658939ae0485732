"""Beside the question whether it worked stands the figure of the class that had the action."""

from datetime import date
from types import SimpleNamespace

import pytest

from sapat.check.effects.rules import Verdict
from sapat.school.boundary import within
from sapat.web.pages.act.weighing import weighed
from tests.check.conftest import village  # noqa: F401 (fixture)

DAY = date(2025, 9, 10)


@pytest.fixture
def weigh(school, village):  # noqa: F811
    """Return what the figures say of a group after marks of two classes."""
    for name in ("8А", "8Б"):
        village.marks(village.open(name, 12), "algebra", [5] * 12)

    def ask(group, indicator="R-02"):
        with within(school):
            return weighed(SimpleNamespace(school=school), indicator, DAY, group)

    return ask


def test_a_class_is_weighed_beside_the_others(weigh):
    found = weigh("8А")
    assert (found.group, found.others) == ("8А", "8Б")


def test_a_group_that_is_no_class_is_weighed_with_the_whole_school(weigh):
    assert weigh("Алгебра").group == weigh("").group == ""


def test_an_indicator_that_is_no_more_says_nothing(weigh):
    assert weigh("8А", "Z-99") is None
    assert weigh("8А").verdict in {Verdict.TOO_EARLY, Verdict.CANNOT_TELL}
