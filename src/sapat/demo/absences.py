"""Who was away when: illness above all in winter, a few who stay away, a few with leave."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from sapat.demo.chance import Chance
from sapat.demo.days import school_days
from sapat.demo.world import Group, Pupil, School

WINTER = (11, 12, 1, 2)
ILL, AWAY, LEAVE = "Б", "Н", "У"
FALLS_ILL = {True: 0.016, False: 0.006}
"""How likely somebody falls ill on a school day, in winter and otherwise."""


@cache
def absences(school: School, group: Group, term: int) -> dict[str, dict[date, str]]:
    """Return the days a pupil was away, with the reason, by the pupil's number."""
    days = school_days(*school.years[group.year].terms[term - 1])
    return {
        pupil.number: dict(_away(school, group, pupil, days))
        for pupil in group.here(*school.years[group.year].terms[term - 1])
    }


def _away(
    school: School, group: Group, pupil: Pupil, days: tuple[date, ...]
) -> Iterator[tuple[date, str]]:
    chance = Chance(school.seed, "away", pupil.number, days[0])
    truancy = pupil.truant * (0.5 if group.level == "basic" else 0.12)
    ill = 0
    for day in days:
        if not ill and chance.happens(FALLS_ILL[day.month in WINTER]):
            ill = chance.randint(2, 6)
        if ill:
            ill -= 1
            yield day, ILL
        elif chance.happens(truancy):
            yield day, AWAY
        elif chance.happens(0.004):
            yield day, LEAVE


def illnesses(school: School, group: Group, term: int) -> Iterator[tuple[Pupil, date, int]]:
    """Yield each illness of a term: who, from which day, how many school days."""
    days = school_days(*school.years[group.year].terms[term - 1])
    for pupil in group.here(*school.years[group.year].terms[term - 1]):
        away = absences(school, group, term)[pupil.number]
        began, length = None, 0
        for day in days:
            if away.get(day) == ILL:
                began, length = began or day, length + 1
            elif began:
                yield pupil, began, length
                began, length = None, 0
        if began:
            yield pupil, began, length
