"""The report of an audit and the note on a control, as both sides sign it."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.audits import reads as audits
from sapat.check.audits.checklists.reads import tally_of
from sapat.check.audits.models import Audit, AuditReport
from sapat.check.audits.reports import reads
from sapat.check.audits.rules import AUDITING, AuditState, Part
from sapat.check.audits.rules import Kind as Kinds
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import FindingState, Grade
from sapat.core.rights import Role
from sapat.publish.audits.plan import facts_of
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table
from sapat.publish.exports.tables import day as written
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature, Stamp


def report_paper(row: Audit, report: AuditReport, *, language: str, at: datetime) -> Paper:
    """Return the report: what was looked at, findings by grade, conclusions, both signatures."""
    with translation.override(language):
        is_control = row.programme.kind == Kinds.CONTROL
        name = _("Note on the control") if is_control else _("Report of the internal audit")
        return Paper(
            language=language,
            title=_("%(paper)s: %(title)s") % {"paper": name, "title": row.title},
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=name,
            subject=row.name,
            stamps=_stamps(row),
            facts=[*facts_of(row, is_over=True), *_held(row, report)],
            sections=_sections(row, report, is_control=is_control),
            signatures=_signatures(row, report, is_control=is_control),
            annexes=_annexes(row, report, is_control=is_control),
            watermark=_watermark(row, report),
        )


def _stamps(row: Audit) -> list[Stamp]:
    day = row.decided_on if row.state == AuditState.CONFIRMED else None
    name = row.decided_by.short_name if row.decided_by else audits.director_of(row.planned_on)
    return [stamps.agreed(str(Role.DIRECTOR.label).capitalize(), name, day=day)]


def _held(row: Audit, report: AuditReport) -> list[tuple[str, str]]:
    """Return what stands below the title beside the plan; the title says what was checked."""
    told = []
    if row.started_on:
        last = f" – {written(row.held_on)}" if row.held_on else ""
        told.append((_("Carried out"), f"{written(row.started_on)}{last}"))
    team = ", ".join(str(seat) for seat in audits.seats(row) if seat.part in AUDITING)
    told.append((_("Who checked"), team))
    volume = " ".join(_lines(report.volume))
    return [*told, (_("What was looked at"), volume)] if volume else told


def _sections(row: Audit, report: AuditReport, *, is_control: bool) -> list[Section]:
    looked = _paragraphs(report.facts)
    count = tally_of(row)
    if count.asked:
        facts = {
            "all": count.asked,
            "conform": count.conforms,
            "remarks": count.remarks,
            "faults": count.faults,
            "skipped": count.skipped,
        }
        words = _(
            "Checklist: %(all)s questions; conform %(conform)s, remarks %(remarks)s, "
            "nonconformities %(faults)s, not looked at %(skipped)s."
        )
        looked.append(Paragraph(words % facts))
    sections = [Section(_("Facts and figures"), looked)] if looked else []
    good = _paragraphs(report.strengths) if report.strengths else []
    found = reads.findings_in(report)
    if good:
        sections.append(Section(_("What is good"), good))
    title = _("Remarks and findings") if is_control else _("Findings")
    sections.append(Section(title, _findings(row, found)))
    told: list[Block] = [Paragraph(one, True) for one in _lines(report.conclusions)]
    sections.append(Section(_("Conclusions"), told))
    if report.advice:
        advice = Points(_lines(report.advice), numbered=True)
        sections.append(Section(_("Recommendations"), [advice]))
    if report.auditee_words:
        objections = _paragraphs(report.auditee_words)
        title = _("Objections or explanations of the audited side")
        sections.append(Section(title, objections))
    ends = _ends(row, report, is_control=is_control)
    return [*sections, Section(_("Decision"), ends)] if ends else sections


def _findings(row: Audit, found: list[dict[str, str]]) -> list[Block]:
    if not found:
        return [Paragraph(_("Nothing was found that has to be put right."))]
    now = {link.finding_id: link.finding for link in audits.found_by(row)}
    columns = [
        Column("№", width=12),
        Column(pgettext("audit", "Finding"), width=44),
        Column(pgettext("finding", "Grade"), width=18),
        Column(_("Clause"), width=10),
        Column(_("Agreed term"), width=18),
    ]
    order = list(Grade.values)
    rows: list[list[Cell]] = [
        [
            one["name"],
            ". ".join(words.rstrip(".") for words in (one["title"], one["text"]) if words),
            str(Grade(one["grade"]).label),
            one["clause"],
            _agreed(now.get(int(one["pk"]))),
        ]
        for one in sorted(found, key=lambda each: order.index(each["grade"]))
    ]
    return [Table(_("Findings by grade"), columns, rows)]


def _agreed(row: Finding | None) -> str:
    if row is None:
        return ""
    if row.state == FindingState.REFUSED:
        return row.get_state_display()
    owner = row.owner.short_name if row.owner else ""
    return ", ".join(filter(None, [written(row.due_on) if row.due_on else "", owner]))


def _ends(row: Audit, report: AuditReport, *, is_control: bool) -> list[Paragraph]:
    told: list[Paragraph] = []
    if report.heard_on:
        facts = {"day": written(report.heard_on), "where": report.protocol or row.heard_at or "—"}
        told.append(Paragraph(_("Heard on %(day)s: %(where)s.") % facts))
    elif is_control:
        facts = {"where": row.heard_at or stamps.NAME, "number": stamps.NUMBER, "day": stamps.DAY}
        words = _("Heard: %(where)s, protocol № %(number)s of %(day)s.")
        told.append(Paragraph(words % facts))
    if report.again_on:
        again = _("Repeat check: %(day)s.") % {"day": written(report.again_on)}
        before = [f"{told.pop().text} "] if told else [""]
        told.append(Paragraph(f"{before[0]}{again}"))
    if row.state == AuditState.CONFIRMED and row.decided_on:
        words = _("Management confirmed the report on %(day)s.") % {"day": written(row.decided_on)}
        told.append(Paragraph(words, True))
    if row.state == AuditState.REFUSED and row.decided_on:
        facts = {"day": written(row.decided_on), "why": row.reason}
        words = _("Management refused the report on %(day)s: %(why)s") % facts
        told.append(Paragraph(words, True))
    return told


def _signatures(row: Audit, report: AuditReport, *, is_control: bool) -> list[Signature]:
    seats = audits.seats(row)
    lead = next((str(seat) for seat in seats if seat.part == Part.LEAD), "")
    audited = next((str(seat) for seat in seats if seat.part == Part.AUDITEE), "")
    who = _("Who checked") if is_control else str(Part.LEAD.label).capitalize()
    other = _("Taken note") if is_control else _("Audited side")
    lead_day = f", {written(report.lead_signed_on)}" if report.lead_signed_on else ""
    other_day = f", {written(report.auditee_signed_on)}" if report.auditee_signed_on else ""
    signed = report.auditee.short_name if report.auditee else audited
    return [Signature(who, f"{lead}{lead_day}"), Signature(other, f"{signed}{other_day}")]


def _annexes(row: Audit, report: AuditReport, *, is_control: bool) -> list[Section]:
    """Return the sheet on which everybody who was checked takes note of the note."""
    audited = [str(seat) for seat in audits.seats(row) if seat.part == Part.AUDITEE]
    if not is_control or len(audited) < 2:
        return []
    columns = [
        Column("№", Kind.COUNT, width=4),
        Column(pgettext("person", "Full name"), width=44),
        Column(_("Day"), width=18),
        Column(_("Signature"), width=26),
    ]
    signed = report.auditee.short_name if report.auditee else ""
    rows: list[list[Cell]] = [
        [number, name, written(report.auditee_signed_on) if name == signed and
         report.auditee_signed_on else "", ""]
        for number, name in enumerate(audited, 1)
    ]  # fmt: skip
    return [Section(_("Taken note"), [Table(_("Taken note"), columns, rows, row_height=TO_SIGN)])]


def _watermark(row: Audit, report: AuditReport) -> str:
    if row.state == AuditState.REFUSED:
        return _("REFUSED")
    return "" if report.lead_signed_on else _("DRAFT")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in _lines(text)]
