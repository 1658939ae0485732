"""Questions about what the rooms' records say as facts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from sapat.core import facts
from sapat.core.proofs import Question
from sapat.evidence.registers.models import Register
from sapat.evidence.registers.rules import Row, Stretch, looked_at, moments, placed
from sapat.plan.datasets.rules import COMES_WITH, DataSet, datasets
from sapat.school.bodies.models import Sitting
from sapat.school.bodies.rules import BodyKind
from sapat.school.calendar import reads as calendar
from sapat.school.classes.models import SchoolClass
from sapat.school.organisations.models import Organisation


def stretches() -> list[Stretch]:
    """Return the terms of the active school, oldest first."""
    return [
        Stretch(term.school_year.year, term.number, term.starts, term.ends)
        for term in calendar.terms()
    ]


def rows_now(school: Organisation, data_set: str, terms: list[Stretch], day: date) -> list[Row]:
    """Return what the records of a room say on the day, of the years that may still change."""
    declared = datasets()[data_set]
    wanted = looked_at(terms, day)
    if declared.time == "term":
        found = [
            {**fact, "year": term.year, "term": term.number}
            for term, at in moments(wanted, day)
            for fact in facts.facts_of(data_set, Question(school, at))
        ]
    else:
        found = [dict(fact) for fact in facts.facts_of(data_set, Question(school, day))]
    years = {term.year for term in wanted}
    rows = [row for row in placed(found, declared, terms) if row["year"] in years]
    return _with_records(rows, declared)


def kept() -> dict[tuple[str, int], Register]:
    """Return the registers of the active school by data set and school year (one query)."""
    rows = Register.objects.select_related("batch").order_by("data_set", "year")
    return {(row.data_set, row.year): row for row in rows}


def _with_records(rows: list[Row], declared: DataSet) -> list[Row]:
    """Add what the records say about the classes and the employees of the rows."""
    types = {field.type: code for code, field in declared.facts.items()}
    if "class" in types and (ids := _ids(rows, types["class"])):
        known = SchoolClass.objects.in_bulk(ids)
        for row in rows:
            if (one := known.get(row.get(types["class"]) or 0)) is not None:
                row |= {
                    "grade": one.year_of_study, "level": one.level, "lang": one.language,
                    "shift": one.shift, "mode": one.mode,
                }  # fmt: skip
    if "staff" in types and "mo" in COMES_WITH["staff"] and (ids := _ids(rows, types["staff"])):
        unions = _unions(ids)
        for row in rows:
            if (union := unions.get(row.get(types["staff"]) or 0)) is not None:
                row["mo"] = union
    return rows


def _ids(rows: Iterable[Row], code: str) -> set[int]:
    return {row[code] for row in rows if row.get(code)}


def _unions(people: set[int]) -> dict[int, int]:
    """Return person -> methodical union, of those who sit in one (one query)."""
    seats = Sitting.objects.filter(
        Q(until__isnull=True), person__in=people, body__kind=BodyKind.MO
    ).order_by("-since")
    return {seat.person_id: seat.body_id for seat in seats}
