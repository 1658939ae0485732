"""The report as a text document: DOCX, to be edited in the school's own hand."""

import io
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell

from sapat.publish.exports.names import writable
from sapat.publish.exports.tables import Table, day
from sapat.publish.pictures.drawing import png
from sapat.publish.pictures.pictures import Picture
from sapat.publish.quarter.content import Block, Heading, Paragraph, Points, Report

FACE = "Times New Roman"
"""The face of school papers; every word processor has it or one of the same widths."""
UPRIGHT, SIDEWAYS = 17.4, 26.1
"""Width of the text in centimetres on a sheet held upright and on its side."""
GREY = "EEEEEE"
SIZES = {"Normal": 11, "Heading 1": 14, "Heading 2": 12, "Title": 17, "Caption": 10}
LANGUAGES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}


def docx(report: Report) -> bytes:
    """Return the report as a DOCX file."""
    out = io.BytesIO()
    with override(report.language):
        _Writer(report).write().save(out)
    return out.getvalue()


class _Writer:
    """Writes one report into one document."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Any = Document()
        self.width = UPRIGHT
        self.counted = {"table": 0, "figure": 0}

    def write(self) -> Any:
        self.styles()
        self.sheet(self.document.sections[0], sideways=False)
        self.edges()
        self.opening()
        for number, section in self.report.parts:
            self.turn(sideways=section.stretches[0][0] if section.stretches else False)
            if not number:
                self.document.add_page_break()
            title = f"{number}. {section.title}" if number else section.title
            self.document.add_heading(writable(title), 1)
            for sideways, blocks in section.stretches:
                self.turn(sideways=sideways)
                for block in blocks:
                    self.block(block)
            if section is self.report.sections[-1]:
                self.signatures()
        return self.document

    def styles(self) -> None:
        """Set the letters, the language of the spelling check and the properties."""
        properties = self.document.core_properties
        properties.title, properties.author = (
            writable(self.report.title),
            writable(self.report.school),
        )
        properties.language = LANGUAGES[self.report.language]
        for name, size in (
            ("Normal", 10),
            ("Heading 1", 13),
            ("Heading 2", 11),
            ("Title", 16),
            ("Caption", 9),
        ):
            style = self.document.styles[name]
            style.font.name, style.font.size = FACE, Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), FACE)
            for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(kind), None)
        normal = self.document.styles["Normal"]
        normal.paragraph_format.space_after = Pt(5)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGES[self.report.language])
        normal.element.get_or_add_rPr().append(language)

    def sheet(self, section: Any, *, sideways: bool) -> None:
        """Lay the sheet down: A4, upright or on its side."""
        long, short = Cm(29.7), Cm(21)
        section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if sideways else (short, long)
        section.left_margin = section.right_margin = Cm(1.8)
        section.top_margin = section.bottom_margin = Cm(2)
        self.width = SIDEWAYS if sideways else UPRIGHT

    def turn(self, *, sideways: bool) -> None:
        """Begin a new sheet if it has to be held otherwise."""
        if (self.width == SIDEWAYS) != sideways:
            self.sheet(self.document.add_section(), sideways=sideways)

    def edges(self) -> None:
        """Write the running head, and the foot with the moment and the page."""
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        head.text = writable(self.report.head)
        foot = section.footer.paragraphs[0]
        local = timezone.localtime(self.report.frozen_at)
        foot.add_run(f"{day(local.date())} {local:%H:%M}    {self.report.words['page']} ")
        for code in ("PAGE", "NUMPAGES"):
            _field(foot, code)
            foot.add_run(" / " if code == "PAGE" else "")
        for paragraph in (head, foot):
            for run in paragraph.runs:
                run.font.size = Pt(8)

    def opening(self) -> None:
        """Write the title block."""
        for words, style in ((self.report.school, "Normal"), (self.report.title, "Title")):
            paragraph = self.document.add_paragraph(writable(words), style=style)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for name, words in self.report.facts:
            paragraph = self.document.add_paragraph(f"{name}: ")
            paragraph.add_run(writable(words)).bold = True
            paragraph.paragraph_format.space_after = Pt(1)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                paragraph = self.document.add_paragraph()
                paragraph.add_run(writable(block.text)).italic = block.is_conclusion
            case Heading():
                self.document.add_heading(writable(block.text), 2)
            case Points():
                self.points(block)
            case Table():
                self.table(block)
            case Picture():
                self.picture(block)

    def points(self, block: Points) -> None:
        """Write numbers as text: every report begins again with one."""
        for number, item in enumerate(block.items, 1):
            mark = f"{number}." if block.numbered else "–"
            paragraph = self.document.add_paragraph(f"{mark} {writable(item)}")
            paragraph.paragraph_format.left_indent = Cm(0.7)
            paragraph.paragraph_format.first_line_indent = Cm(-0.7)

    def caption(self, kind: str, title: str) -> Any:
        self.counted[kind] += 1
        words = f"{self.report.words[kind]} {self.counted[kind]}. {writable(title)}"
        paragraph = self.document.add_paragraph(words, style="Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        return paragraph

    def table(self, table: Table) -> None:
        self.caption("table", table.title)
        spans = [table.spans] if table.spans else []
        made = self.document.add_table(len(spans) + 1 + len(table.rows), len(table.columns))
        made.style, made.autofit = "Table Grid", False
        grid = [[_Cell(cell, made) for cell in row._tr.tc_lst] for row in made.rows]
        self.shape(made, table, grid, heads=len(spans) + 1)
        size = 7.5 if len(table.columns) > 9 else 9.5
        for column, cell in zip(table.columns, grid[len(spans)], strict=True):
            _write(cell, column.title, bold=True, middle=True, size=size)
        for line, cells in zip(table.printed, grid[len(spans) + 1 :], strict=True):
            for cell, (words, is_text) in zip(cells, line.cells, strict=True):
                _write(cell, words, bold=line.is_total, right=not is_text, size=size)
        for heads in spans:
            left = 0
            for words, width in heads:
                cell = grid[0][left].merge(grid[0][left + width - 1])
                _write(cell, words, bold=True, middle=True, size=size)
                left += width
        for note in table.notes:
            line = self.document.add_paragraph()
            line.add_run(writable(note)).font.size = Pt(8)
            line.paragraph_format.space_after = Pt(1)
        if not table.notes:
            self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def shape(self, made: Any, table: Table, grid: list[list[Any]], *, heads: int) -> None:
        """Set widths (word processors break words at their own), repeat heads, keep rows whole."""
        whole = sum(column.width for column in table.columns)
        widths = [Cm(self.width * column.width / whole) for column in table.columns]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        made._tbl.tblPr.append(_margins())
        for number, (row, cells) in enumerate(zip(made.rows, grid, strict=True)):
            for cell, width in zip(cells, widths, strict=True):
                cell.width = width
            marks = row._tr.get_or_add_trPr()
            marks.append(OxmlElement("w:cantSplit"))
            if number < heads:
                marks.append(OxmlElement("w:tblHeader"))
                for cell in cells:
                    _shade(cell)

    def picture(self, block: Picture) -> None:
        image = io.BytesIO(png(block, self.report.language))
        shape = self.document.add_picture(image, width=Cm(self.width))
        described = shape._inline.docPr
        described.set("title", writable(block.title))
        described.set("descr", writable(block.sentence))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.caption("figure", block.title)
        self.document.add_paragraph(writable(block.sentence))

    def signatures(self) -> None:
        self.document.add_paragraph()
        for each in self.report.signatures:
            line = f"{each.post} ______________________ {writable(each.name)}"
            self.document.add_paragraph(line).paragraph_format.space_before = Pt(14)
        self.document.add_paragraph(f"{self.report.words['date']} __________________")


def _write(
    cell: Any, words: str, *, bold: bool = False, middle: bool = False, right: bool = False,
    size: float = 8.5,
) -> None:  # fmt: skip
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(writable(words))
    run.bold, run.font.size = bold, Pt(size)
    if middle or right:
        side = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.alignment = side


def _margins() -> Any:
    """Leave little air beside figures: a column of many must not break its numbers."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "45")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    return margins


def _shade(cell: Any) -> None:
    mark = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
        mark.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(mark)


def _field(paragraph: Any, code: str) -> None:
    """Put in a number the word processor counts itself."""
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
