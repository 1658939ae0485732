"""The dossier: criterion, result, evidence, numbered annexes; and the file that holds them."""

import hashlib
import io
import zipfile
from http import HTTPStatus

import pytest

from sapat.check.assessments.annexes import changes as annexes
from sapat.check.assessments.annexes.changes import Sent
from sapat.check.assessments.annexes.reads import Source
from sapat.plan.documents.texts import files
from sapat.publish.assessments.dossier import dossier
from sapat.publish.exports.tables import Table
from tests.check.assessments.conftest import (
    AT,
    HOME,
    agree,
    close,
    judge,
    lines_of,
    show,
    whole,
)

pytestmark = pytest.mark.usefixtures("inside")

PDF = b"%PDF-1.4 paper"


def laid(running, content=PDF):
    source = Source("file", "Маалымкат")
    ids = [line.pk for line in lines_of(running)]
    sent = Sent("маалымкат.pdf", [content])
    return annexes.lay(running, source, ids, sent=sent, person=None, by=None, at=AT)


def rows_of(paper, title):
    tables = [
        block
        for section in (*paper.sections, *paper.annexes)
        for block in section.blocks
        if isinstance(block, Table)
    ]
    return next(table.rows for table in tables if table.title == title)


def test_every_criterion_has_its_result_and_its_annexes(running):
    first, second, _third = lines_of(running)
    judge(first, "remarks")
    agree(first, "fails")
    show(running, first, second)
    paper = dossier(running, language="en", at=AT)
    rows = rows_of(paper, "Башкаруу")
    assert rows[0][2].startswith("School: meets with remarks.")
    assert "Commission: does not meet." in rows[0][2]
    assert [row[3] for row in rows][:2] == ["№\u00a01", "№\u00a01"]
    assert rows[2][2] == "not judged yet"


def test_the_list_of_annexes_has_number_period_and_mark(running):
    show(running, *lines_of(running))
    (row,) = rows_of(dossier(running, language="en", at=AT), "List of annexes")
    assert (row[0], row[2], row[4]) == ("1", "05.10.2026", "a" * 16)
    assert "K\u20111, K\u20112, K\u20113" in row[3]


def test_a_draft_says_so_and_a_closed_cycle_does_not(running):
    assert dossier(running, language="en", at=AT).watermark == "DRAFT"
    whole(running)
    closed = close(running)
    paper = dossier(closed, language="en", at=AT)
    assert not paper.watermark
    assert [one.post for one in paper.signatures] == [
        "Chair of the commission", "Member of the commission", "Member of the commission",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_dossier_is_handed_out_in_three_languages(browser_of, deputy, running, language):
    whole(running, ("meets", "fails", "none"))
    address = f"{HOME}{running.pk}/dossier/"
    assert browser_of(deputy).get(address).status_code == HTTPStatus.OK
    answer = browser_of(deputy).get(f"{address}?form=pdf&language={language}")
    assert answer.content.startswith(b"%PDF")
    answer = browser_of(deputy).get(f"{address}?form=docx&language={language}")
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


def pack_of(browser, running):
    answer = browser.get(f"{HOME}{running.pk}/pack/")
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_annexes_come_with_the_dossier_and_every_mark_holds(browser_of, deputy, running):
    laid(running)
    show(running, *lines_of(running))
    pack = pack_of(browser_of(deputy), running)
    assert pack.testzip() is None
    names = pack.namelist()
    assert "01 Маалымкат.pdf" in names
    assert pack.read("01 Маалымкат.pdf") == PDF
    sums = pack.read("SHA256SUMS.txt").decode().splitlines()
    for line in sums:
        digest, name = line[:64], line[66:]
        if name in names:
            assert hashlib.sha256(pack.read(name)).hexdigest() == digest
    assert sums[-1] == f"{'a' * 64}  02 no file: Протокол № 3"


def test_a_file_that_was_changed_is_not_passed_off_as_the_annex(
    browser_of, school, deputy, running
):
    row = laid(running)
    files.path_of(school.pk, row.digest).write_bytes(b"%PDF-1.4 forged")
    pack = pack_of(browser_of(deputy), running)
    assert "01 Маалымкат.pdf" not in pack.namelist()
    assert "01 no file: Маалымкат" in pack.read("SHA256SUMS.txt").decode()
