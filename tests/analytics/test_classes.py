"""The deputy head's table, line by line as schools fill it in."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.analytics.classes import DeputyRow, PupilMarks, deputy_table
from tests.analytics.journal import pupils_of


@pytest.mark.parametrize(
    ("marks", "names"),
    [
        ({"fives": 14}, {"excellent"}),
        ({"fives": 13, "fours": 1}, {"good", "with_one_4"}),
        ({"fives": 10, "fours": 4}, {"good"}),
        ({"fours": 1}, {"good", "with_one_4"}),
        ({"fives": 13, "threes": 1}, {"satisfactory", "with_one_3"}),
        ({"fours": 9, "threes": 5}, {"satisfactory"}),
        ({"fives": 13, "twos": 1}, {"failing"}),
        ({"fives": 13, "not_attested": 1}, {"not_attested"}),
        ({"twos": 1, "not_attested": 1}, {"not_attested"}),
        ({"not_attested": 2, "ill": 2}, {"not_attested", "ill"}),
        ({"not_attested": 2, "ill": 1}, {"not_attested"}),
    ],
)
def test_a_pupil_is_counted_where_a_school_counts_her(marks, names):
    row = deputy_table([PupilMarks("8a", **marks)]).school

    counted = ("excellent", "good", "with_one_4", "with_one_3", "satisfactory", "failing",
               "not_attested", "ill")  # fmt: skip
    assert {name for name in counted if getattr(row, name)} == names
    assert row.pupils == 1


def test_a_class_of_twenty():
    pupils = [
        *[PupilMarks("8a", fives=10)] * 2, *[PupilMarks("8a", fives=5, fours=5)] * 7,
        *[PupilMarks("8a", fours=9, threes=1)] * 9, PupilMarks("8a", threes=9, twos=1),
        PupilMarks("8a", threes=9, not_attested=1, ill=1),
    ]  # fmt: skip

    row = deputy_table(pupils).rows["8a"]

    assert (row.pupils, row.with_one_3, row.ill) == (20, 9, 1)
    assert (row.quality, row.pass_rate) == (45.0, 90.0)
    assert row.mean == pytest.approx((55 * 5 + 116 * 4 + 27 * 3 + 2) / 199)
    assert row.sou == pytest.approx((55 * 100 + 116 * 64 + 27 * 36 + 16 + 7) / 200)


def test_ten_fours_and_five_and_five_have_another_sou_for_the_same_mean():
    even = deputy_table([PupilMarks("8a", fours=10)]).school
    uneven = deputy_table([PupilMarks("8a", fives=5, threes=5)]).school

    assert (even.mean, even.sou) == (4, 64)
    assert (uneven.mean, uneven.sou) == (4, 68)


def test_a_school_is_a_ratio_of_sums_and_not_a_mean_of_percents():
    small = [PupilMarks("8a", fives=1)] * 2
    large = [PupilMarks("8b", threes=1)] * 8

    assert deputy_table(small + large).school.quality == 20.0


def test_nobody_to_count_has_no_percentages():
    table = deputy_table([PupilMarks("1a"), PupilMarks("1b")])

    assert table.rows == {}
    assert table.school == DeputyRow()
    assert {table.school.quality, table.school.pass_rate, table.school.sou, table.school.mean} == {
        None
    }


pupils = st.lists(
    st.builds(
        PupilMarks, st.sampled_from(["8a", "8b", None]), st.integers(0, 3), st.integers(0, 2),
        st.integers(0, 2), st.integers(0, 1), st.integers(0, 1), st.integers(0, 1),
    ),
    max_size=30,
)  # fmt: skip


@given(pupils, st.randoms())
def test_everybody_is_counted_once_in_any_order(listed, chance):
    shuffled = chance.sample(listed, len(listed))
    table = deputy_table(listed)
    row = table.school

    assert deputy_table(shuffled) == table
    assert row.pupils == sum(1 for pupil in listed if pupil.marks)
    assert row.pupils == (
        row.excellent + row.good + row.satisfactory + row.failing + row.not_attested
    )
    assert row.with_one_4 <= row.good
    assert row.with_one_3 <= row.satisfactory
    assert row.ill <= row.not_attested
    assert row == sum(table.rows.values(), DeputyRow())


def test_a_real_class(reference):
    folder = reference / "H1_kyrgyz_class_journal"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    counted = list(pupils_of(folder / "8А-1.xlsx"))
    random.Random(1).shuffle(counted)

    row = deputy_table(counted).rows["8А"]

    assert row.pupils == expected["pupils"]
    assert {name: getattr(row, name) for name in expected["categories"]} == expected["categories"]
    assert (row.excellent, row.failing, row.with_one_4) == (0, 0, 0)
    marks = expected["quarter_total"]
    assert (row.fives, row.fours, row.threes, row.marks_not_attested) == (
        marks["5"], marks["4"], marks["3"], marks["Н/А"],
    )  # fmt: skip
