"""Questions about bodies, as of a day."""

from datetime import date

from django.db.models import Count, QuerySet

from sapat.core.alphabet import alphabetical
from sapat.school.bodies.models import Body, Sitting
from sapat.school.bodies.rules import BodyKind
from sapat.school.people.models import Person, current


def bodies(day: date) -> QuerySet[Body]:
    """Return the bodies that exist on the day, with the number of seats ever filled."""
    found: QuerySet[Body] = Body.objects.filter(current(day))
    return found.annotate(seats=Count("sittings")).order_by("kind", "name_ky")


def sittings(body: Body, day: date) -> QuerySet[Sitting]:
    """Return who sits in the body on the day, chair first."""
    return (
        body.sittings.filter(current(day))
        .select_related("person")
        .order_by("seat", alphabetical("person__search_key"))
    )


def ended(day: date) -> QuerySet[Body]:
    """Return the bodies that ended by the day, latest first."""
    found: QuerySet[Body] = Body.objects.filter(until__lte=day)
    return found.order_by("-until", "name_ky")


def seated(day: date) -> dict[int, list[Sitting]]:
    """Return body id -> who sits there on the day (one query)."""
    found: dict[int, list[Sitting]] = {}
    rows = Sitting.objects.filter(current(day)).select_related("person")
    for sitting in rows.order_by("seat", alphabetical("person__search_key")):
        found.setdefault(sitting.body_id, []).append(sitting)
    return found


def left(body: Body, day: date) -> QuerySet[Sitting]:
    """Return who sat in the body once and no longer does on the day, latest first."""
    gone: QuerySet[Sitting] = body.sittings.filter(until__lte=day)
    return gone.select_related("person").order_by("-until")


def seats_of(person: Person) -> QuerySet[Sitting]:
    """Return where the person sat and sits, newest first."""
    return person.sittings.select_related("body").order_by("-since")


def union_of_each(day: date) -> dict[int, int]:
    """Return person id -> id of their methodical union on the day (one query)."""
    rows = Sitting.objects.filter(current(day), body__kind=BodyKind.MO)
    return dict(rows.order_by("-since").values_list("person_id", "body_id"))


def names(ids: set[int]) -> dict[int, str]:
    """Return body id -> name in the reader's language (one query)."""
    return {body.pk: body.name for body in Body.objects.filter(pk__in=ids)}
