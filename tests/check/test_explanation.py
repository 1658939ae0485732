"""Explain this number; and compute ahead what the morning asks for."""

from sapat.check.measuring.explanation import explain
from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import readings
from sapat.check.measuring.warming import warm
from sapat.school.boundary import within
from tests.check.conftest import Q1, Q2


def told(school, code, term):
    with within(school):
        ground = ground_of(school)
        [reading] = readings(ground, term, codes=[code])
        return explain(ground, reading)


def test_a_figure_can_be_summed_up_again_by_hand(school, village):
    row = village.open("8А", 10)
    village.marks(row, "algebra", [5] * 6 + [3] * 4)
    village.marks(row, "algebra", [4] * 10, term=2)

    found = told(school, "R-02", Q2)

    assert [(each.term, each.num, each.den) for each in found.inputs] == [(Q2, 10, 10)]
    assert found.num[0].condition == "category in ('excellent', 'good') and not exempt"
    assert [batch.number for batch in found.batches] == [2]
    assert found.reading.version


def test_a_hidden_figure_is_not_explained_away(school, village):
    village.marks(village.open("8А", 3), "algebra", [5] * 3)
    assert told(school, "R-02", Q1).inputs == ()


def test_schools_with_evidence_are_measured_ahead(school, other_school, village, monkeypatch):
    village.marks(village.open("8А", 10), "algebra", [5] * 10)
    assert warm() == 1

    monkeypatch.setattr("sapat.check.measuring.sums.DuckEngine", None)
    with within(school):
        assert len(readings(ground_of(school), Q1)) == 101
