"""A paper on the screen and as a file: one view of a room previews it and hands it out."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language

from sapat.publish.exports.tables import Table
from sapat.publish.papers import prose
from sapat.publish.papers.content import Block, Heading, Paper, Part, Points, Prose
from sapat.publish.papers.docx import docx
from sapat.publish.papers.pdf import pdf
from sapat.publish.papers.xlsx import xlsx
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.pictures import Picture
from sapat.web.doors import SchoolRequest
from sapat.web.files import attachment

Shown = dict[str, object]
WRITERS: Final = {"pdf": pdf, "docx": docx, "xlsx": xlsx}
LANGUAGES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
UNDER_THE_PAGE = 1
"""Levels that headings of a paper go down by on a page, whose own title is the first."""
LOWEST = 6


def answer_with(
    request: SchoolRequest, make: Callable[[str], Paper], *, back: str, back_to: str = ""
) -> HttpResponse:
    """Show a paper, or hand it out as a file where the address says `?form=pdf`.

    `make` gets the language that is asked for (`?language=ru`; the reader's own without it).
    `back` is the address that the link above the paper leads to, `back_to` its words.
    """
    language = request.GET.get("language", (get_language() or "ky")[:2])
    form = request.GET.get("form", "")
    if language not in LANGUAGES or (form and form not in WRITERS):
        raise Http404
    with translation.override(language):
        paper = make(language)
        parts = shown_parts(paper)
    if form:
        return handed_out(paper, request.school.code, form=form)
    context = {
        "paper": paper,
        "parts": parts,
        "forms": [form for form in WRITERS if form != "xlsx" or paper.tables],
        "languages": LANGUAGES.items(),
        "back": back,
        "back_to": back_to,
    }
    return render(request, "publish/paper.html", context)


def handed_out(paper: Paper, *name: str, form: str) -> HttpResponse:
    """Hand a paper out as a file that is named by its title."""
    if form not in WRITERS:
        raise Http404
    return attachment(WRITERS[form](paper), paper.title, *name, ending=form)


def shown_parts(paper: Paper) -> list[Shown]:
    """Return the parts of a paper, each with its heading and its blocks."""
    return [
        {
            "title": part.heading,
            "is_annex": part.is_annex,
            "is_closing": part.is_closing,
            "blocks": [_shown(block, part, paper.language) for block in part.section.blocks],
        }
        for part in paper.parts
    ]


def shown_nodes(nodes: list[prose.Node], *, below: int) -> list[Shown]:
    """Return the nodes of a typed text with the names that `publish/_nodes.html` knows.

    `below` is the level of its first headings on the page.
    """
    return [_node(node, below) for node in nodes]


def _shown(block: Block, part: Part, language: str) -> Shown:
    below = part.below + UNDER_THE_PAGE
    shown: Shown = {"block": block, "tag": f"h{below}"}
    match block:
        case Table():
            return {"kind": "table", **shown}
        case Picture():
            return {"kind": "picture", "drawn": for_page(block, language), **shown}
        case Points():
            return {"kind": "points", **shown}
        case Prose():
            return {"kind": "prose", "nodes": shown_nodes(block.nodes, below=below)}
        case Heading():
            return {"kind": "heading", **shown}
        case _:
            return {"kind": "text", **shown}


def _node(node: prose.Node, below: int) -> Shown:
    match node:
        case prose.Words():
            return {"kind": "words", "node": node}
        case prose.Title():
            return {"kind": "title", "node": node, "tag": f"h{min(LOWEST, below + node.level - 1)}"}
        case prose.Items():
            items = [shown_nodes(list(item), below=below) for item in node.items]
            return {"kind": "items", "node": node, "items": items}
        case prose.Quote():
            return {"kind": "quote", "nodes": shown_nodes(list(node.nodes), below=below)}
        case prose.Grid():
            return {"kind": "grid", "node": node}
        case prose.Rule():
            return {"kind": "rule"}
