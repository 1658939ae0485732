"""Out of lessons: circles, events, olympiads, self-government, partners, where graduates went."""

from collections.abc import Iterator
from datetime import date, timedelta

from sapat.demo.chance import Chance
from sapat.demo.papers import Sheet
from sapat.demo.registers.lessons import CIRCLES
from sapat.demo.registers.people import support
from sapat.demo.registers.table import Value, register
from sapat.demo.world import Group, School

Row = list[Value]
PARTNERS = (
    ("Ак-Талаа айыл өкмөтү", "local_government"),
    ("Айылдык китепкана", "library"),
    ("Маданият үйү", "club"),
    ("ФАП", "clinic"),
    ("«Дыйкан» кооперативи", "enterprise"),
    ("Коңшу айылдын мектеби", "education"),
)
EVENTS = (
    "Мугалимдер күнү",
    "Билим күнү",
    "Тазалык айлыгы",
    "Жаңы жыл майрамы",
    "Нооруз",
    "Эне тил күнү",
    "Ачык класстык саат",
    "Спорт күнү",
)


def activities(school: School) -> Sheet:
    """Return the circles of all years."""
    columns = ("activity", "year", "programme", "direction", "level", "teacher", "running")
    teachers = [person for person in school.staff if person.post == "teacher"]
    rows: list[Row] = [
        [
            name,
            year,
            f"«{name}» ийрими",
            direction,
            "basic",
            teachers[place * 2],
            place < 9 or year > 2024,
        ]
        for year in school.groups
        for place, (name, direction) in enumerate(CIRCLES)
    ]
    return register("activities", columns, rows)


def members(school: School) -> Sheet:
    """Return who is in which circle, all years."""
    columns = ("year", "number", "pupil", "class", "activity", "direction", "started_on")
    rows = [row for year in school.groups for row in _member_rows(school, year)]
    return register("activity_members", columns, rows)


def _member_rows(school: School, year: int) -> Iterator[Row]:
    for group, pupil in school.pupils(year):
        chance = Chance(school.seed, "circles", year, pupil.number)
        if group.grade > 1 and chance.happens(0.62):
            for name, direction in chance.sample(CIRCLES, chance.choice((1, 1, 1, 2))):
                yield [year, pupil.number, pupil, group, name, direction, date(year, 9, 8)]


def events(school: School) -> Sheet:
    """Return observed events out of lessons with their scores."""
    columns = ("event", "date", "direction", "organiser", "score", "max")
    rows: list[Row] = []
    for year in school.groups:
        for place, name in enumerate(EVENTS[: 2 if year == 2026 else None]):
            chance = Chance(school.seed, "event", year, name)
            day = date(year, 9, 5) + timedelta(place * 31 + chance.randint(0, 9))
            organiser = chance.choice(("class_teacher", "teacher", "pupils", "deputy"))
            direction = chance.choice(("civic", "arts", "sport", "local"))
            rows.append([name, day, direction, organiser, chance.randint(22, 38), 40])
    return register("activity_events", columns, rows)


def olympiads(school: School) -> Sheet:
    """Return parts and prizes at olympiads; those of the running year come later."""
    columns = ("year", "number", "pupil", "class", "subject", "stage", "result", "teacher")
    years = [year for year in school.groups if year < 2026]
    rows = [row for year in years for row in _olympiad_rows(school, year)]
    return register("olympiads", columns, rows)


def _olympiad_rows(school: School, year: int) -> Iterator[Row]:
    for group in school.groups[year]:
        plans = [
            plan for plan in group.plans if plan.union in ("exact", "nature", "society", "language")
        ]
        for pupil in group.pupils if group.grade >= 5 else ():
            chance = Chance(school.seed, "olympiad", year, pupil.number)
            if not chance.happens(0.42 + 0.14 * pupil.able):
                continue
            plan = chance.choice(plans)
            teacher = school.teacher(group, plan)
            result = chance.weighted({"participant": 62, "prize": 22, "winner": 16})
            head: Row = [year, pupil.number, pupil, group, plan.code]
            yield [*head, "school", result, teacher]
            if result == "winner":
                result = chance.weighted({"participant": 4, "prize": 4, "winner": 2})
                yield [*head, "district", result, teacher]
                if result == "winner":
                    yield [*head, "region", "participant", teacher]


