"""Compute ahead what the first page of the morning will ask for."""

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import readings
from sapat.check.measuring.rules import before
from sapat.school.boundary import within
from sapat.school.organisations import reads as organisations


def warm() -> int:
    """Compute the latest term of every school and the one before; return how many schools."""
    warmed = 0
    for school in organisations.schools():
        ground = ground_of(school)
        if ground.latest is None or not ground.periods:
            continue
        with within(school):
            for term in filter(None, (ground.latest, before(ground.latest, ground.known))):
                readings(ground, term)
        warmed += 1
    return warmed
