"""Questions about expert reviews of the active school."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, QuerySet

from sapat.check.expertises.judging import Made
from sapat.check.expertises.models import (
    Expertise,
    ExpertiseAdvice,
    ExpertiseCriterion,
    ExpertiseMember,
)
from sapat.check.expertises.rules import OPEN, PARTS, Seat
from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.school.people.rules import name_key

MOST_WORDS = 6


def expertises() -> QuerySet[Expertise]:
    """Return every review, the newest first, with its body ready."""
    rows: QuerySet[Expertise] = Expertise.objects.select_related("body", "council", "programme")
    return rows.order_by("-year", "-number")


def open_expertises() -> QuerySet[Expertise]:
    """Return the reviews that are neither signed nor given up, the most urgent first."""
    return expertises().filter(state__in=OPEN).order_by("due_on", "pk")


def search(rows: QuerySet[Expertise], words: str) -> QuerySet[Expertise]:
    """Narrow to the reviews that hold every word, whatever its case and spelling."""
    for word in name_key(words).split()[:MOST_WORDS]:
        rows = rows.filter(search_key__contains=word)
    return rows


def members(expertise: Expertise) -> list[ExpertiseMember]:
    """Return who is named in a review: the lead, the experts, the authors."""
    order = {Seat.LEAD: 0, Seat.EXPERT: 1, Seat.AUTHOR: 2}
    rows = expertise.members.select_related("person").order_by("pk")
    return sorted(rows, key=lambda one: order[Seat(one.seat)])


def members_of(ids: Iterable[int]) -> dict[int, list[ExpertiseMember]]:
    """Return review -> who is named in it (one query)."""
    found: dict[int, list[ExpertiseMember]] = {}
    rows = ExpertiseMember.objects.filter(expertise__in=list(ids)).select_related("person")
    for row in rows.order_by("pk"):
        found.setdefault(row.expertise_id, []).append(row)
    return found


def criteria(expertise: Expertise) -> QuerySet[ExpertiseCriterion]:
    """Return the criteria of a review, side by side as they are judged."""
    rows: QuerySet[ExpertiseCriterion] = expertise.criteria.order_by("place", "pk")
    return rows


def advice(expertise: Expertise) -> QuerySet[ExpertiseAdvice]:
    """Return what a review recommends."""
    rows: QuerySet[ExpertiseAdvice] = expertise.advice.order_by("pk")
    return rows


def answers(rows: Iterable[ExpertiseAdvice]) -> dict[str, Finding]:
    """Return the findings that answer recommendations, by their source (one query)."""
    return findings.of_sources(row.source for row in rows)


def unanswered(since: date) -> list[ExpertiseAdvice]:
    """Return what was recommended in reviews signed since a day and led to no finding yet."""
    rows = ExpertiseAdvice.objects.filter(expertise__signed_on__gte=since)
    found = list(rows.select_related("expertise").order_by("due_on", "pk"))
    known = answers(found)
    return [row for row in found if row.source not in known]


def made() -> list[Made]:
    """Return every review as the proof rules see it (three queries)."""
    rows = list(expertises())
    if not rows:
        return []
    sides: dict[int, dict[str, list[bool]]] = {}
    marks = ExpertiseCriterion.objects.values_list("expertise_id", "part", "mark")
    for pk, part, mark in marks:
        sides.setdefault(pk, {}).setdefault(part, []).append(bool(mark))
    counts: dict[int, int] = {}
    for pk in ExpertiseAdvice.objects.values_list("expertise_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return [_made(row, sides.get(row.pk, {}), counts.get(row.pk, 0)) for row in rows]


def _made(row: Expertise, sides: dict[str, list[bool]], advice_count: int) -> Made:
    return Made(
        row.pk,
        row.title,
        row.kind,
        row.state,
        row.due_on,
        row.signed_on,
        row.body.kind,
        frozenset(part.value for part in PARTS[row.kind] if all(sides.get(part.value, [False]))),
        advice_count,
        row.council.kind if row.council else "",
        row.heard_on,
    )


def led_by(person_id: int) -> QuerySet[Expertise]:
    """Return the open reviews that somebody leads."""
    return open_expertises().filter(members__person=person_id, members__seat=Seat.LEAD)


def last_number(year: int) -> int:
    """Return the highest number given in a school year, 0 if none."""
    last: int | None = Expertise.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return last or 0
