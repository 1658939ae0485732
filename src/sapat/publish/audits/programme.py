"""The audit programme and the plan of in-school control, with the director's sign-off."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.audits import reads
from sapat.check.audits.models import Audit, AuditProgramme
from sapat.check.audits.rules import AuditState, Kind, Part
from sapat.core.rights import Role
from sapat.publish.exports.tables import Blank, Cell, Column, Table
from sapat.publish.exports.tables import Kind as Holds
from sapat.publish.exports.tables import day as written
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Paper, Paragraph, Section, Signature, Stamp


def programme_paper(row: AuditProgramme, *, language: str, at: datetime) -> Paper:
    """Return the programme of a school year as it is approved and hangs in the office."""
    with translation.override(language):
        is_control = row.kind == Kind.CONTROL
        title = _("Plan of in-school control") if is_control else _("Programme of internal audits")
        rows = list(reads.audits(row.pk))
        table = Section(_("What is checked"), [_table(rows, is_control)])
        drawn = row.drawn_up_by.short_name if row.drawn_up_by else ""
        return Paper(
            language=language,
            title=f"{title}, {row.label}",
            school=row.school.edition(at.date()).name,
            frozen_at=at,
            kind=title,
            subject=row.label,
            stamps=[_approved(row)],
            facts=_frame(row),
            # Ten columns turn the page: as an annex they leave the signatures below the frame.
            sections=[Section("", [])] if is_control else [table],
            numbered=False,
            signatures=[Signature(str(Role.DEP_ACADEMIC.label).capitalize(), drawn)],
            annexes=[table] if is_control else _annexes(row, rows),
            watermark="" if row.is_approved else _("DRAFT"),
        )


def _approved(row: AuditProgramme) -> Stamp:
    post = str(Role.DIRECTOR.label).capitalize()
    name = row.approved_by.short_name if row.approved_by else reads.director_of(row.drawn_up_on)
    return stamps.approved(post, name, order=row.order_number, day=row.approved_on)


def _frame(row: AuditProgramme) -> list[tuple[str, str]]:
    told = [
        (_("Criteria"), row.criteria),
        (_("Scope"), row.scope),
        (_("Frequency"), row.frequency),
        (_("Methods"), row.methods),
        (_("What earlier audits showed"), row.earlier),
    ]
    return [(title, words) for title, words in told if words.strip()]


def _table(rows: list[Audit], is_control: bool) -> Table:
    if is_control:
        columns = [
            Column("№", Holds.COUNT, width=4),
            Column(_("What is checked"), width=30),
            Column(pgettext("audit", "Purpose"), width=22),
            Column(_("What is looked at"), width=18),
            Column(_("Kind of control"), width=14),
            Column(_("Methods"), width=16),
            Column(_("Dates"), width=13),
            Column(_("Who checks"), width=16),
            Column(_("Where it is heard"), width=16),
            Column(_("Fulfilment"), width=13),
        ]
        return Table(_("Plan of in-school control"), columns, [_control(row) for row in rows])
    columns = [
        Column("№", Holds.COUNT, width=4),
        Column(_("What is checked"), width=36),
        Column(_("Clauses"), width=12),
        Column(_("Dates"), width=15),
        Column(_("Auditors"), width=20),
        Column(_("Audited side"), width=18),
        Column(_("Fulfilment"), width=18),
    ]
    return Table(_("Internal audits of the school year"), columns, [_audit(row) for row in rows])


def _control(row: Audit) -> list[Cell]:
    return [
        row.number,
        row.title,
        row.purpose,
        row.looked_at,
        row.get_form_display(),
        row.methods,
        dates(row),
        people(row, Part.LEAD, Part.MEMBER),
        row.heard_at,
        _fact(row),
    ]


def _audit(row: Audit) -> list[Cell]:
    return [
        row.number,
        f"{row.title} ({where(row)})" if where(row) else row.title,
        ", ".join(row.clauses),
        dates(row),
        people(row, Part.LEAD, Part.MEMBER),
        people(row, Part.AUDITEE),
        _fact(row),
    ]


def where(row: Audit) -> str:
    """Return the process and the unit of an audit in words."""
    unit = row.unit.edition(row.planned_on).name if row.unit else ""
    return ", ".join(filter(None, [row.process.title if row.process else "", unit]))


def dates(row: Audit) -> str:
    """Return the planned days of an audit."""
    first = written(row.planned_on)
    return (
        first if row.planned_on == row.planned_until else f"{first} – {written(row.planned_until)}"
    )


def people(row: Audit, *parts: Part) -> str:
    """Return who sits there on these sides."""
    return ", ".join(str(seat) for seat in row.seats.all() if seat.part in parts)


def _fact(row: Audit) -> str:
    if row.state == AuditState.CALLED_OFF:
        return row.get_state_display()
    return written(row.held_on) if row.held_on else ""


def _annexes(row: AuditProgramme, rows: list[Audit]) -> list[Section]:
    covered = reads.coverage(row, rows)
    if not covered:
        return []
    columns = [
        Column(_("Process or unit"), width=28),
        Column(_("Importance"), width=12),
        Column(_("Last audit"), Holds.DATE, width=13),
        Column(pgettext("nonconformities", "Major"), Holds.COUNT, width=15),
        Column(pgettext("nonconformities", "Minor"), Holds.COUNT, width=17),
        Column(_("Still open"), Holds.COUNT, width=11),
        Column(_("How taken into account"), width=44),
        Column(_("Planned this year"), Holds.COUNT, width=17),
    ]
    cells: list[list[Cell]] = [
        [
            str(one.line),
            one.line.get_importance_display(),
            one.before.last_held or Blank.NOTHING,
            one.before.major,
            one.before.minor,
            one.before.still_open,
            " ".join(filter(None, [one.line.considered, _left_out(one.line.left_out)])),
            len(one.planned),
        ]
        for one in covered
    ]
    gaps = [str(one.line) for one in covered if one.is_gap]
    words = _("Not covered and without a reason: %(names)s.") % {"names": ", ".join(gaps)}
    blocks: list[Block] = [Table(_("Importance and earlier results"), columns, cells)]
    if gaps:
        blocks.append(Paragraph(words, is_conclusion=True))
    return [Section(_("What the programme covers"), blocks)]


def _left_out(words: str) -> str:
    return _("Left out: %(why)s") % {"why": words} if words else ""