def graduates(school: School) -> Sheet:
    """Return where the leavers of grade 9 went by 1 October; the last leavers among them."""
    columns = ("year", "number", "pupil", "class", "destination")
    weights = {"school": 46, "vocational": 22, "college": 24, "work": 4, "none": 2, "unknown": 2}
    rows: list[Row] = []
    for year in (year for year in school.groups if year < 2026):
        for group, pupil in school.pupils(year):
            if group.label in (9, 11) and pupil.number not in group.left:
                chance = Chance(school.seed, "destination", pupil.number)
                rows.append([year, pupil.number, pupil, group, chance.weighted(weights)])
    return register("graduates", columns, rows)


def supports(school: School) -> Sheet:
    """Return plans of individual work; not everybody in need has one."""
    columns = (
        "year",
        "number",
        "pupil",
        "class",
        "kind",
        "subject",
        "teacher",
        "opened_on",
        "closed_on",
        "result",
    )
    rows = [row for year in school.groups for row in _support_rows(school, year)]
    return register("support_plans", columns, rows)


def _support_rows(school: School, year: int) -> Iterator[Row]:
    for group, pupil in school.pupils(year):
        kind = support(group, pupil)
        chance = Chance(school.seed, "support", year, pupil.number)
        if not kind or not chance.happens(0.86):
            continue
        plan = chance.choice([plan for plan in group.plans if plan.works])
        closed = date(year + 1, 5, 15) if year < 2026 and chance.happens(0.9) else None
        result = chance.weighted({"improved": 62, "unchanged": 30, "worse": 8}) if closed else None
        yield [
            year,
            pupil.number,
            pupil,
            group,
            kind,
            plan.code,
            school.teacher(group, plan),
            date(year, 9, 15),
            closed,
            result,
        ]


def self_government(school: School) -> Sheet:
    """Return pupils with a post in the class or in the school parliament."""
    columns = ("year", "number", "pupil", "class", "role")
    rows: list[Row] = []
    for year in school.groups:
        for group in school.groups[year]:
            if group.label >= 5 and len(group.pupils) > 4:
                chance = Chance(school.seed, "parliament", year, group.name)
                chosen = chance.sample(group.pupils, max(3, len(group.pupils) // 3))
                roles = ("класс башчы", "парламент мүчөсү", "спорт сектору", "маданий сектор")
                rows += [
                    [year, pupil.number, pupil, group, roles[place % len(roles)]]
                    for place, pupil in enumerate(chosen)
                ]
    return register("pupil_roles", columns, rows)


def partners(school: School) -> Sheet:
    """Return the partners of the neighbourhood with their agreements."""
    columns = ("partner", "year", "partner_kind", "started_on", "ended_on")
    rows: list[Row] = [
        [name, year, kind, date(year, 9, 1), date(year + 1, 6, 1)]
        for year in school.groups
        for name, kind in PARTNERS
    ]
    return register("partners", columns, rows)


def _joint_days(school: School, year: int) -> Iterator[tuple[str, str, date]]:
    for place, (name, kind) in enumerate(PARTNERS):
        for month in (9, 11, 2, 4)[: 1 if year == 2026 else 1 + place % 4]:
            yield name, kind, date(year if month > 7 else year + 1, month, 12 + place)


def partner_events(school: School) -> Sheet:
    """Return joint events, some of them talks on quality with another school."""
    columns = ("partner", "partner_kind", "date", "kind", "participants", "conclusions")
    rows: list[Row] = []
    for year in school.groups:
        for name, kind, day in _joint_days(school, year):
            chance = Chance(school.seed, "joint", name, day)
            what = (
                "quality_discussion"
                if kind == "education"
                else chance.choice(("event", "excursion", "practice"))
            )
            rows.append([name, kind, day, what, chance.randint(15, 80), chance.happens(0.75)])
    return register("partner_events", columns, rows)


def partner_pupils(school: School) -> Sheet:
    """Return which pupils took part in joint events."""
    columns = ("number", "pupil", "class", "partner", "partner_kind", "date")
    rows: list[Row] = []
    for year in school.groups:
        days = list(_joint_days(school, year))
        for group, pupil in school.pupils(year):
            chance = Chance(school.seed, "joined", year, pupil.number)
            name, kind, day = chance.choice(days)
            if chance.happens(0.6) and _there(group, pupil.number, day):
                rows.append([pupil.number, pupil, group, name, kind, day])
    return register("partner_pupils", columns, rows)


def _there(group: Group, number: str, day: date) -> bool:
    return group.came.get(number, date.min) <= day < group.left.get(number, date.max)
