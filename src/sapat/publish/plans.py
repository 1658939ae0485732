"""A plan as schools print it: stamps, sections or months, who answers, a mark of fulfilment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.planning import reads, rules
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.rules import ItemState, PlanLevel
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Paper, Section, Signature, Stamp
from sapat.school.calendar.rules import year_label
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people

DAY = "%d.%m.%Y"


def plan_paper(plan: Plan, *, language: str, at: datetime, by_month: bool = False) -> Paper:
    """Return the paper of a plan; inside the school's boundary."""
    with translation.override(language):
        items = list(reads.items_of(plan))
        school = plan.school
        return Paper(
            language=language,
            title=plan.title,
            school=school.edition(at.date()).name,
            frozen_at=at,
            kind=str(PlanLevel(plan.level).label).capitalize(),
            subject=year_label(plan.year),
            stamps=stamps_of(reads.paper_of(plan), school, at.date()),
            sections=[
                Section(title, [_table(title, rows, start, at.date())])
                for title, rows, start in _groups(items, by_month=by_month)
            ],
            numbered=not by_month,
            signatures=[Signature(_("Answers for the plan"), plan.owner.short_name)]
            if plan.owner
            else (),
        )


def stamps_of(edition: DocumentEdition | None, school: Organisation, day: date) -> list[Stamp]:
    """Return the sign-off blocks of a school's paper; what is not known yet stays blank."""
    head = people.director(day)
    body = edition.body.name if edition and edition.body else _("Pedagogical council")
    return [
        stamps.adopted(
            body,
            number=edition.protocol_number if edition else "",
            day=edition.adopted_on if edition else None,
        ),
        stamps.approved(
            _("Director"),
            head.short_name if head else "",
            order=edition.order_number if edition else "",
            day=edition.approved_on if edition else None,
        ),
    ]


def _groups(items: Sequence[PlanItem], *, by_month: bool) -> list[tuple[str, list[PlanItem], int]]:
    """Return the measures under their headings, each with the number it begins with."""
    heads: Mapping[object, str]
    if by_month:
        heads = {month: str(MONTHS[month]).capitalize() for month in rules.MONTHS}
        keys: list[object] = [item.due_on.month for item in items]
    else:
        heads = {code: str(label) for code, label in rules.Section.choices}
        keys = [item.section for item in items]
    found, start = [], 1
    for key, title in heads.items():
        rows = [item for item, own in zip(items, keys, strict=True) if own == key]
        if rows:
            found.append((title, rows, start))
            start += len(rows)
    return found


def _table(title: str, items: Sequence[PlanItem], start: int, day: date) -> Table:
    columns = [
        Column("№", Kind.COUNT, width=4),
        Column(_("Measure"), width=44),
        Column(_("Deadline"), width=13),
        Column(_("Responsible"), width=22),
        Column(_("Outcome"), width=18),
        Column(_("Mark of fulfilment"), width=22),
    ]
    rows: list[list[Cell]] = [
        [
            number,
            item.text,
            f"{item.due_on:{DAY}}",
            _who(item),
            _outcome(item),
            mark(item, day),
        ]
        for number, item in enumerate(items, start)
    ]
    return Table(title, columns, rows, row_height=TO_SIGN)


def _who(item: PlanItem) -> str:
    who = item.executor.short_name if item.executor else rules.who(item.role)
    return f"{who}, {item.body.name}" if item.body else who


def _outcome(item: PlanItem) -> str:
    return ", ".join(filter(None, (item.outcome, item.heard_at)))


def mark(item: PlanItem, day: date) -> str:
    """Return the mark of fulfilment; empty, to be written by hand, while nothing is known."""
    match item.state_on(day):
        case ItemState.DONE | ItemState.DONE_LATE:
            said = _("Done on %(day)s.") % {"day": f"{item.done_on:{DAY}}"}
            return f"{said} {item.result}".strip()
        case ItemState.DROPPED:
            return _("Dropped: %(why)s") % {"why": item.drop_reason}
        case ItemState.LATE:
            return str(ItemState.LATE.label).capitalize()
        case _:
            moves = list(item.moves.all())
            if not moves:
                return ""
            return _("Moved from %(day)s: %(why)s") % {
                "day": f"{item.first_due_on:{DAY}}",
                "why": moves[-1].reason,
            }
