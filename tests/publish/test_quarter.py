"""The quarter report: one content in every form, equal to the screen, names only inside."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime

import docx as python_docx
import openpyxl
import pytest
from django.utils import translation

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import measure
from sapat.check.measuring.table import table_of
from sapat.core.refusal import Refused
from sapat.publish.exports.tables import Beyond, Blank, figure
from sapat.publish.papers.docx import docx
from sapat.publish.papers.pdf import pdf
from sapat.publish.papers.xlsx import xlsx
from sapat.publish.quarter.general import Stay, movement
from sapat.publish.quarter.lists import Kin, entries
from sapat.publish.quarter.material import NotSo, Variant, gather
from sapat.publish.quarter.report import Wish, quarter_report
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from tests.check.conftest import Q2

FROZEN = datetime(2025, 12, 29, 9, 30, tzinfo=UTC)


def report_of(school, term=Q2, language="en", variant=Variant.OFFICIAL, **more):
    return quarter_report(school, Wish(term, language, variant, **more), at=FROZEN)


def table_named(report, title):
    return next(table for table in report.tables if title in table.title)


def all_words(report):
    """Every word and figure of the report, as one text."""
    with translation.override(report.language):
        return _all_words(report)


def _all_words(report):
    found = [report.title, *(f"{name} {words}" for name, words in report.facts)]
    for part in report.parts:
        found.append(part.heading)
        for block in part.section.blocks:
            found += [getattr(block, "text", ""), *getattr(block, "items", ())]
            found += [str(block.lines)] if hasattr(block, "lines") else []
    return "\n".join(found)


def test_the_school_line_is_the_screens(school, told):
    table = table_named(report_of(school), "Results by class")
    with within(school):
        row = table_of(ground_of(school), Q2).school.row

    assert table.rows[-1] == [
        "School", row.pupils, row.excellent, row.good, row.with_one_4, row.satisfactory,
        row.with_one_3, row.failing, row.not_attested, row.ill, row.pass_rate, row.quality,
        row.sou, row.mean,
    ]  # fmt: skip


def test_every_indicator_is_the_reading_of_the_screen(school, told):
    table = next(t for t in report_of(school).tables if t.columns[0].title == "Code")
    printed = {row[0]: row[3].value for row in table.rows if row[0]}

    shown = {each.indicator: each.value for each in measure(school, Q2) if each.judged}
    assert printed
    assert {code: shown[code] for code in printed} == printed


def test_a_change_is_starred_only_where_chance_does_not_explain_it(school, told):
    rows = {row[0]: row for row in table_named(report_of(school), "Comparison").rows}

    assert isinstance(rows["7А"][3], Beyond)
    assert rows["7А"][3].value == pytest.approx(-80)
    assert rows["7Б"][3] == 0


def test_sentences_speak_of_no_change_where_there_is_none(school, told):
    words = all_words(report_of(school))
    assert "percentage points lower than in quarter I, 2025–2026" in words
    assert "no change can be spoken of" not in words
    told.marks(told.open("9А", 20), "algebra", [5] * 20, term=3)
    told.marks(told.open("9Б", 20), "algebra", [5] * 9 + [4] * 10 + [3], term=4)
    later = TermCode(2025, 4, TermKind.QUARTER)
    assert "no change can be spoken of" in all_words(report_of(school, later))


def test_a_small_class_is_a_dash_with_its_note(school, told):
    table = table_named(report_of(school), "Results by class")
    small = next(row for row in table.rows if row[0] == "2А")

    assert set(small[1:]) == {Blank.HIDDEN}
    assert any("too small" in note for note in table.notes)


def test_what_is_published_names_no_class(school, told):
    words = all_words(report_of(school, variant=Variant.PUBLIC))
    assert "7А" not in words
    assert "Pupil1" not in words


def test_names_stand_only_in_the_internal_annex(school, told):
    names = re.compile(r"\bPupil\d+")

    assert not names.search(all_words(report_of(school)))
    assert names.search(all_words(report_of(school, variant=Variant.INTERNAL)))


def test_the_lists_are_those_of_the_deputy_heads_table(school, told):
    with within(school):
        found = entries(gather(school, Q2, variant=Variant.INTERNAL))
        row = table_of(ground_of(school), Q2).school.row

    counts = {kin: sum(entry.kin is kin for entry in found) for kin in Kin}
    assert counts == {
        Kin.FAILING: row.failing, Kin.NOT_ATTESTED: row.not_attested,
        Kin.ONE_3: row.with_one_3, Kin.ONE_4: row.with_one_4,
    }  # fmt: skip


def test_a_term_without_evidence_is_refused(school, told):
    with pytest.raises(Refused) as no:
        report_of(school, TermCode(2025, 3, TermKind.QUARTER))
    assert no.value.reason == NotSo.NO_EVIDENCE


def test_an_empty_school_is_refused(school, village):
    with pytest.raises(Refused):
        report_of(school)


def test_missing_parts_say_what_they_wait_for(school, told):
    words = all_words(report_of(school))
    assert "This part waits for evidence: attendance of the term has not come in." in words
    assert "the curriculum and the lessons of the term has not come in" in words


def test_the_word_document_holds_the_same_tables(school, told):
    report = report_of(school, variant=Variant.INTERNAL)
    made = python_docx.Document(io.BytesIO(docx(report)))

    assert len(made.tables) == len(report.tables)
    with translation.override("en"):
        lines = [table.lines[-1] for table in report.tables]
    for line, written in zip(lines, made.tables, strict=True):
        assert [cell.text for cell in written.rows[-1].cells] == line
        assert written.rows[0]._tr.trPr.xpath("w:tblHeader")
        assert written.columns[0].width
    assert len(made.inline_shapes) == 3
    assert all(shape._inline.docPr.get("descr") for shape in made.inline_shapes)


def test_the_workbook_holds_the_same_numbers(school, told):
    report = report_of(school)
    sheets = openpyxl.load_workbook(io.BytesIO(xlsx(report))).worksheets

    assert len(sheets) == len(report.tables) + 1
    table, sheet = report.tables[1], sheets[2]
    below = 3 + bool(table.spans) + len(table.rows)
    written = [cell.value for cell in sheet[below]]
    assert written == [pytest.approx(cell) if cell != "School" else cell for cell in table.rows[-1]]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_paper_holds_the_same_words(school, told, language, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed: the PDF was not read back.")
    report = report_of(school, language=language)
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(report))

    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, check=True
    ).stdout.decode()

    plain = " ".join(text.split())
    assert report.sections[0].title in plain
    assert all(section.title in plain for section in report.sections)
    with translation.override(language):
        lines = report.tables[1].lines
    assert all(" ".join(line[-4:]) in plain for line in lines)
    assert report.recommendations[0][:40] in plain


def test_the_paper_is_tagged_and_small(school, told):
    content = pdf(report_of(school))
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in content
    assert len(content) < 2_000_000


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_english_sentence_is_in_a_translated_report(school, told, language):
    report = report_of(school, language=language, variant=Variant.INTERNAL)
    english = re.compile(r"\b[A-Za-z]{2,}(?:[ ,]+[a-z]{2,}){2,}\b")
    assert not english.findall(all_words(report))


def test_edited_text_takes_the_place_of_the_draft(school, told):
    report = report_of(school, conclusions=["One."], recommendations=["Two."])
    words = all_words(report)
    assert "One." in words
    assert "Responsible" not in words


def test_moving_to_another_class_is_neither_coming_nor_leaving():
    starts, ends, middle = (datetime(2025, 11, day).date() for day in (10, 30, 20))  # noqa: DTZ001
    stays = [
        Stay(1, "basic", starts, middle), Stay(1, "basic", middle, None),
        Stay(2, "basic", starts, middle), Stay(3, "basic", middle, None),
    ]  # fmt: skip

    found = movement(stays, starts, ends)

    assert (found.start, found.came, found.left, found.end) == (2, 1, 1, 2)


def test_the_quality_of_the_sentence_is_that_of_the_table(school, told):
    report = report_of(school)
    quality = table_named(report, "Results by class").rows[-1][-3]
    with translation.override("en"):
        assert f"{figure(quality)} % of the pupils" in all_words(report)
