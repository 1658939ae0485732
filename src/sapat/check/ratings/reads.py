"""Questions about ratings of the active school."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.labels import labels
from sapat.check.ratings.figures import digest, work_out
from sapat.check.ratings.judging import Told
from sapat.check.ratings.models import Rating, RatingAppeal, RatingScheme
from sapat.check.ratings.rules import (
    Answer,
    Called,
    Kind,
    Part,
    RatingState,
    Scenario,
    SchemeState,
    Scored,
    called,
    places,
    scenarios,
)
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import TermCode


def schemes() -> QuerySet[RatingScheme]:
    """Return the weights of ratings, those in use first."""
    rows: QuerySet[RatingScheme] = RatingScheme.objects.select_related("body")
    return rows.order_by("kind", "state", "-drafted_on", "-pk")


def approved(kind: str) -> RatingScheme | None:
    """Return the weights in use for a kind of groups, or None."""
    return schemes().filter(kind=kind, state=SchemeState.APPROVED).first()


def has_scheme() -> bool:
    """Answer whether any weights were ever approved."""
    return RatingScheme.objects.exclude(state=SchemeState.DRAFT).exists()


def ratings() -> QuerySet[Rating]:
    """Return the ratings, the newest term first."""
    rows: QuerySet[Rating] = Rating.objects.select_related("scheme")
    return rows.order_by("-year", "-term", "kind", "-edition", "-pk")


def of_term(kind: str, term: TermCode) -> QuerySet[Rating]:
    """Return the ratings of a kind of groups at one term, the newest edition first."""
    return ratings().filter(kind=kind, year=term.year, term=term.number)


def appeals(rating: Rating) -> QuerySet[RatingAppeal]:
    """Return the appeals against a rating, as they came."""
    rows: QuerySet[RatingAppeal] = rating.appeals.select_related("person", "answered_by")
    return rows.order_by("on", "pk")


def open_appeals() -> QuerySet[RatingAppeal]:
    """Return the appeals that nobody has answered, with their ratings."""
    rows: QuerySet[RatingAppeal] = RatingAppeal.objects.filter(verdict="")
    return rows.select_related("rating").order_by("on", "pk")


def has_accepted(rating: Rating) -> bool:
    """Answer whether an appeal against a rating was accepted."""
    return rating.appeals.filter(verdict=Answer.ACCEPTED).exists()


def names(kind: str, units: list[dict[str, Any]]) -> dict[str, str]:
    """Return key -> what people call a group, in the reader's language (one query)."""
    numbered = kind != Kind.PROGRAMMES
    keys = {key: int(key) if numbered and key.isdecimal() else key for key in _keys(units)}
    found = labels(kind, keys.values())
    return {key: found[value] for key, value in keys.items()}


def _keys(units: list[dict[str, Any]]) -> list[str]:
    return [str(unit["key"]) for unit in units]


def scored(rating: Rating) -> list[Scored]:
    """Return the groups with the scores of their figures."""
    return [
        Scored(
            str(unit["key"]),
            {part["code"]: part["score"] for part in unit["parts"] if part["score"] is not None},
        )
        for unit in rating.units
    ]


def sensitivity(rating: Rating) -> tuple[dict[str, int], list[Scenario]]:
    """Return the places as approved, and with every weight moved."""
    units = scored(rating)
    weights = rating.weights
    return places(units, weights), scenarios(units, weights) if weights else []


def measures(rating: Rating) -> list[tuple[Called, Finding | None]]:
    """Return the groups that fell or are low, with the finding that answers each (one query)."""
    found = called(rating.units)
    known = findings.of_sources(rating.source(one.key) for one in found)
    return [(one, known.get(rating.source(one.key))) for one in found]


def worked_out_again(rating: Rating) -> dict[str, Any]:
    """Return the figures worked out anew of the evidence of the moment they were frozen at."""
    ground = ground_of(rating.school, at=rating.worked_out_at)
    parts = [Part(code, weight) for code, weight in rating.weights.items()]
    with within(rating.school):
        return work_out(
            ground, rating.kind, parts, rating.code, coverage=rating.figures.get("coverage", 0)
        )


def is_same_again(rating: Rating) -> bool:
    """Answer whether the same evidence gives the frozen figures again, to the last digit."""
    return digest(worked_out_again(rating)) == rating.digest == digest(rating.figures)


def told(*, since: date | None = None) -> list[Told]:
    """Return every rating as the proof rules see it (one query)."""
    rows = ratings().exclude(state__in=[RatingState.DROPPED, RatingState.REPLACED])
    if since is not None:
        rows = rows.filter(published_on__gte=since)
    return [
        Told(
            row.pk,
            f"{row.scheme.name}, {row.code.label}",
            row.kind,
            (row.year, row.term),
            row.state,
            row.published_on,
            bool(row.scheme.plain.strip()),
            tuple(row.source(one.key) for one in called(row.units)),
        )
        for row in rows
    ]


def answered(sources: tuple[str, ...]) -> Mapping[str, Finding]:
    """Return the findings that answer what ratings show, by their source (one query)."""
    return findings.of_sources(sources)


def last_ended(day: date) -> tuple[TermCode, date] | None:
    """Return the last term that ended before a day, with its end (one query)."""
    ended = [(row.ends, row.code) for row in calendar.terms() if row.ends < day]
    if not ended:
        return None
    end, code = max(ended, key=lambda pair: pair[0])
    return code, end
