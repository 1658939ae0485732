"""The conclusion of an expert review, as a union or council keeps and signs it."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.expertises import reads
from sapat.check.expertises.models import (
    Expertise,
    ExpertiseAdvice,
    ExpertiseCriterion,
    ExpertiseMember,
)
from sapat.check.expertises.rules import PARTS, ExpertiseState, Part, Seat
from sapat.publish.exports.tables import Cell, Column, Kind, Table, day
from sapat.publish.papers import stamps
from sapat.publish.papers.content import (
    Block,
    Paper,
    Paragraph,
    Section,
    Signature,
    Stamp,
)


def expertise_paper(row: Expertise, *, language: str, at: datetime) -> Paper:
    """Return the conclusion; until all have signed it says across the page that it is a draft."""
    with translation.override(language):
        members, criteria = reads.members(row), list(reads.criteria(row))
        sections = [
            Section(_("What is looked at"), _object(row)),
            Section(_("Who reviews"), [_members(members)]),
            *(_side(part, criteria) for part in PARTS[row.kind]),
            Section(_("Conclusion"), [*_conclusion(row), *_opinions(members)]),
            Section(_("Recommendations"), _advice(list(reads.advice(row)))),
        ]
        if row.heard_on and row.council:
            sections.append(Section(_("What the council concluded"), _council(row)))
        return Paper(
            language=language,
            title=_("Conclusion of the expert review"),
            school=row.school.edition(row.signed_on or row.due_on).name,
            frozen_at=at,
            kind=_("Conclusion of the expert review"),
            subject=row.name,
            stamps=_stamps(row),
            facts=[
                (_("Kind"), row.get_kind_display()),
                (_("What is reviewed"), row.title),
                (_("On what ground"), row.ground or stamps.NAME),
            ],
            sections=sections,
            signatures=_signatures(members),
            watermark="" if row.state == ExpertiseState.SIGNED else _("DRAFT"),
        )


def _stamps(row: Expertise) -> list[Stamp]:
    if not row.heard_on or not row.council:
        return []
    return [stamps.considered(row.council.name, number=row.council_protocol, day=row.heard_on)]


def _object(row: Expertise) -> list[Block]:
    found: list[Block] = [Paragraph(line) for line in row.looked_at.splitlines() if line.strip()]
    return found or [Paragraph(row.title)]


def _members(members: list[ExpertiseMember]) -> Block:
    columns = [
        Column(pgettext("person", "Full name"), width=44),
        Column(_("What they do"), width=28),
        Column(_("Signed on"), Kind.DATE, width=16),
    ]
    rows: list[list[Cell]] = [
        [
            one.person.full_name if one.person else one.outside,
            one.get_seat_display(),
            one.signed_on or "",
        ]
        for one in members
    ]
    return Table(_("Experts and authors"), columns, rows)


def _side(part: Part, criteria: list[ExpertiseCriterion]) -> Section:
    columns = [
        Column("№", Kind.COUNT, width=4),
        Column(_("Criterion"), width=46),
        Column(_("Mark of the experts"), width=18),
        Column(_("What shows it, what is lacking"), width=34),
    ]
    mine = [one for one in criteria if one.part == part]
    rows: list[list[Cell]] = [
        [number, one.shown, one.get_mark_display() or "", one.words]
        for number, one in enumerate(mine, 1)
    ]
    title = str(part.label)
    return Section(title[:1].upper() + title[1:], [Table(_("Criteria"), columns, rows)])


def _conclusion(row: Expertise) -> list[Block]:
    if not row.outcome:
        return [Paragraph(_("Not written yet."))]
    words: list[Block] = [Paragraph(one) for one in row.conclusion.splitlines() if one.strip()]
    told = _("Outcome: %(outcome)s.") % {"outcome": row.get_outcome_display()}
    return [*words, Paragraph(told, is_conclusion=True)]


def _opinions(members: list[ExpertiseMember]) -> list[Block]:
    """Return what experts see otherwise than the conclusion."""
    return [
        Paragraph(f"{_('Opinion of their own:')} {one}: {one.opinion}")
        for one in members
        if one.opinion
    ]


def _advice(rows: list[ExpertiseAdvice]) -> list[Block]:
    if not rows:
        return [Paragraph(_("Nothing is recommended."))]
    columns = [
        Column("№", Kind.COUNT, width=4),
        Column(_("What is recommended"), width=58),
        Column(_("To whom"), width=24),
        Column(_("By when"), Kind.DATE, width=14),
    ]
    cells: list[list[Cell]] = [
        [number, one.text, one.addressee, one.due_on or ""] for number, one in enumerate(rows, 1)
    ]
    return [Table(_("Recommendations"), columns, cells)]


def _council(row: Expertise) -> list[Block]:
    told = _("%(name)s, protocol № %(number)s of %(day)s") % {
        "name": row.council.name if row.council else "",
        "number": row.council_protocol,
        "day": day(row.heard_on) if row.heard_on else "",
    }
    return [Paragraph(told), *(Paragraph(line) for line in row.council_words.splitlines())]


def _signatures(members: list[ExpertiseMember]) -> list[Signature]:
    experts = [one for one in members if one.seat != Seat.AUTHOR]
    return [
        Signature(
            str(_("Lead of the review") if one.seat == Seat.LEAD else pgettext("person", "Expert")),
            str(one),
        )
        for one in experts
    ]
