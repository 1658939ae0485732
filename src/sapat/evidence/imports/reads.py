"""The school as an import needs it, and the imports there were."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from sapat.core import catalogue
from sapat.core.language import Text
from sapat.evidence.imports.directory import (
    ClassInfo,
    Directory,
    PersonInfo,
    Seat,
    SubjectInfo,
    YearInfo,
)
from sapat.evidence.imports.models import Import, RememberedMapping
from sapat.evidence.imports.states import State
from sapat.evidence.layouts import Known
from sapat.evidence.store.models import Batch
from sapat.plan.datasets.rules import spelling
from sapat.school.bodies.models import Sitting
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.organisations.models import Edition, Organisation
from sapat.school.organisations.rules import Kind
from sapat.school.people.models import Person, Post, Qualification
from sapat.school.scales import reads as scales
from sapat.school.subjects import reads as subjects
from sapat.school.subjects.models import TeachingLoad

if TYPE_CHECKING:
    from sapat.school.scales.rules import Scale


def directory(school: Organisation, day: date) -> Directory:
    """Return the school as plain values, as it is now; the same school gives an equal one."""
    edition = school.edition(day)
    with within(school):
        years = _years()
        return Directory(
            code=school.code,
            names=_names_of(school),
            school_type=edition.school_type,
            language=edition.language,
            years=years,
            classes=_classes(),
            rosters=_rosters(),
            people=_people(),
            staff=_staff(),
            teachers=_teachers(),
            subjects=_subjects(),
            scales={year: _scales(year) for year in years},
            others=_others(school),
            has_staff_register=Batch.objects.filter(
                data_set="staff", undone_at__isnull=True
            ).exists(),
        )


def known(school: Organisation, day: date) -> Known:
    """Return what helps to recognise a file: subjects, classes and the current year."""
    with within(school):
        current = calendar.year_on(day)
        own = {
            one.name_ky or one.code: [one.name_ru, one.name_en, one.code, *one.spellings]
            for one in subjects.subjects()
        }
        common = {name.ky: list(written) for _, name, written in common_subjects()}
        labels = {
            f"{grade}{letter}"
            for grade, letter in SchoolClass.objects.values_list("grade_label", "letter")
        }
    return Known(
        subjects=common | own, classes=sorted(labels), year=current.year if current else None
    )


def common_subjects() -> list[tuple[str, Text, tuple[str, ...]]]:
    """Return the subjects every school knows: code, name, and how schools write them."""
    found = []
    for code, entry in catalogue.load("subjects")["subjects"].items():
        name = Text(**entry["name"])
        found.append((code, name, (name.ky, name.ru, name.en, code, *entry["spellings"])))
    return found


def common_spellings() -> dict[str, tuple[str, Text]]:
    """Return code and name of common subjects by every spelling."""
    return {
        spelling(written): (code, name)
        for code, name, spelled in common_subjects()
        for written in spelled
    }


def subject_choices() -> dict[int, str]:
    """Return the subjects of the active school by id, in the reader's language."""
    return subjects.names()


def imports() -> QuerySet[Import]:
    """Return the imports of the active school, newest first, without their long lists."""
    found: QuerySet[Import] = Import.objects.select_related("made_by__person")
    return found.defer("errors", "warnings", "understood", "created", "mapping").order_by("-pk")


def waiting(day: date) -> list[date]:
    """Return the days on which the files came that were read by then and not taken over."""
    rows = Import.objects.filter(state=State.CHECKED, made_at__date__lte=day)
    return [localdate(made_at) for made_at in rows.values_list("made_at", flat=True)]


def remembered(school: Organisation, fingerprint: str) -> dict[str, object] | None:
    """Return what the school chose the last time for this layout, or None."""
    with within(school):
        row = RememberedMapping.objects.filter(fingerprint=fingerprint).first()
    return row.memory if row else None


def _years() -> dict[int, YearInfo]:
    return {
        year.year: YearInfo(
            year=year.year,
            starts=year.starts,
            ends=year.ends,
            kind=year.kind,
            terms=tuple(
                (term.number, term.starts, term.ends)
                for term in sorted(year.terms.all(), key=lambda term: int(term.number))
            ),
        )
        for year in calendar.years()
    }


def _classes() -> dict[tuple[int, str], ClassInfo]:
    rows = SchoolClass.objects.select_related("school_year")
    return {
        (row.school_year.year, row.label): ClassInfo(
            id=row.pk,
            year=row.school_year.year,
            label=row.label,
            grade=row.year_of_study,
            level=row.level,
            lang=row.language,
            shift=row.shift,
            mode=row.mode,
            continues=row.continues_id,
        )
        for row in rows
    }


def _rosters() -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = {}
    rows = Enrolment.objects.order_by("pk").values_list(
        "school_class_id", "person_id", "since", "until"
    )
    for class_id, person, since, until in rows:
        found.setdefault(class_id, []).append(Seat(person, since, until))
    return found


def _people() -> dict[int, PersonInfo]:
    rows = Person.objects.filter(erased_at__isnull=True).values_list(
        "pk", "family_name", "given_name", "patronymic", "number", "sex", "special_needs"
    )
    erased = Person.objects.filter(erased_at__isnull=False).values_list("pk", flat=True)
    people = {
        pk: PersonInfo(pk, " ".join(filter(None, (family, given, patronymic))), number, sex, sen)
        for pk, family, given, patronymic, number, sex, sen in rows
    }
    return people | {pk: PersonInfo(pk, "") for pk in erased}


def _staff() -> dict[int, int | None]:
    """Return the staff, each with their methodical union."""
    unions = dict(
        Sitting.objects.filter(body__kind=BodyKind.MO, until__isnull=True).values_list(
            "person_id", "body_id"
        )
    )
    listed = {*Post.objects.values_list("person_id", flat=True)}
    listed |= {*Qualification.objects.values_list("person_id", flat=True)}
    return {person: unions.get(person) for person in sorted(listed)}


def _teachers() -> dict[tuple[int, int], int]:
    """Return who teaches a subject to a class; classes taught in groups have no one teacher."""
    found: dict[tuple[int, int], set[int]] = {}
    rows = TeachingLoad.objects.values_list("school_class_id", "subject_id", "teacher_id")
    for school_class, subject, teacher in rows:
        found.setdefault((school_class, subject), set()).add(teacher)
    return {place: people.pop() for place, people in found.items() if len(people) == 1}


def _subjects() -> list[SubjectInfo]:
    return [
        SubjectInfo(
            id=row.pk,
            code=row.code,
            name=Text(row.name_ky, row.name_ru, row.name_en),
            spellings=tuple(row.spellings),
        )
        for row in subjects.subjects()
    ]


def _scales(year: int) -> "dict[int, Scale]":
    return scales.scale_of_grades(year)


def _names_of(school: Organisation) -> tuple[str, ...]:
    rows = Edition.objects.filter(organisation=school)
    names = rows.values_list("name_ky", "name_ru", "name_en")
    return tuple(sorted({name for row in names for name in row if name} | {school.code}))


def _others(school: Organisation) -> dict[str, str]:
    """Return the names and codes of the other schools of this installation."""
    rows = Edition.objects.filter(organisation__kind=Kind.SCHOOL).filter(
        ~Q(organisation=school), until__isnull=True
    )
    found: dict[str, str] = {}
    for row in rows.select_related("organisation"):
        for name in (row.name_ky, row.name_ru, row.name_en, row.organisation.code):
            if name:
                found[spelling(name)] = row.name_ky
    return found
