"""Carry measures down into the plans below."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.planning import reads, rules
from sapat.plan.planning.drafts import Frame
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.rules import NotSo, PlanLevel
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind, year_label


@transaction.atomic
def cascade(plan: Plan, *, by: User | None, at: datetime) -> list[PlanItem]:
    """Carry the open measures of a plan down into plans of terms, or of months.

    Done again it adds only what is missing; a measure over several terms goes on in each.
    """
    if plan.level == PlanLevel.MONTHLY:
        raise Refused(NotSo.NOTHING_BELOW)
    with within(plan.school):
        days = reads.year_days(plan.year)
        if days is None:
            raise Refused(NotSo.NO_YEAR, year=year_label(plan.year))
        written: list[PlanItem] = []
        day = timezone.localdate(at)
        with translation.override(plan.school.edition(day).language):
            below = _below(plan, days)
        for frame, first, last in below:
            written += _carry_down(plan, frame, (first, last), at)
    if written:
        facts = {"items": len(written)}
        trail.note("plan.cascaded", plan, chain=plan.school.chain, by=by, at=at, facts=facts)
    return written


def _below(plan: Plan, days: rules.YearDays) -> list[tuple[Frame, date, date]]:
    """Return the plans right below one, with the days each covers."""
    if plan.level == PlanLevel.STRATEGIC:
        years = range(plan.year, plan.last_year + 1)
        spans = [(year, 0, 0, rules.year_span(year)) for year in years]
        level = PlanLevel.ANNUAL
    elif plan.level == PlanLevel.ANNUAL:
        spans = [(plan.year, n, 0, rules.term_span(days, n)) for n in sorted(days.terms)]
        level = PlanLevel.QUARTERLY
    else:
        first, last = rules.term_span(days, plan.term)
        spans = []
        for month in rules.MONTHS:
            begins, ends = rules.month_span(plan.year, month)
            if begins <= last and ends >= first:
                span = (max(begins, first), min(ends, last))
                spans.append((plan.year, 0, month, span))
        level = PlanLevel.MONTHLY
    found = []
    for year, term, month, span in spans:
        code = TermCode(year, term, days.kind if term else TermKind.YEAR)
        title = rules.usual_title(level, plan.subject, (year, year), code, month)
        frame = Frame(level, title, year, plan.subject, 0, term, month, plan, plan.owner)
        found.append((frame, *span))
    return found


def _carry_down(
    plan: Plan, frame: Frame, window: tuple[date, date], at: datetime
) -> list[PlanItem]:
    """Write what falls into the window into the plan of that time, opened if need be."""
    first, last = window
    falling = plan.items.filter(
        since__lte=last, due_on__gte=first, done_on__isnull=True, dropped_on__isnull=True
    ).order_by("due_on", "pk")
    if not falling:
        return []
    named = vars(frame)
    key = ("level", "subject", "year", "term", "month")
    target, _made = Plan.objects.get_or_create(
        school=plan.school,
        **{name: named[name] for name in key},
        defaults={
            **{name: value for name, value in named.items() if name not in key},
            "made_on": timezone.localdate(at),
        },
    )
    there = set(target.items.filter(above__isnull=False).values_list("above_id", flat=True))
    written = []
    for item in falling:
        if item.pk in there:
            continue
        part = PlanItem(
            school=plan.school,
            plan=target,
            above=item,
            since=max(item.since, first),
            due_on=min(item.due_on, last),
            first_due_on=min(item.due_on, last),
            added_on=timezone.localdate(at),
            **{name: getattr(item, name) for name in _CARRIED},
        )
        part.save()
        written.append(part)
    return written


_CARRIED = (
    "objective",
    "section",
    "kind",
    "text",
    "executor",
    "role",
    "unit",
    "body",
    "clauses",
    "answers",
    "answers_indicator",
    "heard_at",
    "outcome",
)
"""What a part takes over from the measure it belongs to."""
