"""The list of what needs checking in the data, as a paper and as a table."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.check.data_quality.models import QualityIssue
from sapat.publish.exports.tables import Cell, Column, Kind, Table
from sapat.publish.papers.content import Paper, Paragraph, Section
from sapat.school.organisations.models import Organisation


def issues_table(rows: Iterable[QualityIssue]) -> Table:
    """Return the issues with where they are, whom to ask, and what became of them."""
    columns = [
        Column("№", Kind.COUNT, width=5),
        Column(_("What was seen"), width=34),
        Column(_("Where"), width=16),
        Column(_("Term"), width=13),
        Column(_("Teacher"), width=15),
        Column(_("Severity"), width=12),
        Column(_("State"), width=14),
        Column(_("In what words"), width=22),
    ]
    found: list[list[Cell]] = [
        [
            number,
            f"{row.name}. {row.sentence}",
            row.place or row.about,
            row.term_label,
            row.teacher.short_name if row.teacher else "",
            str(row.get_severity_display()),
            str(row.get_state_display()),
            row.words,
        ]
        for number, row in enumerate(rows, 1)
    ]
    return Table(_("What needs checking"), columns, found)


def issues_paper(
    school: Organisation, rows: Iterable[QualityIssue], *, language: str, at: datetime
) -> Paper:
    """Return the list as it is printed; the caller speaks the language."""
    opening = _(
        "An entry says that something in the data needs checking, not that somebody is at fault."
    )
    return Paper(
        language=language,
        title=_("Data quality: what needs checking"),
        school=school.edition(localdate(at)).name,
        kind=_("Data quality"),
        frozen_at=at,
        sections=[Section("", [Paragraph(opening), issues_table(rows)])],
    )
