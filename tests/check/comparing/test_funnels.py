"""Which groups lie outside what chance explains: small ones, many marks, nothing to compare."""

from dataclasses import replace

import pytest

from sapat.check.comparing import reads
from sapat.check.comparing.funnels import NotSo, comparable
from sapat.check.measuring.ground import ground_of
from sapat.plan.indicators.rules import indicators
from sapat.school.boundary import within
from tests.check.conftest import Q1


@pytest.fixture
def funnel(school):
    def funnel(code="R-02", dim="class"):
        with within(school):
            return reads.funnel(ground_of(school), Q1, indicators()[code], dim)

    return funnel


def opened(village, sizes, good):
    """Classes of these sizes, in each the same number of good marks unless told otherwise."""
    for at, size in enumerate(sizes):
        row = village.open(f"{5 + at % 5}{'АБВГ'[at // 5]}", size)
        many = good(at, size)
        village.marks(row, "algebra", [5] * many + [3] * (size - many))


def test_a_class_of_eighteen_that_all_pass_is_no_exception(village, funnel):
    opened(village, [18] * 10, lambda at, size: size - (at % 5 == 0))
    found = funnel()
    assert not found.outside
    assert all(group.high95 == 100 for group in found.groups)


def test_a_group_below_ten_is_shown_and_never_called_different(village, funnel):
    opened(village, [20] * 6 + [8, 12], lambda at, size: 0 if size == 8 else size // 2)
    small = next(group for group in funnel().groups if group.persons == 8)
    assert small.is_small
    assert not small.side


def test_a_hidden_class_is_counted_and_not_named(village, funnel):
    opened(village, [20] * 6 + [3], lambda at, size: size // 2)
    found = funnel()
    assert found.hidden == 2
    assert len(found.groups) == 5


def test_many_marks_of_a_pupil_are_not_many_pupils(village, funnel):
    rows = [village.open(f"{grade}А", 20) for grade in range(5, 10)]
    for code in ("algebra", "history", "physics", "biology"):
        for row in rows:
            village.marks(row, code, [5] * 10 + [3] * 10)
    group = funnel().groups[0]
    assert (group.n, group.persons) == (20, 20)


def test_one_class_alone_is_not_compared(village, funnel):
    opened(village, [20], lambda at, size: 9)
    assert funnel().refused == NotSo.FEW


def test_what_happened_nowhere_is_not_compared(village, funnel):
    opened(village, [20, 20, 20], lambda at, size: 0)
    assert funnel().refused == NotSo.NOTHING


def test_means_are_not_compared_so(funnel):
    assert not comparable(indicators()["R-04"])
    assert funnel("R-04").refused == NotSo.NO_KIND


def test_a_class_far_off_stands_outside_and_last(village, funnel):
    opened(village, [20] * 8, lambda at, size: 1 if at == 0 else 12)
    found = funnel()
    (outside,) = found.outside
    assert (outside.side, outside.far) == ("below", True)
    assert found.worse(outside)
    assert outside.place.low == outside.place.of == 8


def test_where_less_is_better_the_side_below_is_the_good_one(village, funnel):
    opened(village, [20] * 8, lambda at, size: 1 if at == 0 else 12)
    found = funnel()
    turned = replace(found, indicator=replace(found.indicator, better="lower"))
    assert not turned.worse(found.outside[0])
