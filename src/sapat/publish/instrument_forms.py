"""An instrument as a paper form to be filled in by hand, in the words of one language."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.plan.instruments.models import InstrumentEdition
from sapat.plan.instruments.sheets import Item, Scale, Sheet
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Paper, Paragraph, Section, Signature, Stamp
from sapat.school.organisations.models import Organisation

SHORT = 6
"""With more answers than this a scale has no room for a column each."""


def instrument_paper(
    school: Organisation,
    sheet: Sheet,
    edition: InstrumentEdition | None,
    *,
    language: str,
    at: datetime,
) -> Paper:
    """Return the form: preamble, header lines, items with a box for each answer, signature."""
    with translation.override(language):
        sections = [Section("", _beginning(sheet))]
        for heading, items in sheet.grouped:
            asked = [item for item in items if not item.off]
            if asked:
                title = str(heading or _("Items"))
                sections.append(Section("", _tables(sheet, title, asked)))
        if sheet.footer:
            sections.append(
                Section("", _lines(_("At the end"), [str(one) for one in sheet.footer]))
            )
        return Paper(
            language=language,
            title=str(sheet.name),
            school=school.edition(at.date()).name,
            frozen_at=at,
            subject=f"{sheet.code} · {sheet.digest[:12]}",
            stamps=_stamps(edition),
            sections=sections,
            numbered=False,
            signatures=[] if sheet.anonymous else [Signature(str(sheet.who), "")],
            watermark=_("DRAFT") if edition and edition.since is None else "",
        )


def _stamps(edition: InstrumentEdition | None) -> list[Stamp]:
    if edition is None or not edition.protocol_number:
        return []
    body = str(edition.body)
    return [stamps.adopted(body, number=edition.protocol_number, day=edition.decided_on)]


def _beginning(sheet: Sheet) -> list[Block]:
    """Return what stands above the questions."""
    blocks: list[Block] = []
    if sheet.preamble:
        blocks.append(Paragraph(str(sheet.preamble)))
    if sheet.scale.answers:
        told = "; ".join(f"{_points(one.points)} – {one.name}" for one in sheet.scale.answers)
        blocks.append(Paragraph(f"{sheet.scale.name}: {told}."))
    if sheet.header:
        blocks += _lines(_("Header"), [str(one) for one in sheet.header])
    return blocks


def _tables(sheet: Sheet, title: str, items: list[Item]) -> list[Block]:
    """Return the items: those with points in a table with boxes, the others with lines."""
    scored = [item for item in items if item.is_scored and sheet.scale_of(item).answers]
    free = [item for item in items if item not in scored]
    blocks: list[Block] = []
    if scored:
        blocks.append(_scored(sheet.scale_of(scored[0]), title, scored))
    if free:
        words = [f"{item.code}. {item.words}" for item in free]
        blocks += _lines(_("In your own words") if scored else title, words)
    return blocks


def _scored(scale: Scale, title: str, items: list[Item]) -> Table:
    answers = [Column(_points(one.points), width=5) for one in scale.answers[:SHORT]]
    columns = [Column(_("Code"), width=8), Column(_("Item"), width=56), *answers]
    rows: list[list[Cell]] = [
        [f"{item.code}{' !' if item.critical else ''}", str(item.words), *[""] * len(answers)]
        for item in items
    ]
    return Table(title, columns, rows)


def _lines(title: str, words: list[str]) -> list[Block]:
    columns = [Column("№", Kind.COUNT, width=4), Column(title, width=40), Column("", width=46)]
    rows: list[list[Cell]] = [[number, each, ""] for number, each in enumerate(words, 1)]
    return [Table(title, columns, rows, row_height=TO_SIGN)]


def _points(points: float | None) -> str:
    return "—" if points is None else f"{points:g}".replace(".", ",")
