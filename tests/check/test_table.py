"""The deputy head's table: the same pupils compared, ratios of sums, nobody given away."""

import pytest

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import measure
from sapat.check.measuring.table import table_of
from sapat.school.boundary import within
from sapat.school.classes.rules import Level
from tests.check.conftest import Q1, Q2


def table(school, term=Q1):
    with within(school):
        return table_of(ground_of(school), term)


def line(found, label):
    return next(one for one in found.lines if one.label == label)


def test_a_term_without_marks_has_no_table(school, village):
    assert table(school) is None


def test_pupils_are_counted_once_by_their_worst_mark(school, village):
    row = village.open("8А", 6)
    village.marks(row, "algebra", [5, 5, 4, 3, 2, "na"])
    village.marks(row, "history", [5, 4, 4, 5, 5, 5], reason=[None] * 6)

    school_row = table(school).school.row

    assert (school_row.excellent, school_row.good, school_row.satisfactory) == (1, 2, 1)
    assert (school_row.with_one_4, school_row.with_one_3) == (1, 1)
    assert (school_row.failing, school_row.not_attested) == (1, 1)
    assert (school_row.quality, school_row.pass_rate) == (50, pytest.approx(66.667, abs=0.001))


def test_the_school_is_a_sum_of_classes_and_not_a_mean_of_their_percents(school, village):
    village.marks(village.open("8А", 20), "algebra", [5] * 20)
    village.marks(village.open("8Б", 10), "algebra", [3] * 10)

    assert table(school).school.row.quality == pytest.approx(66.667, abs=0.001)


def test_a_year_ago_means_the_same_pupils_and_not_the_same_number(school, village):
    seventh = village.open("7А", 10, year=2024)
    village.marks(seventh, "algebra", [3] * 10, year=2024)
    village.marks(village.open("8А", 10, year=2024), "algebra", [5] * 10, year=2024)
    village.marks(village.open("8А", 10, continues=seventh), "algebra", [5] * 10)

    quality = line(table(school), "8А").differences[0]
    assert (quality.since_before, quality.since_year_ago) == (None, 100)


def test_differences_to_the_term_before(school, village):
    row = village.open("8А", 10)
    village.marks(row, "algebra", [3] * 10)
    village.marks(row, "algebra", [4] * 10, term=2)

    found = table(school, Q2)
    assert found.before == Q1
    assert [each.since_before for each in found.school.differences][:2] == [100, 0]


def test_small_classes_have_no_line_and_cannot_be_worked_out(school, village):
    for label, size, level in (
        ("3А", 12, Level.PRIMARY), ("4А", 10, Level.PRIMARY), ("8А", 20, Level.BASIC),
        ("8Б", 3, Level.BASIC), ("9А", 8, Level.BASIC),
    ):  # fmt: skip
        village.marks(village.open(label, size, level=level), "algebra", [4] * size)

    found = table(school)
    assert {one.label for one in found.lines if one.row is None} == {"8А", "8Б"}
    assert found.school.row.pupils == 53


def test_the_table_hides_what_the_breakdown_by_class_hides(school, village):
    for label, size in (("7А", 6), ("8А", 20), ("8Б", 3), ("9А", 8)):
        village.marks(village.open(label, size), "algebra", [5] * size)

    hidden = {one.label for one in table(school).lines if one.row is None}
    readings = measure(school, Q1, indicators=["R-05"], by=["class"])
    assert hidden == {reading.label for reading in readings if not reading.shown} == {"8А", "8Б"}


def test_a_difference_does_not_tell_what_an_earlier_table_hid(school, village):
    eighth, small = village.open("8А", 20), village.open("8Б", 7)
    village.marks(village.open("9А", 12), "algebra", [4] * 12)
    village.marks(eighth, "algebra", [3] * 20)
    village.marks(small, "algebra", [5] * 3)
    village.marks(eighth, "algebra", [4] * 20, term=2)
    village.marks(small, "algebra", [5] * 7, term=2)

    found = line(table(school, Q2), "8А")
    assert found.row.pupils == 20
    assert {each.since_before for each in found.differences} == {None}


def test_a_school_of_a_few_pupils_has_no_line_either(school, village):
    village.marks(village.open("8А", 4), "algebra", [5] * 4)

    assert [one.row for one in table(school).lines] == [None] * 3
