"""A paper as it is printed: PDF, tagged, A4, the same on every machine."""

import json
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import override

from sapat.publish.exports.names import writable
from sapat.publish.exports.tables import Table, day
from sapat.publish.papers import prose
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
from sapat.publish.pictures.drawing import FONTS, picture
from sapat.publish.pictures.looks import Theme
from sapat.publish.pictures.pictures import Picture

TEMPLATE = Path(__file__).with_name("paper.typ")
FACES = ("Noto Sans", "Libertinus Serif")
ACCESSIBLE: Final = "ua-1"
SIZE, SMALL, SMALLEST = 9.0, 8.0, 7.2
"""Letters in tables, in points: the more there is in a row, the smaller."""
ON_A_LINE, ON_A_SIDE = 100, 165
"""Letters of a table on a line of a sheet held upright and on its side."""
KEPT_WHOLE = 26
"""Lines of a table that is not parted by the end of a page."""
LINE = 5.5
"""Millimetres a line of a table takes."""


def pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF that screen readers can follow (PDF/UA-1)."""
    import typst  # noqa: PLC0415 (thirty megabytes, needed only to print)

    with override(paper.language):
        data = json.dumps(_data(paper), ensure_ascii=False)
    made: bytes = typst.compile(
        str(TEMPLATE),
        sys_inputs={"data": data},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=[ACCESSIBLE],
    )
    return made


def _data(paper: Paper) -> dict[str, Any]:
    local = timezone.localtime(paper.frozen_at)
    return {
        "title": writable(paper.title),
        "kind": writable(paper.kind),
        "school": writable(paper.school),
        "head": writable(paper.head),
        "language": paper.language,
        "fonts": FACES,
        "at": [local.year, local.month, local.day],
        "frozen": f"{day(local.date())} {local:%H:%M}",
        "watermark": writable(paper.watermark),
        "stamps": [
            [writable(stamp.heading), [writable(line) for line in stamp.lines]]
            for stamp in paper.stamps
        ],
        "facts": [[name, writable(words)] for name, words in paper.facts],
        "words": own_words(),
        "signatures": [[each.post, writable(each.name)] for each in paper.signatures],
        "sections": [_section(part, paper.language) for part in paper.parts],
    }


def _section(part: Part, language: str) -> dict[str, Any]:
    return {
        "title": writable(part.heading),
        "annex": part.is_annex,
        "closing": part.is_closing,
        "below": part.below,
        "runs": [
            {"sideways": sideways, "blocks": _blocks(blocks, language)}
            for sideways, blocks in part.section.stretches or [(False, [])]
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
        case Prose():
            return {"kind": "prose", "nodes": _nodes(block.nodes)}
        case Table():
            return _table(block)
        case Picture() if block.is_empty:
            return {"kind": "text", "text": writable(block.sentence)}
        case Picture():
            svg = picture(block, Theme.PRINT, language)
            words = {"title": block.title, "sentence": writable(block.sentence)}
            return {"kind": "picture", "svg": svg, **words}


def _nodes(nodes: Sequence[prose.Node]) -> list[dict[str, Any]]:
    return [_node(node) for node in nodes]


def _node(node: prose.Node) -> dict[str, Any]:
    match node:
        case prose.Words():
            return {"kind": "words", "runs": _runs(node.runs)}
        case prose.Title():
            return {"kind": "title", "runs": _runs(node.runs), "level": node.level}
        case prose.Items():
            items = [_nodes(item) for item in node.items]
            numbering = "1)" if node.bracket else "1."
            numbers = {"numbered": node.numbered, "start": node.start, "numbering": numbering}
            return {"kind": "items", "items": items, **numbers}
        case prose.Quote():
            return {"kind": "quote", "nodes": _nodes(node.nodes)}
        case prose.Grid():
            rows = [[_runs(cell) for cell in row] for row in (node.head, *node.rows)]
            return {"kind": "grid", "widths": node.widths, "head": rows[0], "rows": rows[1:]}
        case prose.Rule():
            return {"kind": "rule"}


def _runs(runs: prose.Runs) -> list[list[Any]]:
    return [[writable(run.text), run.strong, run.emphatic] for run in runs]


def _table(table: Table) -> dict[str, Any]:
    lines = [[writable(cell) for cell in line] for line in table.lines]
    return {
        "kind": "table",
        "title": writable(table.title),
        "columns": [column.title for column in table.columns],
        "widths": [column.width for column in table.columns],
        "words": [column.is_text for column in table.columns],
        "spans": table.spans,
        "heads": 2 if table.spans else 1,
        "rows": lines,
        "height": table.row_height,
        "parts": _lines(table, lines) > KEPT_WHOLE,
        "notes": [writable(note) for note in table.notes],
        "totals": sorted(table.totals),
        "size": SMALLEST if len(table.columns) > 10 else SMALL if table.is_wide else SIZE,
    }


def _lines(table: Table, lines: list[list[str]]) -> float:
    """Return how many lines the table takes, roughly: its cells wrap, its rows have a height."""
    whole = sum(column.width for column in table.columns)
    on_a_line = ON_A_SIDE if table.is_wide else ON_A_LINE
    letters = [max(1, on_a_line * column.width / whole) for column in table.columns]
    least = max(1, table.row_height / LINE)
    return sum(
        max(least, *(ceil(len(cell) / fits) for cell, fits in zip(line, letters, strict=True)))
        for line in lines
    )
