"""Questions about subjects and load of the active school."""

from django.db.models import QuerySet

from sapat.school.classes.models import SchoolClass
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject, TeachingLoad


def subjects() -> QuerySet[Subject]:
    """Return the school's subjects by Kyrgyz name."""
    found: QuerySet[Subject] = Subject.objects.order_by("name_ky")
    return found


def names() -> dict[int, str]:
    """Return subject id -> name in the reader's language (one query)."""
    return {subject.pk: subject.name for subject in subjects()}


def load(year: int) -> QuerySet[TeachingLoad]:
    """Return the teaching load of a school year."""
    found: QuerySet[TeachingLoad] = TeachingLoad.objects.filter(
        school_class__school_year__year=year
    )
    return found.select_related("teacher", "subject", "school_class").order_by(
        "school_class__grade_label", "school_class__letter", "subject__name_ky"
    )


def load_of(teacher: Person, year: int) -> QuerySet[TeachingLoad]:
    """Return what one teacher teaches in a school year."""
    return load(year).filter(teacher=teacher)


def load_of_class(school_class: SchoolClass) -> QuerySet[TeachingLoad]:
    """Return who teaches what to a class, by subject."""
    rows: QuerySet[TeachingLoad] = TeachingLoad.objects.filter(school_class=school_class)
    return rows.select_related("teacher", "subject").order_by("subject__name_ky", "group")
