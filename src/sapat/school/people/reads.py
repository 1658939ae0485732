"""Who holds which post; what a signed-in person may see follows from here only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sapat.core.alphabet import alphabetical
from sapat.core.models import User
from sapat.core.rights import Role, rights_of
from sapat.school.boundary import every_school, within
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Edition, Organisation
from sapat.school.organisations.rules import Kind
from sapat.school.people.models import Person, Post, current
from sapat.school.people.rules import name_key

MOST_WORDS = 6
"""Words of a search that are looked for; a database refuses conditions without end."""


@dataclass(frozen=True)
class Holding:
    """One live post of a member: the role and where it is held."""

    role: Role
    place_id: int
    place_kind: str


@dataclass(frozen=True)
class Member:
    """A signed-in person with the posts they hold on the day."""

    user: User
    day: date
    person_id: int | None = None
    name: str = ""
    holdings: tuple[Holding, ...] = ()

    def roles_in(self, school: Organisation) -> frozenset[Role]:
        """Return the roles held in this school: own posts, or inspector from above it."""
        if not self.holdings:
            return frozenset()
        above = set(organisations.above(school.pk, self.day))
        inside = {school.pk, *(unit.organisation_id for unit in self._units(school))}
        own = {holding.role for holding in self.holdings if holding.place_id in inside}
        seen_from_above = any(
            holding.place_id in above and holding.role == Role.INSPECTOR
            for holding in self.holdings
        )
        return frozenset(own | ({Role.INSPECTOR} if seen_from_above else set()))

    def schools(self) -> list[Organisation]:
        """Return the schools this person may enter, by code."""
        found: dict[str, Organisation] = {}
        for holding in self.holdings:
            for school in _schools_at(holding, self.day):
                found[school.code] = school
        return [found[code] for code in sorted(found)]

    def _units(self, school: Organisation) -> Iterable[Edition]:
        if all(holding.place_kind == Kind.SCHOOL for holding in self.holdings):
            return ()
        return organisations.editions_on(self.day).filter(
            parent=school, organisation__kind=Kind.UNIT
        )


def _schools_at(holding: Holding, day: date) -> Iterable[Organisation]:
    if holding.place_kind == Kind.SCHOOL:
        return Organisation.objects.filter(pk=holding.place_id)
    if holding.place_kind == Kind.UNIT:
        above = organisations.above(holding.place_id, day)
        return Organisation.objects.filter(pk__in=above, kind=Kind.SCHOOL)
    if holding.role == Role.INSPECTOR:
        return organisations.under(holding.place_id, day)
    return ()


def member(user: User, day: date) -> Member:
    """Return the user with the posts held on the day (two queries)."""
    with every_school():
        person = Person.objects.filter(user=user).first()
        if person is None or not user.is_active:
            return Member(user=user, day=day)
        posts = Post.objects.filter(current(day), person=person).select_related("place")
        return Member(
            user=user,
            day=day,
            person_id=person.pk,
            name=person.short_name,
            holdings=tuple(
                Holding(role=Role(post.role), place_id=post.place_id, place_kind=post.place.kind)
                for post in posts
            ),
        )


def person_of(user: User) -> Person | None:
    """Return the person who signs in so, if they belong to the active school."""
    found: Person | None = Person.objects.filter(user=user).first()
    return found


def rights_in(user: User, school: Organisation, day: date) -> frozenset[str]:
    """Return every right the user holds in the school on the day."""
    return rights_of(member(user, day).roles_in(school))


def rights_held(person: Person, day: date) -> frozenset[str]:
    """Return every right of the person's posts that run or will run, signed in or not."""
    with within(person.school):
        posts = Post.objects.filter(Q(until__isnull=True) | Q(until__gt=day), person=person)
        return rights_of(frozenset(Role(post.role) for post in posts))


def holds_alone(person: Person, role: str, day: date) -> bool:
    """Answer whether the person, and nobody else of the school, holds the role on the day."""
    found = set(holders(person.school, role, day).values_list("pk", flat=True))
    return found == {person.pk}


def number_taken(school: Organisation, number: str, *, but: int | None) -> bool:
    """Answer whether somebody else of the school has this number in the register."""
    with within(school):
        return Person.objects.filter(number=number).exclude(pk=but or 0).exists()


def former(day: date) -> QuerySet[Person]:
    """Return everybody whose posts have all ended by the day, by name."""
    posts = Post.objects.filter(current(day))
    people: QuerySet[Person] = Person.objects.filter(posts__isnull=False)
    return (
        people.exclude(pk__in=posts.values("person"))
        .distinct()
        .order_by(alphabetical("search_key"))
        .prefetch_related("posts__place")
    )


def everybody() -> QuerySet[Person]:
    """Return everybody the school knows, except the erased, by name."""
    people: QuerySet[Person] = Person.objects.filter(erased_at__isnull=True)
    return people.order_by(alphabetical("search_key")).prefetch_related("posts__place")


def names(ids: Iterable[int]) -> dict[int, str]:
    """Return person id -> short name (one query)."""
    return {person.pk: person.short_name for person in Person.objects.filter(pk__in=set(ids))}


def names_of_users(ids: Iterable[int]) -> dict[int, str]:
    """Return user id -> short name of the person who signs in so (one query)."""
    found = Person.objects.filter(user__in=set(ids))
    return {person.user_id: person.short_name for person in found if person.user_id}


def holders(school: Organisation, role: str, day: date) -> QuerySet[Person]:
    """Return the people who hold the role in this school on the day."""
    with within(school):
        posts = Post.objects.filter(current(day), role=role)
        people: QuerySet[Person] = Person.objects.filter(pk__in=posts.values("person"))
        return people.order_by("family_name", "given_name")


def staff(day: date) -> QuerySet[Person]:
    """Return everybody with a post on the day, by name, with posts ready to read."""
    posts = Post.objects.filter(current(day))
    people: QuerySet[Person] = Person.objects.filter(pk__in=posts.values("person"))
    return people.order_by(alphabetical("search_key")).prefetch_related("posts__place")


def search(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Narrow to the people whose name holds every word, whatever its case."""
    for word in name_key(words).split()[:MOST_WORDS]:
        people = people.filter(search_key__contains=word)
    return people


def posts_of(person: Person) -> QuerySet[Post]:
    """Return the person's posts, newest first."""
    return person.posts.select_related("place").order_by("-since", "role")


def director(day: date) -> Person | None:
    """Return the director of the active school on the day, or None."""
    post = Post.objects.filter(current(day), role=Role.DIRECTOR).select_related("person").first()
    return post.person if post else None


def roles_held(day: date) -> frozenset[str]:
    """Return the roles that somebody of the active school holds on the day (one query)."""
    return frozenset(Post.objects.filter(current(day)).values_list("role", flat=True))


def with_sign_in(school: Organisation) -> Q:
    """Return the condition "belongs to the school and can sign in"."""
    return Q(school=school, user__isnull=False)


def short_names(ids: set[int]) -> dict[int, str]:
    """Return person id -> family name with initials (one query)."""
    return {person.pk: person.short_name for person in Person.objects.filter(pk__in=ids)}


def held(day: date) -> dict[str, list[Person]]:
    """Return role -> who holds it in the active school on the day (one query)."""
    found: dict[str, list[Person]] = {}
    posts = Post.objects.filter(current(day)).select_related("person")
    for post in posts.order_by("role", alphabetical("person__search_key")):
        people = found.setdefault(post.role, [])
        if post.person not in people:
            people.append(post.person)
    return found
