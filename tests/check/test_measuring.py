"""Figures: ratios of sums, with their doubt, their norm and what they stand on."""

from datetime import timedelta

import pytest

from sapat.check.measuring.readings import Status, WhyNot, measure
from sapat.check.measuring.sums import sums_of
from sapat.evidence.store.reads import live
from tests.check.conftest import Q1, Q2
from tests.conftest import AT


def quality(school, **more):
    return measure(school, more.pop("term", Q1), indicators=["R-02"], **more)


def test_the_school_is_a_ratio_of_sums_and_not_a_mean_of_percents(school, village, one):
    village.marks(village.open("8А", 20), "algebra", [5] * 20)
    village.marks(village.open("8Б", 5), "algebra", [3] * 5)

    reading = one(quality(school))

    assert (reading.num, reading.den, reading.n) == (20, 25, 25)
    assert reading.value == 80
    assert reading.low < 80 < reading.high
    assert reading.status == Status.HIGH
    assert reading.batches == (1, 2)


def test_each_group_has_its_label_and_its_own_figure(school, village, one):
    village.marks(village.open("8А", 20), "algebra", [5] * 20)
    village.marks(village.open("8Б", 6), "algebra", [3] * 6)

    found = quality(school, by=["class"])

    assert [reading.label for reading in found] == ["8А", "8Б"]
    assert one(found, "8Б").value == 0
    assert [reading.label for reading in quality(school, by=["class", "subject"])] == [
        "8А · Algebra",
        "8Б · Algebra",
    ]


def test_a_small_class_is_hidden_and_so_is_the_one_that_would_give_it_away(school, village, one):
    village.marks(village.open("8А", 20), "algebra", [5] * 20)
    village.marks(village.open("8Б", 3), "algebra", [3] * 3)
    village.marks(village.open("9А", 10), "algebra", [4] * 10)

    found = quality(school, by=["class"])

    assert one(found, "8Б").why_not == WhyNot.TOO_SMALL
    assert one(found, "8А").why_not == WhyNot.COMPLEMENT
    assert one(found, "9А").shown


def test_what_leaves_the_school_needs_groups_of_ten(school, village, one):
    village.marks(village.open("8А", 20), "algebra", [5] * 20)
    village.marks(village.open("8Б", 8), "algebra", [3] * 8)

    assert one(quality(school, by=["class"]), "8Б").shown
    assert not one(quality(school, by=["class"], audience="public"), "8Б").shown


def test_an_indicator_of_another_school_type_does_not_apply(school, village, one):
    reading = one(measure(school, Q1, indicators=["R-11"]))

    assert (reading.status, reading.shown) == (Status.NOT_APPLICABLE, False)


def test_an_indicator_of_a_later_room_says_which_evidence_it_waits_for(school, village, one):
    reading = one(measure(school, Q1, indicators=["C-18"]))

    assert reading.status == Status.WAITING
    assert reading.lacking


def test_evidence_that_can_be_imported_is_named(school, village, one):
    reading = one(quality(school))

    assert reading.status == Status.NO_DATA
    assert reading.why_not == WhyNot.NO_DATA
    assert reading.lacking == ("period_marks",)


def test_a_new_batch_changes_the_figure_and_undoing_it_brings_the_old_back(school, village, one):
    row = village.open("8А", 10)
    village.marks(row, "algebra", [3] * 10)
    before = live(school).fingerprint
    assert one(quality(school)).value == 0

    later = village.marks(row, "algebra", [5] * 10)
    assert one(quality(school)).value == 100
    assert live(school).fingerprint != before

    village.undo(later)
    assert one(quality(school)).value == 0
    assert live(school).fingerprint == before


def test_a_moment_of_the_past_is_measured_as_it_was(school, village, one):
    row = village.open("8А", 10)
    village.marks(row, "algebra", [3] * 10)
    table = {"year": [2025], "term": [1], "pupil": [row.pupils[0].pk], "value": [5.0]}
    table |= {"subject": [village.subject("algebra").pk], "category": ["excellent"]}
    village.keep("period_marks", {**table, **village.of_class(row, 1)}, at=AT + timedelta(days=1))

    assert one(quality(school)).num == 1
    assert one(quality(school, as_of=AT)).num == 0


def test_blank_cells_and_subjects_nobody_sent_lower_completeness(school, village, one, teacher):
    row = village.open("8А", 10)
    village.marks(row, "algebra", [5] * 8 + [None] * 2)
    assert one(quality(school)).completeness == pytest.approx(0.8)

    village.load(teacher.person, "algebra", row)
    village.load(teacher.person, "history", row)
    assert one(quality(school)).completeness == pytest.approx(0.4)
    by_subject = quality(school, by=["subject"])
    assert one(by_subject, "Algebra").completeness == pytest.approx(0.8)


def test_the_year_uses_annual_marks(school, village, one):
    row = village.open("8А", 10)
    village.marks(row, "algebra", [3] * 10)
    village.marks(row, "algebra", [4] * 10, term=0)

    assert one(quality(school, term=Q1.whole_year)).value == 100
    assert one(quality(school, term=Q2)).status == Status.NO_DATA


def test_sums_are_computed_once_for_each_state_of_evidence(school, village, one, monkeypatch):
    village.marks(village.open("8А", 10), "algebra", [5] * 10)
    first = one(quality(school))
    monkeypatch.setattr("sapat.check.measuring.sums.DuckEngine", None)

    assert one(quality(school)) == first
    assert sums_of(school).facts.fingerprint == live(school).fingerprint


def test_kept_sums_survive_a_restart(school, village, one, monkeypatch, restart):
    village.marks(village.open("8А", 10), "algebra", [5] * 10)
    first = one(quality(school))
    restart()
    monkeypatch.setattr("sapat.check.measuring.sums.DuckEngine", None)

    assert one(quality(school)).value == first.value


def test_the_marks_of_one_pupil_do_not_count_as_several_pupils(school, village, one):
    """Twelve equal marks of each pupil say as much as one mark would."""
    pupils = village.open("8А", 20)
    values = [5] * 10 + [3] * 10
    village.marks(pupils, "algebra", values)
    single = one(quality(school))
    for subject in ("physics", "history", "biology"):
        village.marks(pupils, subject, values)

    several = one(quality(school))

    assert (several.value, several.den, several.n) == (50, 80, 20)
    assert several.low == pytest.approx(single.low, abs=2)
    assert several.high == pytest.approx(single.high, abs=2)
    assert several.low <= single.low
    assert several.high >= single.high
