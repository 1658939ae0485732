"""A report as a page shows it: its blocks with the template each is drawn by."""

from sapat.publish.exports.tables import Table
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.pictures import Picture
from sapat.publish.quarter.content import Block, Heading, Points, Report

Shown = dict[str, object]


def shown_parts(report: Report) -> list[Shown]:
    """Return the parts of a report, each with its title and its blocks."""
    return [
        {
            "title": f"{number}. {section.title}" if number else section.title,
            "is_annex": not number,
            "blocks": [_shown(block, report.language) for block in section.blocks],
        }
        for number, section in report.parts
    ]


def _shown(block: Block, language: str) -> Shown:
    match block:
        case Table():
            return {"kind": "table", "block": block}
        case Picture():
            return {"kind": "picture", "drawn": for_page(block, language), "block": block}
        case Points():
            return {"kind": "points", "block": block}
        case Heading():
            return {"kind": "heading", "block": block}
        case _:
            return {"kind": "text", "block": block}
