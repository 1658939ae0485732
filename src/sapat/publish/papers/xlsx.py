"""A paper as a workbook: its words on the first sheet, then a sheet for each table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from sapat.publish.exports.tables import Cell, Column, Table
from sapat.publish.exports.workbook import workbook
from sapat.publish.papers import prose
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Prose


def xlsx(paper: Paper) -> bytes:
    """Return the paper as an XLSX file."""
    with override(paper.language):
        return workbook([_words(paper), *paper.tables], title=paper.title, head=paper.head)


def _words(paper: Paper) -> Table:
    rows: list[list[Cell]] = [[paper.school, paper.title]]
    rows += [["", paper.watermark]] if paper.watermark else []
    rows += [[stamp.heading, line] for stamp in paper.stamps for line in stamp.lines]
    rows += [[name, words] for name, words in paper.facts]
    for part in paper.parts:
        rows += [[part.heading, line] for block in part.section.blocks for line in _lines(block)]
    columns = [Column(_("Section"), width=34), Column(_("Text"), width=60)]
    return Table(_("Text of the paper"), columns, rows)


def _lines(block: Block) -> Sequence[str]:
    match block:
        case Paragraph():
            return [block.text]
        case Points():
            return block.items
        case Prose():
            return list(prose.lines(block.nodes))
        case _:
            return []
