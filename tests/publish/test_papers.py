"""Papers: the same words in every form; stamps, annexes, a watermark, sheets to sign."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime

import docx as python_docx
import openpyxl
import pytest
from django.utils import translation

from sapat.publish.exports.tables import TO_SIGN, Column, Kind, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Paper, Prose, Section, Signature, Stamp
from sapat.publish.papers.docx import docx
from sapat.publish.papers.pdf import pdf
from sapat.publish.papers.prose import lines
from sapat.publish.papers.xlsx import xlsx
from tests.publish.addresses import TYPED, paper_in

HOSTILE = r"""
#panic("x") #read("/etc/passwd") $x_1$ @label <tag> \u{1F4A9} *] [#sys.inputs] "кош" 'жалгыз' ~ --

```
#import "@preview/x:1.0.0"
```

Үйдө өсүп, ңаалап: ҢҮӨ ңүө.
"""

NAMES = Table(
    "Таанышуу барагы",
    [Column("№", Kind.COUNT, width=4), Column("Аты-жөнү", width=34), Column("Колу", width=20)],
    [[number, f"Өмүрбекова Ңүргүл {number}", ""] for number in range(1, 61)],
    row_height=TO_SIGN,
)


def paper(**more):
    made = Paper(
        language="ky",
        title="Сапат саясаты",
        school="№12 мектеп",
        frozen_at=datetime(2026, 9, 1, tzinfo=UTC),
        sections=[Section("", [Prose(TYPED)])],
        signatures=[Signature("Директор", "Н. Асанова")],
    )
    return replace(made, **more)


def read_back(content, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed: the PDF was not read back.")
    file = tmp_path / "paper.pdf"
    file.write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(told.stdout.decode().split()), told.stdout.decode().split("\f")


def words_of(content):
    document = python_docx.Document(io.BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_every_form_says_the_same(tmp_path):
    typed = [" ".join(line.split()) for line in lines(Prose(TYPED).nodes)]
    printed, _pages = read_back(pdf(paper()), tmp_path)
    written = words_of(docx(paper())).replace("\t", " ")
    listed = [str(row[1].value) for row in openpyxl.load_workbook(io.BytesIO(xlsx(paper()))).active]

    for line in typed:
        for piece in line.removeprefix("– ").split(" | "):
            assert piece in printed
            assert piece in written
        assert line in listed


def test_hostile_text_is_printed_as_it_was_typed(tmp_path):
    hostile = paper(sections=[Section("", [Prose(HOSTILE)])], title='#panic("t")', watermark="#x")
    printed, _pages = read_back(pdf(hostile), tmp_path)
    written = words_of(docx(hostile))

    for piece in ('#read("/etc/passwd")', "$x_1$", "@label <tag>", "[#sys.inputs]", "ҢҮӨ ңүө"):
        assert piece in printed
        assert piece in written
    assert '#panic("t")' in printed


@pytest.mark.parametrize("words", ["Жок", "Күчүн жоготкон чыгарылыш", "Ө"])
def test_a_watermark_crosses_every_page(words, tmp_path):
    marked = paper(watermark=words, annexes=[Section("Барак", [NAMES])])
    content = docx(marked)
    plain = read_back(pdf(paper(annexes=[Section("Барак", [NAMES])])), tmp_path)[1]
    pages = read_back(pdf(marked), tmp_path)[1]
    document = python_docx.Document(io.BytesIO(content))

    assert len(pages) == len(plain) > 3
    assert not any("Watermark" in part for part in plain)
    drawn = document.sections[0].header._element.xpath(".//*[local-name()='textpath'][@string]")
    assert [each.get("string") for each in drawn] == [words]


def test_an_upright_paper_and_one_on_its_side_bear_the_watermark():
    wide = Table("Кең", [Column(f"Тилке {place}", width=30) for place in range(6)], [["х"] * 6])
    assert pdf(paper(watermark="Долбоор", sections=[Section("Бир", [wide])])).startswith(b"%PDF")


def test_sixty_people_have_room_to_sign_and_a_head_on_each_page(tmp_path):
    sheet = paper(sections=[Section("", [NAMES])], signatures=())
    printed, pages = read_back(pdf(sheet), tmp_path)

    assert all(f"Ңүргүл {number}" in printed for number in range(1, 61))
    filled = [page for page in pages if "Ңүргүл" in page]
    assert len(filled) == 3
    assert all("Аты-жөнү" in page for page in filled)
    rows = python_docx.Document(io.BytesIO(docx(sheet))).tables[0].rows
    assert {round(row.height.mm) for row in rows[1:]} == {TO_SIGN}
    assert rows[0]._tr.trPr.xpath("w:tblHeader")


def test_stamps_stand_at_the_top_and_leave_blanks_for_what_is_not_known(tmp_path):
    with translation.override("ky"):
        found = [
            stamps.considered("Усулдук бирикме"),
            stamps.adopted("Педагогикалык кеңеш", number="1", day=date(2026, 8, 28)),
            stamps.approved("Директор", "Н. Асанова", order="45", day=date(2026, 8, 31)),
        ]
    printed, _pages = read_back(pdf(paper(stamps=found)), tmp_path)
    written = words_of(docx(paper(stamps=found)))

    for piece in ("«Каралды»", "Протокол № ______", "«Кабыл алынды»", "«Бекитемин»"):
        assert piece in printed
        assert piece in written
    assert printed.index("«Бекитемин»") < printed.index("Сапат саясаты")
    assert "Протокол № 1, 28.08.2026" in written


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_paper_has_as_many_stamps_as_it_needs(count):
    found = [Stamp(f"{place}", ["а", "б"]) for place in range(count)]
    tables = python_docx.Document(io.BytesIO(docx(paper(stamps=found)))).tables
    assert len(tables) == 1 + bool(count)
    assert pdf(paper(stamps=found)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "first", "alone"),
    [
        ("ky", "№1 тиркеме. Бир", "Тиркеме. Бир"),
        ("ru", "Приложение № 1. Бир", "Приложение. Бир"),
        ("en", "Annex 1. Бир", "Annex. Бир"),
    ],
)
def test_annexes_are_numbered_where_there_are_several(language, first, alone):
    two = [Section("Бир", []), Section("Эки", [])]
    with translation.override(language):
        assert [part.heading for part in paper(annexes=two).parts][1] == first
        assert [part.heading for part in paper(annexes=two[:1]).parts][1] == alone
    assert first in words_of(docx(paper(language=language, annexes=two)))


def test_the_page_shows_the_text_and_runs_nothing_of_it(browser_of, deputy, school, settings):
    settings.ROOT_URLCONF = "tests.publish.addresses"
    answer = browser_of(deputy).get(f"/schools/{school.code}/paper/?language=ru")

    assert "<strong>Калың</strong>" in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ school }}" in answer.text
    assert "<script>alert" not in answer.text
    assert '<ol start="1" class="bracketed">' in answer.text
    assert "<td>Өмүрбек</td>" in answer.text.replace("\n", "")
    assert 'lang="ru"' in answer.text


@pytest.mark.parametrize(
    ("form", "beginning"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")]
)
def test_the_page_hands_the_paper_out(browser_of, deputy, school, settings, form, beginning):
    settings.ROOT_URLCONF = "tests.publish.addresses"
    page = browser_of(deputy).get(f"/schools/{school.code}/paper/", {"form": form})

    assert page.content.startswith(beginning)
    assert f"Zhobo {school.code}.{form}" in page["Content-Disposition"]


def test_unknown_wishes_are_not_found(browser_of, deputy, school, settings):
    settings.ROOT_URLCONF = "tests.publish.addresses"
    for wish in ({"form": "exe"}, {"language": "de"}):
        assert browser_of(deputy).get(f"/schools/{school.code}/paper/", wish).status_code == 404


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_bare_paper_can_be_made_in_every_language(language):
    bare = replace(paper_in(language), sections=[])
    for make in (pdf, docx, xlsx):
        assert make(bare)
