"""The readiness file of a licence, an accreditation or an inspection."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.plan.licensing import reads
from sapat.plan.licensing.models import RequirementItem, RequirementSet
from sapat.plan.licensing.rules import ItemState
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, day
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature

UNBROKEN = "\u2011"
"""A hyphen at which a code is not broken over two lines."""


def readiness(row: RequirementSet, *, language: str, at: datetime) -> Paper:
    """Return the file of a set as it stands at the moment, in one language."""
    with translation.override(language):
        items = list(reads.items(row))
        return Paper(
            language=language,
            title=_("Readiness file: %(set)s") % {"set": row.title},
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_("Readiness file"),
            facts=_facts(row),
            sections=[
                Section(_("State"), [Paragraph(_summary(items), is_conclusion=True)]),
                Section(_("Criteria and evidence"), [_table(row, items)]),
                Section(_("To be done"), _open_points(items)),
            ],
            signatures=[Signature(_("Director")), Signature(_("Deputy director, academic"))],
        )


def _facts(row: RequirementSet) -> list[tuple[str, str]]:
    until = day(row.valid_to) if row.valid_to else _("without end")
    found = [(_("Kind"), str(row.get_kind_display())), (_("Number"), row.number)]
    if row.issued_by:
        found.append((_("Issued by"), row.issued_by))
    return [*found, (_("Valid"), f"{day(row.valid_from)} – {until}")]


def _summary(items: list[RequirementItem]) -> str:
    counts = {state: sum(item.state == state for item in items) for state in ItemState}
    never = sum(not item.state for item in items)
    return _(
        "Criteria: %(all)s. Met: %(met)s; met with remarks: %(remarks)s; "
        "not met: %(not_met)s; not checked yet: %(never)s."
    ) % {"all": len(items), "never": never, **{str(key.value): n for key, n in counts.items()}}


def _table(row: RequirementSet, items: list[RequirementItem]) -> Table:
    columns = [
        Column("№", width=8),
        Column(_("Criterion"), width=39),
        Column(_("State"), width=18),
        Column(_("What shows it"), width=42),
        Column(_("Checked on"), Kind.DATE, width=17),
    ]
    lines: list[list[Cell]] = [
        [
            item.code.replace("-", UNBROKEN),
            item.text,
            item.get_state_display() or _("not checked yet"),
            item.evidence or Blank.NOTHING,
            item.checked_on or Blank.NOTHING,
        ]
        for item in items
    ]
    notes = []
    if unverified := [item.code for item in items if item.unverified]:
        told = {"items": ", ".join(unverified)}
        notes.append(_("To be compared with the current text of the act: %(items)s.") % told)
    return Table(row.title, columns, lines, notes=notes)


def _open_points(items: list[RequirementItem]) -> list[Block]:
    wanted = [item for item in items if item.state in {ItemState.NOT_MET, ItemState.REMARKS}]
    if not wanted:
        return [Paragraph(_("Nothing is open."))]
    points = [
        f"{item.code}. {item.text} ({item.get_state_display()}). {item.evidence}" for item in wanted
    ]
    return [Points(points, numbered=True)]
