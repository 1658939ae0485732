"""Questions about meetings, in the active school."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max, Prefetch, QuerySet

from sapat.act.meetings.models import AgendaItem, Attendance, Meeting, QuorumRule
from sapat.act.meetings.rules import (
    TOOK_PLACE,
    VOTING,
    MeetingState,
    Presence,
    Share,
    Turnout,
    quorum,
)
from sapat.act.meetings.standing import Standing, due_at, missing
from sapat.core.alphabet import alphabetical
from sapat.school.bodies.models import Body

PARTS = ("chair", "secretary", "member", "guest")


def meetings() -> QuerySet[Meeting]:
    """Return every meeting, the newest first, with its body."""
    rows: QuerySet[Meeting] = Meeting.objects.select_related("body")
    return rows.order_by("-day", "-pk")


def of_year(year: int) -> QuerySet[Meeting]:
    """Return the meetings of a school year, the newest first, with their questions ready."""
    items = AgendaItem.objects.order_by("number")
    return meetings().filter(year=year).prefetch_related(Prefetch("items", queryset=items))


def years() -> list[int]:
    """Return the school years that have meetings, newest first."""
    rows = Meeting.objects.order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def items(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the questions of a meeting, in order."""
    return meeting.items.select_related("speaker").order_by("number")


def attendances(meeting: Meeting) -> list[Attendance]:
    """Return everybody on the list of a meeting: chair, secretary, members, guests."""
    rows = meeting.attendances.select_related("person")
    return sorted(
        rows.order_by(alphabetical("person__search_key"), "name", "pk"),
        key=lambda row: PARTS.index(row.part),
    )


def voters_present(meeting: Meeting) -> set[int]:
    """Return the ids of the members who came."""
    rows = meeting.attendances.filter(part__in=VOTING, presence=Presence.PRESENT)
    return {pk for pk in rows.values_list("person_id", flat=True) if pk}


def turnout(meeting: Meeting) -> Turnout:
    """Return how many members came of how many, and how many make the quorum."""
    return Turnout(meeting.members, len(voters_present(meeting)), meeting.least)


def share_of(body: Body) -> str:
    """Return how many must come: the body's own rule, or more than half."""
    row = QuorumRule.objects.filter(body=body).first()
    return row.share if row else Share.HALF


def least_of(body: Body, members: int) -> int:
    """Return how many members make the body's quorum."""
    return quorum(members, share_of(body))


def last_taken_up(body: Body, before: date) -> dict[str, date]:
    """Return standing item -> the last day before on which the body took it up (one query)."""
    rows = AgendaItem.objects.filter(
        meeting__body=body, meeting__state__in=TOOK_PLACE, meeting__day__lt=before
    ).exclude(standing="")
    return dict(rows.order_by().values_list("standing").annotate(Max("meeting__day")))


def taken_up(day: date) -> Mapping[tuple[int, str], date]:
    """Return (body, standing item) -> the last day on which it was taken up (one query)."""
    rows = AgendaItem.objects.filter(meeting__state__in=TOOK_PLACE, meeting__day__lte=day).exclude(
        standing=""
    )
    found = rows.order_by().values_list("meeting__body_id", "standing")
    return {(body, code): last for body, code, last in found.annotate(Max("meeting__day"))}


def took_place(day: date, since_year: int) -> list[Meeting]:
    """Return the meetings held by the day, oldest first, with their questions (two queries).

    Only those of the school year `since_year` and later are read.
    """
    rows = Meeting.objects.filter(
        state__in=TOOK_PLACE, day__lte=day, year__gte=since_year
    ).select_related("body")
    return list(rows.prefetch_related("items").order_by("day", "pk"))


def left_out(day: date, year: int) -> list[tuple[Meeting, list[Standing]]]:
    """Return the meetings of a school year that left a due question out, newest first."""
    taken: dict[int, dict[str, date]] = {}
    found = []
    for row in took_place(day, year - 1):
        last = taken.setdefault(row.body_id, {})
        codes = [item.standing for item in row.items.all() if item.standing]
        gone = missing(codes, due_at(row.body.kind, last, row.day))
        if gone and row.year == year:
            found.append((row, gone))
        last |= dict.fromkeys(codes, row.day)
    return found[::-1]


def waiting(day: date) -> list[Meeting]:
    """Return the meetings that are not closed yet (one query)."""
    closed = (MeetingState.SIGNED, MeetingState.CALLED_OFF)
    return list(meetings().exclude(state__in=closed).order_by("day", "pk"))


def next_number(body: Body, year: int) -> int:
    """Return the number of the body's next protocol in the school year."""
    last = Meeting.objects.filter(body=body, year=year).aggregate(last=Max("protocol_number"))[
        "last"
    ]
    return (last or 0) + 1


def bodies_by_id(ids: Iterable[int]) -> dict[int, Body]:
    """Return body id -> body (one query)."""
    return {row.pk: row for row in Body.objects.filter(pk__in=set(ids))}


def came(meeting_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return meeting -> who came of those who were to come, as presences (one query)."""
    found: dict[int, list[str]] = {}
    rows = Attendance.objects.filter(meeting__in=list(meeting_ids)).order_by("pk")
    for meeting, presence in rows.values_list("meeting_id", "presence"):
        found.setdefault(meeting, []).append(presence)
    return found
