"""Found the fictional schools: people, posts, bodies, sign-ins; then bring their files in."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.demo.cast import DISTRICT, INSPECTOR, INSPECTOR_LOGIN, MINISTRY, PASSWORD, cast
from sapat.demo.days import FIRST_YEAR, LAST_YEAR
from sapat.demo.journals import JOURNAL
from sapat.demo.subjects import SUBJECTS, UNIONS
from sapat.demo.world import Employee, Group, School
from sapat.evidence.imports import changes as imports
from sapat.evidence.imports.examining import Asked, File
from sapat.plan.founding.changes import found_school
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.layout import Break, Layout
from sapat.school.calendar.rules import TermKind
from sapat.school.classes import reads as classes
from sapat.school.classes.changes import ClassPlan, restate_class
from sapat.school.classes.models import SchoolClass
from sapat.school.classes.rules import Level, Mode
from sapat.school.organisations import changes as organisations
from sapat.school.organisations import reads as organisation_reads
from sapat.school.organisations.changes import Standing
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import Kind
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.people.models import Person
from sapat.school.people.reads import holders
from sapat.school.subjects import changes as subjects
from sapat.school.subjects.models import Subject

SINCE = date(2010, 9, 1)
BREAK = Text("Каникул", "Каникулы", "Holidays")
COUNCIL = Text("Педагогикалык кеңеш", "Педагогический совет", "Pedagogical council")
PARENTS = Text("Ата-энелер комитети", "Родительский комитет", "Parents' committee")
KINDS = {"correspondence": TermKind.SESSION}
IN_COUNCIL = ("head", "teacher", "specialist")


class Spoilt(Exception):
    """A file of the demonstration was refused: the generator and the importer disagree."""


@transaction.atomic
def found_district(*, at: datetime) -> Organisation:
    """Found the fictional ministry and district, with an inspector; the district if it is there."""
    there = organisation_reads.organisation(DISTRICT.code)
    if there:
        return there
    above = organisations.found(
        Kind.MINISTRY, MINISTRY.code, Standing(MINISTRY.name), since=SINCE, by=None, at=at,
        demonstration=True,
    )  # fmt: skip
    standing = Standing(DISTRICT.name, parent=above)
    district = organisations.found(
        Kind.DISTRICT, DISTRICT.code, standing, since=SINCE, by=None, at=at, demonstration=True
    )
    inspector = people.take_on(district, INSPECTOR, by=None, at=at)
    people.give_post(inspector, Role.INSPECTOR, since=SINCE, by=None, at=at)
    people.open_sign_in(inspector, INSPECTOR_LOGIN, PASSWORD, by=None, at=at)
    return district


@transaction.atomic
def found_demonstration(school: School, district: Organisation, *, at: datetime) -> Organisation:
    """Found a fictional school with its calendar, its staff and its bodies, and no pupils yet."""
    standing = Standing(
        school.name, parent=district, school_type=school.school_type, rural=True, language="ky"
    )
    row = found_school(
        school.code, standing, since=SINCE, years=(), by=None, at=at, demonstration=True
    )
    for days in school.years.values():
        breaks = [Break(BREAK, starts, ends) for starts, ends in days.breaks]
        kind = KINDS.get(school.school_type, TermKind.QUARTER)
        layout = Layout(days.year, kind, days.starts, days.ends, days.terms, breaks)
        calendar.lay_out(row, layout, by=None, at=at)
    every = [group for groups in school.groups.values() for group in groups]
    for code in sorted({plan.code for group in every for plan in group.plans}):
        subjects.keep_subject(row, code, SUBJECTS[code].name, by=None, at=at)
    staff = {person.number: _hire(row, person, at=at) for person in school.staff}
    _set_up_bodies(row, school, staff, at=at)
    for one in cast(school):
        people.open_sign_in(staff[one.employee.number], one.login, PASSWORD, by=None, at=at)
    return row


def _hire(row: Organisation, employee: Employee, *, at: datetime) -> Person:
    name = employee.name
    identity = Identity(
        family_name=name.family, given_name=name.given, patronymic=name.patronymic,
        number=employee.number, sex=employee.sex, born_on=employee.born_on,
    )  # fmt: skip
    person = people.take_on(row, identity, by=None, at=at)
    for role in employee.roles:
        since = max(employee.hired_on, SINCE)
        people.give_post(person, role, since=since, by=None, at=at)
    return person


def _set_up_bodies(
    row: Organisation, school: School, staff: dict[str, Person], *, at: datetime
) -> None:
    seating = [(Mandate(BodyKind.PED_COUNCIL, COUNCIL, SINCE), _council(school))]
    for union in sorted({person.union for person in school.staff if person.union}):
        seated = [
            (person, Seat.CHAIR if "mo" in person.roles else Seat.MEMBER)
            for person in school.staff
            if person.union == union
        ]
        seating.append((Mandate(BodyKind.MO, UNIONS[union], SINCE), seated))
    for mandate, seated in seating:
        body = bodies.set_up(row, mandate, by=None, at=at)
        for employee, seat in seated:
            since = max(employee.hired_on, SINCE)
            bodies.seat(body, staff[employee.number], seat, since=since, by=None, at=at)
    _seat_parents(row, school, at=at)


def _council(school: School) -> list[tuple[Employee, Seat]]:
    members = [person for person in school.staff if person.post in IN_COUNCIL]
    seats = [Seat.CHAIR, Seat.SECRETARY, *[Seat.MEMBER] * len(members)]
    return list(zip(members, seats, strict=False))


def _seat_parents(row: Organisation, school: School, *, at: datetime) -> None:
    mandate = Mandate(BodyKind.PARENTS, PARENTS, date(LAST_YEAR, 9, 12))
    committee = bodies.set_up(row, mandate, by=None, at=at)
    for place, name in enumerate(school.parents):
        identity = Identity(name.family, name.given, name.patronymic)
        parent = people.take_on(row, identity, by=None, at=at)
        seat = Seat.MEMBER if place else Seat.CHAIR
        bodies.seat(committee, parent, seat, since=mandate.since, by=None, at=at)


@transaction.atomic
def link(school: School, row: Organisation, *, at: datetime) -> None:
    """Say what no register says: which class goes on from which, and who teaches what."""
    with within(row):
        found = {
            (one.school_year.year, one.label): one
            for year in school.groups
            for one in classes.classes(year)
        }
        teachers = {person.number: person for person in Person.objects.exclude(number="")}
        taught = {subject.code: subject for subject in Subject.objects.all()}
    for year, groups in school.groups.items():
        for group in groups:
            _continue(group, found, at=at)
            for plan in group.plans if year > FIRST_YEAR else ():  # its table names the teachers
                teacher = teachers[school.teacher(group, plan).number]
                place = taught[plan.code], found[year, group.name]
                hours = Decimal(plan.hours.get(group.label, 1))
                subjects.give_load(teacher, *place, by=None, at=at, hours=hours)


def _continue(group: Group, found: dict[tuple[int, str], SchoolClass], *, at: datetime) -> None:
    """Set what the label hides: in 2025 some classes left out a number and took a new letter."""
    before = found.get((group.year - 1, group.before.name)) if group.before else None
    one = found[group.year, group.name]
    if one.continues_id == (before.pk if before else None):
        return
    plan = ClassPlan(
        grade_label=one.grade_label, letter=one.letter, year_of_study=one.year_of_study,
        level=Level(one.level), language=one.language, shift=one.shift, mode=Mode(one.mode),
        continues=before, class_teacher=one.class_teacher,
    )  # fmt: skip
    restate_class(one, plan, by=None, at=at)


def bring_in(row: Organisation, path: Path, name: str, data_set: str, *, at: datetime) -> int:
    """Import one file through the same door as the page and the command; return its new rows."""
    with within(row):
        deputy = holders(row, Role.DEP_ACADEMIC, localdate(at)).first()
    by = deputy.user if deputy else None
    chosen = "" if data_set == JOURNAL else data_set
    examined, _kept = imports.bring_in(row, File(path, name), Asked(data_set=chosen), by=by, at=at)
    if examined.errors:
        first = examined.errors[0]
        raise Spoilt(f"{name}: {first.sheet} {first.cell}: {first.message}")
    return examined.total["new"]
