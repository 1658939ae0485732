"""A table of answers is understood, or every mistake in it is named by its place."""

import pytest

from sapat.check.testing.roster import Seat, matched
from sapat.check.testing.rules import Fault, band, digest, is_code
from sapat.check.testing.sheets import Line, read_table


def table(text):
    return [line.split() for line in text.strip().splitlines()]


def understood(text, key=""):
    found, mistakes = read_table(table(text), key)
    assert not mistakes
    return found


def faults(text, key=""):
    found, mistakes = read_table(table(text), key)
    assert found is None
    return [(mistake.fault, mistake.row, mistake.column) for mistake in mistakes]


def test_options_with_a_key_in_the_table():
    found = understood("Окуучу Жынысы 1 2 3\nАчкыч . а б г\nК-1 кыз а б г\nК-2 эркек б б а\n")

    assert found.items == ("1", "2", "3")
    assert found.key == ("А", "Б", "Г")
    assert [(line.who, line.sex, line.cells) for line in found.lines] == [
        ("К-1", "f", ("А", "Б", "Г")),
        ("К-2", "m", ("Б", "Б", "А")),
    ]


def test_options_with_a_typed_key():
    text = "name q1 q2 q3\nx1 A B C\nx2 A A C\n"

    assert understood(text, "abc").key == ("A", "B", "C")
    assert understood(text, "A, B/C; D").key == ("A", "B/C", "D")
    assert faults(text, "AB") == [(Fault.KEY_LENGTH, None, None)]


def test_points_with_a_maximum():
    found = understood("ФИО 1 2 Итого\nМакс 1 3 4\nученик-1 1 2,5 3\nученик-2 0 - 0\n")

    assert found.most == (1, 3)
    assert [line.cells for line in found.lines] == [("1", "2.5"), ("0", "")]


def test_without_a_maximum_the_best_answer_is_the_maximum():
    assert understood("a b\n0 0\n0 4\n").most == (1, 4)


def test_a_first_column_of_names_needs_no_head():
    found, _ = read_table([["", "1", "2"], ["Асанов Бакыт", 1, 0], ["Осмонова Гүл", 0, 1]])

    assert found.items == ("1", "2")
    found, _ = read_table(
        [["Pupils of 7A", "1", "2"], ["Асанов Б", 1.0, True], ["Эсен А", 0, None]]
    )
    assert [line.who for line in found.lines] == ["Асанов Б", "Эсен А"]
    assert found.lines[0].cells == ("1", "1")


def test_a_key_row_left_empty_is_no_key():
    found = understood("pupil q1 q2\nkey\na1 1 0\na2 0 1\n")

    assert found.key == ()
    assert understood("pupil q1 q2\nkey\na1 A B\n", "AB").key == ("A", "B")


def test_rows_without_any_answer_are_left_out_and_counted():
    found = understood("pupil q1 q2\na1 1 0\na2\na3 0 1\n")

    assert (len(found.lines), found.blank) == (2, 1)


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("q1 q2\n", "", [(Fault.NOTHING, None, None)]),
        ("pupil q1\na 1\n", "", [(Fault.FEW_ITEMS, 0, None)]),
        ("q1 q1\n1 0\n", "", [(Fault.REPEATED_ITEM, 0, 1)]),
        ("q1 q2\nA B\n", "", [(Fault.NO_KEY, 1, 0), (Fault.NO_KEY, 1, 1)]),
        ("pupil q1 q2\nkey A -\nx A B\n", "", [(Fault.KEY_GAP, None, None)]),
        ("pupil q1 q2\nkey A B\nx A B\n", "BA", [(Fault.TWO_KEYS, None, None)]),
        ("q1 q2\n1 -2\n", "", [(Fault.NEGATIVE, 1, 1)]),
        ("pupil q1 q2\nmax 1 2\na 1 3\n", "", [(Fault.TOO_MANY, 2, 2)]),
        ("q1 q2\nA right\n", "AB", [(Fault.NO_OPTION, 1, 1)]),
        ("q1 q2\n1 absent\n", "", [(Fault.NO_NUMBER, 1, 1)]),
    ],
)
def test_mistakes_are_named_by_their_place(text, key, expected):
    assert faults(text, key) == expected


def line(row, who, label=""):
    return Line(row, who, "", "", label, ("1", "0"))


def seat(person, name, number="", label="7А"):
    return Seat(person, name, number, "f", label, "ky")


def test_pupils_are_found_by_number_and_name():
    seats = [seat(1, "Асанов Бакыт Эсенович", "17"), seat(2, "Осмонова Гүл")]
    found, mistakes = matched([line(1, "17"), line(2, "осмонова  ГҮЛ"), line(3, "7A-9")], seats)

    assert not mistakes
    assert {row: one.person for row, one in found.items()} == {1: 1, 2: 2}


def test_namesakes_and_repeated_pupils_are_named():
    seats = [seat(1, "Асанов Бакыт"), seat(2, "Асанов Бакыт", label="7Б"), seat(3, "Эсен Айым")]
    rows = [line(1, "Асанов Бакыт"), line(2, "Эсен Айым"), line(3, "Эсен Айым")]
    found, mistakes = matched(rows, seats)

    assert [(each.fault, each.row) for each in mistakes] == [
        (Fault.NAMESAKES, 1),
        (Fault.TWICE, 3),
    ]
    assert matched([line(1, "Асанов Бакыт", "7Б")], seats)[0][1].person == 2
    assert found[2].person == 3


def test_only_codes_may_be_kept_as_they_are():
    assert [is_code(who) for who in ("7A-03", "Асанов", "Асанов 2", "", "123456789012345")] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_the_mark_of_the_content_follows_every_cell_and_the_key():
    one = digest(["1", "2"], ["A", "B"], [], [["A", "B"]])

    assert one == digest(("1", "2"), ("A", "B"), (), (("A", "B"),))
    assert one != digest(["1", "2"], ["A", "C"], [], [["A", "B"]])
    assert one != digest(["1", "2"], ["A", "B"], [], [["A", "A"]])


def test_a_margin_stays_on_the_scale():
    assert band(19, 2, 20) == (15.1, 20)
    assert band(1, 2, 20) == (0, 4.9)
