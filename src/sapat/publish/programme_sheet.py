"""The sheet "programme against requirements", with its three sign-offs."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.plan.programmes import reads
from sapat.plan.programmes.models import Programme
from sapat.plan.programmes.rules import Cover, ProgrammeState
from sapat.plan.stakeholders import reads as stakeholders
from sapat.publish.exports.tables import Blank, Cell, Column, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Paper, Paragraph, Section, Stamp


def programme_sheet(row: Programme, *, language: str, at: datetime) -> Paper:
    """Return the sheet of a programme as it stands at the moment, in one language."""
    with translation.override(language):
        answered = reads.lines(row)
        asked = reads.asked(localdate(at))
        counts = {cover: sum(line.cover == cover for line in answered.values()) for cover in Cover}
        summary = _(
            "Requirements: %(all)s. Covered: %(covered)s; partly: %(partly)s; not: %(not)s."
        ) % {"all": len(asked), **{cover.value: count for cover, count in counts.items()}}
        return Paper(
            language=language,
            title=_("Programme against requirements: %(title)s") % {"title": row.title},
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_("Sheet of requirements"),
            stamps=_stamps(row),
            facts=_facts(row),
            sections=[
                Section("", [_table(row), Paragraph(summary, is_conclusion=True)]),
            ],
            watermark="" if row.state != ProgrammeState.ENDED else _("ENDED"),
        )


def _stamps(row: Programme) -> list[Stamp]:
    signer = row.signed_by.short_name if row.signed_by else ""
    head = row.approved_by.short_name if row.approved_by else ""
    found = [
        stamps.agreed(_("Deputy director, academic"), signer, day=row.signed_on),
        stamps.approved(_("Director"), head, order=row.order_number, day=row.approved_on),
    ]
    if row.considered:
        found.insert(0, Stamp(_("CONSIDERED"), [row.considered]))
    return found


def _facts(row: Programme) -> list[tuple[str, str]]:
    years = f"{row.since_year}–{row.until_year or '…'}"
    found = [(_("Kind"), str(row.get_kind_display())), (_("School years"), years)]
    if row.subject:
        found.append((_("Subject"), row.subject.name))
    if row.level:
        found.append((_("Level"), str(row.get_level_display())))
    if row.hours:
        found.append((_("Hours"), str(row.hours)))
    return found


def _table(row: Programme) -> Table:
    answered, names = reads.lines(row), stakeholders.names()
    columns = [
        Column(_("Requirement"), width=48),
        Column(_("Whose"), width=24),
        Column(_("Covered"), width=16),
        Column(_("Where, or why not"), width=34),
    ]
    lines: list[list[Cell]] = []
    for one in reads.asked(localdate()):
        line = answered.get(one.key)
        cover = line.get_cover_display() if line else _("not marked yet")
        where = line.where if line else Blank.NOTHING
        lines.append([one.text, names.get(one.source, one.source), cover, where])
    return Table(_("Sheet of requirements"), columns, lines)
