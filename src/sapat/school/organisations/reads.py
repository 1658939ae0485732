"""Questions about the tree, always as of a day."""

from datetime import date

from django.db.models import Q, QuerySet

from sapat.school.organisations.models import Edition, Organisation
from sapat.school.organisations.rules import Kind


def organisation(code: str) -> Organisation | None:
    """Return the organisation with this code, or None."""
    return Organisation.objects.filter(code=code).first()


def school(code: str) -> Organisation | None:
    """Return the school with this code, or None."""
    return Organisation.objects.filter(code=code, kind=Kind.SCHOOL).first()


def schools() -> QuerySet[Organisation]:
    """Return every school, by code."""
    return Organisation.objects.filter(kind=Kind.SCHOOL).order_by("code")


def editions_on(day: date) -> QuerySet[Edition]:
    """Return the editions that hold on the day."""
    open_then = Q(until__isnull=True) | Q(until__gt=day)
    return Edition.objects.filter(open_then, since__lte=day)


def parents_on(day: date) -> dict[int, int | None]:
    """Return the whole tree as of the day: organisation id -> parent id (one query)."""
    return dict(editions_on(day).values_list("organisation_id", "parent_id"))


def above(organisation_id: int, day: date) -> list[int]:
    """Return the ids from the organisation's parent up to the root, as of the day."""
    parents = parents_on(day)
    path: list[int] = []
    place = parents.get(organisation_id)
    while place is not None and place not in path:
        path.append(place)
        place = parents.get(place)
    return path


def under(organisation_id: int, day: date, *, kind: str = Kind.SCHOOL) -> QuerySet[Organisation]:
    """Return the organisations of one kind below this one as of the day, by code."""
    children: dict[int, list[int]] = {}
    for child, parent in parents_on(day).items():
        if parent is not None:
            children.setdefault(parent, []).append(child)
    found: set[int] = set()
    todo = [organisation_id]
    while todo:
        todo.extend(new := [c for c in children.get(todo.pop(), []) if c not in found])
        found.update(new)
    return Organisation.objects.filter(pk__in=found, kind=kind).order_by("code")


def units(school: Organisation, day: date) -> list[Edition]:
    """Return the school's units as they were on the day."""
    return list(
        editions_on(day)
        .filter(parent=school, organisation__kind=Kind.UNIT)
        .select_related("organisation")
        .order_by("name_ky")
    )


def merged_into(organisation: Organisation, day: date) -> list[str]:
    """Return the names of the organisations this one took over, as of the day."""
    gone = Organisation.objects.filter(merged_into=organisation)
    return [one.edition(day).name for one in gone]


def history(organisation: Organisation) -> QuerySet[Edition]:
    """Return what the organisation was called and where it stood, newest first."""
    return organisation.editions.select_related("parent").order_by("-since")
