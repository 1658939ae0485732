"""Which digests and control notes the active school has."""

from dataclasses import dataclass
from datetime import date

from sapat.core.rights import Role
from sapat.plan.control.models import ControlNote, WeeklyDigest
from sapat.plan.control.rules import Month, week_of
from sapat.plan.regulations import reads as regulations
from sapat.school.people.models import Person, Post, current


@dataclass(frozen=True)
class Watch:
    """What the rules of control need to know, read at once."""

    digest: WeeklyDigest | None
    note: ControlNote | None
    since: date | None
    """The first day of the first regulation's life at the school."""


def watch(day: date) -> Watch:
    """Return the newest digest and the newest signed note as of the day (three queries)."""
    digests = WeeklyDigest.objects.filter(week__lte=day).defer("content").order_by("-week")
    notes = ControlNote.objects.filter(signed_on__lte=day).select_related("signed_by")
    return Watch(digests.first(), notes.order_by("-year", "-month").first(), regulations.began())


def digest_for(person_id: int | None, day: date) -> WeeklyDigest | None:
    """Return this week's digest if it is addressed to the person, or None."""
    rows = WeeklyDigest.objects.filter(week=week_of(day), holder=person_id or 0)
    return rows.defer("content").first()


def digests() -> list[WeeklyDigest]:
    """Return the digests, newest first."""
    rows = WeeklyDigest.objects.order_by("-week").defer("content")
    return list(rows.select_related("holder"))


def digest_of(week: date) -> WeeklyDigest | None:
    """Return the digest of the week that begins on this Monday, or None."""
    return WeeklyDigest.objects.filter(week=week).first()


def digests_in(month: Month) -> list[WeeklyDigest]:
    """Return the digests kept in a month, oldest first."""
    rows = WeeklyDigest.objects.filter(week__gte=month.starts, week__lte=month.ends)
    return list(rows.order_by("week"))


def notes() -> list[ControlNote]:
    """Return the control notes, newest first."""
    return list(ControlNote.objects.order_by("-year", "-month").select_related("signed_by"))


def note_of(month: Month) -> ControlNote | None:
    """Return the note of a month, or None."""
    return ControlNote.objects.filter(year=month.year, month=month.month).first()


def controllers(day: date) -> list[Person]:
    """Return who controls the quality system on the day: the deputies for academic work."""
    posts = Post.objects.filter(current(day), role=Role.DEP_ACADEMIC).select_related("person")
    return list(dict.fromkeys(post.person for post in posts.order_by("since", "pk")))
