"""Bringing evidence in through the pages: nothing hidden, nothing half done."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sapat.evidence.imports import changes
from sapat.evidence.imports.models import Import, RememberedMapping
from sapat.evidence.imports.states import State
from sapat.evidence.store import files, reads
from sapat.evidence.store.models import Batch
from sapat.school.boundary import within
from sapat.school.classes.models import SchoolClass
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.people.models import Person
from tests.papers import MARKS, PUPILS, class_rows, class_sheet, journal_rows, on_roll, workbook

HOME = "/schools/S12/evidence/"


@pytest.fixture
def give(taught, deputy, browser_of):
    """Give a file as the deputy: give(path, **fields) -> (browser, the import, its page)."""

    def give(path, **fields):
        browser = browser_of(deputy)
        sent = SimpleUploadedFile(path.name, path.read_bytes())
        answer = browser.post(f"{HOME}new/", {"file": sent, **fields})
        assert answer.status_code == 302, answer.content.decode()
        return browser, newest(taught), browser.get(answer["Location"]).content.decode()

    return give


def newest(school):
    with within(school):
        return Import.objects.order_by("-pk").first()


def of(school, model):
    with within(school):
        return list(model.objects.all())


def act(browser, row, verb, **fields):
    return browser.post(f"{HOME}imports/{row.pk}/{verb}/", fields)


@pytest.fixture
def sheet(tmp_path):
    return class_sheet(tmp_path / "7Б.xlsx")


def test_without_imports_the_list_leads_to_the_first(taught, deputy, browser_of):
    page = browser_of(deputy).get(HOME).content.decode()
    assert "Nothing has been imported yet." in page
    assert f'href="{HOME}new/"' in page


def test_a_file_is_understood_before_anything_is_written(give, taught, sheet):
    _browser, row, page = give(sheet)

    assert row.state == State.CHECKED
    assert "What was understood" in page
    assert "What will change" in page
    assert PUPILS[0] in page
    assert of(taught, Batch) == []
    assert of(taught, SchoolClass) == []


def test_committing_writes_records_and_facts(give, taught, sheet):
    browser, row, _page = give(sheet)
    answer = act(browser, row, "commit")

    page = browser.get(answer["Location"]).content.decode()
    assert newest(taught).state == State.COMMITTED
    assert "Undo the import" in page
    assert on_roll(taught) == [("7Б", name) for name in PUPILS]
    assert [batch.rows for batch in of(taught, Batch)] == [12]


def test_wrong_cells_are_shown_by_sheet_and_marked_in_the_workbook(give, taught, tmp_path):
    browser, row, page = give(class_sheet(tmp_path / "7Б.xlsx", [[5, 44, 5], *MARKS[1:]]))

    assert row.state == State.REFUSED
    assert "D3" in page
    assert "Commit</button>" not in page
    answer = browser.get(f"{HOME}imports/{row.pk}/wrong-cells/")
    cell = openpyxl.load_workbook(io.BytesIO(answer.content))["7Б"]["D3"]
    assert (cell.value, cell.fill.start_color.rgb[-6:]) == (44, "FFF2A6")
    assert "44" in cell.comment.text


def test_other_formats_come_back_marked_as_a_fresh_workbook(give, tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text("Окуучу;Класс;Предмет;Баасы\nАсанов Үсөн;7Б;Алгебра;=1+1\n", "utf-8")
    browser, row, _page = give(path, year=2025, term="Q1", enrol_new="on")

    answer = browser.get(f"{HOME}imports/{row.pk}/wrong-cells/")
    cell = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.comment


def test_a_correction_shows_old_beside_new(give, taught, sheet, tmp_path):
    browser, row, _page = give(sheet)
    act(browser, row, "commit")
    _browser, _row, page = give(class_sheet(tmp_path / "2.xlsx", [[5, 4, 3], *MARKS[1:]]))

    assert "<del>5</del>" in page
    assert "<ins>3</ins>" in page
    assert PUPILS[0] in page


def test_the_same_file_again_has_nothing_to_commit(give, taught, sheet):
    browser, row, _page = give(sheet)
    act(browser, row, "commit")
    _browser, _row, page = give(sheet)
    assert "a commit would change nothing" in page


def test_undoing_restores_what_was_before(give, taught, sheet):
    before = reads.live(taught).fingerprint
    browser, row, _page = give(sheet)
    act(browser, row, "commit")
    act(browser, row, "undo")

    assert newest(taught).state == State.UNDONE
    assert reads.live(taught).fingerprint == before
    assert on_roll(taught) == []
    assert of(taught, SchoolClass) == []
    assert not [one for one in of(taught, Person) if one.full_name in PUPILS]


def test_undoing_keeps_people_whom_later_imports_name(give, taught, sheet, tmp_path):
    browser, first, _page = give(sheet)
    act(browser, first, "commit")
    second = class_sheet(tmp_path / "2.xlsx", title="7Б класс, 2-чейрек, 2025-2026-окуу жылы")
    _browser, row, _page = give(second)
    act(browser, row, "commit")
    act(browser, first, "undo")

    assert on_roll(taught) == [("7Б", name) for name in PUPILS]
    assert [batch.is_live for batch in of(taught, Batch)] == [False, True]


def test_what_a_correction_stands_on_is_undone_last(give, taught, sheet, tmp_path):
    browser, first, _page = give(sheet)
    act(browser, first, "commit")
    _browser, second, _page = give(class_sheet(tmp_path / "2.xlsx", [[5, 4, 3], *MARKS[1:]]))
    act(browser, second, "commit")

    refused = act(browser, first, "undo")
    assert refused.status_code == 409
    assert act(browser, second, "undo").status_code == 302
    assert act(browser, first, "undo").status_code == 302


def test_a_teacher_may_not_import(taught, teacher, browser_of, sheet):
    browser = browser_of(teacher)
    assert browser.get(f"{HOME}new/").status_code == 403
    assert browser.get(HOME).status_code == 403


def test_a_stranger_finds_nothing(give, taught, stranger, browser_of, sheet):
    _browser, row, _page = give(sheet)
    browser = browser_of(stranger)
    for verb in ("commit", "undo", "discard", "mapping"):
        assert act(browser, row, verb).status_code == 404
    assert browser.get(f"{HOME}imports/{row.pk}/").status_code == 404
    assert newest(taught).state == State.CHECKED


def test_a_hostile_file_is_not_kept(give, taught, tmp_path):
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 300)
    _browser, row, page = give(path)

    assert row.state == State.UNREADABLE
    assert "The file could not be read." in page
    assert not list(files.originals_of(taught.pk).iterdir())
    assert of(taught, Batch) == []


def test_neither_file_nor_text_is_asked_for_again(taught, deputy, browser_of):
    answer = browser_of(deputy).post(f"{HOME}new/", {})
    assert answer.status_code == 422
    assert "Choose a file or paste a table." in answer.content.decode()


def test_a_pasted_table_is_read(taught, deputy, browser_of):
    text = "\n".join("\t".join(map(str, row)) for row in class_rows())
    browser_of(deputy).post(f"{HOME}new/", {"pasted": text})
    assert (newest(taught).state, newest(taught).pasted) == (State.CHECKED, True)


def test_throwing_away_leaves_nothing(give, taught, sheet):
    browser, row, _page = give(sheet)
    act(browser, row, "discard")
    assert of(taught, Import) == []
    assert not list(files.originals_of(taught.pk).iterdir())


def test_a_file_without_a_year_is_placed_by_hand(give, taught, tmp_path):
    days = ["02", "04"]
    rows = journal_rows(days, {"Асанов Үсөн": [5, 4, 4.5, 5]})
    browser, row, _page = give(workbook(tmp_path / "x.xlsx", {"Алгебра": rows}))
    assert row.state == State.REFUSED  # no class is named

    sent = {
        "sheet-0-use": "on",
        "sheet-0-class": "7Б",
        "sheet-0-year": "2024",
        "sheet-0-term": "Q1",
    }
    act(browser, row, "mapping", **sent, **{"sheet-0-subject": "Алгебра"})

    row = newest(taught)
    assert (row.state, row.errors) == (State.CHECKED, [])
    act(browser, row, "commit")
    assert of(taught, RememberedMapping)


def test_an_unknown_subject_is_settled_and_remembered(give, taught, sheet, tmp_path):
    browser, row, _page = give(sheet)
    act(browser, row, "commit")
    lines = ["Окуучу;Класс;Предмет;Чейрек;Баасы", "Асанов Үсөн;7Б;Эсеп-кысап;2;5"]
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(lines), "utf-8")
    _browser, row, page = give(path, year=2025)
    assert "Subjects nobody knows" in page
    from sapat.school.subjects.models import Subject

    algebra = next(one.pk for one in of(taught, Subject) if one.code == "algebra")
    understood = {"sheet-0-use": "on", "sheet-0-year": "2025"}
    settled = {"written-0": "Эсеп-кысап", "subject-0": algebra}
    act(browser, row, "mapping", **understood, **settled)
    act(browser, newest(taught), "commit")

    assert newest(taught).state == State.COMMITTED
    assert "Эсеп-кысап" in next(s for s in of(taught, Subject) if s.pk == algebra).spellings


def test_new_names_in_a_class_with_pupils_need_a_word(give, taught, sheet, tmp_path):
    browser, row, _page = give(sheet)
    act(browser, row, "commit")
    more = class_sheet(tmp_path / "2.xlsx", [*MARKS, [4, 4, 4]], pupils=[*PUPILS, "Токтосунов Бек"])
    _browser, row, page = give(more)
    assert "There is no pupil “Токтосунов Бек” in class 7Б." in page

    sent = {"enrol_new": "on", "sheet-0-use": "on"}
    act(browser, row, "mapping", **sent)
    act(browser, newest(taught), "commit")
    assert len(on_roll(taught)) == 5


def test_a_batch_tells_its_story(give, taught, deputy, sheet):
    browser, row, _page = give(sheet)
    act(browser, row, "commit")
    batch = of(taught, Batch)[0]
    page = browser.get(f"{HOME}batches/{batch.pk}/").content.decode()
    assert batch.digest in page
    assert "deputy" in page
    assert "100.0 %" in page


def test_a_busy_import_asks_again_and_answers_with_its_part(
    taught, deputy, browser_of, sheet, give
):
    _browser, row, _page = give(sheet)
    with within(taught):
        Import.objects.update(state=State.COMMITTING, progress=40)
    page = browser_of(deputy, htmx=True).get(f"{HOME}imports/{row.pk}/").content.decode()
    assert page.lstrip().startswith("<div")
    assert 'hx-trigger="load delay:700ms"' in page
    assert 'value="40"' in page


def test_an_interrupted_commit_can_be_repeated(give, taught, sheet):
    browser, row, _page = give(sheet)
    with within(taught):
        Import.objects.update(state=State.COMMITTING, made_at=timezone.now() - timedelta(hours=1))
    assert changes.give_up_interrupted(at=timezone.now()) == 1

    assert newest(taught).state == State.CHECKED
    act(browser, row, "commit")
    assert newest(taught).state == State.COMMITTED


def test_work_that_breaks_does_not_hang(give, taught, sheet, monkeypatch):
    browser, row, _page = give(sheet)
    monkeypatch.setattr(changes, "examine", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        act(browser, row, "commit")
    assert newest(taught).state == State.CHECKED
    assert of(taught, Batch) == []


def test_records_that_change_meanwhile_are_checked_anew(give, taught, sheet, monkeypatch):
    """Somebody enrols a pupil while the file is being checked: the check starts again."""
    browser, row, _page = give(sheet)
    calm, calls = changes.examine, []

    def examine(*args, **more):
        examined = calm(*args, **more)
        if not calls:
            people.take_on(taught, Identity("Кийинки"), by=None, at=timezone.now())
        calls.append(examined)
        return examined

    monkeypatch.setattr(changes, "examine", examine)
    act(browser, row, "commit")
    assert len(calls) == 2
    assert newest(taught).state == State.COMMITTED
