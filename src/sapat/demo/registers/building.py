"""The building: rooms, computers, textbooks, light and warmth, checklists, inspection orders."""

from collections.abc import Iterator
from datetime import date, timedelta

from sapat.demo.chance import Chance
from sapat.demo.papers import Sheet
from sapat.demo.registers.care import terms_over
from sapat.demo.registers.table import Value, register
from sapat.demo.subjects import ARTS, SUBJECTS
from sapat.demo.world import School

Row = list[Value]
MAIN, ANNEX = "Негизги имарат", "Кошумча имарат"
SPECIAL_ROOMS = (
    ("Китепкана", "library", 54, 20),
    ("Спорт залы", "gym", 240, 60),
    ("Ашкана", "canteen", 96, 60),
    ("Жыйын залы", "hall", 160, 120),
    ("Медпункт", "medical", 18, 2),
    ("Мугалимдер бөлмөсү", "office", 36, 12),
)
CLASSROOMS = tuple(f"{number}" for number in (*range(101, 109), *range(201, 211)))
LABS = ("301", "302")
TOILETS = 14
LUX, WARMTH = 300, (18, 24)


def study_rooms(school: School) -> tuple[str, ...]:
    """Return the rooms where lessons are held: a school with few classes has few."""
    classes = max(len(groups) for groups in school.groups.values())
    return (*CLASSROOMS[:classes], *LABS)


def rooms(school: School) -> Sheet:
    """Return the passport of every room, year by year."""
    columns = (
        "room",
        "building",
        "year",
        "floor",
        "room_kind",
        "subject",
        "area",
        "seats",
        "sex",
        "working",
        "have_equipment",
        "need_equipment",
        "internet",
    )
    rows = [row for year in school.groups for row in _room_rows(school, year)]
    return register("rooms", columns, rows)


def _room_rows(school: School, year: int) -> Iterator[Row]:
    subjects = [code for code, plan in SUBJECTS.items() if plan.union and plan.works]
    for place, room in enumerate(study_rooms(school)):
        chance = Chance(school.seed, "room", room)
        kind = "lab" if room in LABS else "classroom"
        seats = chance.randint(20, 30)
        area = round(seats * chance.uniform(1.9, 2.9), 1)
        need = 40
        have = min(need, round(need * chance.uniform(0.45, 0.9)) + (year - 2023) * 2)
        online = chance.happens(0.45 + 0.15 * (year - 2023))
        yield [
            room,
            MAIN,
            year,
            int(room[0]),
            kind,
            subjects[place % len(subjects)],
            area,
            seats,
            None,
            True,
            have,
            need,
            online,
        ]
    for name, kind, size, seats in SPECIAL_ROOMS:
        online = kind == "library"
        yield [name, MAIN, year, 1, kind, None, size, seats, None, True, None, None, online]
    for number in range(TOILETS):
        working = number < TOILETS - (2026 - year)
        sex = "f" if number % 2 else "m"
        yield [
            f"Д-{number + 1}",
            ANNEX,
            year,
            1,
            "toilet",
            None,
            2,
            1,
            sex,
            working,
            None,
            None,
            False,
        ]


def computers(school: School) -> Sheet:
    """Return the computers; each year a few more, a few of them broken."""
    columns = ("computer", "year", "room", "building", "for_pupils", "working")
    rows: list[Row] = []
    for year in school.groups:
        for number in range(22 + 3 * (year - 2023)):
            chance = Chance(school.seed, "computer", number, year)
            rows.append(
                [
                    f"К-{number + 1:03d}",
                    year,
                    LABS[0] if number > 5 else "Мугалимдер бөлмөсү",
                    MAIN,
                    number > 5,
                    chance.happens(0.88),
                ]
            )
    return register("computers", columns, rows)


def library(school: School) -> Sheet:
    """Return the textbooks present and needed, by title."""
    columns = ("title", "year", "subject", "grade", "lang", "have", "need")
    rows = [row for year in school.groups for row in _book_rows(school, year)]
    return register("library", columns, rows, language="ru")


