"""All files of a fictional school, in the order in which a school would bring them in."""

from collections.abc import Callable, Iterable, Iterator

from sapat.demo.days import RUNNING
from sapat.demo.journals import journal, statement
from sapat.demo.papers import Paper, Sheet
from sapat.demo.registers import building, care, distance, lessons, life, marks, people, standing
from sapat.demo.world import Group, School

FIRST_JOURNALS = ("6А", "8А", "8В", "9А", "9Б")
"""Classes whose last quarter of 2025/26 was already in the electronic journal."""
QUARTERS = (1, 2, 3, 4)
YEARLY: tuple[tuple[str, str, Callable[[School], Sheet]], ...] = (
    ("programmes", "Программалар.xlsx", lessons.programmes),
    ("activities", "Ийримдер.xlsx", life.activities),
    ("activity_members", "Ийримдердин мүчөлөрү.csv", life.members),
    ("activity_events", "Иш-чаралар.html", life.events),
    ("olympiads", "Олимпиадалар.xlsx", life.olympiads),
    ("graduates", "Бүтүрүүчүлөр.xlsx", life.graduates),
    ("support_plans", "Жекече иш.xlsx", life.supports),
    ("pupil_roles", "Мектеп парламенти.txt", life.self_government),
    ("partners", "Өнөктөштөр.xlsx", life.partners),
    ("partner_events", "Өнөктөштөр менен иш.ods", life.partner_events),
    ("partner_pupils", "Өнөктөштөргө баргандар.csv", life.partner_pupils),
    ("health", "Медициналык кароо.xlsx", care.health),
    ("sick_days", "Справкалар.csv", care.sick_days),
    ("incidents", "Окуялар.xlsx", care.incidents),
    ("meals", "Питание.csv", care.meals),
    ("diagnostics", "Диагностика.xlsx", care.diagnostics),
    ("group_diagnostics", "Мотивация.xlsx", care.group_diagnostics),
    ("rooms", "Бөлмөлөр.xlsx", building.rooms),
    ("computers", "Компьютерлер.ods", building.computers),
    ("library", "Учебники.csv", building.library),
    ("measurements", "Замеры.csv", building.measurements),
    ("checks", "Чек-листтер.xlsx", building.checks),
    ("prescriptions", "Көрсөтмөлөр.xlsx", building.prescriptions),
    ("staffing", "Кадрлар.xlsx", standing.staffing),
    ("trainings", "Курстар.html", standing.trainings),
    ("publications", "Ачык маалымат.xlsx", standing.publications),
    ("export_points", "Экспорт.xlsx", standing.export_points),
    ("ratings", "Рейтингдер.xlsx", standing.ratings),
)
"""Registers that run over all years, one file each: data set, file, filler."""
AFAR = (
    "rooms",
    "computers",
    "checks",
    "prescriptions",
    "trainings",
    "export_points",
    "ratings",
    "graduates",
)
"""Those of them that a correspondence school keeps too."""


def one(name: str, data_set: str, sheet: Sheet, *, language: str = "ky") -> Paper:
    """Return a file with one sheet."""
    return Paper(name, data_set, [sheet], language)


def day_papers(school: School) -> Iterator[Paper]:
    """Yield the files of the day school."""
    for year in school.groups:
        yield from _books(school, year)
    for year in school.groups:
        yield from _marks_of(school, year)
        yield from _days_of(school, year)
        yield one(f"{year}/Тесттер.xlsx", "tests", marks.tests(school, year))
        if year < RUNNING:
            yield one(f"{year}/Экзамендер.xlsx", "exam_marks", marks.exams(school, year))
    yield from _registers(school, [name for name, _, _ in YEARLY])


def _books(school: School, year: int) -> Iterator[Paper]:
    yield one(f"{year}/Кызматкерлер.xlsx", "staff", people.staff(school, year))
    yield one(f"{year}/Класстар.xlsx", "classes", people.classes(school, year))
    yield one(f"{year}/Окуучулар.xlsx", "pupils", people.pupils(school, year))


