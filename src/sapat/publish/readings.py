"""Acknowledgement sheets and the reach of an edition, as a school prints them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.core.rights import Role
from sapat.plan.acknowledgements.models import ReadingSheet
from sapat.plan.acknowledgements.reads import Campaign, Reach
from sapat.plan.acknowledgements.rules import Standing, Way
from sapat.plan.acknowledgements.sheets import reads as sheets
from sapat.plan.acknowledgements.sheets.reads import Signing
from sapat.plan.acknowledgements.sheets.rules import is_by_unit
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import reads as texts
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table, day
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Paper, Paragraph, Section, Signature, Stamp


def sheet_paper(sheet: ReadingSheet, *, language: str, at: datetime) -> Paper:
    """Return a sheet with its names by unit and room to sign; what was signed is filled in."""
    edition = sheet.edition
    with translation.override(language):
        lines = sheets.lines(sheet)
        units = sheets.unit_names(localdate(at))
        title = _title(edition, language)
        facts = [(_("Document"), title), *_facts(edition)]
        if sheet.unit_name:
            unit = units.get(lines[0].line.unit_key) if lines else ""
            facts.append((pgettext("place of work", "Unit"), unit or sheet.unit_name))
        words = _("With my signature I confirm that I have read the document and understood it.")
        return Paper(
            language=language,
            title=_("Acknowledgement sheet"),
            school=edition.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_("Acknowledgement sheet"),
            subject=title,
            stamps=_stamps(edition),
            facts=facts,
            sections=[Section("", [Paragraph(words), *_tables(lines, units)])],
            signatures=[Signature(_("Responsible for the sheet"), _responsible(sheet))],
            numbered=False,
        )


def _title(edition: DocumentEdition, language: str) -> str:
    text = texts.text_in(edition, language)
    return (text.title if text else "") or edition.document.title


def _facts(edition: DocumentEdition) -> list[tuple[str, str]]:
    found = [(pgettext("document", "Edition"), str(edition.number))]
    if edition.effective_from:
        found.append((_("In force from"), day(edition.effective_from)))
    return found


def _stamps(edition: DocumentEdition) -> list[Stamp]:
    """Return who adopted and who approved the document that is read."""
    found = []
    if edition.body:
        number, on = edition.protocol_number, edition.adopted_on
        found.append(stamps.adopted(edition.body.name, number=number, day=on))
    if edition.order_number:
        person = edition.approved_by
        found.append(
            stamps.approved(
                str(Role.DIRECTOR.label).capitalize(),
                person.short_name if person else "",
                order=edition.order_number,
                day=edition.approved_on,
            )
        )
    return found


def _responsible(sheet: ReadingSheet) -> str:
    return sheet.printed_by.short_name if sheet.printed_by else ""


def _tables(lines: Sequence[Signing], units: Mapping[str, str]) -> list[Block]:
    """Return one table for each unit, numbered through."""
    by_unit = is_by_unit([one.line.unit_key for one in lines])
    found: list[Block] = []
    for key, each in groupby(lines, key=lambda one: one.line.unit_key):
        group = list(each)
        name = units.get(key) or group[0].line.unit_name
        title = name if by_unit else _("Read and understood")
        rows = [_line(one) for one in group]
        found.append(Table(title, _columns(), rows, row_height=TO_SIGN))
    return found


def _columns() -> list[Column]:
    return [
        Column("№", Kind.COUNT, width=5),
        Column(pgettext("person", "Full name"), width=38),
        Column(_("Post"), width=30),
        Column(_("Date"), Kind.DATE, width=15),
        Column(_("Signature"), width=22),
    ]


def _line(one: Signing) -> list[Cell]:
    signed = one.record.on if one.record else ""
    noted = _("signed") if one.record else _("read already") if one.elsewhere else ""
    post = str(Role(one.line.role).label).capitalize()
    return [one.line.number, one.line.person.full_name, post, signed, noted]


def reach_paper(campaign: Campaign, *, language: str, at: datetime) -> Paper:
    """Return how far an edition has come: by unit, by post, and who is missing."""
    edition = campaign.edition
    with translation.override(language):
        reach = campaign.reach
        told = {
            "read": reach.read,
            "asked": reach.asked,
            "share": int(reach.share),
            "by": day(campaign.due_on),
        }
        words = _("%(read)s of %(asked)s have read it, %(share)s %%. The term is %(by)s.") % told
        posts = [(str(Role(role).label).capitalize(), each) for role, each in campaign.by_post()]
        units = [(unit.name, each) for unit, each in campaign.by_unit()]
        blocks: list[Block] = [
            Paragraph(words),
            _reach_table(_("Reach by unit"), pgettext("place of work", "Unit"), units, reach),
            _reach_table(_("Reach by post"), _("Post"), posts),
        ]
        return Paper(
            language=language,
            title=_("Who has read “%(title)s”") % {"title": _title(edition, language)},
            school=edition.school.edition(localdate(at)).name,
            frozen_at=at,
            facts=_facts(edition),
            sections=[Section("", [*blocks, _missing(campaign)])],
            numbered=False,
        )


def _reach_table(
    title: str, head: str, rows: Sequence[tuple[str, Reach]], total: Reach | None = None
) -> Table:
    columns = [
        Column(head, width=40),
        Column(pgettext("people", "Asked"), Kind.COUNT, width=13),
        Column(pgettext("people", "Read"), Kind.COUNT, width=14),
        Column("%", Kind.COUNT, width=8),
        Column(pgettext("people", "Declined"), Kind.COUNT, width=14),
        Column(pgettext("people", "Late"), Kind.COUNT, width=14),
    ]
    lines = [*rows, (_("Together"), total)] if total else list(rows)
    cells: list[list[Cell]] = [
        [name, each.asked, each.read, int(each.share), each.declined, each.late]
        for name, each in lines
        if each
    ]
    return Table(title, columns, cells, totals=frozenset({len(rows)} if total else ()))


def _missing(campaign: Campaign) -> Block:
    if not campaign.missing:
        return Paragraph(_("Everybody has read it."))
    columns = [
        Column("№", Kind.COUNT, width=5),
        Column(pgettext("person", "Full name"), width=38),
        Column(_("Post"), width=28),
        Column(pgettext("place of work", "Unit"), width=30),
        Column(_("State"), width=20),
    ]
    rows: list[list[Cell]] = [
        [
            number,
            one.colleague.full_name,
            one.colleague.role_name.capitalize(),
            one.colleague.unit.name,
            str(Way.DECLINED.label if one.standing == Standing.DECLINED else one.standing.label),
        ]
        for number, one in enumerate(campaign.missing, 1)
    ]
    return Table(_("Who has not read it"), columns, rows)
