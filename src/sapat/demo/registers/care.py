"""Health, safety and meals; what psychologists and class teachers find out."""

from collections.abc import Iterator
from datetime import timedelta

from sapat.demo.absences import absences, illnesses
from sapat.demo.chance import Chance
from sapat.demo.days import has_data, school_days
from sapat.demo.papers import Sheet
from sapat.demo.registers.table import Value, register, term_words
from sapat.demo.world import Group, School

Row = list[Value]
HEALTH_GROUPS = {1: 38, 2: 40, 3: 19, 4: 3}


def terms_over(school: School) -> Iterator[tuple[int, int]]:
    """Yield year and number of every term that is over."""
    for year, days in school.years.items():
        for term in range(1, len(days.terms) + 1):
            if has_data(year, term):
                yield year, term


def health(school: School) -> Sheet:
    """Return the yearly medical examinations."""
    columns = ("year", "number", "pupil", "class", "examined", "health_group")
    rows: list[Row] = []
    for year in school.groups:
        for group, pupil in school.pupils(year):
            chance = Chance(school.seed, "health", year, pupil.number)
            examined = chance.happens(0.93 if year < 2026 else 0.88)
            found = Chance(school.seed, "health", pupil.number).weighted(HEALTH_GROUPS)
            rows.append([year, pupil.number, pupil, group, examined, found if examined else None])
    return register("health", columns, rows)


def sick_days(school: School) -> Sheet:
    """Return illnesses by certificate."""
    columns = ("number", "pupil", "class", "date", "days")
    rows: list[Row] = [
        [pupil.number, pupil, group, day, days]
        for year, term in terms_over(school)
        for group in school.groups[year]
        for pupil, day, days in illnesses(school, group, term)
    ]
    return register("sick_days", columns, rows)


def incidents(school: School) -> Sheet:
    """Return injuries and reports of bullying, without names."""
    columns = (
        "number",
        "date",
        "kind",
        "place",
        "channel",
        "reported_on",
        "responded_on",
        "closed_on",
    )
    rows: list[Row] = []
    for year, term in terms_over(school):
        days = school_days(*school.years[year].terms[term - 1])
        chance = Chance(school.seed, "incidents", year, term)
        for number in range(chance.choice((0, 0, 1, 1, 2))):
            kind = chance.weighted({"injury": 4, "violence": 5})
            place = chance.choice(
                ("break", "yard", "sport") if kind == "injury" else ("break", "online", "way")
            )
            day = chance.choice(days)
            answered = day + timedelta(0 if chance.happens(0.94) else 4)
            rows.append(
                [
                    f"{year}-{term}-{number + 1}",
                    day,
                    kind,
                    place,
                    chance.choice(("person", "box", "e_diary")),
                    day,
                    answered,
                    answered + timedelta(10),
                ]
            )
    return register("incidents", columns, rows)


def meals(school: School) -> Sheet:
    """Return hot meals of the primary classes, day by day."""
    columns = ("class", "date", "present", "served")
    rows: list[Row] = []
    for year, term in terms_over(school):
        for group in school.groups[year]:
            if group.level == "primary":
                rows += _meal_rows(school, group, term)
    return register("meals", columns, rows, language="ru")


def _meal_rows(school: School, group: Group, term: int) -> Iterator[Row]:
    away = absences(school, group, term)
    chance = Chance(school.seed, "meals", group.year, group.name, term)
    for day in school_days(*school.years[group.year].terms[term - 1]):
        present = sum(day not in days for days in away.values())
        refused = sum(chance.happens(0.035) for _ in range(present))
        yield [group, day, present, present - refused]


def diagnostics(school: School) -> Sheet:
    """Return reading, competences, career choice and adaptation."""
    columns = ("year", "term", "number", "pupil", "class", "kind", "competence", "reached", "value")
    rows = [row for year in school.groups for row in _diagnostic_rows(school, year)]
    return register("diagnostics", columns, rows)


COMPETENCES = ("information", "social", "self")


def _diagnostic_rows(school: School, year: int) -> Iterator[Row]:
    for group, pupil in school.pupils(year):
        if pupil.number in group.left or pupil.number in group.came:
            continue
        chance = Chance(school.seed, "diagnostics", year, pupil.number)
        head: Row = [year, term_words(1), pupil.number, pupil, group]
        if group.grade == 1 or (group.level == "basic" and group.label in (5, 7)):
            yield [*head, "adaptation", None, _level(chance, pupil.able + 1.0), None]
        if year == 2026:
            continue
        head[1] = term_words(4)
        if group.level == "primary":
            words = round(25 + 16 * group.grade + 9 * pupil.able + chance.gauss(0, 6))
            reached = (
                "high"
                if words > 40 + 18 * group.grade
                else "mid"
                if words > 18 + 16 * group.grade
                else "low"
            )
            yield [*head, "reading", None, reached, max(words, 8)]
        if group.label in (5, 8, 9):
            for competence in COMPETENCES:
                yield [*head, "meta", competence, _level(chance, pupil.able + 0.3), None]
        if group.label in (8, 9):
            yield [*head, "career", None, _level(chance, chance.gauss(0.35, 1)), None]


def _level(chance: Chance, strength: float) -> str:
    found = strength + chance.gauss(0, 0.5)
    return "high" if found > 1 else "mid" if found > 0 else "low"


def group_diagnostics(school: School) -> Sheet:
    """Return how many pupils of a class stand at which level of motivation, without names."""
    columns = ("year", "term", "class", "kind", "low", "mid", "high")
    rows: list[Row] = []
    for year in (year for year in school.groups if year < 2026):
        for group in school.groups[year]:
            if group.grade > 2:
                chance = Chance(school.seed, "motivation", year, group.name)
                low = sum(chance.happens(0.2) for _ in group.pupils)
                high = sum(chance.happens(0.35) for _ in range(len(group.pupils) - low))
                mid = len(group.pupils) - low - high
                rows.append([year, term_words(4), group, "personal", low, mid, high])
    return register("group_diagnostics", columns, rows)
