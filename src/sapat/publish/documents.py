"""A document as the school prints it: stamps, text, what it stands on, annexes."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.core.rights import Role
from sapat.plan.documents import reads
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import DocumentKind, EditionState, Wording
from sapat.plan.documents.shipped import kinds
from sapat.plan.documents.texts import reads as texts
from sapat.plan.documents.texts.models import DocumentText
from sapat.plan.nomenclature import reads as nomenclature
from sapat.publish.exports.tables import Cell, Column, Kind, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Prose, Section, Stamp
from sapat.school.bodies.rules import BodyKind

SHOWN_DIGEST = 16
"""Letters of a file's digest that the list of annexes prints: enough to tell files apart."""


def edition_paper(edition: DocumentEdition, *, language: str, at: datetime) -> Paper:
    """Return an edition as a paper in a language, or in its own where it was not translated."""
    text = texts.text_in(edition, language) or texts.main_text(edition)
    with translation.override(language):
        return Paper(
            language=language,
            title=_title(edition, text),
            school=edition.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_capital(DocumentKind(edition.document.kind).label),
            subject=_("edition %(number)s") % {"number": edition.number},
            stamps=_stamps(edition),
            facts=_facts(edition),
            sections=_sections(edition, text, language),
            numbered=False,
            annexes=_annexes(edition),
            watermark=watermark(edition),
        )


def watermark(edition: DocumentEdition) -> str:
    """Return what is written across every page, so that no old copy passes for the paper."""
    match edition.state:
        case EditionState.IN_FORCE:
            return ""
        case EditionState.SUPERSEDED:
            return pgettext("watermark", "SUPERSEDED")
        case EditionState.WITHDRAWN:
            return pgettext("watermark", "WITHDRAWN")
        case EditionState.APPROVED if edition.is_scheduled:
            return pgettext("watermark", "NOT YET IN FORCE")
        case _:
            return pgettext("watermark", "DRAFT")


def _title(edition: DocumentEdition, text: DocumentText | None) -> str:
    return (text.title if text else "") or edition.document.title


def _stamps(edition: DocumentEdition) -> list[Stamp]:
    """Return the sign-offs its kind asks for; what is not signed yet is a line to fill in."""
    route, found = edition.document.route, []
    if route.adoption:
        body = edition.body.name if edition.body else str(BodyKind(route.adoption[0]).label)
        number, day = edition.protocol_number, edition.adopted_on
        stamp = stamps.adopted(_capital(body), number=number, day=day)
        if edition.document.wording == Wording.AGREED:
            stamp = replace(stamp, heading=stamps.agreed("").heading)
        found.append(stamp)
    if route.approval:
        person = edition.approved_by
        found.append(
            stamps.approved(
                _capital(Role.DIRECTOR.label),
                person.short_name if person else "",
                order=edition.order_number,
                day=edition.approved_on,
            )
        )
    return found


def _facts(edition: DocumentEdition) -> list[tuple[str, str]]:
    document = edition.document
    file = nomenclature.by_index().get(document.index)
    found = [(pgettext("document", "Edition"), str(edition.number))]
    if edition.effective_from:
        found.append((_("In force from"), _day(edition.effective_from)))
    if edition.effective_until:
        found.append((_("In force until"), _day(edition.effective_until)))
    if document.index:
        found.append(
            (
                pgettext("nomenclature", "File"),
                f"{document.index} {file.name}" if file else document.index,
            )
        )
    found.append((_("Kept"), file.kept if file else kinds()[document.kind].kept))
    return found


def _sections(edition: DocumentEdition, text: DocumentText | None, language: str) -> list[Section]:
    blocks: list[Block] = []
    if text is None or text.language != language:
        words = _("There is no text in this language yet; the document follows in its own.")
        blocks.append(Paragraph(words))
    elif language in texts.behind(edition):
        words = _("This translation was made from an earlier text; the text in force is the other.")
        blocks.append(Paragraph(words))
    if text and text.text.strip():
        blocks.append(Prose(text.text))
    file = texts.text_file(edition, text.language if text else edition.document.language)
    if file:
        blocks.append(Paragraph(_("The text is kept as a file: %(name)s") % {"name": file.name}))
    sections = [Section("", blocks)]
    cited = [one.act.citation for one in reads.citations(edition)]
    if cited:
        sections.append(Section(_("Acts it stands on"), [Points(cited)]))
    return sections


def _annexes(edition: DocumentEdition) -> list[Section]:
    """Return the list of annexes that are kept as files, each known by its content."""
    rows: list[list[Cell]] = [
        [file.number, file.title, file.name, file.digest[:SHOWN_DIGEST]]
        for file in texts.annexes(edition)
    ]
    columns = [
        Column("№", Kind.COUNT, width=5),
        Column(_("Annex"), width=45),
        Column(_("File"), width=30),
        Column("SHA-256", width=20),
    ]
    table = Table(_("Annexes kept as files"), columns, rows)
    return [Section(_("List of annexes"), [table])] if rows else []


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
