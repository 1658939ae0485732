"""No small group can be seen, or found by subtraction from what else is shown."""

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.objectivity import objectivity_of
from sapat.check.measuring.readings import measure
from sapat.school.boundary import within
from sapat.school.classes.rules import Level
from tests.check.conftest import Q1


def hidden(school, *by):
    found = measure(school, Q1, indicators=["R-02"], by=by)
    return {reading.label for reading in found if reading.is_hidden}


def fill(village, *classes, subjects=("algebra",)):
    for label, size in classes:
        level = Level.PRIMARY if int(label[:-1]) < 5 else Level.BASIC
        row = village.open(label, size, level=level)
        for code in subjects:
            village.marks(row, code, [4] * size)


def test_the_only_class_of_a_year_hides_with_its_neighbour_of_the_level(school, village):
    fill(village, ("3А", 12), ("4А", 11), ("8А", 3), ("9А", 12))

    assert hidden(school, "grade") == {"8", "9"}
    assert hidden(school, "class") == {"8А", "9А"}
    assert hidden(school, "level") == set()


def test_a_small_class_beside_another_of_its_year(school, village):
    fill(village, ("8А", 20), ("8Б", 4), ("9А", 12), ("9Б", 13))

    assert hidden(school, "grade") == set()
    assert hidden(school, "class") == {"8А", "8Б"}


def test_cells_of_hidden_classes_hide_and_the_rest_stays(school, village):
    fill(village, ("8А", 20), ("8Б", 4), ("9А", 12), ("9Б", 13), subjects=("algebra", "history"))

    assert hidden(school, "class", "subject") == {
        "8А · Algebra", "8А · History", "8Б · Algebra", "8Б · History",
    }  # fmt: skip


def test_a_small_cell_hides_a_rectangle_of_others(school, village):
    fill(village, ("8А", 20), ("8Б", 16), subjects=("algebra", "history"))
    small = village.open("9А", 12)
    village.marks(small, "algebra", [4] * 12)
    village.marks(small, "history", [4] * 3)

    away = hidden(school, "class", "subject")
    assert "9А · History" in away
    assert len(away) == 4


def test_a_school_too_small_to_speak_of_shows_nothing(school, village):
    fill(village, ("8А", 3))
    assert hidden(school) == {""}


def test_marks_of_a_few_pupils_are_a_small_group_however_many_they_are(school, village):
    for label, size in (("8А", 20), ("8Б", 4), ("9А", 12)):
        row = village.open(label, size)
        for code in ("algebra", "history", "physics"):
            village.marks(row, code, [4] * size, average=[4.0] * size, teacher=[None] * size)

    with within(school):
        found = objectivity_of(ground_of(school), Q1, ["class", "subject"])
    assert [line.label for line in found.by["class"] if line.rounding is None] == ["8Б", "9А"]
    assert all(line.rounding for line in found.by["subject"])
