"""Papers of findings and actions: the sheet to sign, the register, the plan of actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.act.actions.models import Action
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Stood, days_open
from sapat.core.rights import Role
from sapat.publish.exports.tables import Cell, Column, Kind, Table
from sapat.publish.papers.content import Paper, Paragraph, Points, Section, Signature
from sapat.school.organisations.models import Organisation

Told = tuple[int, str, bool]
"""A cause: how deep, its words, whether it is the root."""


def finding_paper(
    row: Finding,
    causes: Sequence[Told],
    actions: Sequence[Action],
    *,
    language: str,
    at: datetime,
) -> Paper:
    """Return the sheet of one finding, as management and the one who answers sign it."""
    with translation.override(language):
        said = [Paragraph(words) for words in (row.title, row.text) if words]
        why = [
            f"{'→ ' * (depth - 1)}{text}{' — ' + _('root cause') if root else ''}"
            for depth, text, root in causes
        ]
        sections = [
            Section(_("What was found"), said),
            Section(_("Why it is so"), [Points(why) if why else Paragraph(_("Not named yet."))]),
            Section(_("What is done about it"), [_actions_table(actions)]),
        ]
        owner = row.owner.short_name if row.owner else ""
        return Paper(
            language=language,
            title=_("Finding %(name)s") % {"name": row.name},
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_("Finding"),
            facts=_facts(row),
            sections=sections,
            signatures=[
                Signature(_("Who answers for it"), owner),
                Signature(str(Role.DEP_ACADEMIC.label).capitalize(), ""),
            ],
        )


def _facts(row: Finding) -> list[tuple[str, str]]:
    facts = [
        (pgettext("finding", "Grade"), row.get_grade_display()),
        (_("Where from"), row.source_label or row.get_origin_display()),
        (_("Found on"), f"{row.found_on:%d.%m.%Y}"),
        (_("State"), row.get_state_display()),
    ]
    if row.indicator:
        facts.append((_("Indicator"), f"{row.indicator} {row.group}".strip()))
    if row.clause:
        facts.append((_("Clause"), row.clause))
    if row.due_on:
        facts.append((_("To be closed by"), f"{row.due_on:%d.%m.%Y}"))
    return facts


def register_paper(
    school: Organisation,
    rows: Sequence[Finding],
    lives: Mapping[int, Sequence[Stood]],
    *,
    language: str,
    at: datetime,
) -> Paper:
    """Return the register of findings with the days each was open."""
    with translation.override(language):
        day = localdate(at)
        columns = [
            Column("№", width=12),
            Column(_("Finding"), width=34),
            Column(pgettext("finding", "Grade"), width=15),
            Column(_("Where from"), width=15),
            Column(_("Found on"), Kind.DATE, width=11),
            Column(_("State"), width=13),
            Column(_("Who answers"), width=15),
            Column(_("To be closed by"), Kind.DATE, width=11),
            Column(_("Days open"), Kind.COUNT, width=8),
        ]
        cells: list[list[Cell]] = [
            [
                row.name,
                f"{row.title} ({row.group})" if row.group else row.title,
                row.get_grade_display(),
                row.get_origin_display(),
                row.found_on,
                row.get_state_display(),
                row.owner.short_name if row.owner else "",
                row.due_on or "",
                days_open(lives.get(row.pk, ()), day),
            ]
            for row in rows
        ]
        return Paper(
            language=language,
            title=_("Register of findings"),
            school=school.edition(day).name,
            frozen_at=at,
            sections=[Section("", [Table(_("Findings"), columns, cells)])],
        )


def actions_paper(
    school: Organisation, rows: Sequence[Action], *, language: str, at: datetime
) -> Paper:
    """Return the plan of actions."""
    with translation.override(language):
        return Paper(
            language=language,
            title=_("Plan of actions"),
            school=school.edition(localdate(at)).name,
            frozen_at=at,
            sections=[Section("", [_actions_table(rows)])],
        )


def _actions_table(rows: Sequence[Action]) -> Table:
    columns = [
        Column("№", width=12),
        Column(_("Action"), width=34),
        Column(_("Kind"), width=16),
        Column(_("Who does it"), width=16),
        Column(_("Done by (day)"), Kind.DATE, width=12),
        Column(_("Expected"), width=20),
        Column(_("State"), width=16),
    ]
    cells: list[list[Cell]] = [
        [
            row.name,
            row.title,
            row.get_kind_display(),
            row.owner.short_name,
            row.due_on,
            " ".join(filter(None, [row.indicator, row.expected])),
            row.get_state_display(),
        ]
        for row in rows
    ]
    return Table(_("Actions"), columns, cells)
