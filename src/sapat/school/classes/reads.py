"""Questions about classes and pupils of the active school."""

from datetime import date

from django.db.models import Count, QuerySet

from sapat.core.alphabet import alphabetical
from sapat.school.calendar.models import SchoolYear
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.people.models import Person, current


def classes(year: int) -> QuerySet[SchoolClass]:
    """Return the classes of a school year by label, with how many were ever enrolled."""
    found: QuerySet[SchoolClass] = SchoolClass.objects.filter(school_year__year=year)
    return (
        found.select_related("class_teacher", "school_year")
        .annotate(size=Count("enrolments"))
        .order_by("grade_label", "letter")
    )


def sizes_on(day: date) -> dict[int, int]:
    """Return class id -> pupils enrolled on the day (one query)."""
    rows = Enrolment.objects.filter(current(day)).values("school_class").annotate(n=Count("pk"))
    return {row["school_class"]: row["n"] for row in rows}


def roster(school_class: SchoolClass) -> QuerySet[Enrolment]:
    """Return everybody ever enrolled in the class, by name."""
    found: QuerySet[Enrolment] = Enrolment.objects.filter(school_class=school_class)
    return found.select_related("person").order_by(alphabetical("person__search_key"))


def enrolments(year: int) -> QuerySet[Enrolment]:
    """Return every enrolment of a school year, with person and class."""
    found: QuerySet[Enrolment] = Enrolment.objects.filter(school_class__school_year__year=year)
    return found.select_related("person", "school_class")


def enrolled_on(day: date) -> QuerySet[Enrolment]:
    """Return who is in a class of the running school year on the day.

    A place in a class of an earlier year stays open where nobody closed it: of those who finished
    the school, and of those who moved up.
    """
    running = SchoolYear.objects.filter(starts__lte=day).order_by("-year").values("pk")[:1]
    found: QuerySet[Enrolment] = Enrolment.objects.filter(current(day))
    return found.filter(school_class__school_year__in=running)


def pupils_on(day: date) -> int:
    """Return how many pupils the school has on the day."""
    count: int = enrolled_on(day).values("person").distinct().count()
    return count


def labels(ids: set[int]) -> dict[int, str]:
    """Return class id -> label (one query)."""
    return {row.pk: row.label for row in SchoolClass.objects.filter(pk__in=ids)}


def past(school_class: SchoolClass) -> list[SchoolClass]:
    """Return the classes these pupils were in before, newest first: the pupils, not the number."""
    rows = SchoolClass.objects.select_related("school_year", "class_teacher").in_bulk()
    found: list[SchoolClass] = []
    before = rows.get(school_class.continues_id or 0)
    while before is not None and before not in found:
        found.append(before)
        before = rows.get(before.continues_id or 0)
    return found


def pupils(day: date) -> QuerySet[Person]:
    """Return everybody enrolled on the day, by name."""
    enrolled = enrolled_on(day)
    people: QuerySet[Person] = Person.objects.filter(pk__in=enrolled.values("person"))
    return people.order_by(alphabetical("search_key"))


def not_enrolled(year: int, day: date) -> QuerySet[Person]:
    """Return who could be enrolled: in no class of the year on the day, and without a post."""
    enrolled = Enrolment.objects.filter(current(day), school_class__school_year__year=year)
    people: QuerySet[Person] = Person.objects.filter(erased_at__isnull=True, posts__isnull=True)
    return people.exclude(pk__in=enrolled.values("person")).order_by(alphabetical("search_key"))


def enrolments_of(person: Person) -> QuerySet[Enrolment]:
    """Return the classes the person was and is in, newest first."""
    return person.enrolments.select_related("school_class__school_year").order_by("-since")


def followed(year: int) -> dict[int, int]:
    """Return id of a class, of this year or before -> the class of this year its pupils are in.

    One query. Where pupils of two classes came together, both lead to the one.
    """
    rows = {
        pk: (before, of)
        for pk, before, of in SchoolClass.objects.values_list(
            "pk", "continues", "school_year__year"
        )
    }
    found: dict[int, int] = {}
    for now in (pk for pk, (_before, of) in sorted(rows.items()) if of == year):
        at: int | None = now
        while at is not None and at not in found:
            found[at] = now
            at = rows[at][0]
    return found
