"""Keep the list of subjects; share out the teaching load."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.school.boundary import within
from sapat.school.classes.models import SchoolClass
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject, TeachingLoad


@transaction.atomic
def keep_subject(
    school: Organisation,
    code: str,
    name: Text,
    *,
    by: User | None,
    at: datetime,
    spellings: Sequence[str] = (),
) -> Subject:
    """Write a subject, or bring its name and spellings up to date; spellings are only added."""
    with within(school):
        subject = Subject.objects.filter(code=code).first() or Subject(school=school, code=code)
        subject.set_name(name)
        subject.spellings = sorted({*subject.spellings, *spellings})
        subject.save()
    trail.note("subject.kept", subject, chain=school.chain, by=by, at=at, facts={"code": code})
    return subject


@transaction.atomic
def give_load(
    teacher: Person,
    subject: Subject,
    school_class: SchoolClass,
    *,
    by: User | None,
    at: datetime,
    group: str = "",
    hours: Decimal = Decimal(0),
) -> TeachingLoad:
    """Let a teacher teach a subject to a class, or change the hours."""
    school = school_class.school
    with within(school):
        row, _created = TeachingLoad.objects.update_or_create(
            school=school,
            teacher=teacher,
            subject=subject,
            school_class=school_class,
            group=group,
            defaults={"hours_a_week": hours},
        )
    trail.note(
        "load.given",
        row,
        chain=school.chain,
        by=by,
        at=at,
        facts={"teacher": teacher.pk, "class": school_class.pk, "hours": str(hours)},
    )
    return row


@transaction.atomic
def take_load(load: TeachingLoad, *, by: User | None, at: datetime) -> None:
    """End a teacher's load for a class."""
    trail.note("load.taken", load, chain=load.school.chain, by=by, at=at)
    with within(load.school):
        load.delete()
