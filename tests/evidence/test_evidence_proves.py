"""The evidence proves that it is sourced, collected, kept apart and kept whole; or fails to."""

from datetime import date, timedelta

import pytest

from sapat.core.proofs import Question, State, found
from sapat.evidence.imports import cycle
from sapat.evidence.imports.changes import File, bring_in, undo
from sapat.evidence.imports.cycle import Cycle, Limits
from sapat.evidence.imports.examining import Asked
from sapat.evidence.store import files, holding, reads
from sapat.evidence.store.holding import Held, Reason, Stretch, completeness
from sapat.school.boundary import within
from tests.conftest import AT
from tests.papers import class_sheet

DAY = date(2025, 11, 20)
Q1 = Stretch(2025, 1, "quarter I", date(2025, 11, 4))
WANTED = {"period_marks": "Marks"}


def held(**more):
    usual = {
        "pk": 1, "number": 1, "data_set": "period_marks", "periods": frozenset({(2025, 1)}),
        "made_on": date(2025, 11, 6), "has_author": True, "has_source": True,
        "filled": 90, "expected": 100,
    }  # fmt: skip
    return Held(**{**usual, **more})


def sources(*batches, has_ended=True):
    return holding.judge_sources(batches, 2025, has_ended=has_ended)[:2]


def test_batches_with_file_author_and_time_prove():
    assert sources(held()) == (State.PROVED, Reason.SOURCED)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"has_author": False}, Reason.NO_AUTHOR), ({"has_source": False}, Reason.NO_SOURCE)],
)
def test_one_batch_of_unknown_origin_is_enough_to_fail(change, reason):
    assert sources(held(), held(**change)) == (State.MISSING, reason)


def test_until_a_term_has_ended_the_year_before_speaks():
    last_year = held(periods=frozenset({(2024, 4)}))
    assert sources(last_year, has_ended=False) == (State.PROVED, Reason.SOURCED)
    assert sources(last_year) == (State.MISSING, Reason.NOTHING)


def collected(*batches, day=DAY, stretch=Q1):
    late = holding.late_from(stretch, 14)
    return holding.judge_collected(batches, WANTED, stretch, least=80, late_from=late, day=day)[:2]


def test_the_data_of_the_term_that_ended_prove():
    assert collected(held()) == (State.PROVED, Reason.COLLECTED)


def test_data_of_another_term_prove_nothing():
    assert collected(held(periods=frozenset({(2025, 2)}))) == (State.MISSING, Reason.NOT_IN)


@pytest.mark.parametrize(
    ("day", "state"), [(date(2025, 11, 18), State.DUE), (date(2025, 11, 19), State.MISSING)]
)
def test_data_are_due_for_fourteen_days_after_the_term(day, state):
    assert collected(day=day) == (state, Reason.NOT_IN)


@pytest.mark.parametrize(("filled", "state"), [(80, State.PROVED), (79, State.MISSING)])
def test_data_must_be_complete_enough(filled, state):
    assert collected(held(filled=filled))[0] == state


def test_before_the_first_term_ends_its_data_are_only_due():
    first = Stretch(2025, 1, "quarter I", date(2025, 11, 4), is_over=False)
    assert collected(stretch=first) == (State.DUE, Reason.NO_TERM_YET)


def test_completeness_is_summed_before_dividing():
    assert completeness([held(filled=0, expected=10), held(filled=90, expected=90)]) == 90


def outside(*batches):
    return holding.judge_outside(batches, {"exam_marks": "Exams"}, 2025)[:2]


def test_an_exam_of_last_year_is_recent_and_an_older_one_is_not():
    assert outside() == (State.MISSING, Reason.NOT_OUTSIDE)
    last_year = held(data_set="exam_marks", periods=frozenset({(2024, 0)}))
    assert outside(last_year) == (State.PROVED, Reason.OUTSIDE)
    older = held(data_set="exam_marks", periods=frozenset({(2023, 0)}))
    assert outside(older) == (State.MISSING, Reason.OLD)


