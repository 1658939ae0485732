"""Entering what a file brings into the school's records, many rows at a time.

Only `changes.commit` calls this, inside its transaction; one line of the trail tells of it all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import models

from sapat.core.rights import Role
from sapat.evidence.imports.policy import NewPerson
from sapat.evidence.imports.rules import Checked
from sapat.evidence.imports.values import EPOCH
from sapat.school.bodies.models import Body, Sitting
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.models import SchoolYear
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.classes.rules import parse_label
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person, Post, Qualification
from sapat.school.people.rules import name_key
from sapat.school.subjects.models import Subject

Row = TypeVar("Row", bound=SchoolRow)
POSTS = {"teacher": Role.TEACHER}
"""Posts a register may give: they open no sign-in and carry no rights over others."""


@dataclass
class Entered:
    """Ids for the negative ones, and what undoing has to take back."""

    ids: dict[int, int] = field(default_factory=dict)
    made: dict[str, list[int]] = field(default_factory=dict)
    corrected: list[list[Any]] = field(default_factory=list)
    """Model, id, and what each field was and became."""

    def to_json(self) -> dict[str, Any]:
        """Return what the import keeps for undoing."""
        return {"made": self.made, "corrected": self.corrected}


class Entering:
    """Writes into the records of one school; the school is active around it."""

    def __init__(self, school: Organisation, checked: Checked) -> None:
        self.school, self.checked, self.news = school, checked, checked.news
        self.entered = Entered()

    def enter(self) -> Entered:
        """Write everything; return the ids."""
        self._subjects()
        self._classes()
        self._people(self.news.people)
        self._people(self.news.staff)
        self._enrolments()
        self._leavings()
        registers = self.checked.registers
        self._correct_classes(registers.get("classes", ()))
        self._correct_people(registers.get("pupils", ()), "pupil")
        self._correct_people(registers.get("staff", ()), "staff")
        self._staff(registers.get("staff", ()))
        return self.entered

    def _id(self, number: int) -> int:
        return self.entered.ids.get(number, number)

    def _make(self, model: type[Row], rows: Iterable[Row]) -> list[Row]:
        made: list[Row] = model.objects.bulk_create(rows, batch_size=1000)
        name = model._meta.model_name or ""
        self.entered.made.setdefault(name, []).extend(row.pk for row in made)
        return made

    def _subjects(self) -> None:
        numbers = list(self.news.subjects)
        rows = [
            Subject(school=self.school, code=code, **Subject.names(name))
            for code, name in self.news.subjects.values()
        ]
        made = self._make(Subject, rows)
        self.entered.ids.update(zip(numbers, (row.pk for row in made), strict=True))
        for number, written in self.news.spellings.items():
            subject = Subject.objects.get(pk=number)
            self._correct(subject, {"spellings": sorted({*subject.spellings, *written})})

    def _classes(self) -> None:
        years = {year.year: year for year in SchoolYear.objects.all()}
        numbers, rows = list(self.news.classes), []
        for new in self.news.classes.values():
            grade, letter = parse_label(new.label) or (new.grade, "")
            rows.append(
                SchoolClass(
                    school=self.school,
                    school_year=years[new.year],
                    grade_label=grade,
                    letter=letter,
                    year_of_study=new.grade,
                    level=new.level,
                    language=new.lang,
                    shift=new.shift,
                    mode=new.mode,
                    continues_id=new.continues,
                )
            )
        made = self._make(SchoolClass, rows)
        self.entered.ids.update(zip(numbers, (row.pk for row in made), strict=True))

    def _people(self, people: Mapping[int, NewPerson]) -> None:
        rows = []
        for new in people.values():
            family, given, patronymic = parts_of(new.info.name)
            rows.append(
                Person(
                    school=self.school,
                    family_name=family,
                    given_name=given,
                    patronymic=patronymic,
                    search_key=name_key(f"{family} {given} {patronymic}"),
                    number=new.info.number,
                )
            )
        made = self._make(Person, rows)
        self.entered.ids.update(zip(people, (row.pk for row in made), strict=True))

    def _enrolments(self) -> None:
        leavings = self.news.leavings
        rows = []
        for one in self.news.enrolments:
            leaving = leavings.get((one.person, one.class_id))
            rows.append(
                Enrolment(
                    school=self.school,
                    person_id=self._id(one.person),
                    school_class_id=self._id(one.class_id),
                    since=min(one.since, leaving.until) if leaving else one.since,
                    until=leaving.until if leaving else None,
                )
            )
        self._make(Enrolment, rows)

    def _leavings(self) -> None:
        for one in self.news.leavings.values():
            if one.person < 0 or one.class_id < 0:
                continue  # written with the enrolment
            seats = Enrolment.objects.filter(person_id=one.person, school_class_id=one.class_id)
            seat = seats.filter(until__isnull=True).order_by("-since").first()
            if seat:
                self._correct(seat, {"until": max(one.until, seat.since)})

    def _correct_classes(self, rows: Sequence[Mapping[str, Any]]) -> None:
        found = SchoolClass.objects.in_bulk([self._id(row["class"]) for row in rows])
        for row in rows:
            told = {
                "year_of_study": row.get("grade"),
                "level": row.get("level"),
                "language": row.get("lang"),
                "shift": row.get("shift"),
                "mode": row.get("mode"),
                "class_teacher_id": self._id(row["class_teacher"])
                if row.get("class_teacher")
                else None,
            }
            self._correct(found[self._id(row["class"])], told)

    def _correct_people(self, rows: Sequence[Mapping[str, Any]], field_of: str) -> None:
        found = Person.objects.in_bulk([self._id(row[field_of]) for row in rows])
        for row in rows:
            told = {
                "sex": row.get("sex"),
                "special_needs": row.get("sen") or None,
                "born_on": _day(row.get("born_on")),
            }
            self._correct(found[self._id(row[field_of])], told)

    def _staff(self, rows: Sequence[Mapping[str, Any]]) -> None:
        whom = [self._id(row["staff"]) for row in rows]
        held = {*Post.objects.filter(person__in=whom).values_list("person_id", flat=True)}
        known = {one.person_id: one for one in Qualification.objects.filter(person__in=whom)}
        unions = self._unions(rows)
        posts, qualifications, sittings = [], [], []
        for row in rows:
            person, since = self._id(row["staff"]), _day(row.get("hired_on"))
            start = since or self._year_starts(row["year"])
            told = qualification_of(row, since)
            if person in known:
                self._correct(known[person], told)
            else:
                qualifications.append(Qualification(school=self.school, person_id=person, **told))
            if row.get("post") in POSTS and person not in held and row.get("active", True):
                role = POSTS[row["post"]]
                posts.append(self._post(person, role, start))
            if union := unions.get(row.get("mo") or ""):
                sittings.append((union, person, start))
        self._make(Qualification, qualifications)
        self._make(Post, posts)
        self._seat(sittings)

    def _post(self, person: int, role: str, since: date) -> Post:
        return Post(school=self.school, person_id=person, role=role, place=self.school, since=since)

    def _year_starts(self, year: int) -> date:
        starts: date = SchoolYear.objects.get(year=year).starts
        return starts

    def _unions(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
        """Return the methodical unions by name; those nobody knows are set up."""
        there = {
            name: body.pk
            for body in Body.objects.filter(kind=BodyKind.MO, until__isnull=True)
            for name in (body.name_ky, body.name_ru, body.name_en)
            if name
        }
        new = {str(row["mo"]): row["year"] for row in rows if row.get("mo")}
        bodies = [
            Body(school=self.school, kind=BodyKind.MO, name_ky=name, since=self._year_starts(year))
            for name, year in new.items()
            if name not in there
        ]
        return there | {body.name_ky: body.pk for body in self._make(Body, bodies)}

    def _seat(self, wanted: list[tuple[int, int, date]]) -> None:
        seated = set(Sitting.objects.filter(until__isnull=True).values_list("body_id", "person_id"))
        self._make(
            Sitting,
            [
                Sitting(school=self.school, body_id=body, person_id=person, since=since)
                for body, person, since in wanted
                if (body, person) not in seated
            ],
        )

    def _correct(self, row: SchoolRow, told: Mapping[str, Any]) -> None:
        """Write what the file says differently; what it does not say stays."""
        changed = {
            name: value
            for name, value in told.items()
            if value is not None and getattr(row, name) != value
        }
        if not changed:
            return
        before = {name: [_plain(getattr(row, name)), _plain(new)] for name, new in changed.items()}
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        made = self.entered.made.get(row._meta.model_name or "", [])
        if row.pk not in made:
            self.entered.corrected.append([row._meta.model_name, row.pk, before])


def qualification_of(row: Mapping[str, Any], hired_on: date | None) -> dict[str, Any]:
    """Return what a staff register says of an employee's training."""
    told = {
        "education": row.get("edu_level"),
        "profile_match": row.get("profile_match"),
        "category": row.get("category"),
        "hired_on": hired_on,
        "rehired": row.get("rehired"),
    }
    return {name: value for name, value in told.items() if value is not None}


def parts_of(name: str) -> tuple[str, str, str]:
    """Return family name, given name and patronymic of a full name.

    >>> parts_of("Асанов Үсөн Болот уулу")
    ('Асанов', 'Үсөн', 'Болот уулу')
    """
    family, _, rest = name.strip().partition(" ")
    given, _, patronymic = rest.strip().partition(" ")
    return family[:80], given[:80], patronymic.strip()[:80]


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number + EPOCH)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


REGISTERED: Mapping[str, type[models.Model]] = {
    model._meta.model_name or "": model
    for model in (
        Sitting, Body, Post, Qualification, Enrolment, Person, SchoolClass, Subject
    )
}  # fmt: skip
"""What an import can make, in the order in which it is taken back."""
