"""Take on people, give and end posts, open their sign-in, erase them."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role, rights_of
from sapat.school.boundary import every_school, within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person, Post, current
from sapat.school.people.reads import holds_alone, number_taken, rights_held, rights_in
from sapat.school.people.rules import NotSo, exceeds


@dataclass(frozen=True)
class Identity:
    """What a register says of a person."""

    family_name: str
    given_name: str = ""
    patronymic: str = ""
    number: str = ""
    sex: str = ""
    born_on: date | None = None
    special_needs: bool = False


@transaction.atomic
def take_on(school: Organisation, identity: Identity, *, by: User | None, at: datetime) -> Person:
    """Write a new person of this school."""
    if not identity.family_name.strip():
        raise Refused(NotSo.NO_NAME)
    _refuse_number(school, identity.number, but=None)
    with within(school):
        person = Person(school=school, **vars(identity))
        person.save()
    trail.note("person.taken_on", person, chain=school.chain, by=by, at=at)
    return person


@transaction.atomic
def correct(person: Person, identity: Identity, *, by: User | None, at: datetime) -> Person:
    """Correct what the register says; the trail keeps which fields, not the old name."""
    if person.erased_at:
        raise Refused(NotSo.ERASED)
    if not identity.family_name.strip():
        raise Refused(NotSo.NO_NAME)
    _refuse_number(person.school, identity.number, but=person.pk)
    changed = [name for name, value in vars(identity).items() if getattr(person, name) != value]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, getattr(identity, name))
    with within(person.school):
        person.save()
    trail.note(
        "person.corrected",
        person,
        chain=person.school.chain,
        by=by,
        at=at,
        facts={"fields": changed},
    )
    return person


@transaction.atomic
def give_post(
    person: Person,
    role: str,
    *,
    since: date,
    by: User | None,
    at: datetime,
    place: Organisation | None = None,
    order_number: str = "",
) -> Post:
    """Let the person hold the role from a day on; every right follows at the next request."""
    if person.erased_at:
        raise Refused(NotSo.ERASED)
    place = place or person.school
    _refuse_above(person.school, rights_of(frozenset({Role(role)})), by=by, at=at)
    with within(person.school):
        overlap = Q(until__isnull=True) | Q(until__gt=since)
        if person.posts.filter(overlap, role=role, place=place).exists():
            raise Refused(NotSo.POST_HELD)
        post: Post = Post.objects.create(
            school=person.school,
            person=person,
            role=role,
            place=place,
            since=since,
            order_number=order_number,
        )
    trail.note(
        "post.given",
        post,
        chain=person.school.chain,
        by=by,
        at=at,
        facts={
            "person": person.pk,
            "role": role,
            "since": since.isoformat(),
            "order": order_number,
        },
    )
    return post


@transaction.atomic
def end_post(post: Post, *, until: date, by: User | None, at: datetime) -> Post:
    """End a post; `until` is the first day it is no longer held."""
    with within(post.school):
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.until:
            raise Refused(NotSo.ENDED, day=post.until)
        if until <= post.since:
            raise Refused(NotSo.ENDS_BEFORE)
        _refuse_above(post.school, rights_of(frozenset({Role(post.role)})), by=by, at=at)
        others = Post.objects.filter(current(until), role=post.role).exclude(pk=post.pk)
        if post.role == Role.DIRECTOR and not others.exists():
            raise Refused(NotSo.LAST_DIRECTOR)
        post.until = until
        post.save(update_fields=["until"])
    trail.note(
        "post.ended",
        post,
        chain=post.school.chain,
        by=by,
        at=at,
        facts={"person": post.person_id, "role": post.role, "until": until.isoformat()},
    )
    return post


@transaction.atomic
def open_sign_in(
    person: Person, login: str, password: str, *, by: User | None, at: datetime
) -> User:
    """Let the person sign in; what they may then do follows from their posts."""
    if person.erased_at:
        raise Refused(NotSo.ERASED)
    _refuse_over(person, by=by, at=at)
    if person.user:
        raise Refused(NotSo.SIGNED_UP, login=person.user.username)
    if User.objects.filter(username__iexact=login).exists():
        raise Refused(NotSo.LOGIN_TAKEN, login=login)
    user = User.objects.create_user(login, password=password)
    person.user = user
    with within(person.school):
        person.save(update_fields=["user"])
    trail.note(
        "sign_in.opened", person, chain=person.school.chain, by=by, at=at, facts={"login": login}
    )
    return user


@transaction.atomic
def renew_sign_in(person: Person, password: str, *, by: User | None, at: datetime) -> User:
    """Give a new password and forget the second step: for a lost phone, or to open it again."""
    if person.erased_at:
        raise Refused(NotSo.ERASED)
    if person.user is None:
        raise Refused(NotSo.NO_SIGN_IN)
    if person.user == by:
        raise Refused(NotSo.OWN)  # one's own password is asked for before it is changed
    _refuse_over(person, by=by, at=at)
    user: User = person.user
    user.is_active = True
    user.set_password(password)
    user.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=user).delete()
    trail.note("sign_in.renewed", person, chain=person.school.chain, by=by, at=at)
    return user


@transaction.atomic
def close_sign_in(person: Person, *, by: User | None, at: datetime) -> Person:
    """Stop the person from signing in, at once and everywhere."""
    _refuse_over(person, by=by, at=at)
    if person.user and person.user.is_active:
        person.user.is_active = False
        person.user.set_unusable_password()
        person.user.save(update_fields=["is_active", "password"])
        trail.note("sign_in.closed", person, chain=person.school.chain, by=by, at=at)
    return person


@transaction.atomic
def note_own_sign_in(user: User, change: str, *, at: datetime) -> None:
    """Tell the trail that somebody changed how they themselves sign in."""
    with every_school():
        person = Person.objects.filter(user=user).select_related("school").first()
    if person:
        told = {"change": change}
        chain = person.school.chain
        trail.note("sign_in.own_changed", person, chain=chain, by=user, at=at, facts=told)


@transaction.atomic
def erase(person: Person, *, by: User | None, at: datetime) -> Person:
    """Forget who this was: facts keep a number that leads to nobody."""
    if person.erased_at:
        return person
    if holds_alone(person, Role.DIRECTOR, timezone.localdate(at)):
        raise Refused(NotSo.LAST_DIRECTOR)
    close_sign_in(person, by=by, at=at)
    person.family_name, person.given_name, person.patronymic = "—", "", ""
    person.number, person.sex, person.born_on, person.special_needs = "", "", None, False
    person.user, person.erased_at = None, at
    with within(person.school):
        person.save()
    trail.note("person.erased", person, chain=person.school.chain, by=by, at=at)
    return person


def _refuse_above(
    school: Organisation, rights: frozenset[str], *, by: User | None, at: datetime
) -> None:
    """Refuse to hand out or take away rights one does not hold; the system itself may."""
    if by and exceeds(rights, rights_in(by, school, timezone.localdate(at))):
        raise Refused(NotSo.ABOVE)


def _refuse_over(person: Person, *, by: User | None, at: datetime) -> None:
    """Refuse to touch the sign-in of somebody whose posts carry rights one does not hold.

    The posts count, not the sign-in: who opens, or opens again, a sign-in knows its password.
    """
    if by and person.user != by:
        theirs = rights_held(person, timezone.localdate(at))
        _refuse_above(person.school, theirs, by=by, at=at)


def _refuse_number(school: Organisation, number: str, *, but: int | None) -> None:
    if number and number_taken(school, number, but=but):
        raise Refused(NotSo.NUMBER_TAKEN, number=number)
