"""When groups may be compared, and what is said of one."""

import pytest

from sapat.check.comparing.rules import Asker, Basis, NotYet, Verdict, verdict, why_not


def told(**more):
    return why_not(Basis.TESTS, **{"reached": 80, "started": 60, "groups": 5, **more})


def test_enough_pupils_in_enough_classes_are_compared():
    assert told() is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"reached": 0, "started": 0}, NotYet.NO_TESTS),
        ({"started": 0}, NotYet.NO_START_TEST),
        ({"started": 39}, NotYet.FEW_PUPILS),
        ({"started": 40, "groups": 3}, NotYet.FEW_GROUPS),
    ],
)
def test_the_first_reason_is_given(more, reason):
    assert told(**more) == reason


def test_marks_speak_of_the_year_before():
    assert why_not(Basis.MARKS, reached=9, started=0, groups=1) == NotYet.NO_YEAR_BEFORE
    assert why_not(Basis.MARKS, reached=0, started=0, groups=0) == NotYet.NO_MARKS


def test_an_interval_that_touches_the_usual_is_as_usual():
    assert verdict(0.2, 0.0, 0.4) == Verdict.LIKE
    assert verdict(-0.2, -0.4, -0.01) == Verdict.LESS


def test_a_reader_sees_the_own_groups_alone():
    asker = Asker(sees_all=False, own=frozenset({"4"}))
    assert [asker.may_see(group) for group in ("4", "5")] == [True, False]
