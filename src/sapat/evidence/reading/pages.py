"""Saved web pages: every table on them is a sheet."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree, html

from sapat.evidence.reading import delimited, limits
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.transport import Sender
from sapat.evidence.reading.workbook import Kind

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
APART = frozenset(["br", "div", "p", "li", "span", "a", "b", "strong"])
NOT_TEXT = frozenset(["script", "style", "noscript", "template"])
HEADINGS = (
    "preceding::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::caption][1]"
)
WIDEST = 1000
Spans = list[tuple[int, int, int, int]]


def send(file: BinaryIO, *, sender: Sender) -> None:
    """Send every table of a page that does not itself hold tables."""
    file.seek(0)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        page = html.document_fromstring(page_text(file.read()).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    if not tables:
        raise Unreadable(Reason.NOT_A_TABLE)
    sender.begin(Kind.HTML, title=_text(page.find(".//title")))
    for number, table in enumerate(tables, start=1):
        rows, merged = grid(table)
        sender.sheet(_name(table) or str(number), rows, merged=merged)


def page_text(content: bytes) -> str:
    """Return the text of a page in the encoding it names, or in the one it is in."""
    named = CHARSET.search(content[:4096])
    if named and not content.startswith(tuple(mark for mark, _ in delimited.BOMS)):
        try:
            return content.decode(named[1].decode("ascii"), "strict")
        except (LookupError, UnicodeDecodeError):
            pass  # pages often name an encoding they are not in
    return delimited.decoded(content)


def grid(table: html.HtmlElement) -> tuple[list[list[str | None]], Spans]:
    """Return a table as a grid: a value stands at the first place of its span."""
    rows: list[list[str | None]] = []
    merged: Spans = []
    taken: dict[int, int] = {}  # column -> the row from which it is free again
    places = 0
    for index, line in enumerate(_lines(table)):
        values: list[str | None] = []
        for cell in line.iterchildren("td", "th"):
            while taken.get(len(values), 0) > index:
                values.append(None)
            column = len(values)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            values += [_text(cell) or None, *[None] * (wide - 1)]
            if wide > 1 or high > 1:
                merged.append((index, column, index + high - 1, column + wide - 1))
            if high > 1:
                taken.update(dict.fromkeys(range(column, column + wide), index + high))
            places += wide
            if places > limits.PLACES or len(values) > limits.COLUMNS * 4:
                raise Unreadable(Reason.TOO_BIG)
        rows.append(values)
    last = len(rows) - 1
    return rows, [(top, left, min(bottom, last), right) for top, left, bottom, right in merged]


def _lines(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from table.iter("tr")


def _span(cell: html.HtmlElement, name: str) -> int:
    try:
        return min(max(int(cell.get(name, "1").strip() or 1), 1), WIDEST)
    except ValueError:
        return 1


def _text(element: html.HtmlElement | None) -> str:
    """Return the visible text; what stands in parts of its own is parted by a space."""
    if element is None:
        return ""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    if element.tag in NOT_TEXT or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        if child.tag in APART:
            yield " "
        yield from _pieces(child)
        if child.tag in APART:
            yield " "
        yield child.tail or ""


def _name(table: html.HtmlElement) -> str:
    caption = table.find("caption")
    if caption is not None:
        return _text(caption)
    headings = table.xpath(HEADINGS)
    return _text(headings[0]) if isinstance(headings, list) and headings else ""
