"""The report on paper: PDF, tagged, A4, the same on every machine."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import override

from sapat.publish.exports.names import writable
from sapat.publish.exports.tables import Table, day
from sapat.publish.pictures.drawing import FONTS, picture
from sapat.publish.pictures.looks import Theme
from sapat.publish.pictures.pictures import Picture
from sapat.publish.quarter.content import Block, Heading, Paragraph, Points, Report, Section

TEMPLATE = Path(__file__).with_name("report.typ")
FACES = ("Noto Sans", "Libertinus Serif")
ACCESSIBLE: Final = "ua-1"
SIZE, SMALL, SMALLEST = 9.0, 8.0, 7.2
"""Letters in tables, in points: the more there is in a row, the smaller."""


def pdf(report: Report) -> bytes:
    """Return the report as a PDF that screen readers can follow (PDF/UA-1)."""
    import typst  # noqa: PLC0415 (thirty megabytes, needed only to print)

    with override(report.language):
        data = json.dumps(_data(report), ensure_ascii=False)
    made: bytes = typst.compile(
        str(TEMPLATE),
        sys_inputs={"data": data},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=[ACCESSIBLE],
    )
    return made


def _data(report: Report) -> dict[str, Any]:
    local = timezone.localtime(report.frozen_at)
    last = report.sections[-1]
    return {
        "title": writable(report.title),
        "kind": report.kind,
        "school": writable(report.school),
        "head": writable(report.head),
        "language": report.language,
        "fonts": FACES,
        "at": [local.year, local.month, local.day],
        "frozen": f"{day(local.date())} {local:%H:%M}",
        "facts": [[name, writable(words)] for name, words in report.facts],
        "words": report.words,
        "signatures": [[each.post, writable(each.name)] for each in report.signatures],
        "sections": [
            _section(number, section, report.language, closing=section is last)
            for number, section in report.parts
        ],
    }


def _section(number: str, section: Section, language: str, *, closing: bool) -> dict[str, Any]:
    return {
        "number": number,
        "title": section.title,
        "annex": not number,
        "closing": closing,
        "runs": [
            {"sideways": sideways, "blocks": _blocks(blocks, language)}
            for sideways, blocks in section.stretches
        ],
    }


def _blocks(blocks: list[Block], language: str) -> list[dict[str, Any]]:
    """Return the blocks; words that lead in a table stay on its page."""
    made = [_block(block, language) for block in blocks]
    for words, after in pairwise(made):
        words["leads"] = after["kind"] == "table"
    return made


def _block(block: Block, language: str) -> dict[str, Any]:
    match block:
        case Paragraph():
            kind = "conclusion" if block.is_conclusion else "text"
            return {"kind": kind, "text": writable(block.text)}
        case Heading():
            return {"kind": "heading", "text": writable(block.text)}
        case Points():
            items = [writable(item) for item in block.items]
            return {"kind": "points", "items": items, "numbered": block.numbered}
        case Table():
            return _table(block)
        case Picture():
            svg = picture(block, Theme.PRINT, language)
            words = {"title": block.title, "sentence": writable(block.sentence)}
            return {"kind": "picture", "svg": svg, **words}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": writable(table.title),
        "columns": [column.title for column in table.columns],
        "widths": [column.width for column in table.columns],
        "words": [column.is_text for column in table.columns],
        "spans": table.spans,
        "heads": 2 if table.spans else 1,
        "rows": [[writable(cell) for cell in line] for line in table.lines],
        "notes": [writable(note) for note in table.notes],
        "totals": sorted(table.totals),
        "size": SMALLEST if len(table.columns) > 10 else SMALL if table.is_wide else SIZE,
    }
