"""Importing from the command line: committed, refused or unreadable, and nothing in between."""

import io
import json

import duckdb
import pytest

from sapat.check.data_quality import changes as data_quality
from sapat.check.data_quality.models import QualityIssue, QualityLook
from sapat.cli import main
from sapat.evidence.imports.models import Import
from sapat.evidence.store import reads
from sapat.evidence.store.models import Batch
from sapat.evidence.store.relation import facts_sql
from sapat.school.boundary import within
from tests.papers import MARKS, PUPILS, class_rows, class_sheet, journal_rows, on_roll, workbook

KEYS = ["dataset", "layout", "rows_read", "rows_accepted", "rows_unchanged", "errors", "batch"]


@pytest.fixture
def bring(taught, capsys):
    """Import a file into our school: bring(path, *words) -> (exit code, answer)."""

    def bring(path, *words):
        code = main(["import", str(path), "--school", taught.code, "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return bring


@pytest.fixture
def sheet(tmp_path):
    return class_sheet(tmp_path / "7Б.xlsx")


def facts(school, data_set, wanted, tail=""):
    sql = facts_sql(data_set, reads.live(school).paths(data_set))
    return duckdb.execute(f"SELECT {wanted} FROM ({sql}) {tail}").fetchall()


def batches(school):
    with within(school):
        return Batch.objects.filter(undone_at__isnull=True).count()


def test_a_class_sheet_is_committed(bring, taught, sheet):
    code, answer = bring(sheet)

    assert code == 0
    assert [answer[key] for key in KEYS] == ["period_marks", "summary", 12, 12, 0, [], 1]
    assert answer["created"] == {"classes": 1, "pupils": 4, "subjects": 3, "enrolments": 4}
    assert facts(taught, "period_marks", "count(*), sum(value), min(grade), min(level)") == [
        (12, 48.0, 7, "basic")
    ]
    assert on_roll(taught) == [("7Б", name) for name in PUPILS]


def test_the_data_are_checked_and_the_school_is_told_what_is_new(bring, taught, sheet):
    found = bring(sheet)[1]["issues"]
    with within(taught):
        assert QualityLook.objects.count() == 1
        assert QualityIssue.objects.count() == found
    assert bring(sheet)[1]["issues"] is None  # nothing came in, nothing to check


def test_a_check_that_breaks_off_leaves_the_import_standing(bring, taught, sheet, monkeypatch):
    monkeypatch.setattr(data_quality, "look", broken)
    code, answer = bring(sheet)
    assert (code, answer["batch"], answer["issues"]) == (0, 1, None)


def broken(*_args, **_more):
    raise RuntimeError


def test_the_same_file_again_changes_nothing(bring, taught, sheet):
    bring(sheet)
    code, answer = bring(sheet)

    assert (code, answer["rows_unchanged"], answer["batch"]) == (0, 12, None)
    assert batches(taught) == 1
    with within(taught):
        assert Import.objects.count() == 1


def test_the_same_facts_in_another_file_change_nothing(bring, taught, sheet, tmp_path):
    bring(sheet)
    lines = [
        f"{name};7-б;{subject};2025-2026;1 четверть;{mark}"
        for name, row in zip(PUPILS, MARKS, strict=True)
        for subject, mark in zip(["алгебра", "Физика", "История"], row, strict=True)
    ]
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(["ФИО;Класс;Предмет;Год;Четверть;Оценка", *lines]), "utf-8-sig")

    code, answer = bring(path)

    assert (code, answer["layout"], answer["rows_unchanged"]) == (0, "long", 12)
    assert batches(taught) == 1


def test_a_correction_supersedes(bring, taught, sheet, tmp_path):
    bring(sheet)
    better = class_sheet(tmp_path / "new.xlsx", [[5, 4, 5], [4, 4, 3], [3, 3, 3], [5, 5, 5]])
    code, answer = bring(better)

    assert (code, answer["rows_unchanged"], answer["batch"]) == (0, 11, 2)
    assert facts(taught, "period_marks", "count(*), sum(value)") == [(12, 49.0)]
    with within(taught):
        assert Batch.objects.get(number=2).rows == 1


def test_wrong_cells_are_all_named_and_nothing_is_written(bring, taught, tmp_path):
    marks = [[5, 44, 5], ["я", 4, 3], [3, None, 3], [5, 5, "н/а"]]
    code, answer = bring(class_sheet(tmp_path / "7Б.xlsx", marks))

    assert code == 1
    assert [(e["sheet"], e["cell"], e["code"]) for e in answer["errors"]] == [
        ("7Б", "D3", "not_a_mark"),
        ("7Б", "C4", "not_a_mark"),
    ]
    assert answer["rows_accepted"] == 10
    assert batches(taught) == 0
    assert on_roll(taught) == []
    assert not list(taught_files(taught))


def taught_files(school):
    from sapat.evidence.store import files

    return files.folder_of(school.pk).rglob("*") if files.folder_of(school.pk).exists() else []


def test_a_rehearsal_writes_nothing(bring, taught, sheet):
    code, answer = bring(sheet, "--dry-run")

    assert (code, answer["rows_accepted"], answer["batch"]) == (0, 12, None)
    assert batches(taught) == 0
    assert not list(taught_files(taught))


def test_a_rehearsal_of_a_wrong_file_is_refused(bring, tmp_path):
    assert bring(class_sheet(tmp_path / "7Б.xlsx", [[9, 9, 9]] * 4), "--dry-run")[0] == 1


def test_a_pasted_table_comes_from_standard_input(bring, taught, monkeypatch):
    rows = class_rows()
    text = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))

    code, answer = bring("-")

    assert (code, answer["rows_accepted"]) == (0, 12)
    with within(taught):
        assert Import.objects.get().pasted


