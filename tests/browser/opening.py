"""Open a small school in SAPAT_HOME for the browser tests: `python -m tests.browser.opening`."""

import csv
import os
from datetime import UTC, date, datetime
from pathlib import Path

import django

CAST = {
    "director": ("Асанова", "director"),
    "deputy": ("Кадыралиев", "dep_academic"),
    "teacher": ("Төлөгөнова", "teacher"),
}
PASSWORD = "quiet-Mountain-7"
AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
SINCE = date(2020, 9, 1)
NAMES = ["Абдраимов", "Бекболотова", "Жээнбеков", "Мамытова", "Өмүров", "Сыдыкова", "Үсөнов"]
COUNCIL = {
    "Байсалов": "facilities",
    "Дүйшөев": "teacher",
    "Исаков": "teacher",
    "Молдобаев": "teacher",
    "Токтогулов": "teacher",
    "Чотонов": "teacher",
}
SUBJECTS = ["Алгебра", "Кыргыз тили", "Биология"]


def main() -> None:
    """Found the school, its people, a class, and write a file of marks beside them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sapat.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    school = open_school()
    open_people(school)
    open_class(school)
    live_through(school)
    write_marks(Path(os.environ["SAPAT_HOME"]) / "marks.csv")


def open_school():
    from sapat.core.language import Text
    from sapat.school.calendar import changes as calendar
    from sapat.school.calendar.rules import TermKind
    from sapat.school.calendar.shipped import layout_for
    from sapat.school.organisations import changes
    from sapat.school.organisations.changes import Standing
    from sapat.school.organisations.rules import Kind, SchoolType
    from sapat.school.scales import changes as scales
    from sapat.school.scales.shipped import scales as shipped

    more = {"since": SINCE, "by": None, "at": AT}
    above = changes.found(Kind.DISTRICT, "TALAA", Standing(Text("Талаа району")), **more)
    name = Text("№12 негизги мектеп", "Основная школа №12", "Basic school No. 12")
    standing = Standing(name, parent=above, school_type=SchoolType.BASIC)
    school = changes.found(Kind.SCHOOL, "S12", standing, demonstration=True, **more)
    calendar.lay_out(school, layout_for(2025, TermKind.QUARTER), by=None, at=AT)
    calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)
    five = shipped()["five_point"]
    row = scales.define(school, five.scale, five.name, by=None, at=AT)
    scales.use(row, (1, 9), from_year=2020, by=None, at=AT)
    return school


def open_people(school):
    from sapat.core.language import Text
    from sapat.school.bodies import changes as bodies
    from sapat.school.bodies.changes import Mandate
    from sapat.school.people import changes
    from sapat.school.people.changes import Identity

    mandate = Mandate("ped_council", Text("Педагогикалык кеңеш"), since=SINCE)
    council = bodies.set_up(school, mandate, by=None, at=AT)
    for login, (name, role) in CAST.items():
        person = changes.take_on(school, Identity(name, "Айгүл"), by=None, at=AT)
        changes.give_post(person, role, since=SINCE, by=None, at=AT)
        changes.open_sign_in(person, login, PASSWORD, by=None, at=AT)
        bodies.seat(council, person, "member", since=SINCE, by=None, at=AT)
    union = bodies.set_up(
        school, Mandate("mo", Text("Табият илимдери бирикмеси"), since=SINCE), by=None, at=AT
    )
    for name, role in COUNCIL.items():
        person = changes.take_on(school, Identity(name, "Нурлан"), by=None, at=AT)
        changes.give_post(person, role, since=SINCE, by=None, at=AT)
        for body in (council, union):
            bodies.seat(body, person, "member", since=SINCE, by=None, at=AT)


def open_class(school):
    from sapat.school.boundary import within
    from sapat.school.calendar.models import SchoolYear
    from sapat.school.classes import changes
    from sapat.school.classes.changes import ClassPlan
    from sapat.school.people import changes as people
    from sapat.school.people.changes import Identity

    with within(school):
        years = {row.year: row for row in SchoolYear.objects.all()}
    before = changes.open_class(years[2025], ClassPlan(6, "Б", 6, "basic"), by=None, at=AT)
    plan = ClassPlan(7, "Б", 7, "basic", continues=before)
    row = changes.open_class(years[2026], plan, by=None, at=AT)
    for number, name in enumerate(NAMES, 1):
        person = people.take_on(school, Identity(name, number=str(number)), by=None, at=AT)
        changes.enrol(person, before, since=date(2025, 9, 1), by=None, at=AT)
        changes.enrol(person, row, since=date(2026, 9, 1), by=None, at=AT)


def live_through(school):
    """Let the school have met, decided, ordered, found something and done something about it."""
    from sapat.demo.life import findings, meetings, orders, proposals

    for part in (meetings, proposals, orders, findings):
        part.live(school, at=datetime(2026, 11, 2, 8, tzinfo=UTC))


def write_marks(file):
    """A long table of quarter marks, as a school would export it."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(["№", "Окуучу", "Класс", "Предмет", "Окуу жылы", "Мезгил", "Баа"])
        for number, name in enumerate(NAMES, 1):
            for subject in SUBJECTS:
                for quarter in (1, 2, 3, 4):
                    mark = 3 + (number + quarter) % 3
                    table.writerow([number, name, "6Б", subject, 2025, f"2025-Q{quarter}", mark])


if __name__ == "__main__":
    main()
