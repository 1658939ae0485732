"""Texts are compared word by word; files are known by their first bytes."""

import io
import zipfile

import pytest

from sapat.core.refusal import Refused
from sapat.plan.documents.comparing import Change, compared, is_same
from sapat.plan.documents.texts import files
from sapat.plan.documents.texts.rules import FILE_BYTES, NotSo, digest_of

BEFORE = "# Тартип\n\n1.1. Дежур мугалим 7.30да келет.\n\n1.2. Ал журнал толтурат."
AFTER = "# Тартип\n\n1.1. Дежур мугалим 7.15те келет.\n\n1.2. Ал журнал толтурат."


def told(passages):
    return [(piece.change, piece.text.strip()) for one in passages for piece in one.pieces]


def test_only_the_changed_word_is_marked():
    found = told(compared(BEFORE, AFTER))

    assert (Change.REMOVED, "7.30да") in found
    assert (Change.ADDED, "7.15те") in found
    assert (Change.SAME, "1.1. Дежур мугалим") in found


def test_a_paragraph_put_between_does_not_disturb_the_others():
    after = BEFORE.replace("1.2. Ал журнал", "1.2. Кабинетти карайт.\n\n1.3. Ал журнал")

    found = told(compared(BEFORE, after))

    assert (Change.ADDED, "1.2. Кабинетти карайт.") in found
    assert (Change.SAME, "Ал журнал толтурат.") in found


def test_the_same_text_shows_no_change():
    assert is_same(compared(BEFORE, BEFORE))


def test_long_unchanged_parts_are_left_out():
    many = "\n\n".join(f"{number}. пункт" for number in range(50))

    passages = compared(many, many + "\n\nЖаңы пункт")

    assert passages[0].skipped == 49
    assert len(passages) == 3


def packed(**names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as pack:
        for name, content in names.items():
            pack.writestr(
                name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content
            )
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (packed(word__document_xml="<w/>"), "docx"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_a_file_is_known_by_its_content(content, ending):
    kept = files.keep(1, [content])

    assert kept.ending == ending
    assert files.path_of(1, kept.digest).read_bytes() == content


@pytest.mark.parametrize(
    ("content", "objection"),
    [
        (b"", NotSo.EMPTY),
        (b"<script>alert(1)</script>", NotSo.NOT_A_DOCUMENT),
        (b"MZ\x90\x00", NotSo.NOT_A_DOCUMENT),
        (b"PK\x03\x04broken", NotSo.NOT_A_DOCUMENT),
        (packed(word__document_xml="<w/>", word__vbaProject_bin=""), NotSo.MACROS),
    ],
)
def test_what_is_no_document_is_refused_and_not_kept(content, objection):
    before = set(files.folder().rglob("*"))

    with pytest.raises(Refused) as no:
        files.keep(1, [content])

    assert no.value.reason == objection
    assert {path for path in files.folder().rglob("*") if path.is_file()} <= before


def test_a_file_too_big_is_refused_while_it_is_read():
    def chunks():
        for _ in range(FILE_BYTES // 1_000_000 + 2):
            yield b"%PDF-" + b"0" * 1_000_000

    with pytest.raises(Refused) as no:
        files.keep(1, chunks())
    assert no.value.reason == NotSo.TOO_BIG


def test_a_digest_knows_where_one_text_ends():
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