def test_year_term_and_class_can_be_said(bring, taught, tmp_path):
    path = workbook(tmp_path / "marks.xlsx", {"Лист1": class_rows(title="")})
    code, answer = bring(path, "--term", "2024-Q2", "--class", "8А")

    assert (code, answer["errors"]) == (0, [])
    assert facts(taught, "period_marks", "DISTINCT year, term, grade") == [(2024, 2, 8)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x.xlsx", "--school", "NONE"], "NONE"),
        (["none.xlsx", "--school", "S12"], "none.xlsx"),
        (["-", "--school", "S12", "--dataset", "nonsense"], "nonsense"),
        (["-", "--school", "S12", "--term", "2025-9"], "2025-Q1"),
    ],
)
def test_what_does_not_exist_gets_a_sentence(words, said, taught, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a\tb"))
    assert main(["import", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_hostile_file_gets_a_sentence_and_writes_nothing(bring, taught, tmp_path):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 500)
    code, answer = bring(path)

    assert (code, answer["batch"], answer["rows_read"]) == (2, None, 0)
    assert answer["errors"][0]["message"]
    assert not list(taught_files(taught))
    with within(taught):
        assert not Import.objects.exists()


def test_another_schools_rows_are_named(bring, taught, other_school, tmp_path):
    rows = [["Мектеп", "Окуучу", "Класс", "Предмет", "Чейрек", "Баасы"]]
    rows += [["№12 мектеп", "Асанов Үсөн", "7Б", "Алгебра", "1", 5]]
    rows += [["№7 мектеп", "Бекова Айгүл", "7Б", "Алгебра", "1", 4]]
    code, answer = bring(workbook(tmp_path / "two.xlsx", {"Баалар": rows}), "--year", "2025")

    assert code == 1
    assert ("A3", "other_school") in [(e["cell"], e["code"]) for e in answer["errors"]]
    assert batches(taught) == 0


def test_another_schools_title_is_named(bring, taught, other_school, tmp_path):
    title = "№7 мектеп, 7Б класс, 1-чейрек, 2025-2026"
    code, answer = bring(class_sheet(tmp_path / "7Б.xlsx", title=title))

    assert code == 1
    assert answer["errors"][0]["cell"] == "A1"


def test_a_journal_of_our_own_is_counted_to_the_last_cell(bring, taught, tmp_path):
    """What the real journal proves, on one the test makes itself."""
    days = ["02", "04", "06", "09"]
    algebra = {
        "Асанов Үсөн": [5, None, "Н", "4·5", 4.7, 5],
        "Бекова Айгүл": ["3", "Б", "2·Н", None, 2.5, "3"],
        "Жумабаев Нурлан Выбыл(а) 06.09.2024": ["Н", 4, None, None, 4, None],
        "Осмонова Гүлзат": [None, None, "У", None, None, "Н/А"],
    }
    path = workbook(tmp_path / "7Б-1.xlsx", {"Алгебра": journal_rows(days, algebra)})
    code, answer = bring(path)

    assert (code, answer["errors"]) == (0, [])
    assert facts(taught, "period_marks", "category, count(*)", "GROUP BY 1 ORDER BY 1") == [
        ("excellent", 1),
        ("not_attested", 1),
        ("satisfactory", 1),
    ]
    assert facts(taught, "current_marks", "count(*), sum(value)") == [(6, 23.0)]
    missed = facts(
        taught, "attendance", "reason, sum(lessons_missed)", "WHERE lessons_missed > 0 GROUP BY 1"
    )
    assert dict(missed) == {"unexcused": 3, "ill": 1, "excused": 1}
    assert len(on_roll(taught, 2024)) == 4
    assert answer["created"]["leavings"] == 1
    assert facts(taught, "period_marks", "DISTINCT year, term") == [(2024, 1)]
