"""The checklist of an audit: to be filled in by hand, or as it was filled in."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.audits import reads as audits
from sapat.check.audits.checklists import reads
from sapat.check.audits.models import Audit
from sapat.check.audits.rules import Judgement, Part
from sapat.publish.audits.plan import facts_of
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table
from sapat.publish.papers.content import Paper, Paragraph, Section, Signature

EMPTY_LINES = 4
"""Lines left free for what was not thought of beforehand."""


def checklist_paper(row: Audit, *, language: str, at: datetime) -> Paper:
    """Return the checklist with a line to write on at every question that has no answer."""
    with translation.override(language):
        lines = reads.lines(row)
        marks = "; ".join(f"{number} – {one.label}" for number, one in enumerate(Judgement, 1))
        intro = Paragraph(_("Judgement: %(marks)s.") % {"marks": marks})
        seats = audits.seats(row)
        return Paper(
            language=language,
            title=_("Checklist of the audit %(name)s") % {"name": row.name},
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_("Checklist"),
            subject=row.name,
            facts=facts_of(row),
            sections=[Section("", [intro, _table(lines)])],
            signatures=[
                Signature(seat.get_part_display().capitalize(), str(seat))
                for seat in seats
                if seat.part in {Part.LEAD, Part.AUDITEE}
            ],
            numbered=False,
        )


def _table(lines: list[reads.Line]) -> Table:
    columns = [
        Column("№", Kind.COUNT, width=5),
        Column(pgettext("audit", "Question"), width=42),
        Column(_("Clause"), width=9),
        Column(_("Judgement"), width=14),
        Column(_("What was seen and heard, sample, evidence"), width=40),
        Column(pgettext("audit", "Finding"), width=14),
    ]
    rows: list[list[Cell]] = [_row(line) for line in lines]
    rows += [[len(lines) + extra, "", "", "", "", ""] for extra in range(1, EMPTY_LINES + 1)]
    return Table(_("Questions"), columns, rows, row_height=TO_SIGN)


def _row(line: reads.Line) -> list[Cell]:
    answer = line.answer
    said = [answer.note, answer.sample, answer.evidence] if answer else []
    return [
        line.question.place,
        str(line.question),
        line.question.clause,
        answer.get_judgement_display() if answer else "",
        ". ".join(words.rstrip(".") for words in said if words),
        ", ".join(f"{one.name} ({one.get_grade_display()})" for one in line.found),
    ]
