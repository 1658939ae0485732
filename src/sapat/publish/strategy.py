"""The strategy with its objectives, as a page to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.plan.objectives import reads
from sapat.plan.objectives.models import Strategy
from sapat.publish.exports.tables import Cell, Column, Kind, Table
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature
from sapat.publish.plans import stamps_of
from sapat.school.people import reads as people


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective as the table prints it; figures are said already, with their unit."""

    depth: int
    title: str
    indicator: str
    baseline: str
    now: str
    target: str
    due_on: date
    owner: str
    course: str


def strategy_paper(
    strategy: Strategy, rows: Sequence[ObjectiveRow], *, language: str, at: datetime
) -> Paper:
    """Return the paper of the strategy; inside the school's boundary."""
    with translation.override(language):
        day = at.date()
        head = people.director(day)
        edition = reads.in_force(strategy.document_id, day)
        return Paper(
            language=language,
            title=_("Development strategy for %(years)s") % {"years": strategy},
            school=strategy.school.edition(day).name,
            frozen_at=at,
            kind=_("Strategy"),
            subject=_("edition %(number)s") % {"number": strategy.number},
            stamps=stamps_of(edition, strategy.school, day),
            sections=[*_words(strategy), Section(_("Objectives"), [objectives_table(rows)])],
            signatures=[Signature(_("Director"), head.short_name if head else "")],
        )


def _words(strategy: Strategy) -> list[Section]:
    goals = [goal.text for goal in strategy.goals.order_by("number")]
    values = [line for line in strategy.values.splitlines() if line.strip()]
    parts: list[tuple[str, Sequence[Block]]] = [
        (_("Mission"), [Paragraph(strategy.mission)]),
        (_("Vision"), [Paragraph(strategy.vision)] if strategy.vision else []),
        (_("Values"), [Points(values)] if values else []),
        (_("Main goal"), [Paragraph(strategy.goal)]),
        (_("Goals"), [Points(goals, numbered=True)] if goals else []),
    ]
    return [Section(title, blocks) for title, blocks in parts if blocks]


def objectives_table(rows: Sequence[ObjectiveRow]) -> Table:
    """Return the objectives as a table, those below another one set in."""
    columns = [
        Column("№", Kind.COUNT, width=4),
        Column(_("Objective"), width=34),
        Column(_("Indicator"), width=11),
        Column(_("Baseline"), width=14),
        Column(_("Now"), width=14),
        Column(_("Target"), width=14),
        Column(_("Deadline"), width=13),
        Column(_("Owner"), width=18),
        Column(_("Course"), width=18),
    ]
    cells: list[list[Cell]] = [
        [
            number,
            ("– " * row.depth) + row.title,
            row.indicator,
            row.baseline,
            row.now,
            row.target,
            f"{row.due_on:%d.%m.%Y}",
            row.owner,
            row.course,
        ]
        for number, row in enumerate(rows, 1)
    ]
    return Table(_("Objectives and where they stand"), columns, cells)
