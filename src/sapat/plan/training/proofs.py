"""What the training room can prove."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.core.rights import Role
from sapat.plan.training import reads
from sapat.plan.training.models import Training
from sapat.plan.training.rules import (
    Planned,
    Verdict,
    are_assessors_trained,
    are_teachers_trained,
    do_unions_teach,
    is_plan_kept,
)
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import year_label
from sapat.school.people import reads as people


@proof(
    "training.assessors",
    _("Everybody who observes, surveys or audits has a valid training"),
    Parameter("soon", _("days before a term counts as near"), 30),
)
def assessors(question: Question) -> Answer:
    """Judge the appointed assessors by their trainings."""
    found = question.once(reads.assessors, question.day)
    verdict = are_assessors_trained(
        [each.until for each in found], question.day, soon=question.number("soon")
    )
    records = [
        Record(
            f"{each.assessor.person.short_name}: {each.assessor.get_procedure_display()}",
            "plan:assessors", (), "assessor", each.assessor.pk,
        )
        for each in found
    ]  # fmt: skip
    since = max((each.assessor.since for each in found), default=None)
    return _answer(verdict, since, records)


@proof("training.plan", _("The council approved the training plan, and it is kept"))
def plan(question: Question) -> Answer:
    """Judge the plan of the school year the day is in."""
    year = _year(question)
    rows = question.once(_of_year, year)
    approval = question.once(reads.plan, year)
    planned = [
        Planned(row.planned_on, row.held_on is not None, row.cancelled_on is not None)
        for row in rows
    ]
    verdict = is_plan_kept(planned, approval is not None, question.day, year=year_label(year))
    return _answer(verdict, approval.approved_on if approval else None, _records(rows))


@proof(
    "training.assessment",
    _("Teachers are trained in assessment"),
    Parameter("share", _("share of teachers, per cent"), 20),
    Parameter("months", _("within how many months"), 12),
)
def assessment(question: Question) -> Answer:
    """Judge how many of the teachers learned to assess."""
    since = question.day - timedelta(days=30 * question.number("months"))
    trained = question.once(reads.trained_in_assessment, since, question.day)
    teachers = question.once(_teachers, question.school, question.day)
    verdict = are_teachers_trained(
        len(trained & teachers), len(teachers), share=question.number("share"), since=since
    )
    rows = [row for row in question.once(_of_year, _year(question)) if row.held_on]
    return _answer(verdict, since, _records(rows))


@proof("training.unions", _("Every methodical union helps to train for the procedures"))
def unions(question: Question) -> Answer:
    """Judge whether each union held a training in assessment this school year."""
    year = _year(question)
    found, taught = question.once(reads.unions_that_teach, year, question.day)
    verdict = do_unions_teach(len(found), sum(body.pk in taught for body in found))
    rows = [row for row in question.once(_of_year, year) if row.body_id and row.held_on]
    held = max((row.held_on for row in rows if row.held_on), default=None)
    return _answer(verdict, held, _records(rows))


def _answer(verdict: Verdict, since: object, records: list[Record]) -> Answer:
    proved = verdict.state == State.PROVED
    return Answer(verdict.state, verdict.reason, verdict.facts, since if proved else None, records)  # type: ignore[arg-type]


def _records(rows: list[Training]) -> list[Record]:
    return [Record(row.title, "plan:training", (row.pk,), "training", row.pk) for row in rows]


def _of_year(year: int) -> list[Training]:
    return list(reads.trainings(year))


def _teachers(school: object, day: object) -> set[int]:
    found = people.holders(school, Role.TEACHER, day)  # type: ignore[arg-type]
    return set(found.values_list("pk", flat=True))


def _year(question: Question) -> int:
    known = question.once(calendar.year_on, question.day)
    return known.year if known else question.day.year
