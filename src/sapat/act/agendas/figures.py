"""Figures for a meeting: those of the newest term, small groups hidden, as a sentence says them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import formats

from sapat.act.decisions.hearings.changes import Shown
from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import Audience, Reading, readings
from sapat.plan.indicators.rules import catalogue
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation

HEADLINE = ("R-01", "R-02", "R-03", "R-04", "R-08", "R-09")
"""Indicators of which a meeting on the results of a term is told, where they have a figure."""


def latest(school: Organisation, *, at: datetime | None = None) -> TermCode | None:
    """Return the newest term that has facts, or None; inside the boundary."""
    return ground_of(school, at=at).latest


def offered(
    school: Organisation, *, public: bool = False, at: datetime | None = None
) -> tuple[TermCode | None, list[Shown]]:
    """Return the newest term and every figure of it that may be shown."""
    ground = ground_of(school, at=at)
    if ground.latest is None:
        return None, []
    audience = Audience.PUBLIC if public else Audience.INSIDE
    found = readings(ground, ground.latest, audience=audience)
    return ground.latest, [_shown(row) for row in found if row.judged]


def headline(school: Organisation, *, at: datetime | None = None) -> list[str]:
    """Return the main figures of the newest term, a line each."""
    term, figures = offered(school, at=at)
    known = {one.code: one for one in figures}
    lines = [known[code] for code in HEADLINE if code in known]
    return [f"{one.name}: {one.figure}" for one in lines] if term else []


def chosen(figures: Sequence[Shown], codes: Sequence[str]) -> list[Shown]:
    """Return the figures of these codes, in the order of the catalogue."""
    return [one for one in figures if one.code in set(codes)]


def _shown(reading: Reading) -> Shown:
    digits = 2 if reading.known.unit in {"mark", "ratio"} else 1
    value = formats.number_format(round(reading.value or 0, digits), decimal_pos=digits)
    unit = str(catalogue().units[reading.known.unit])
    return Shown(
        reading.indicator, str(reading.known.name), f"{value}\u00a0{unit} (n = {reading.n})"
    )
