"""Open classes, enrol pupils, let them leave."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.calendar.models import SchoolYear
from sapat.school.calendar.rules import year_label
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.classes.rules import Level, Mode, NotSo
from sapat.school.people.models import Person, current


@dataclass(frozen=True)
class ClassPlan:
    """What a class is."""

    grade_label: int
    letter: str
    year_of_study: int
    level: Level
    language: str = "ky"
    shift: int = 1
    mode: Mode = Mode.DAY
    continues: SchoolClass | None = None
    class_teacher: Person | None = None


@transaction.atomic
def open_class(
    school_year: SchoolYear, plan: ClassPlan, *, by: User | None, at: datetime
) -> SchoolClass:
    """Open a class for a school year."""
    school = school_year.school
    with within(school):
        taken = SchoolClass.objects.filter(
            school_year=school_year, grade_label=plan.grade_label, letter=plan.letter
        )
        if taken.exists():
            label = f"{plan.grade_label}{plan.letter}"
            raise Refused(NotSo.EXISTS, label=label, year=year_label(school_year.year))
        row: SchoolClass = SchoolClass.objects.create(
            school=school, school_year=school_year, **vars(plan)
        )
    trail.note("class.opened", row, chain=school.chain, by=by, at=at, facts={"label": row.label})
    return row


@transaction.atomic
def restate_class(
    school_class: SchoolClass, plan: ClassPlan, *, by: User | None, at: datetime
) -> SchoolClass:
    """Correct what a class is."""
    with within(school_class.school):
        taken = SchoolClass.objects.filter(
            school_year=school_class.school_year, grade_label=plan.grade_label, letter=plan.letter
        ).exclude(pk=school_class.pk)
        if taken.exists():
            label = f"{plan.grade_label}{plan.letter}"
            year = year_label(school_class.school_year.year)
            raise Refused(NotSo.EXISTS, label=label, year=year)
        for name, value in vars(plan).items():
            setattr(school_class, name, value)
        school_class.save()
    trail.note(
        "class.restated",
        school_class,
        chain=school_class.school.chain,
        by=by,
        at=at,
        facts={"label": school_class.label},
    )
    return school_class


@transaction.atomic
def enrol(
    person: Person, school_class: SchoolClass, *, since: date, by: User | None, at: datetime
) -> Enrolment:
    """Put a pupil into a class from a day on."""
    school = school_class.school
    with within(school):
        there = Enrolment.objects.filter(
            current(since), person=person, school_class__school_year=school_class.school_year
        ).select_related("school_class")
        if enrolled := there.first():
            raise Refused(NotSo.ENROLLED, label=enrolled.school_class.label)
        row: Enrolment = Enrolment.objects.create(
            school=school, person=person, school_class=school_class, since=since
        )
    trail.note(
        "pupil.enrolled",
        row,
        chain=school.chain,
        by=by,
        at=at,
        facts={"person": person.pk, "class": school_class.pk},
    )
    return row


@transaction.atomic
def leave(
    enrolment: Enrolment, *, until: date, by: User | None, at: datetime, reason: str = ""
) -> Enrolment:
    """Let a pupil leave a class; `until` is the first day they are no longer in it."""
    with within(enrolment.school):
        enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        if enrolment.until:
            raise Refused(NotSo.LEFT, day=enrolment.until)
        if until < enrolment.since:
            raise Refused(NotSo.ENDS_BEFORE)
        enrolment.until, enrolment.reason = until, reason
        enrolment.save(update_fields=["until", "reason"])
    trail.note(
        "pupil.left",
        enrolment,
        chain=enrolment.school.chain,
        by=by,
        at=at,
        facts={"person": enrolment.person_id, "until": until.isoformat()},
    )
    return enrolment
