"""How far classes came from their pupils' start, and that sums of several schools add up."""

import json
from dataclasses import replace

import numpy as np
import pytest

from sapat.check.comparing import reads, starts
from sapat.check.comparing.parts import Unreadable, part_of, read
from sapat.check.comparing.progress import compare, told
from sapat.check.comparing.rules import Basis, NotYet, Verdict
from sapat.check.measuring.ground import ground_of
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.classes import reads as classes

YEAR = TermCode(2025, 0, TermKind.YEAR)


def progress_at(school, basis=Basis.TESTS, term=YEAR):
    with within(school):
        return reads.progress(ground_of(school), basis, term)


def verdicts(found, rows):
    of = {str(row.pk): label for label, row in rows.items()}
    return {of[line.group]: line.verdict for line in found.shown}


def test_the_class_that_came_further_is_told_from_those_that_did_not(school, grown):
    found = progress_at(school)

    assert found.sentence == ""
    assert verdicts(found, grown) == {
        "5А": Verdict.MORE,
        "6А": Verdict.LIKE,
        "7А": Verdict.LIKE,
        "8А": Verdict.LIKE,
        "8Б": Verdict.LIKE,
        "9А": Verdict.LESS,
    }
    assert found.slope == pytest.approx(1, abs=0.1)
    assert found.taken == ("sex",)


def test_places_come_with_their_doubt(school, grown):
    places = [line.place for line in progress_at(school).lines]
    assert (places[0].low, places[0].of) == (1, 6)
    assert all(place.low < place.high for place in places[1:-1])


def test_pupils_without_a_start_are_counted_and_left_out(school, village, grown, tested):
    row = village.open("9Б", 20)
    tested.grown(row, 0, unstarted=6)
    found = progress_at(school)
    line = found.line(str(row.pk))

    assert (line.reach.started, line.reach.outcome, line.left) == (14, 20, 6)
    assert (found.reach.started, found.reach.outcome) == (134, 140)


def test_a_small_class_is_not_shown_nor_one_it_could_be_worked_out_from(
    school, village, grown, tested
):
    small = village.open("6Б", 3)
    tested.grown(small, 20)
    found = progress_at(school)

    assert found.hidden == 2
    assert str(small.pk) not in [line.group for line in found.shown]


def test_without_end_tests_it_says_what_is_missing(school, village, tested):
    tested.keep(village.open("5А", 20), "algebra", "start", [50] * 20)
    assert progress_at(school).refused == NotYet.NO_TESTS


def test_too_few_classes_are_refused_in_words(school, village, tested):
    for label in ("5А", "6А", "7А"):
        tested.grown(village.open(label, 20), 0)
    found = progress_at(school)
    assert found.refused == NotYet.FEW_GROUPS
    assert "Only 3 groups" in found.sentence


def test_equal_results_are_no_ground_to_tell_anybody_apart(school, village, tested):
    for label in ("5А", "6А", "7А", "8А"):
        row = village.open(label, 15)
        tested.keep(row, "algebra", "start", [50] * 15)
        tested.keep(row, "algebra", "end", [60] * 15)
    assert progress_at(school).refused == NotYet.ALIKE


def test_marks_are_set_beside_those_of_the_year_before(school, village):
    for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
        row = village.open(label, 15)
        for code in ("algebra", "history", "physics"):
            before = [3 + (n + len(code)) % 3 for n in range(15)]
            now = [min(max(mark + (at == 0) - (n % 7 == 0), 2), 5) for n, mark in enumerate(before)]
            village.marks(row, code, before, term=0, year=2024)
            village.marks(row, code, now, term=1)
    found = progress_at(school, Basis.MARKS, TermCode(2025, 1, TermKind.QUARTER))

    assert (found.reach.started, found.reach.outcome) == (75, 75)
    assert found.lines[0].verdict == Verdict.MORE


