"""The store: facts come in whole, the later row counts, and a crash leaves nothing behind."""

import os
import time

import duckdb
import pyarrow as pa
import pytest
from django.db import transaction

from sapat.core.refusal import Refused
from sapat.evidence.store import changes, files, reads
from sapat.evidence.store.changes import Facts
from sapat.evidence.store.models import Batch
from sapat.evidence.store.relation import facts_sql
from sapat.evidence.store.rules import NotSo
from sapat.school.boundary import within
from tests.conftest import AT


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.SAPAT_HOME = tmp_path
    return tmp_path


def marks(values, **more):
    """Marks of pupils 1, 2, 3 ... in one subject; None is a blank."""
    rows = len(values)
    columns = {
        "year": [2025] * rows,
        "term": [1] * rows,
        "pupil": list(range(1, rows + 1)),
        "subject": [7] * rows,
        "value": values,
        "category": ["good" if value else None for value in values],
        "exempt": [False] * rows,
    }
    return pa.table(columns | more)


def keep(school, table, **more):
    with files.writing(), transaction.atomic():
        return changes.keep(school, Facts("period_marks", table, **more), by=None, at=AT)


def rows(school, wanted="pupil, value, batch", **more):
    sql = facts_sql("period_marks", reads.live(school).paths("period_marks"), **more)
    return duckdb.execute(f"SELECT {wanted} FROM ({sql}) ORDER BY 1").fetchall()


def test_no_facts_are_an_empty_relation(school):
    assert rows(school) == []


def test_a_batch_says_what_it_is(school):
    batch = keep(school, marks([5, None, 4]))

    assert (batch.number, batch.rows, batch.periods) == (1, 3, [[2025, 1]])
    assert batch.completeness.filled == 11  # pupil, subject, mark, exempt of three; one blank mark
    assert batch.completeness.expected == 12
    assert files.digest_of(files.path_of(school.pk, batch.digest)) == batch.digest


def test_a_later_row_supersedes_and_undoing_brings_the_earlier_back(school):
    keep(school, marks([5, None, 4]))
    later = keep(school, marks([3]))
    assert rows(school) == [(1, 3, 2), (2, None, 1), (3, 4, 1)]

    changes.undo(school, [later], by=None, at=AT)
    assert rows(school) == [(1, 5, 1), (2, None, 1), (3, 4, 1)]


def test_who_left_before_the_end_is_kept_and_not_counted(school):
    keep(school, marks([5, 4]))
    keep(school, marks([5, 4], left=[True, False]))

    assert rows(school, "pupil") == [(2,)]
    assert rows(school, "pupil", with_left=True) == [(1,), (2,)]


def test_what_others_stand_on_is_undone_last(school):
    first = keep(school, marks([5, 5]))
    keep(school, marks([3]), stands_on=(1,))

    with pytest.raises(Refused) as no:
        changes.undo(school, [first], by=None, at=AT)
    assert no.value.reason == NotSo.STOOD_ON


def test_the_fingerprint_names_the_live_facts(school, other_school):
    empty = reads.live(school).fingerprint
    batch = keep(school, marks([5]))
    full = reads.live(school).fingerprint
    changes.undo(school, [batch], by=None, at=AT)

    assert full != empty
    assert reads.live(school).fingerprint == empty
    assert reads.live(other_school).fingerprint == empty


def test_a_crash_before_the_commit_leaves_a_file_that_is_swept(school):
    kept = keep(school, marks([5]))
    with files.writing(), transaction.atomic():
        changes.keep(school, Facts("period_marks", marks([4])), by=None, at=AT)
        transaction.set_rollback(True)

    assert len(changes.sweep(at=AT)) == 1
    assert reads.orphans() == []
    assert reads.missing() == reads.damaged() == []
    with within(school):
        assert [batch.pk for batch in Batch.objects.all()] == [kept.pk]


def test_a_changed_or_missing_file_is_noticed(school):
    one, two = keep(school, marks([5])), keep(school, marks([4, 4]))
    files.path_of(school.pk, one.digest).write_bytes(b"no facts")
    files.path_of(school.pk, two.digest).unlink()

    assert [batch.pk for batch in reads.damaged()] == [one.pk]
    assert [batch.pk for batch in reads.missing()] == [two.pk]


def test_the_sweep_waits_for_those_who_write(school):
    if child := os.fork():
        time.sleep(0.3)
        begun = time.monotonic()
        changes.sweep(at=AT)
        os.waitpid(child, 0)
        assert time.monotonic() - begun > 0.2
    else:
        with files.writing():
            time.sleep(0.8)
        os._exit(0)
