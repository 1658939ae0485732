"""What a correspondence school keeps instead of daily marks: credits and consultations."""

from collections.abc import Iterator
from datetime import timedelta

from sapat.demo import planted
from sapat.demo.chance import Chance
from sapat.demo.days import school_days
from sapat.demo.papers import Sheet
from sapat.demo.registers.care import terms_over
from sapat.demo.registers.table import Value, register
from sapat.demo.world import Group, School

Row = list[Value]
CONSULTED = ("algebra", "physics", "chemistry", "russian", "english", "kyrgyz")
THRESHOLD = 110
LAST_LABEL = 11


def credits(school: School) -> Sheet:
    """Return the credits of every session, passed in time, late or not at all."""
    columns = ("number", "pupil", "class", "subject", "teacher", "due", "passed_on")
    rows = [
        row
        for year, term in terms_over(school)
        for group in school.groups[year]
        for row in _credit_rows(school, group, term)
    ]
    return register("credits", columns, rows)


def _credit_rows(school: School, group: Group, term: int) -> Iterator[Row]:
    starts, ends = school.years[group.year].terms[term - 1]
    due = ends - timedelta(7)
    mended = (group.year, term) >= planted.CREDITS_MENDED
    for pupil in group.here(starts, ends):
        for plan in group.plans:
            chance = Chance(school.seed, "credit", pupil.number, group.year, term, plan.code)
            likely = 0.08 + 0.3 * pupil.truant
            late = chance.happens(likely / 4 if mended else likely)
            never = late and chance.happens(0.35)
            passed = due + timedelta(chance.randint(2, 6) if late else -chance.randint(0, 14))
            teacher = school.teacher(group, plan)
            yield [pupil.number, pupil, group, plan.code, teacher, due, None if never else passed]


def consultations(school: School) -> Sheet:
    """Return who was invited to consultations, and who came."""
    columns = ("number", "pupil", "class", "subject", "teacher", "date", "invited", "attended")
    rows: list[Row] = []
    for year, term in terms_over(school):
        days = school_days(*school.years[year].terms[term - 1])
        for group in school.groups[year]:
            for place, plan in enumerate(p for p in group.plans if p.code in CONSULTED):
                day = days[(place + 1) * len(days) // 8]
                teacher = school.teacher(group, plan)
                for pupil in group.here(*school.years[year].terms[term - 1]):
                    chance = Chance(school.seed, "consulted", pupil.number, day)
                    came = chance.happens(0.78 - 0.5 * pupil.truant)
                    rows.append([pupil.number, pupil, group, plan.code, teacher, day, True, came])
    return register("consultations", columns, rows)


def final_tests(school: School, year: int) -> Sheet:
    """Return the scores of those leavers of grade 11 who sat the national test."""
    columns = ("year", "exam", "number", "pupil", "class", "score", "max")
    rows: list[Row] = []
    for group in school.groups[year]:
        if group.label == LAST_LABEL:
            for pupil in group.here(*school.years[year].terms[-1]):
                chance = Chance(school.seed, "ort", pupil.number)
                if chance.happens(0.45):
                    score = round(
                        chance.bell(THRESHOLD + 4 + 16 * pupil.able, 12, least=60, most=240)
                    )
                    rows.append([year, "ort", pupil.number, pupil, group, score, 245])
    return register("exam_marks", columns, rows)
