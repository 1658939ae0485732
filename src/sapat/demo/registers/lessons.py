"""What was taught when: lessons, the curriculum, attendance, programmes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sapat.demo import planted
from sapat.demo.absences import absences
from sapat.demo.chance import Chance
from sapat.demo.days import school_days
from sapat.demo.marks import lessons_of
from sapat.demo.papers import Sheet
from sapat.demo.registers.table import Value, register, term_words
from sapat.demo.subjects import SubjectPlan
from sapat.demo.world import Group, School

Row = list[Value]
TOPIC_LESSONS = 3
"""How many lessons one topic takes."""
LOST = {1: 0.02, 2: 0.035, 3: 0.045, 4: 0.015}
"""Share of lessons not held, by quarter: teachers fall ill in winter too."""
RECORDED_IN_TIME = {
    "primary": 0.97,
    "language": 0.94,
    "exact": 0.9,
    "nature": 0.84,
    "society": 0.88,
    "arts": 0.76,
}
LONGEST_DAY = {"primary": 5, "basic": 6}


def lessons(school: School, year: int, terms: Sequence[int]) -> Sheet:
    """Return the lessons of some quarters as the e-journal lists them."""
    columns = (
        "class",
        "subject",
        "teacher",
        "date",
        "kind",
        "planned",
        "held",
        "made_up",
        "recorded_on",
        "topic",
        "reason",
    )
    rows = [
        row
        for term in terms
        for group in school.groups[year]
        for plan in group.plans
        for row in _lesson_rows(school, group, plan, term)
    ]
    return register("lessons", columns, rows)


def _lesson_rows(school: School, group: Group, plan: SubjectPlan, term: int) -> Iterator[Row]:
    days = school_days(*school.years[group.year].terms[term - 1])
    places = lessons_of(school, group, plan, term)
    works = set(_work_places(len(places), plan.works))
    teacher = school.teacher(group, plan)
    chance = Chance(school.seed, "lessons", group.year, group.name, plan.code, term)
    in_time = RECORDED_IN_TIME[teacher.union]
    for number, place in enumerate(places):
        day = days[place]
        held = not chance.happens(LOST[term])
        made_up = not held and chance.happens(0.62)
        reason = None if held else chance.weighted({"ill": 6, "training": 3, "closed": 1})
        kind = "control" if number in works else "lesson"
        soon = in_time if day >= planted.JOURNALS_MENDED else in_time - planted.LATE_BEFORE
        written = day + timedelta(0 if chance.happens(soon) else chance.randint(2, 9))
        topic = f"{number // TOPIC_LESSONS + 1}-тема" if held or made_up else None
        yield [
            group,
            plan.code,
            teacher,
            day,
            kind,
            True,
            held,
            made_up,
            written if held or made_up else None,
            topic,
            reason,
        ]


def _work_places(lessons: int, works: int) -> list[int]:
    """Return which lessons of a term are control works: spread evenly, the last one included."""
    return [(number + 1) * lessons // works - 1 for number in range(works)]


def curriculum(school: School, year: int, terms: Sequence[int]) -> Sheet:
    """Return the hours, topics and works planned for the quarters of a year."""
    columns = (
        "year",
        "term",
        "class",
        "subject",
        "teacher",
        "hours_plan",
        "topics_plan",
        "works_plan",
    )
    rows: list[Row] = []
    for term in terms:
        for group in school.groups[year]:
            for plan in group.plans:
                hours = len(lessons_of(school, group, plan, term))
                topics = -(-hours // TOPIC_LESSONS)
                rows.append(
                    [
                        year,
                        term_words(term),
                        group,
                        plan.code,
                        school.teacher(group, plan),
                        hours,
                        topics,
                        plan.works,
                    ]
                )
    return register("curriculum", columns, rows)


def attendance(
    school: School, term: int, groups: Sequence[Group], *, language: str = "ky"
) -> Sheet:
    """Return who missed how many lessons, a row per pupil and school day."""
    columns = ("number", "pupil", "class", "date", "lessons_planned", "lessons_missed", "reason")
    rows = [row for group in groups for row in _attendance_rows(school, group, term)]
    return register("attendance", columns, rows, language=language)


REASONS = {"Б": "ill", "Н": "unexcused", "У": "excused"}


def _attendance_rows(school: School, group: Group, term: int) -> Iterator[Row]:
    days = school_days(*school.years[group.year].terms[term - 1])
    planned = LONGEST_DAY[group.level]
    away = absences(school, group, term)
    for pupil in group.here(*school.years[group.year].terms[term - 1]):
        for day in days:
            code = away[pupil.number].get(day)
            missed = planned if code else 0
            yield [
                pupil.number,
                pupil,
                group,
                day,
                planned,
                missed,
                REASONS[code] if code else None,
            ]


def programmes(school: School) -> Sheet:
    """Return the programmes of all years: basic ones with their expert review, working, circles."""
    columns = (
        "programme",
        "year",
        "section",
        "kind",
        "level",
        "subject",
        "teacher",
        "approved_on",
        "met",
        "total",
    )
    rows = [row for year in school.groups for row in _programme_rows(school, year)]
    return register("programmes", columns, rows)


SECTIONS = ("максаттар", "мазмун", "натыйжалар", "шарттар")


def _programme_rows(school: School, year: int) -> Iterator[Row]:
    chance = Chance(school.seed, "programmes", year)
    for level in ("primary", "basic"):
        for section in SECTIONS:
            met = 12 - chance.weighted({0: 6, 1: 3, 2: 1})
            name = f"НББП {'БЖББ' if level == 'primary' else 'НЖББ'}"
            yield [name, year, section, "basic", level, None, None, date(year, 8, 28), met, 12]
    for group in school.groups[year]:
        for plan in group.plans:
            late = chance.happens(0.04)
            day = date(year, 9, chance.randint(3, 20)) if late else date(year, 8, 29)
            teacher = school.teacher(group, plan)
            name = f"{plan.name.ky}, {group.name}"
            yield [name, year, None, "working", group.level, plan.code, teacher, day, None, None]
    for name, *_ in CIRCLES:
        approved = None if chance.happens(0.12) else date(year, 9, 5)
        yield [
            f"«{name}» ийрими",
            year,
            None,
            "extracurricular",
            "basic",
            None,
            None,
            approved,
            None,
            None,
        ]


CIRCLES = (
    ("Жаш математик", "science"),
    ("Эколог", "local"),
    ("Комуз", "arts"),
    ("Шахмат", "sport"),
    ("Волейбол", "sport"),
    ("Күрөш", "sport"),
    ("Робот", "technical"),
    ("Манасчы", "arts"),
    ("Дебат клубу", "civic"),
    ("English club", "science"),
)
"""Circles of the school, with their direction."""
