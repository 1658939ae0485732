"""Journals: a workbook per class and quarter, a sheet per subject, days across, pupils down."""

from collections.abc import Sequence
from datetime import date

from sapat.demo.absences import absences
from sapat.demo.chance import Chance
from sapat.demo.days import school_days
from sapat.demo.marks import lessons_of, single_marks, term_marks
from sapat.demo.papers import Cell, Paper, Sheet
from sapat.demo.planted import UNFINISHED
from sapat.demo.subjects import SubjectPlan
from sapat.demo.world import Group, Pupil, School

MONTHS = (
    "",
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "",
    "",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
)
JOURNAL = "journal"
"""What a file is said to hold that feeds several data sets at once."""
NOT_ATTESTED, EXEMPT = "Н/А", "осв."
UNWRITTEN = 5
"""How many subjects of the unfinished journal nobody has closed."""


def year_words(year: int) -> str:
    """Return a school year as file names have it."""
    return f"{year}-{year + 1}"


def journal(school: School, group: Group, term: int) -> Paper:
    """Return the journal of a class in one quarter, as the e-journal saves it."""
    days = school_days(*school.years[group.year].terms[term - 1])
    sheets = [_journal_sheet(school, group, plan, term, days) for plan in group.plans]
    name = f"{group.name} {year_words(group.year)} {term}-чейрек.xlsx"
    return Paper(f"{group.year}/журнал/{name}", JOURNAL, sheets)


def _journal_sheet(
    school: School, group: Group, plan: SubjectPlan, term: int, days: Sequence[date]
) -> Sheet:
    months: list[Cell] = [None, "Ученики"]
    for place, day in enumerate(days):
        first = place == 0 or days[place - 1].month != day.month
        months.append(MONTHS[day.month] if first else None)
    head: list[list[Cell]] = [
        [*months, "СР", f"{term} ЧТ"],
        [None, "Ученики", *(f"{day:%d}" for day in days), "СР", f"{term} ЧТ"],
        [],
    ]
    rows = [
        _journal_row(school, group, plan, term, number)
        for number in range(len(group.here(*school.years[group.year].terms[term - 1])))
    ]
    starts = [column for column, month in enumerate(months) if month and column > 1]
    ends = [start - 1 for start in starts[1:]] + [len(months) - 1]
    merged = [(0, start, end) for start, end in zip(starts, ends, strict=True)]
    return Sheet(plan.title(group.language), [*head, *rows], merged)


def _journal_row(
    school: School, group: Group, plan: SubjectPlan, term: int, number: int
) -> list[Cell]:
    mark = term_marks(school, group, plan, term)[number]
    days = school_days(*school.years[group.year].terms[term - 1])
    cells = _cells(school, group, plan, term, mark.pupil)
    value: Cell = mark.value
    if value is None:
        value = EXEMPT if mark.reason == "exempt" else NOT_ATTESTED
    chance = Chance(school.seed, "typing", mark.pupil.number, plan.code, term)
    if isinstance(value, int) and chance.happens(0.3):
        value = str(value)  # the e-journal saves some marks as text
    return [number, mark.pupil.name.short, *(cells.get(day) for day in days), mark.average, value]


def _cells(
    school: School, group: Group, plan: SubjectPlan, term: int, pupil: Pupil
) -> dict[date, Cell]:
    """Return what stands in a pupil's cells: marks, absences, two marks at once, or both."""
    away = absences(school, group, term)[pupil.number]
    cells: dict[date, Cell] = {
        day: away[day] for day in lesson_days(school, group, plan, term) if day in away
    }
    for day, mark in dated_marks(school, group, plan, term, pupil):
        cells[day] = f"{cells[day]}·{mark}" if day in cells else mark
    return cells


def lesson_days(school: School, group: Group, plan: SubjectPlan, term: int) -> list[date]:
    """Return the days on which the class has the subject."""
    days = school_days(*school.years[group.year].terms[term - 1])
    return [days[place] for place in lessons_of(school, group, plan, term)]


def dated_marks(
    school: School, group: Group, plan: SubjectPlan, term: int, pupil: Pupil
) -> list[tuple[date, int]]:
    """Return a pupil's marks with the days they were given, never on a day away if it can be."""
    away = absences(school, group, term)[pupil.number]
    lessons = lesson_days(school, group, plan, term)
    free = [day for day in lessons if day not in away] or lessons[-1:]
    chance = Chance(school.seed, "cells", pupil.number, plan.code, term, group.year)
    marks = single_marks(school, group, plan, term)[pupil.number]
    chosen = sorted(chance.sample(free, min(len(marks), len(free))))
    return [(chosen[place % len(chosen)], mark) for place, mark in enumerate(marks)]


def statement(school: School, groups: Sequence[Group], term: int, *, suffix: str) -> Paper:
    """Return the class teachers' statements of a quarter or the year: a sheet for each class."""
    title = f"{term}-чейрек" if term else "жылдык баалар"
    year = groups[0].year
    sheets = [_statement_sheet(school, group, term, title) for group in groups]
    name = f"{year}/ведомость {year_words(year)} {title}{suffix}"
    return Paper(name, "period_marks", sheets)


def _statement_sheet(school: School, group: Group, term: int, title: str) -> Sheet:
    plans = group.plans
    columns = [_column(school, group, plan, term) for plan in plans]
    pupils = [mark.pupil for mark in term_marks(school, group, plans[0], term)]
    above = f"Жыйынтык ведомость. {group.name} классы, {title}, {year_words(group.year)}-окуу жылы"
    rows: list[list[Cell]] = [
        [above],
        ["№", "Окуучунун аты-жөнү", *(plan.title(group.language) for plan in plans)],
    ]
    for place, pupil in enumerate(pupils):
        rows.append([place + 1, pupil.name.full, *(column[place] for column in columns)])
    who = group.teacher.name.short if group.teacher else ""
    rows += [[], [None, f"Класс жетекчи: {who}"]]
    return Sheet(group.name, rows)


def _column(school: School, group: Group, plan: SubjectPlan, term: int) -> list[Cell]:
    unwritten = (group.year, term, group.name) == UNFINISHED
    unwritten = unwritten and plan in group.plans[-UNWRITTEN:]
    column: list[Cell] = []
    for place, mark in enumerate(term_marks(school, group, plan, term)):
        if unwritten and place % 3:
            column.append(None)
        elif mark.value is None:
            column.append("осв." if mark.reason == "exempt" else "н/а")
        else:
            column.append(mark.value)
    return column
