"""What a text document holds and python-docx has no word for: fields, shades, a watermark."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

GREY = "EEEEEE"
VML, OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
DRAWN_TEXT = "136"
"""The number of the shape that word processors draw a text with."""
WATERMARK_WIDTH, LOWEST, HIGHEST = 520, 60, 150
"""Points."""


def narrow() -> Any:
    """Leave little air beside figures: a column of many must not break its numbers."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "45")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    return margins


def shade(cell: Any) -> None:
    """Set a cell on grey."""
    mark = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
        mark.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(mark)


def repeated(row: Any, *, head: bool) -> None:
    """Keep a row on one page, and print a head again on each."""
    marks = row._tr.get_or_add_trPr()
    marks.append(OxmlElement("w:cantSplit"))
    if head:
        marks.append(OxmlElement("w:tblHeader"))


def line_beside(paragraph: Any) -> None:
    """Draw a line to the left of a paragraph, as quotes have it."""
    _bordered(paragraph, "left", space="8")


def line_below(paragraph: Any) -> None:
    """Draw a line below a paragraph."""
    _bordered(paragraph, "bottom", space="1")


def _bordered(paragraph: Any, side: str, *, space: str) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", space), ("color", "999999")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def field(paragraph: Any, code: str) -> None:
    """Put in a number the word processor counts itself."""
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def watermark(paragraph: Any, words: str, face: str) -> None:
    """Draw a word across the page: `paragraph` stands in the header, so it comes on every page."""
    drawn = OxmlElement("w:pict")
    kind = etree.SubElement(drawn, f"{{{VML}}}shapetype", id="_x0000_t136", coordsize="21600,21600")
    kind.set(f"{{{OFFICE}}}spt", DRAWN_TEXT)
    kind.set("path", "m@7,l@8,m@5,21600l@6,21600e")
    etree.SubElement(kind, f"{{{VML}}}path", textpathok="t")
    etree.SubElement(kind, f"{{{VML}}}textpath", on="t", fitshape="t")
    height = min(HIGHEST, max(LOWEST, round(1.5 * WATERMARK_WIDTH / len(words))))
    shape = etree.SubElement(
        drawn, f"{{{VML}}}shape", id="PowerPlusWaterMarkObject1", type="#_x0000_t136", alt=words,
        style=(
            "position:absolute;margin-left:0;margin-top:0;"
            f"width:{WATERMARK_WIDTH}pt;height:{height}pt;rotation:315;z-index:-251658752;"
            "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
            "mso-position-vertical:center;mso-position-vertical-relative:margin"
        ),
        fillcolor="silver", stroked="f",
    )  # fmt: skip
    etree.SubElement(shape, f"{{{VML}}}fill", opacity=".5")
    style = f'font-family:"{face}";font-size:1pt;font-weight:bold'
    etree.SubElement(shape, f"{{{VML}}}textpath", style=style, string=words)
    paragraph.add_run()._r.append(drawn)