def _book_rows(school: School, year: int) -> Iterator[Row]:
    for label in sorted({group.label for group in school.groups[year]}):
        for language in ("ky", "ru"):
            groups = [g for g in school.groups[year] if (g.label, g.language) == (label, language)]
            need = sum(len(group.pupils) for group in groups)
            for plan in groups[0].plans if groups else ():
                if plan.union == ARTS:
                    continue
                chance = Chance(school.seed, "book", plan.code, label, language, year // 2)
                have = round(need * chance.bell(0.98, 0.17, least=0.25, most=1.3))
                yield [
                    f"{plan.name.ru}, {label} класс",
                    year,
                    plan.code,
                    label,
                    language,
                    have,
                    need,
                ]


def measurements(school: School) -> Sheet:
    """Return light in autumn and winter, warmth in the heating season."""
    columns = (
        "room",
        "building",
        "room_kind",
        "spot",
        "date",
        "kind",
        "value",
        "norm_min",
        "norm_max",
    )
    rows: list[Row] = []
    for year, term in terms_over(school):
        starts = school.years[year].terms[term - 1][0]
        for room in study_rooms(school):
            kind = "lab" if room in LABS else "classroom"
            rows += _measured(school, room, kind, starts + timedelta(21), term)
    return register("measurements", columns, rows, language="ru")


def _measured(school: School, room: str, kind: str, day: date, term: int) -> Iterator[Row]:
    bright = Chance(school.seed, "bright", room).bell(360, 60, least=180, most=520)
    chance = Chance(school.seed, "measured", room, day)
    head: Row = [room, None, kind]
    if term in (1, 2):
        for spot in ("desk", "board"):
            light = round(bright + chance.gauss(0, 12))
            yield [*head, spot, day, "lux", light, LUX, None]
    if term in (2, 3):
        warmth = round(chance.gauss(19.3 if term == 2 else 18.9, 1.2), 1)
        yield [*head, "air", day, "temp", warmth, *WARMTH]


CHECKED = {"sanitary": 20, "aesthetic": 10, "catering": 12, "safety": 15}
MET = {"sanitary": 0.84, "aesthetic": 0.7, "catering": 0.87, "safety": 0.8}


def checks(school: School) -> Sheet:
    """Return the checklists gone through once a quarter."""
    columns = ("checklist", "item", "zone", "date", "result")
    rows: list[Row] = []
    for year, term in terms_over(school):
        day = school.years[year].terms[term - 1][0] + timedelta(30)
        for checklist, items in CHECKED.items():
            for item in range(items):
                chance = Chance(school.seed, checklist, item, day)
                met = MET[checklist] + 0.02 * (year - 2023)
                result = (
                    "yes"
                    if chance.happens(met)
                    else chance.weighted({"partly": 6, "no": 4, "na": 1})
                )
                rows.append([checklist, f"{checklist[0].upper()}{item + 1}", "Мектеп", day, result])
    return register("checks", columns, rows)


def prescriptions(school: School) -> Sheet:
    """Return the points of inspection orders and when they were carried out."""
    columns = ("number", "issuer", "kind", "issued_on", "due", "done_on")
    rows: list[Row] = []
    issuers = {
        "sanitary": "Санэпид борбору",
        "fire": "ӨКМ",
        "education": "Район билим берүү бөлүмү",
    }
    for year in school.groups:
        for place, (kind, issuer) in enumerate(issuers.items()):
            for point in range(2 if year == 2026 else 4):
                chance = Chance(school.seed, kind, year, point)
                issued = date(year, 9, 10 + place)
                due = issued + timedelta(30 if point < 2 else 150)
                done = due + timedelta(chance.randint(-12, -1) if chance.happens(0.82) else 25)
                rows.append([f"{year}/{place + 1}-{point + 1}", issuer, kind, issued, due, done])
    return register("prescriptions", columns, rows)
