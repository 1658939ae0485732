"""The plan of one audit: what, by which criteria, who, when; signed before it begins."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.audits import reads
from sapat.check.audits.checklists.reads import clauses, tally_of
from sapat.check.audits.models import Audit
from sapat.check.audits.rules import AuditState, Kind, Part
from sapat.core.rights import Role
from sapat.publish.audits.programme import dates, where
from sapat.publish.exports.tables import Cell, Column, Table
from sapat.publish.exports.tables import day as written
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature


def plan_paper(row: Audit, *, language: str, at: datetime) -> Paper:
    """Return the plan of an audit."""
    with translation.override(language):
        is_control = row.programme.kind == Kind.CONTROL
        name = _("Plan of the control") if is_control else _("Plan of the audit")
        lead = next((seat for seat in reads.seats(row) if seat.part == Part.LEAD), None)
        signed = str(Part.LEAD.label).capitalize()
        return Paper(
            language=language,
            title=f"{name} {row.name}",
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=name,
            subject=row.name,
            stamps=[
                stamps.approved(
                    str(Role.DIRECTOR.label).capitalize(),
                    reads.director_of(localdate(at)),
                    order=row.programme.order_number,
                    day=row.programme.approved_on,
                )
            ],
            facts=facts_of(row),
            sections=_sections(row, at),
            signatures=[Signature(_("Who checks") if is_control else signed, str(lead or ""))],
            watermark=_("CANCELLED") if row.state == AuditState.CALLED_OFF else "",
        )


def facts_of(row: Audit, *, is_over: bool = False) -> list[tuple[str, str]]:
    """Return what stands below the title of a paper; a report has title and dates of its own."""
    ground = _("%(programme)s, item %(number)s") % {
        "programme": row.programme,
        "number": row.number,
    }
    if row.programme.order_number and row.programme.approved_on:
        order = _("order № %(number)s of %(day)s") % {
            "number": row.programme.order_number,
            "day": written(row.programme.approved_on),
        }
        ground = f"{ground}; {order}"
    told = [
        (_("What is checked"), "" if is_over else row.title),
        (pgettext("audit", "Purpose"), row.purpose),
        (_("Ground"), ground),
        (_("Kind of control"), row.get_form_display() if row.form else ""),
        (_("Process or unit"), where(row)),
        (_("What is looked at"), row.looked_at),
        (_("Dates"), "" if is_over else dates(row)),
        (_("Methods"), row.methods or row.programme.methods),
    ]
    return [(name, words) for name, words in told if words]


def _sections(row: Audit, at: datetime) -> list[Section]:
    known = clauses(localdate(at))
    criteria: list[Block] = [Paragraph(row.programme.criteria)] if row.programme.criteria else []
    if row.clauses:
        told = [f"{code} {known[code].heading if code in known else ''}" for code in row.clauses]
        criteria.append(Points(told))
    sections = [Section(_("Criteria"), criteria)] if criteria else []
    columns = [Column(_("Part in the audit"), width=22), Column(_("Name"), width=40),
               Column(_("Exception"), width=30)]  # fmt: skip
    team: list[list[Cell]] = [
        [seat.get_part_display(), _named(str(seat), outside=not seat.person_id), seat.exception]
        for seat in reads.seats(row)
    ]
    sections.append(Section(_("Who takes part"), [Table(_("Who takes part"), columns, team)]))
    asked = tally_of(row).asked
    words = _("Opening talk; looking at papers, talks, visits; findings; closing talk; report.")
    order = [Paragraph(words)]
    if asked:
        order.append(Paragraph(_("Questions in the checklist: %(count)s.") % {"count": asked}))
    sections.append(Section(_("How it is carried out"), order))
    moves = [f"{one}: {one.reason}" for one in row.moves.order_by("pk")]
    if moves:
        sections.append(Section(_("Dates that were moved"), [Points(moves)]))
    return sections


def _named(name: str, *, outside: bool) -> str:
    return _("%(name)s (from outside)") % {"name": name} if outside else name
