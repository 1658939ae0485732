"""Questions about what waits for whom."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import get_language

from sapat.act.work.models import Letter, MailWish, Reminder, Substitution
from sapat.act.work.rules import Holder, IsFree, is_for
from sapat.core.belongings import Belonging, kinds
from sapat.core.dues import Due, due_in
from sapat.core.models import TrailChain
from sapat.core.rights import Role
from sapat.school.bodies.models import Sitting
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.calendar.models import Holiday
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person, Post, current

SATURDAY = 5
REMEMBERED = 64
"""Schools whose list of a day is kept in this process."""

_lists: OrderedDict[tuple[object, ...], list[Due]] = OrderedDict()


def everything(school: Organisation, day: date) -> list[Due]:
    """Return all that waits in the school on the day, the most urgent first; inside the boundary.

    What was listed is kept until anything in the school changes: every change adds to its trail.
    """
    length = TrailChain.objects.filter(name=school.chain).values_list("length", flat=True).first()
    key = (school.pk, day, length or 0, get_language())
    if key not in _lists:
        _lists[key] = due_in(school, day, private=True)
        while len(_lists) > REMEMBERED:
            _lists.popitem(last=False)
    return _lists[key]


def holder(person_id: int, day: date) -> Holder:
    """Return somebody with their posts and those they stand in for on the day (three queries)."""
    absent = frozenset(
        Substitution.objects.filter(
            substitute=person_id, since__lte=day, until__gte=day
        ).values_list("person_id", flat=True)
    )
    posts = Post.objects.filter(current(day), person__in={person_id, *absent})
    mine: set[str] = set()
    theirs: set[str] = set()
    for person, role in posts.values_list("person_id", "role"):
        (mine if person == person_id else theirs).add(role)
    return Holder(person_id, frozenset(mine), absent, frozenset(theirs))


def mine(school: Organisation, holder: Holder, day: date) -> list[Due]:
    """Return what waits for somebody, the most urgent first."""
    return [one for one in everything(school, day) if is_for(one, holder)]


def holders(day: date) -> list[Holder]:
    """Return everybody with a post and those they stand in for (two queries)."""
    posts: dict[int, set[str]] = {}
    for person, role in Post.objects.filter(current(day)).values_list("person_id", "role"):
        posts.setdefault(person, set()).add(role)
    absent: dict[int, set[int]] = {}
    rows = Substitution.objects.filter(since__lte=day, until__gte=day)
    for person, substitute in rows.values_list("person_id", "substitute_id"):
        absent.setdefault(substitute, set()).add(person)
    return [
        Holder(
            person,
            frozenset(posts.get(person, ())),
            frozenset(absent.get(person, ())),
            frozenset(role for one in absent.get(person, ()) for role in posts.get(one, ())),
        )
        for person in sorted({*posts, *absent})
    ]


def free_days(since: date, until: date) -> IsFree:
    """Return the question whether nobody works on a day: weekends, holidays for all (one query)."""
    rows = Holiday.objects.filter(grades="", starts__lte=until, ends__gte=since)
    spans = list(rows.values_list("starts", "ends"))

    def is_free(day: date) -> bool:
        return day.weekday() >= SATURDAY or any(first <= day <= last for first, last in spans)

    return is_free


def sent(keys: Iterable[str]) -> dict[tuple[str, int], set[str]]:
    """Return thing and person -> reminders that were sent (one query)."""
    found: dict[tuple[str, int], set[str]] = {}
    rows = Reminder.objects.filter(key__in=list(keys))
    for key, person, step in rows.values_list("key", "person_id", "step"):
        found.setdefault((key, person), set()).add(step)
    return found


def heads(people: Iterable[int], day: date) -> dict[int, int]:
    """Return person -> their head: of the unit, of the methodical union, or the deputy.

    The head of the deputy is the director; nobody is their own head.
    """
    wanted = set(people)
    rows = list(
        Post.objects.filter(current(day))
        .order_by("pk")
        .values_list("person_id", "role", "place_id")
    )
    by_role = {role: person for person, role, _place in reversed(rows)}
    unit_heads = {place: person for person, role, place in rows if role == Role.UNIT_HEAD}
    unions = _union_heads(day)
    director, deputy = by_role.get(Role.DIRECTOR), by_role.get(Role.DEP_ACADEMIC)
    found: dict[int, int] = {}
    for person, role, place in rows:
        if person not in wanted or person in found:
            continue
        steps = [unit_heads.get(place), unions.get(person), deputy, director]
        if role in {Role.DEP_ACADEMIC, Role.DEP_UPBRINGING, Role.DIRECTOR}:
            steps = [director]
        above = next((one for one in steps if one is not None and one != person), None)
        if above is not None:
            found[person] = above
    return found


def _union_heads(day: date) -> dict[int, int]:
    rows = Sitting.objects.filter(current(day), body__kind=BodyKind.MO)
    seats = list(rows.values_list("body_id", "person_id", "seat"))
    chairs = {body: person for body, person, seat in seats if seat == Seat.CHAIR}
    return {person: chairs[body] for body, person, _seat in seats if body in chairs}


def told_late(person_id: int) -> set[str]:
    """Return the keys of other people's things that somebody, as their head, was told of."""
    rows = Reminder.objects.filter(person=person_id, about__isnull=False)
    return set(rows.values_list("key", flat=True))


def wish_of(person_id: int) -> MailWish | None:
    """Return where and how often somebody wants mail, or None."""
    found: MailWish | None = MailWish.objects.filter(person=person_id).first()
    return found


def wishes() -> dict[int, MailWish]:
    """Return person -> their wish for mail, of those who want any (one query)."""
    rows = MailWish.objects.exclude(rhythm="never").exclude(address="").select_related("person")
    return {row.person_id: row for row in rows}


def last_letters() -> dict[int, date]:
    """Return person -> day of their last letter (one query)."""
    return dict(Letter.objects.values_list("person_id").annotate(last=Max("day")).order_by())


def unwritten(person_id: int) -> list[str]:
    """Return the keys of the reminders that no letter told of yet (one query)."""
    rows = Reminder.objects.filter(person=person_id, letter__isnull=True)
    return list(rows.values_list("key", flat=True))


def substitutions(day: date) -> list[Substitution]:
    """Return who stands in for whom from the day on, the nearest first."""
    rows = Substitution.objects.filter(until__gte=day).select_related("person", "substitute")
    return list(rows.order_by("since", "pk"))


@dataclass(frozen=True)
class Hand:
    """What somebody has in hand of one kind."""

    kind: Belonging
    rows: list[object]


def belongings(person: Person) -> list[Hand]:
    """Return all that somebody holds by name, room by room."""
    found = [Hand(kind, list(kind.held(person.pk))) for kind in kinds()]
    return [hand for hand in found if hand.rows]


def long_ago(day: date) -> date:
    """Return the first day whose holidays matter for reminders on the day."""
    return day - timedelta(days=400)
