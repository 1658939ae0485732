"""Marks in long tables, exams and tests."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sapat.demo import planted
from sapat.demo.chance import Chance
from sapat.demo.journals import dated_marks
from sapat.demo.marks import knows, mark_of, ordinary, share_of_points, subject_of, term_marks
from sapat.demo.papers import Sheet
from sapat.demo.registers.table import Value, register, term_words
from sapat.demo.subjects import SubjectPlan
from sapat.demo.world import Group, Pupil, School

Row = list[Value]
FULL_SCORE = 30
STARTING = 0.09
"""How much harder the start test is than the end test: the year's matter is still to come."""
GROWTH = 0.1
TESTED = ("mathematics", "algebra", "kyrgyz", "russian", "history")
SIT_EXAMS = {9: "iga9", 11: "iga11"}
EXAMS = ("algebra", "kyrgyz", "russian", "history")


def long_marks(
    school: School, year: int, terms: Sequence[int], *, averages: bool, kind: str = "Q"
) -> Sheet:
    """Return term marks one a row, with the teacher, and with averages if the journal had them."""
    columns = ["year", "term", "class", "number", "pupil", "subject", "teacher", "value"]
    columns += ["average"] if averages else []
    columns += ["exempt", "reason"]
    rows = [
        row[: 8 + averages] + row[9:] if averages else row[:8] + row[9:]
        for term in terms
        for row in _long_rows(school, year, term, kind)
    ]
    return register("period_marks", columns, rows)


def _long_rows(school: School, year: int, term: int, kind: str) -> Iterator[Row]:
    for group in school.marked(year):
        for plan in group.plans:
            teacher = school.teacher(group, plan)
            for mark in term_marks(school, group, plan, term):
                exempt = mark.reason == "exempt"
                value: Value = mark.value
                if value is None and not exempt:
                    value = "н/а"
                reason = mark.reason if mark.reason in ("ill", "other") else None
                yield [
                    year,
                    term_words(term, kind),
                    group,
                    mark.pupil.number,
                    mark.pupil,
                    plan.code,
                    teacher,
                    value,
                    mark.average,
                    exempt,
                    reason,
                ]


def daily_marks(school: School, groups: Sequence[Group], term: int) -> Sheet:
    """Return the marks of a quarter as the e-journal lists them, one a row."""
    columns = ("class", "pupil", "subject", "teacher", "date", "number", "value")
    rows = [row for group in groups for row in _daily_rows(school, group, term)]
    return register("current_marks", columns, rows)


def _daily_rows(school: School, group: Group, term: int) -> Iterator[Row]:
    for plan in group.plans:
        teacher = school.teacher(group, plan)
        for pupil in group.here(*school.years[group.year].terms[term - 1]):
            given: dict[date, int] = {}
            for day, mark in dated_marks(school, group, plan, term, pupil):
                given[day] = given.get(day, 0) + 1
                yield [group, pupil, plan.code, teacher, day, given[day], mark]


def exams(school: School, year: int) -> Sheet:
    """Return the exams of June: state attestation of grade 9, transfer exams in Kyrgyz."""
    columns = ("year", "exam", "number", "pupil", "class", "subject", "part", "date", "value")
    return register("exam_marks", columns, list(_exam_rows(school, year)))


def _exam_rows(school: School, year: int) -> Iterator[Row]:
    day = date(year + 1, 6, 3)
    for group in school.groups[year]:
        if group.label in SIT_EXAMS:
            for place, code in enumerate(EXAMS):
                part = "oral" if code == "history" else "written"
                exam = (SIT_EXAMS[group.label], code, part)
                yield from _exam(school, group, exam, day + timedelta(place * 4))
        elif _has_transfer_exam(group):
            for part in ("written", "oral"):
                yield from _exam(school, group, ("transfer_ky", "kyrgyz", part), day)


def _has_transfer_exam(group: Group) -> bool:
    last = 8 if group.year >= 2025 else 6 if group.year == 2024 else 0
    return group.mode == "day" and 5 <= group.label <= last


def _exam(school: School, group: Group, exam: tuple[str, str, str], day: date) -> Iterator[Row]:
    name, code, part = exam
    for pupil in group.here(*school.years[group.year].terms[-1]):
        chance = Chance(school.seed, *exam, pupil.number, group.year)
        level = knows(school, group, pupil, subject_of(code), len(school.years[group.year].terms))
        level -= 0.05 + 0.35 * (name == "transfer_ky" and group.language == "ru")
        if (group.year, code) == planted.DOUBTFUL_EXAM and group.label == 9:
            level -= planted.EXAM_FALLS_SHORT
        value = ordinary(level + chance.gauss(0, 0.22))
        yield [group.year, name, pupil.number, pupil, group, code, part, day, value]


def tests(school: School, year: int) -> Sheet:
    """Return start, administrative, external and end tests of a year."""
    columns = (
        "year",
        "term",
        "wave",
        "class",
        "number",
        "pupil",
        "subject",
        "teacher",
        "date",
        "score",
        "max",
        "mark",
        "basic_reached",
    )
    return register("tests", columns, list(_test_rows(school, year)))


def _test_rows(school: School, year: int) -> Iterator[Row]:
    over = 1 if year == 2026 else 4
    for group in school.marked(year):
        for plan in group.plans:
            if plan.code in TESTED and group.label >= (7 if plan.code == "history" else 3):
                yield from _test(school, group, plan, ("start", 1))
                if over == 4:
                    yield from _test(school, group, plan, ("admin", 2))
                    yield from _test(school, group, plan, ("end", 4))
                if over == 4 and group.label in (5, 8) and plan.code != "history":
                    yield from _test(school, group, plan, ("external", 3))


def _test(school: School, group: Group, plan: SubjectPlan, test: tuple[str, int]) -> Iterator[Row]:
    wave, term = test
    starts, ends = school.years[group.year].terms[term - 1]
    day = starts + timedelta(10) if wave == "start" else ends - timedelta(9)
    for pupil in group.here(starts, ends):
        chance = Chance(school.seed, "test", pupil.number, group.year, wave, plan.code)
        if chance.happens(0.04):
            continue  # away on the day
        share = _share(school, group, pupil, plan, test, chance)
        yield [
            group.year,
            term_words(term),
            wave,
            group,
            pupil.number,
            pupil,
            plan.code,
            school.teacher(group, plan),
            day,
            round(share * FULL_SCORE),
            FULL_SCORE,
            mark_of(share) if wave in ("admin", "end") else None,
            share >= 0.5 if wave == "external" else None,
        ]


def _share(
    school: School,
    group: Group,
    pupil: Pupil,
    plan: SubjectPlan,
    test: tuple[str, int],
    chance: Chance,
) -> float:
    wave, term = test
    grows = (group.year, group.name) == planted.GROWING
    level = knows(school, group, pupil, plan, 1 if grows else term)
    hard = {"start": STARTING, "external": 0.1}.get(wave, 0.0)
    if grows and wave == "end":
        hard -= GROWTH
    return share_of_points(level, chance, hard=hard)
