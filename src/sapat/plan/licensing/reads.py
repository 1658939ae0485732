"""Questions about sets, items and their control, in the active school."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from sapat.plan.licensing.models import ItemCheck, RequirementItem, RequirementSet
from sapat.plan.licensing.rules import Checked, Held, ItemState, SetKind, check_by, is_valid

LIVE = Q(items__retired_on__isnull=True)


def sets() -> QuerySet[RequirementSet]:
    """Return every set with how its items stand, those without an end first, then the latest."""
    rows: QuerySet[RequirementSet] = RequirementSet.objects.annotate(
        all_items=Count("items", filter=LIVE),
        met=Count("items", filter=LIVE & Q(items__state=ItemState.MET)),
        remarks=Count("items", filter=LIVE & Q(items__state=ItemState.REMARKS)),
        not_met=Count("items", filter=LIVE & Q(items__state=ItemState.NOT_MET)),
        unchecked=Count("items", filter=LIVE & Q(items__checked_on__isnull=True)),
        oldest=Min("items__checked_on", filter=LIVE),
        newest=Max("items__checked_on", filter=LIVE),
    )
    return rows.order_by("-valid_from", "-pk")


def held() -> list[Held]:
    """Return every set as the rules judge it (one query)."""
    rows = sets().order_by("pk")
    columns = ("pk", "kind", "valid_from", "valid_to", "ended_on", "all_items")
    return [Held(*row) for row in rows.values_list(*columns)]


def items(requirement_set: RequirementSet) -> QuerySet[RequirementItem]:
    """Return what a set requires today, by code."""
    rows: QuerySet[RequirementItem] = requirement_set.items.filter(retired_on__isnull=True)
    return rows.select_related("checked_by").order_by("code")


def retired(requirement_set: RequirementSet) -> QuerySet[RequirementItem]:
    """Return what a set required once."""
    rows: QuerySet[RequirementItem] = requirement_set.items.filter(retired_on__isnull=False)
    return rows.order_by("code")


def checks(item: RequirementItem) -> QuerySet[ItemCheck]:
    """Return every check of an item, newest first."""
    rows: QuerySet[ItemCheck] = item.checks.select_related("person")
    return rows.order_by("-on", "-pk")


def controlled() -> list[Checked]:
    """Return every item that is required today (one query)."""
    rows = RequirementItem.objects.filter(retired_on__isnull=True)
    return [Checked(*row) for row in rows.values_list("pk", "requirement_set_id", "checked_on")]


@dataclass(frozen=True)
class Control:
    """How the control of one set stands: by when each of its items is to be checked."""

    row: RequirementSet
    terms: list[date]


def control() -> list[Control]:
    """Return every set with the terms of its items (two queries)."""
    rows = {row.pk: Control(row, []) for row in RequirementSet.objects.order_by("pk")}
    items = RequirementItem.objects.filter(retired_on__isnull=True)
    for pk, since, checked_on in items.values_list("requirement_set", "since", "checked_on"):
        one = rows[pk]
        one.terms.append(check_by(since, checked_on, one.row.check_days))
    return list(rows.values())


def content_items(day: date) -> list[RequirementItem]:
    """Return what valid licences and accreditations require of what is taught, by code."""
    rows = RequirementItem.objects.filter(
        retired_on__isnull=True,
        content=True,
        requirement_set__kind__in=[SetKind.LICENCE, SetKind.ACCREDITATION],
    )
    found = rows.select_related("requirement_set").order_by("requirement_set_id", "code")
    return [item for item in found if _holds(item.requirement_set, day)]


def last_checks(day: date) -> list[tuple[RequirementItem, ItemCheck | None]]:
    """Return what licences and inspections require on the day, each with its last check by then."""
    items = RequirementItem.objects.filter(
        Q(retired_on__isnull=True) | Q(retired_on__gt=day),
        since__lte=day,
        requirement_set__kind__in=[SetKind.LICENCE, SetKind.INSPECTION],
    )
    last: dict[int, ItemCheck] = {}
    for check in ItemCheck.objects.filter(on__lte=day).order_by("on", "pk"):
        last[check.item_id] = check
    rows = items.select_related("requirement_set").order_by("requirement_set_id", "code")
    return [(item, last.get(item.pk)) for item in rows if _holds(item.requirement_set, day)]


def _holds(row: RequirementSet, day: date) -> bool:
    return is_valid(Held(row.pk, row.kind, row.valid_from, row.valid_to, row.ended_on, 0), day)
