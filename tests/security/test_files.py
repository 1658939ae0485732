"""Files that are too much, or not what they say; and who may read what Sapat writes."""

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import sapat
from sapat.evidence.imports import changes, marked
from sapat.evidence.imports.examining import Asked, File
from sapat.evidence.imports.models import Import
from sapat.school.boundary import within
from sapat.web import uploads
from sapat.web.forms.mapping import mapping_of
from tests.conftest import AT
from tests.papers import MARKS, class_sheet, home, taught

__all__ = ["home", "taught"]

SRC = Path(sapat.__file__).parent.parent
NEW = "/schools/S12/evidence/new/"


def small(monkeypatch, *, limit=1000):
    monkeypatch.setattr(uploads, "FILE_BYTES", limit)
    monkeypatch.setattr("sapat.web.forms.evidence.FILE_BYTES", limit)


@pytest.fixture
def written(monkeypatch):
    """How much of each file came to the disk."""
    sizes = []
    complete = uploads.MeasuredUpload.file_complete

    def file_complete(self, size):
        self.file.flush()
        sizes.append(Path(self.file.temporary_file_path()).stat().st_size)
        return complete(self, size)

    monkeypatch.setattr(uploads.MeasuredUpload, "file_complete", file_complete)
    return sizes


def test_a_file_beyond_the_limit_is_never_whole_on_the_disk(
    browser_of, taught, deputy, written, monkeypatch
):
    small(monkeypatch)
    sent = SimpleUploadedFile("big.csv", b"a" * 3500)
    answer = browser_of(deputy).post(NEW, {"file": sent})
    assert answer.status_code == 422
    assert written
    assert sum(written) <= 1001


def test_two_files_share_one_limit(browser_of, taught, deputy, written, monkeypatch):
    small(monkeypatch)
    files = [SimpleUploadedFile(f"{number}.csv", b"a" * 900) for number in range(4)]
    browser_of(deputy).post(NEW, {"file": files})
    assert written
    assert sum(written) <= 1001


def test_who_is_not_signed_in_writes_nothing(db, written):
    sent = SimpleUploadedFile("x.csv", b"a" * 900)
    Client().post("/account/login/", {"file": sent, "login": "x", "password": "y"})
    assert not any(written)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.csv",
        "..\\..\\x.csv",
        "a\r\nSet-Cookie: x=1.csv",
        "'\"<b>.csv",
        "x" * 300,
    ],
)
def test_a_files_name_is_never_a_path_or_a_header(browser_of, taught, deputy, name):
    """It is kept under the digest of its content; its name is only told."""
    content = "Окуучу;Класс;Предмет;Баасы\nАсанов Үсөн;7Б;Алгебра;55\n".encode()
    browser = browser_of(deputy)
    browser.post(NEW, {"file": SimpleUploadedFile(name, content), "year": 2025, "term": "Q1"})
    with within(taught):
        row = Import.objects.order_by("-pk").first()
    page = browser.get(f"/schools/S12/evidence/imports/{row.pk}/")
    assert page.status_code == 200
    assert "<b>" not in row.name or "<b>.csv" not in page.text
    answer = browser.get(f"/schools/S12/evidence/imports/{row.pk}/wrong-cells/")
    if answer.status_code == 200:
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert "filename*=UTF-8''" in answer["Content-Disposition"]
        assert "Set-Cookie" not in answer


def test_a_file_with_endless_styles_is_not_opened_whole(tmp_path, monkeypatch):
    path = class_sheet(tmp_path / "7Б.xlsx", MARKS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * (marked.MOST_BYTES + 1))
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_a, **_m: pytest.fail("opened whole"))
    workbook = marked._anew(File(class_sheet(tmp_path / "b.xlsx", MARKS), "b").workbook(), {})
    monkeypatch.setattr(File, "workbook", lambda _self: _Read())
    assert marked._unpacked(File(path, "7Б.xlsx")) > marked.MOST_BYTES
    assert zipfile.is_zipfile(io.BytesIO(marked.marked(File(path, "7Б.xlsx"), [])))
    assert workbook


class _Read:
    """A workbook the reader let through."""

    kind = marked.Kind.XLSX
    sheets = ()


DEEP = "{" + '"a":{' * 20_000
STRANGE = ['{"field": []}', '{"given": 1}', '{"field":"x","given":{"subject":[1]}}', DEEP, "{"]


@pytest.mark.parametrize("said", STRANGE, ids=range(len(STRANGE)))
def test_a_mapping_takes_only_what_its_form_offers(said):
    column = {"letter": "A", "header": "Аты", "meaning": "pupil", "samples": []}
    sheet = {"name": "7Б", "columns": [column], "data": "period_marks", "header_row": 1}
    sent = {"sheet-0-col-A": said, "sheet-0-year": "9" * 5000, "sheet-0-header_row": "1"}
    chosen = mapping_of({"layout": "long", "sheets": [sheet]}, sent)
    assert chosen["sheets"]["7Б"]["columns"] == {"A": "pupil"}
    json.dumps(chosen)


def test_what_is_thrown_away_while_it_is_read_stays_away(taught, deputy, tmp_path):
    path = class_sheet(tmp_path / "7Б.xlsx")
    row = changes.receive(taught, File(path, path.name), Asked(), by=deputy, at=AT)
    seen = changes.examine

    def discarding(*args, **more):
        found = seen(*args, **more)
        changes.discard(row, by=deputy, at=AT)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "examine", discarding)
        changes.look(row, at=AT)
    with within(taught):
        assert not Import.objects.exists()


def test_nobody_else_on_the_machine_reads_what_is_written(tmp_path):
    """A new installation, as the command makes it: folder, key and records for the owner only."""
    place = tmp_path / "new"
    environment = {
        **os.environ,
        "SAPAT_DB": "sqlite",
        "SAPAT_HOME": str(place),
        "PYTHONPATH": str(SRC),
        "DJANGO_SETTINGS_MODULE": "sapat.settings",
    }
    command = [
        sys.executable,
        "-c",
        "import sys; from sapat.cli import main; sys.exit(main(['schools']))",
    ]
    subprocess.run(command, env=environment, check=False, capture_output=True, umask=0o022)
    others = stat.S_IRWXG | stat.S_IRWXO
    assert not place.stat().st_mode & others
    assert {"secret.key", "sapat.sqlite3"} <= {path.name for path in place.iterdir()}
    assert not [path.name for path in place.iterdir() if path.stat().st_mode & others]
