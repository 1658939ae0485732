"""Who works in the school on a day: posts, unit, and since when; a few questions for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from sapat.core.alphabet import alphabetical
from sapat.core.rights import STAFF, Role
from sapat.plan.acknowledgements.rules import OFFICE, Employment, employment_on, employments
from sapat.school.bodies.models import Sitting
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.organisations.models import Edition
from sapat.school.organisations.rules import Kind
from sapat.school.people.models import Post, Qualification, current

ORDER = {role.value: place for place, role in enumerate(Role)}


@dataclass(frozen=True)
class Unit:
    """Where somebody works: a unit, a methodical union, or the office of the school."""

    key: str
    name: str


@dataclass(frozen=True)
class Colleague:
    """A member of staff as the readings see them."""

    person_id: int
    full_name: str
    short_name: str
    roles: tuple[str, ...]
    unit: Unit
    employment: Employment
    rehired: bool = False

    @property
    def role(self) -> str:
        """Return the post named first on papers."""
        return self.roles[0]

    @property
    def role_name(self) -> str:
        """Return the post in the reader's language."""
        return str(Role(self.role).label)

    @property
    def first_day(self) -> date:
        """Return the first working day of this employment."""
        return self.employment.first_day


def office() -> Unit:
    """Return the place of those who sit in no unit."""
    return Unit(OFFICE, _("Administration and specialists"))


def staff(day: date, *, person_id: int | None = None) -> list[Colleague]:
    """Return who works here on the day, by name."""
    return [one for one in people(day, person_id=person_id) if one.first_day <= day]


def people(day: date, *, person_id: int | None = None) -> list[Colleague]:
    """Return who works here on the day or will, by name."""
    rows = Post.objects.filter(role__in=STAFF).select_related("person", "place")
    if person_id:
        rows = rows.filter(person=person_id)
    posts: dict[int, list[Post]] = {}
    for post in rows.order_by(alphabetical("person__search_key"), "person", "since"):
        posts.setdefault(post.person_id, []).append(post)
    hired = {row.person_id: row for row in Qualification.objects.filter(person__in=list(posts))}
    unions, units = _unions(day), _units(day)
    found = []
    for person, held in posts.items():
        employment = employment_on(employments((one.since, one.until) for one in held), day)
        if employment is None or held[0].person.erased_at:
            continue
        moment = max(day, employment.first_day)
        now = [one for one in held if one.since <= moment and (not one.until or one.until > moment)]
        found.append(_colleague(now, employment, hired.get(person), unions.get(person), units))
    return found


def _colleague(
    posts: list[Post],
    employment: Employment,
    register: Qualification | None,
    union: Unit | None,
    units: dict[int, Unit],
) -> Colleague:
    person = posts[0].person
    own = next((units[one.place_id] for one in posts if one.place_id in units), None)
    return Colleague(
        person.pk,
        person.full_name,
        person.short_name,
        tuple(sorted({one.role for one in posts}, key=ORDER.__getitem__)),
        own or union or office(),
        _by_register(employment, register),
        employment.rehired or bool(register and register.rehired),
    )


def _by_register(employment: Employment, register: Qualification | None) -> Employment:
    """Take the first day from the staff register where posts were written down only later."""
    hired = register.hired_on if register and not register.rehired else None
    if hired is None or employment.rehired or hired >= employment.first_day:
        return employment
    return Employment(hired, employment.until)


def _unions(day: date) -> dict[int, Unit]:
    """Return person id -> methodical union, of newcomers the one they will join (one query)."""
    left = Q(until__isnull=True) | Q(until__gt=day)
    rows = Sitting.objects.filter(left, body__kind=BodyKind.MO).select_related("body")
    return {
        row.person_id: Unit(f"union{row.body_id}", row.body.name)
        for row in rows.order_by("-since", "-pk")
    }


def _units(day: date) -> dict[int, Unit]:
    """Return organisation id -> unit in which a post of the school stands (one query)."""
    places = Post.objects.filter(place__kind=Kind.UNIT).values("place")
    rows = Edition.objects.filter(organisation__in=places, since__lte=day).order_by("since")
    return {row.organisation_id: Unit(f"unit{row.organisation_id}", row.name) for row in rows}


def heads(day: date) -> dict[str, frozenset[int]]:
    """Return unit key -> people who head it on the day (two queries)."""
    found: dict[str, set[int]] = {}
    posts = Post.objects.filter(current(day), role=Role.UNIT_HEAD, place__kind=Kind.UNIT)
    for place, person in posts.values_list("place_id", "person_id"):
        found.setdefault(f"unit{place}", set()).add(person)
    chairs = Sitting.objects.filter(current(day), body__kind=BodyKind.MO, seat=Seat.CHAIR)
    for body, person in chairs.values_list("body_id", "person_id"):
        found.setdefault(f"union{body}", set()).add(person)
    return {key: frozenset(ids) for key, ids in found.items()}


def units_of(colleagues: Iterable[Colleague]) -> list[Unit]:
    """Return the units of these people, by name, the office last."""
    found = {one.unit.key: one.unit for one in colleagues}
    return sorted(found.values(), key=lambda unit: (unit.key == OFFICE, unit.name))


def roles_of(colleagues: Iterable[Colleague]) -> list[str]:
    """Return the posts these people hold, in the order of the table of posts."""
    return sorted({role for one in colleagues for role in one.roles}, key=ORDER.__getitem__)