@pytest.mark.parametrize(("least", "state"), [(50, State.PROVED), (51, State.MISSING)])
def test_enough_indicators_must_live_on_imports(least, state):
    needs = {"R-01": ["period_marks"], "R-07": ["exam_marks"]}
    assert holding.judge_fed([held()], needs, 2025, least)[0] == state


LIMITS = Limits(days=120, waits=14, backup=7)
WELL = {"batches": 3, "last": DAY, "lost": 0, "waiting": (), "backup": DAY}


def alive(**more):
    return cycle.judge(Cycle(**{**WELL, **more}), LIMITS, DAY)[:2]


@pytest.mark.parametrize(
    ("change", "state", "reason"),
    [
        ({}, State.PROVED, cycle.Reason.ALIVE),
        ({"last": None}, State.MISSING, cycle.Reason.EMPTY),
        ({"lost": 1}, State.MISSING, cycle.Reason.LOST),
        ({"last": DAY - timedelta(120)}, State.PROVED, cycle.Reason.ALIVE),
        ({"last": DAY - timedelta(121)}, State.MISSING, cycle.Reason.STALE),
        ({"backup": None}, State.MISSING, cycle.Reason.NO_BACKUP),
        ({"backup": DAY - timedelta(8)}, State.DUE, cycle.Reason.OLD_BACKUP),
        ({"waiting": (DAY - timedelta(14),)}, State.PROVED, cycle.Reason.ALIVE),
        ({"waiting": (DAY - timedelta(15),)}, State.DUE, cycle.Reason.WAITING),
    ],
)
def test_the_life_of_data_proves_or_says_where_it_stops(change, state, reason):
    assert alive(**change) == (state, reason)


@pytest.fixture
def imported(taught, deputy, tmp_path):
    asked = Asked(data_set="period_marks", enrol_new=True)
    file = File(class_sheet(tmp_path / "7b.xlsx"), "7b.xlsx")
    _examined, done = bring_in(taught, file, asked, by=deputy, at=AT)
    assert done
    taught.done = done
    return taught


def ask(name, school, day=DAY, **parameters):
    with within(school):
        return found(name).ask(Question(school, day), parameters)


def test_an_imported_file_proves_and_an_undone_one_does_not(imported, deputy):
    day = AT.date()
    proved = ask("evidence.collected", imported, day, sets=["period_marks"])
    assert proved.reason == Reason.NOT_IN  # of quarter IV, which ended last
    assert ask("evidence.sourced", imported, day).state == State.PROVED
    assert ask("evidence.imported", imported, day).reason == Reason.FEW_FED
    assert ask("evidence.imported", imported, day, share=5).state == State.PROVED
    assert ask("evidence.external", imported, day).reason == Reason.NOT_OUTSIDE
    undo(imported.done, by=deputy, at=AT)
    assert ask("evidence.sourced", imported, day).reason == Reason.NOTHING


def test_a_file_that_is_gone_from_the_store_is_noticed(imported):
    day = AT.date()
    assert ask("evidence.life_cycle", imported, day).reason == cycle.Reason.NO_BACKUP
    assert ask("evidence.life_cycle", imported, day, backup=0).state == State.PROVED
    for file in files.folder_of(imported.pk).glob("*.parquet"):
        file.unlink()
    assert ask("evidence.life_cycle", imported, day, backup=0).reason == cycle.Reason.LOST


def test_the_newest_backup_is_found(imported, home):
    assert reads.last_backup() is None
    files.backups().mkdir()
    (files.backups() / "daily-1.tar.gz").write_bytes(b"")
    assert reads.last_backup() is not None


def test_without_a_calendar_nothing_is_proved(inside):
    for name in ("evidence.sourced", "evidence.collected", "evidence.external"):
        assert ask(name, inside).reason == Reason.NO_CALENDAR


def test_five_rules_ask_few_questions(imported, django_assert_max_num_queries):
    question = Question(imported, AT.date())
    with within(imported), django_assert_max_num_queries(6):
        for rule in ("sourced", "collected", "external", "imported", "life_cycle"):
            found(f"evidence.{rule}").ask(question, {})
