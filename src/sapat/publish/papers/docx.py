"""A paper as a text document: DOCX, to be edited in the school's own hand."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import _Cell

from sapat.publish.exports.names import writable
from sapat.publish.exports.tables import Table, day
from sapat.publish.papers import marks, prose
from sapat.publish.papers.content import (
    Block,
    Heading,
    Paper,
    Paragraph,
    Part,
    Points,
    Prose,
    own_words,
)
from sapat.publish.pictures.drawing import png
from sapat.publish.pictures.pictures import Picture

FACE = "Times New Roman"
"""The face of school papers; every word processor has it or one of the same widths."""
UPRIGHT, SIDEWAYS = 17.4, 26.1
"""Width of the text in centimetres on a sheet held upright and on its side."""
SIZES = {
    "Normal": 10, "Title": 16, "Caption": 9,
    "Heading 1": 13, "Heading 2": 11, "Heading 3": 10, "Heading 4": 10,
    "Heading 5": 10, "Heading 6": 10,
}  # fmt: skip
STEP = 0.7
"""How far lists and quotes are set in, in centimetres."""
LOWEST_HEADING = 6
LANGUAGES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}


def docx(paper: Paper) -> bytes:
    """Return the paper as a DOCX file."""
    out = io.BytesIO()
    with override(paper.language):
        _Writer(paper).write().save(out)
    return out.getvalue()


class _Writer:
    """Writes one paper into one document."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.words = own_words()
        self.document: Any = Document()
        self.width = UPRIGHT
        self.counted = {"table": 0, "figure": 0}
        self.below = 2

    def write(self) -> Any:
        self.styles()
        self.sheet(self.document.sections[0], sideways=False)
        self.edges()
        self.opening()
        for part in self.paper.parts:
            self.part(part)
            if part.is_closing and self.paper.signatures:
                self.signatures()
        return self.document

    def part(self, part: Part) -> None:
        stretches, self.below = part.section.stretches, part.below
        self.turn(sideways=stretches[0][0] if stretches else False)
        if part.is_annex:
            self.document.add_page_break()
        if part.heading:
            self.document.add_heading(writable(part.heading), 1)
        for sideways, blocks in stretches:
            self.turn(sideways=sideways)
            for block in blocks:
                self.block(block)

    def styles(self) -> None:
        """Set the letters, the language of the spelling check and the properties."""
        properties = self.document.core_properties
        properties.title, properties.author = (
            writable(self.paper.title),
            writable(self.paper.school),
        )
        properties.language = LANGUAGES[self.paper.language]
        for name, size in SIZES.items():
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
        language.set(qn("w:val"), LANGUAGES[self.paper.language])
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
        head.text = writable(self.paper.head)
        foot = section.footer.paragraphs[0]
        local = timezone.localtime(self.paper.frozen_at)
        foot.add_run(f"{day(local.date())} {local:%H:%M}    {self.words['page']} ")
        for code in ("PAGE", "NUMPAGES"):
            marks.field(foot, code)
            foot.add_run(" / " if code == "PAGE" else "")
        for paragraph in (head, foot):
            for run in paragraph.runs:
                run.font.size = Pt(8)
        if self.paper.watermark:
            marks.watermark(head, writable(self.paper.watermark), FACE)

    def opening(self) -> None:
        """Write the sign-offs and the title block."""
        for words, style in ((self.paper.school, "Normal"), (self.paper.title, "Title")):
            if style == "Title" and self.paper.stamps:
                self.stamps()
            paragraph = self.document.add_paragraph(writable(words), style=style)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for name, words in self.paper.facts:
            paragraph = self.document.add_paragraph(f"{name}: ")
            paragraph.add_run(writable(words)).bold = True
            paragraph.paragraph_format.space_after = Pt(1)

    def stamps(self) -> None:
        """Set the sign-offs side by side; one alone stands on the right."""
        stamps = list(self.paper.stamps)
        places = [None, *stamps] if len(stamps) == 1 else stamps
        frame = self.document.add_table(1, len(places))
        frame.autofit = False
        shares = (11.0, 6.4) if len(places) == 2 else [UPRIGHT / len(places)] * len(places)
        for cell, share, stamp in zip(frame.rows[0].cells, shares, places, strict=True):
            cell.width = Cm(share)
            if stamp:
                _write(cell, stamp.heading, bold=True, size=10)
                for line in stamp.lines:
                    _write(cell, line, size=9, paragraph=cell.add_paragraph())
        self.document.add_paragraph()

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                paragraph = self.document.add_paragraph()
                paragraph.add_run(writable(block.text)).italic = block.is_conclusion
            case Heading():
                self.document.add_heading(writable(block.text), self.below)
            case Points():
                self.points(block)
            case Prose():
                self.typed(block.nodes)
            case Table():
                self.table(block)
            case Picture() if block.is_empty:
                self.document.add_paragraph(writable(block.sentence))
            case Picture():
                self.picture(block)

    def points(self, block: Points) -> None:
        """Write numbers as text: every list begins again with one."""
        for number, item in enumerate(block.items, 1):
            mark = f"{number}." if block.numbered else "–"
            paragraph = self.document.add_paragraph(f"{mark}\t{writable(item)}")
            _hang(paragraph, depth=1)

    def typed(self, nodes: Sequence[prose.Node], *, depth: int = 0) -> None:
        """Write a typed text; `depth` is how far it is set in."""
        for node in nodes:
            match node:
                case prose.Words():
                    _say(self.set_in(depth), node.runs)
                case prose.Title():
                    level = min(LOWEST_HEADING, self.below + node.level - 1)
                    _say(self.document.add_heading("", level), node.runs)
                case prose.Items():
                    self.items(node, depth=depth + 1)
                case prose.Quote():
                    before = len(self.document.paragraphs)
                    self.typed(node.nodes, depth=depth + 1)
                    for paragraph in self.document.paragraphs[before:]:
                        marks.line_beside(paragraph)
                case prose.Grid():
                    self.grid(node)
                case prose.Rule():
                    marks.line_below(self.document.add_paragraph())

    def items(self, node: prose.Items, *, depth: int) -> None:
        """Write a list: its marks hang before the words."""
        for mark, inside in node.marked:
            paragraph = self.document.add_paragraph(f"{mark}\t")
            _hang(paragraph, depth=depth)
            first = inside[0] if inside else None
            if isinstance(first, prose.Words):
                _say(paragraph, first.runs)
                inside = inside[1:]
            self.typed(inside, depth=depth)

    def set_in(self, depth: int) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(STEP * depth) if depth else None
        return paragraph

    def grid(self, node: prose.Grid) -> None:
        """Write a typed table."""
        rows = [node.head, *node.rows]
        made = self.document.add_table(len(rows), len(node.head))
        made.style, made.autofit = "Table Grid", False
        cells = [[_Cell(cell, made) for cell in row._tr.tc_lst] for row in made.rows]
        self.shape(made, node.widths, cells, heads=1)
        for of_row, line in zip(cells, rows, strict=True):
            for cell, runs in zip(of_row, line, strict=True):
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
                _say(cell.paragraphs[0], runs, bold=line is node.head)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def caption(self, kind: str, title: str) -> Any:
        self.counted[kind] += 1
        words = f"{self.words[kind]} {self.counted[kind]}. {writable(title)}"
        paragraph = self.document.add_paragraph(words, style="Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        return paragraph

    def table(self, table: Table) -> None:
        self.caption("table", table.title)
        spans = [table.spans] if table.spans else []
        made = self.document.add_table(len(spans) + 1 + len(table.rows), len(table.columns))
        made.style, made.autofit = "Table Grid", False
        grid = [[_Cell(cell, made) for cell in row._tr.tc_lst] for row in made.rows]
        widths = [column.width for column in table.columns]
        self.shape(made, widths, grid, heads=len(spans) + 1)
        if table.row_height:
            _to_sign(list(made.rows)[len(spans) + 1 :], table.row_height)
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

    def shape(
        self, made: Any, shares: Sequence[float], grid: list[list[Any]], *, heads: int
    ) -> None:
        """Set widths (word processors break words at their own), repeat heads, keep rows whole."""
        widths = [Cm(self.width * share / sum(shares)) for share in shares]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        made._tbl.tblPr.append(marks.narrow())
        for number, (row, cells) in enumerate(zip(made.rows, grid, strict=True)):
            for cell, width in zip(cells, widths, strict=True):
                cell.width = width
            marks.repeated(row, head=number < heads)
            for cell in cells if number < heads else ():
                marks.shade(cell)

    def picture(self, block: Picture) -> None:
        image = io.BytesIO(png(block, self.paper.language))
        shape = self.document.add_picture(image, width=Cm(self.width))
        described = shape._inline.docPr
        described.set("title", writable(block.title))
        described.set("descr", writable(block.sentence))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.caption("figure", block.title)
        self.document.add_paragraph(writable(block.sentence))

    def signatures(self) -> None:
        self.document.add_paragraph()
        for each in self.paper.signatures:
            line = f"{each.post} ______________________ {writable(each.name)}"
            self.document.add_paragraph(line).paragraph_format.space_before = Pt(14)
        self.document.add_paragraph(f"{self.words['date']} __________________")


def _write(
    cell: Any, words: str, *, bold: bool = False, middle: bool = False, right: bool = False,
    size: float = 8.5, paragraph: Any = None,
) -> None:  # fmt: skip
    paragraph = paragraph or cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(writable(words))
    run.bold, run.font.size = bold, Pt(size)
    if middle or right:
        side = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.alignment = side


def _to_sign(rows: Sequence[Any], height: float) -> None:
    """Give rows the height of a signature, their words in the middle of it."""
    for row in rows:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _say(paragraph: Any, runs: prose.Runs, *, bold: bool = False) -> None:
    for each in runs:
        run = paragraph.add_run(writable(each.text))
        run.bold, run.italic = bold or each.strong or None, each.emphatic or None


def _hang(paragraph: Any, *, depth: int) -> None:
    """Set a line of a list in, its mark before it."""
    paragraph.paragraph_format.left_indent = Cm(STEP * depth)
    paragraph.paragraph_format.first_line_indent = Cm(-STEP)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(STEP * depth))
