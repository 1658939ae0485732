"""Questions about what the checks of the data found in the active school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from sapat.check.data_quality.checks import Severity
from sapat.check.data_quality.models import QualityIssue, QualityLook, QualityTurn
from sapat.check.data_quality.rules import IssueState
from sapat.check.measuring.gaps import MARKS
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

WEIGHT = {Severity.HIGH: 0, Severity.MIDDLE: 1, Severity.LOW: 2}


@dataclass(frozen=True)
class Failing:
    """One thing in the data that fails now, so that somebody can be told of it.

    `key` is the same whenever the same thing is found; `since` is the day it was found.
    """

    key: str
    issue: int
    rule: str
    name: str
    sentence: str
    place: str
    severity: str
    data_set: str
    year: int
    term: int
    since: date
    school_class: int | None
    subject: int | None
    teacher: int | None


def failing(school: Organisation, term: TermCode, *, least: str = Severity.HIGH) -> list[Failing]:
    """Return what fails now in the data of a term (and of its year), the gravest first.

    `least` is the severity from which on it counts; one query.
    """
    grave = [each for each in WEIGHT if WEIGHT[each] <= WEIGHT[Severity(least)]]
    with within(school):
        rows = issues().filter(
            state=IssueState.OPEN,
            year=term.year,
            term__in={term.number, 0},
            severity__in=grave,
        )
        return [_failing(row) for row in rows]


def _failing(row: QualityIssue) -> Failing:
    return Failing(
        key=row.key,
        issue=row.pk,
        rule=row.rule,
        name=row.name,
        sentence=row.sentence,
        place=row.place,
        severity=row.severity,
        data_set=row.data_set,
        year=row.year,
        term=row.term,
        since=localdate(row.opened_at),
        school_class=row.school_class_id,
        subject=row.subject_id,
        teacher=row.teacher_id,
    )


def issues() -> QuerySet[QualityIssue]:
    """Return every issue: what waits first, the gravest before the others, the newest first."""
    waits = Case(When(state=IssueState.OPEN, then=Value(0)), default=Value(1))
    weight = Case(
        *[When(severity=each, then=Value(place)) for each, place in WEIGHT.items()],
        output_field=IntegerField(),
    )
    found: QuerySet[QualityIssue] = QualityIssue.objects.select_related(
        "school", "school_class", "subject", "teacher"
    )
    return found.order_by(waits, weight, "-year", "-term", "rule", "key")


def of_person(person: Person | None) -> Q:
    """Return the condition "concerns what this person teaches, or the class they lead"."""
    if person is None:
        return Q(pk__in=[])
    return Q(teacher=person) | Q(school_class__class_teacher=person)


def concerns(row: QualityIssue, person: Person | None) -> bool:
    """Answer whether an issue is about what the person teaches or the class they lead."""
    if person is None:
        return False
    leads = row.school_class is not None and row.school_class.class_teacher_id == person.pk
    return leads or row.teacher_id == person.pk


def turns(row: QualityIssue) -> QuerySet[QualityTurn]:
    """Return what happened to an issue, oldest first (one query)."""
    found: QuerySet[QualityTurn] = QualityTurn.objects.filter(issue=row)
    return found.select_related("by__person")


def years() -> list[int]:
    """Return the school years in which something was found, newest first (one query)."""
    found = QualityIssue.objects.order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def last_look() -> QualityLook | None:
    """Return when the data were looked at last (one query)."""
    found: QualityLook | None = QualityLook.objects.first()
    return found


def open_of(years: Iterable[int]) -> list[QualityIssue]:
    """Return what is open in some school years (one query)."""
    return list(issues().filter(state=IssueState.OPEN, year__in=set(years)))


def followed() -> list[QualityIssue]:
    """Return every issue, whatever became of it (one query)."""
    return list(issues())


Filled = dict[tuple[str, int, int], tuple[int, int]]


def filled(look: QualityLook) -> Filled:
    """Return data set, school year and term -> cells filled and expected, as they were seen."""
    found: Filled = {}
    for place, (there, owed) in look.filled.items():
        code, at = place.split(":")
        year, term = at.split(".")
        found[code, int(year), int(term)] = there, owed
    return found


def percent_full(look: QualityLook, term: TermCode) -> float | None:
    """Return how complete the marks of a term were, in per cent; None if none came in.

    Of other data nobody can say which cells are left empty for good reason.
    """
    there, expected = filled(look).get((MARKS, term.year, term.number), (0, 0))
    return 100 * there / expected if expected else None
