"""Questions about plans and measures of the active school, as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import EditionState
from sapat.plan.planning import rules
from sapat.plan.planning.models import ItemMove, Plan, PlanItem
from sapat.plan.planning.rules import PlanLevel, YearDays
from sapat.plan.planning.verdicts import Line, Sheet
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.models import SchoolYear
from sapat.school.calendar.rules import TermKind
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Organisation

APPROVED = (EditionState.APPROVED, EditionState.IN_FORCE, EditionState.SUPERSEDED)


def days_of(row: SchoolYear) -> YearDays:
    """Return the days of a school year as plain values."""
    terms = {term.number: (term.starts, term.ends) for term in row.terms.all()}
    return YearDays(row.year, row.starts, row.ends, terms, TermKind(row.kind))


def year_days(year: int) -> YearDays | None:
    """Return the days of a school year, or None where it is not laid out."""
    row = calendar.year(year)
    return days_of(row) if row else None


def running_year(day: date) -> int:
    """Return the school year that runs on the day: it turns on its own first day."""
    usual = rules.usual_year(day)
    starts = {row.year: row.starts for row in calendar.plain_years()}
    if usual in starts and starts[usual] > day:
        return usual - 1
    if usual + 1 in starts and starts[usual + 1] <= day:
        return usual + 1
    return usual


def plans(year: int) -> QuerySet[Plan]:
    """Return the plans that speak of a school year, those that look further first."""
    spans = Q(last_year__gte=year, year__lte=year)
    found: QuerySet[Plan] = Plan.objects.filter(Q(year=year) | spans)
    return found.select_related("owner", "document").order_by("year", "term", "month", "pk")


def items() -> QuerySet[PlanItem]:
    """Return measures by their term, with those who carry them out and their moves ready."""
    found: QuerySet[PlanItem] = PlanItem.objects.order_by("due_on", "pk")
    moves = Prefetch("moves", ItemMove.objects.order_by("moved_on", "pk"))
    return found.select_related("plan", "executor", "objective", "body", "above").prefetch_related(
        moves
    )


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    """Return the measures of a plan."""
    return items().filter(plan=plan)


def leaves() -> QuerySet[PlanItem]:
    """Return measures that do not go on in a lower plan: work is counted once."""
    parts = PlanItem.objects.filter(above=OuterRef("pk"))
    return items().filter(~Exists(parts))


def of_person(person_id: int, roles: frozenset[str], year: int) -> QuerySet[PlanItem]:
    """Return what a person carries out in a school year, by name or by post."""
    by_post = Q(executor__isnull=True, role__in=roles)
    first, last = rules.year_span(year)
    return leaves().filter(Q(executor=person_id) | by_post, due_on__gte=first, due_on__lte=last)


@dataclass(frozen=True)
class Wanted:
    """Which measures a list shows; what is empty does not narrow it."""

    month: int = 0
    executor: int = 0
    unit: str = ""
    state: str = ""
    role: str = ""


def narrowed(rows: QuerySet[PlanItem], wanted: Wanted, day: date) -> list[PlanItem]:
    """Return the measures that answer the wish, in their order."""
    if wanted.month:
        rows = rows.filter(due_on__month=wanted.month)
    if wanted.executor:
        rows = rows.filter(executor=wanted.executor)
    if wanted.role:
        rows = rows.filter(role=wanted.role)
    kind, _dash, number = wanted.unit.partition("-")
    if kind in {"unit", "body"} and number.isdigit():
        rows = rows.filter(**{kind: int(number)})
    found = list(rows)
    if wanted.state:
        found = [row for row in found if row.state_on(day) == wanted.state]
    return found


def units(school: Organisation, day: date) -> dict[tuple[str, int], str]:
    """Return the units and methodical unions of a school on a day, with their names."""
    found = {("unit", one.organisation_id): one.name for one in organisations.units(school, day)}
    for body in bodies.bodies(day):
        if body.kind == BodyKind.MO:
            found["body", body.pk] = body.name
    return found


def unit_rows(school: Organisation, day: date) -> dict[str, Organisation | Body]:
    """Return the units and unions themselves, by the key a form gives them."""
    found: dict[str, Organisation | Body] = {
        f"unit-{one.organisation_id}": one.organisation for one in organisations.units(school, day)
    }
    for body in bodies.bodies(day):
        if body.kind == BodyKind.MO:
            found[f"body-{body.pk}"] = body
    return found


def by_unit(year: int) -> dict[tuple[str, int, str], int]:
    """Return (unit or body, id, section) -> measures of the year that are not dropped."""
    found: dict[tuple[str, int, str], int] = {}
    rows = leaves().filter(plan__in=plans(year), dropped_on__isnull=True)
    for unit, body, section in rows.values_list("unit_id", "body_id", "section"):
        for kind, pk in (("unit", unit), ("body", body)):
            if pk:
                found[kind, pk, section] = found.get((kind, pk, section), 0) + 1
    return found


def lines_of(rows: Sequence[Plan], day: date) -> dict[int, list[Line]]:
    """Return plan id -> its measures as the rules see them (one query)."""
    found: dict[int, list[Line]] = {}
    for row in PlanItem.objects.filter(plan__in=[plan.pk for plan in rows]).order_by(
        "due_on", "pk"
    ):
        found.setdefault(row.plan_id, []).append(line_of(row, day))
    return found


def paper_of(plan: Plan) -> DocumentEdition | None:
    """Return the newest edition of the document by which the plan is approved, or None."""
    if plan.document_id is None:
        return None
    return DocumentEdition.objects.filter(document=plan.document_id).order_by("-number").first()


def approvals() -> dict[int, date]:
    """Return document id -> day of the latest order that approved it (one query)."""
    rows = DocumentEdition.objects.filter(state__in=APPROVED, approved_on__isnull=False)
    return {
        row.document_id: row.approved_on for row in rows.order_by("approved_on") if row.approved_on
    }


def sheets(day: date) -> list[Sheet]:
    """Return the plans that speak of the running year, as the rules see them (five queries)."""
    year = running_year(day)
    days = year_days(year)
    found = list(plans(year))
    lines = lines_of(found, day)
    approved = approvals()
    return [
        Sheet(
            pk=plan.pk,
            title=plan.title,
            level=plan.level,
            subject=plan.subject,
            owned=plan.owner_id is not None,
            holds=holds(plan, year, days, day),
            made_on=plan.made_on,
            published_on=plan.published_on,
            approved_on=approved.get(plan.document_id or 0),
            lines=tuple(lines.get(plan.pk, ())),
        )
        for plan in found
    ]


def line_of(row: PlanItem, day: date) -> Line:
    """Return a measure as the rules see it."""
    return Line(
        since=row.since,
        due_on=row.due_on,
        state=row.state_on(day),
        kind=row.kind,
        unit=row.unit_id,
        body=row.body_id,
        objective=row.objective_id,
        answers=bool(row.answers.strip() or row.answers_indicator),
    )


def holds(plan: Plan, year: int, days: YearDays | None, day: date) -> bool:
    """Answer whether a plan speaks of the day; after the last lesson its last month still does."""
    at = min(day, days.ends) if days else day
    match plan.level:
        case PlanLevel.STRATEGIC:
            return plan.year <= year <= max(plan.last_year, plan.year)
        case PlanLevel.ANNUAL:
            return plan.year == year
        case PlanLevel.QUARTERLY:
            return plan.year == year and days is not None and days.term_on(at) == plan.term
        case _:
            first, last = rules.month_span(plan.year, plan.month or rules.AUGUST)
            return first <= at <= last


def span(plan: Plan) -> tuple[date, date]:
    """Return the days that a plan covers."""
    if plan.level == PlanLevel.MONTHLY and plan.month:
        return rules.month_span(plan.year, plan.month)
    days = year_days(plan.year) if plan.level == PlanLevel.QUARTERLY else None
    if days and plan.term in days.terms:
        return rules.term_span(days, plan.term)
    return rules.year_span(plan.year, plan.last_year)


def open_parts(item: PlanItem) -> int:
    """Return how many parts of a measure in lower plans are still open."""
    return item.below.filter(done_on__isnull=True, dropped_on__isnull=True).count()


def open_until(day: date) -> QuerySet[PlanItem]:
    """Return open measures whose term comes by the day, the oldest first."""
    return leaves().filter(due_on__lte=day, done_on__isnull=True, dropped_on__isnull=True)


def open_of(person_id: int) -> QuerySet[PlanItem]:
    """Return the measures somebody has to carry out by name, neither done nor dropped."""
    rows: QuerySet[PlanItem] = PlanItem.objects.filter(
        executor=person_id, done_on__isnull=True, dropped_on__isnull=True
    )
    return rows.order_by("due_on", "pk")