def _marks_of(school: School, year: int) -> Iterator[Paper]:
    """Yield the marks of a year: how a school wrote them down changed over the years."""
    groups = school.marked(year)
    if year == 2023:
        yield long(school, year, (*QUARTERS, 0), averages=False)
    elif year == 2024:
        for term in (*QUARTERS, 0):
            suffix = ".ods" if term == 2 else ".html" if term == 3 else ".xlsx"
            yield statement(school, groups, term, suffix=suffix)
    elif year == 2025:
        yield long(school, year, (1, 2), averages=True)
        yield statement(school, groups, 3, suffix=".xlsx")
        yield from (journal(school, group, 4) for group in groups if in_journal(group, 4))
        rest = [group for group in groups if not in_journal(group, 4)]
        if rest:
            yield statement(school, rest, 4, suffix=".xlsx")
        yield statement(school, groups, 0, suffix=".xlsx")
    else:
        yield from (journal(school, group, 1) for group in groups)


def long(
    school: School, year: int, terms: Iterable[int], *, averages: bool, kind: str = "Q"
) -> Paper:
    """Return the term marks of a year as one long table."""
    sheet = marks.long_marks(school, year, tuple(terms), averages=averages, kind=kind)
    return one(f"{year}/Баалар.csv", "period_marks", sheet)


def in_journal(group: Group, term: int) -> bool:
    """Answer whether the class's journal of the quarter lies in days, with its absences."""
    if group.year == RUNNING:
        return group.grade > 3
    return (group.year, term) == (2025, 4) and group.name in FIRST_JOURNALS


def _days_of(school: School, year: int) -> Iterator[Paper]:
    """Yield attendance, daily marks, lessons and the curriculum, where they are kept by day."""
    terms = sorted(term for at, term in school.dated if at == year)
    if not terms:
        return
    for term in terms:
        groups = [group for group in school.groups[year] if not in_journal(group, term)]
        if groups:
            sheet = lessons.attendance(school, term, groups)
            yield one(f"{year}/Катышуу {term}-чейрек.csv", "attendance", sheet)
        marked = [group for group in school.marked(year) if not in_journal(group, term)]
        if marked:
            sheet = marks.daily_marks(school, marked, term)
            yield one(f"{year}/Күндөлүк баалар {term}-чейрек.csv", "current_marks", sheet)
    yield one(f"{year}/Окуу планы.xlsx", "curriculum", lessons.curriculum(school, year, terms))
    yield one(f"{year}/Сабактар.csv", "lessons", lessons.lessons(school, year, terms))


def _registers(school: School, wanted: Iterable[str]) -> Iterator[Paper]:
    for data_set, name, fill in YEARLY:
        if data_set in wanted:
            sheet = fill(school)
            language = "ru" if data_set in ("meals", "library", "measurements") else "ky"
            yield one(name, data_set, sheet, language=language)


def distance_papers(school: School) -> Iterator[Paper]:
    """Yield the files of the correspondence school."""
    for year in school.groups:
        yield from _books(school, year)
    for year in school.groups:
        terms = (1, 2, 3, 0) if year < RUNNING else (1,)
        yield long(school, year, terms, averages=False, kind="S")
        if year < RUNNING:
            yield one(f"{year}/Экзамендер.xlsx", "exam_marks", marks.exams(school, year))
            yield one(f"{year}/ЖРТ.xlsx", "exam_marks", distance.final_tests(school, year))
    yield one("Зачёттор.csv", "credits", distance.credits(school))
    yield one("Консультациялар.csv", "consultations", distance.consultations(school))
    yield one("Кадрлар.xlsx", "staffing", standing.staffing(school, kind="S"))
    yield one("Ачык маалымат.xlsx", "publications", standing.publications(school, kind="S"))
    yield from _registers(school, AFAR)
