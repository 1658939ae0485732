"""Staffing and courses of the staff, openness, export readiness, ratings."""

from datetime import date, timedelta

from sapat.demo.chance import Chance
from sapat.demo.days import FIRST_YEAR
from sapat.demo.papers import Sheet
from sapat.demo.registers.care import terms_over
from sapat.demo.registers.people import working
from sapat.demo.registers.table import Value, register, term_words
from sapat.demo.world import School

Row = list[Value]
COURSES = {
    "subject": "Предметтик окутуунун усулдары",
    "assessment": "Критериалдык баалоо",
    "digital": "Санариптик көндүмдөр",
    "quality": "Билим сапатынын менеджменти",
}
PUBLIC = (
    "Устав",
    "Лицензия",
    "Окуу планы",
    "Сабактардын жадыбалы",
    "Мугалимдердин курамы",
    "Окуу жылынын анализи",
    "Сапат боюнча жобо",
    "Мектептин бюджети",
    "Тамактануунун менюсу",
    "Кабыл алуу тартиби",
    "Ийримдердин тизмеси",
    "Байланыш маалыматы",
)
EXPORT = (
    "чет тилдеги вариант",
    "аралыктан окутуу",
    "таануу",
    "келишимдер",
    "чет элдик окуучулар",
    "барак",
)


def staffing(school: School, *, kind: str = "Q") -> Sheet:
    """Return the hours needed and filled by subject."""
    columns = ("year", "term", "subject", "hours_needed", "hours_filled", "hours_off_profile")
    rows: list[Row] = []
    for year, term in terms_over(school):
        hours: dict[str, int] = {}
        for group in school.groups[year]:
            for plan in group.plans:
                hours[plan.code] = hours.get(plan.code, 0) + plan.hours.get(group.label, 1)
        for code, needed in hours.items():
            chance = Chance(school.seed, "staffing", code, year)
            empty = round(needed * 0.3) if chance.happens(0.12) else 0
            off = round(needed * 0.2) if chance.happens(0.15) else 0
            rows.append([year, term_words(term, kind), code, needed, needed - empty, off])
    return register("staffing", columns, rows)


def trainings(school: School) -> Sheet:
    """Return the courses the staff have passed."""
    columns = ("number", "staff", "course", "kind", "date", "hours")
    rows: list[Row] = []
    for year in school.groups:
        for person in working(school, year):
            chance = Chance(school.seed, "courses", person.number, year)
            share = 0.75 if person.procedure else 0.5 if year == FIRST_YEAR else 0.33
            if person.post in ("teacher", "head", "specialist") and chance.happens(share):
                kinds = ("assessment", "quality") if person.procedure else tuple(COURSES)
                kind = chance.choice(kinds)
                day = date(year, 10, 1) + timedelta(chance.randint(0, 30 if year == 2026 else 200))
                hours = chance.choice((24, 36, 72, 72, 72))
                rows.append([person.number, person, COURSES[kind], kind, day, hours])
    return register("trainings", columns, rows)


def publications(school: School, *, kind: str = "Q") -> Sheet:
    """Return what stands on the site and the board."""
    columns = ("year", "term", "item", "section", "audience", "required", "published")
    rows: list[Row] = []
    for year, term in terms_over(school):
        for place, item in enumerate(PUBLIC):
            chance = Chance(school.seed, "public", item, year)
            published = chance.happens(0.6 + 0.1 * (year - 2023))
            rows.append(
                [year, term_words(term, kind), item, "Сайт", "public", place < 10, published]
            )
    return register("publications", columns, rows)


def export_points(school: School) -> Sheet:
    """Return the readiness of programmes for learners abroad: a village school has little."""
    columns = ("programme", "item", "year", "points", "max")
    rows: list[Row] = []
    for year in school.groups:
        for item in EXPORT:
            chance = Chance(school.seed, "export", item, year)
            rows.append(
                ["Негизги билим берүү программасы", item, year, chance.choice((0, 0, 1, 2)), 10]
            )
    return register("export_points", columns, rows)


def ratings(school: School) -> Sheet:
    """Return the places in ratings of the district and the region."""
    columns = ("organiser", "year", "scope", "place", "participants")
    rows: list[Row] = []
    for year in (year for year in school.groups if year < 2026):
        chance = Chance(school.seed, "ratings", year)
        rows.append(["Райондук билим берүү бөлүмү", year, "district", chance.randint(7, 15), 31])
        rows.append(
            ["Облустук олимпиадалар рейтинги", year, "region", chance.randint(60, 140), 240]
        )
    return register("ratings", columns, rows)
