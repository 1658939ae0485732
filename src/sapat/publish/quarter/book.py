"""The report as a workbook: its words on the first sheet, then a sheet for each table."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from sapat.publish.exports.tables import Cell, Column, Table
from sapat.publish.exports.workbook import workbook
from sapat.publish.quarter.content import Paragraph, Points, Report


def xlsx(report: Report) -> bytes:
    """Return the report as an XLSX file."""
    with override(report.language):
        return workbook([_words(report), *report.tables], title=report.title, head=report.head)


def _words(report: Report) -> Table:
    rows: list[list[Cell]] = [[report.school, report.title]]
    rows += [[name, words] for name, words in report.facts]
    for number, section in report.parts:
        title = f"{number}. {section.title}" if number else section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                rows.append([title, block.text])
            elif isinstance(block, Points):
                rows += [[title, item] for item in block.items]
    columns = [Column(_("Section"), width=34), Column(_("Text"), width=60)]
    return Table(_("Text of the report"), columns, rows)