def test_a_pupil_marked_in_two_subjects_then_has_no_start(school, village):
    row = village.open("5А", 15)
    for code in ("algebra", "history", "physics"):
        village.marks(row, code, [4] * 15, term=1)
        if code != "physics":
            village.marks(row, code, [4] * 15, term=0, year=2024)
    found = progress_at(school, Basis.MARKS, TermCode(2025, 1, TermKind.QUARTER))
    assert found.refused == NotYet.NO_YEAR_BEFORE


def test_sums_of_two_schools_say_what_all_rows_together_say(school, grown, neighbour):
    """A district adds what schools hand on; nobody sends a pupil."""
    parts = [reads.sums(each, 2025) for each in (school, neighbour)]
    together = compare(parts)

    assert {line.group for line in together.outer} == {"S12", "S7"}
    assert {line.group for line in together.lines} >= {"S12/5А", "S7/5А"}
    assert together.reach.started == 120 + 60
    whole = _from_rows(school, neighbour)
    mine = {line.group: line.estimate for line in together.lines}
    theirs = {line.group: line.estimate for line in whole.lines}
    assert mine == pytest.approx(theirs, abs=1e-6)


def _from_rows(*schools):
    """Work the same out of the rows of both schools, read as one table."""
    rows = []
    for each in schools:
        kept = []

        def make(engine, kept=kept):
            kept += starts._rows(engine, starts.BY_CLASS[Basis.TESTS], Basis.TESTS, (2025, 0))
            return []

        with within(each):
            ground_of(each).sums.worked_out("rows-of-a-test", ["tests"], make)
            names = classes.labels({row[0] for row in kept})
        rows += [(f"{each.code}/{names[row[0]]}", *row[1:]) for row in kept]
    part = starts._by_class(("S", Basis.TESTS, 2025, 0), sorted(rows), 0)
    units = tuple((unit[1].split("/")[0], unit[1]) for unit in part.sums.units)
    about = (Basis.TESTS, 2025, 0)
    return told(about, replace(part.sums, units=units), dict(part.reach), lambda _: frozenset())


def test_sums_of_different_things_are_not_added(school, grown):
    tests = reads.sums(school, 2025)
    marks = reads.sums(school, 2025, Basis.MARKS)
    with pytest.raises(ValueError, match="same basis"):
        compare([tests, marks])
    with pytest.raises(ValueError, match="twice"):
        compare([tests, tests])


def test_what_is_handed_on_has_no_small_class_and_no_pupil(school, village, grown, tested):
    tested.grown(village.open("6Б", 4), 0)
    part = reads.sums(school, 2025)
    text = part.written()

    assert "6Б" not in part.reach
    assert sorted(part.reach) == sorted(grown)
    pupils = {str(pupil.pk) for row in grown.values() for pupil in row.pupils}
    assert not pupils & {unit for units in part.sums.units for unit in units}
    assert "Pupil" not in text


def test_a_written_part_reads_back_and_names_itself(school, grown):
    part = reads.sums(school, 2025)
    again = read(part.written())
    assert again.digest == part.digest
    assert np.array_equal(again.sums.products, part.sums.products)


def test_a_changed_text_is_refused(school, grown):
    content = json.loads(reads.sums(school, 2025).written())
    content["sums"]["counts"][0] += 1
    with pytest.raises(Unreadable, match="changed"):
        read(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1, "sums": 3}', "[" * 9])
def test_what_is_no_sums_is_refused(text):
    with pytest.raises(Unreadable):
        read(text)


def test_sums_that_do_not_fit_together_are_refused(school, grown):
    content = reads.sums(school, 2025).content
    content["sums"]["counts"].pop()
    with pytest.raises(Unreadable):
        part_of(content)


def test_the_same_evidence_is_read_once_and_gives_the_same_sums(
    school, grown, restart, monkeypatch
):
    first = reads.sums(school, 2025).digest
    restart()

    def never(*_given):
        raise AssertionError("the facts were read again")

    monkeypatch.setattr(starts, "_rows", never)
    assert reads.sums(school, 2025).digest == first


def test_new_evidence_gives_new_sums(school, village, grown, tested):
    first = reads.sums(school, 2025).digest
    tested.grown(village.open("9Б", 12), 0)
    assert reads.sums(school, 2025).digest != first
