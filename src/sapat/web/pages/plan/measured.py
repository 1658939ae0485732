"""Objectives beside what was measured: the figure with its doubt, against the way laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, gettext

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.readings import Reading, Request, evaluate
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.plan.objectives.models import Objective
from sapat.plan.objectives.reads import known_indicators
from sapat.plan.objectives.rules import Course, Judgement, Seen, Way, expected_on, judge
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.history import history
from sapat.publish.pictures.pictures import NormLine
from sapat.publish.pictures.pictures import Point as Drawn
from sapat.school.organisations.models import Organisation
from sapat.web.pages.check.words import DIGITS, Shown, amount

LOOKS: dict[str, str] = {
    Course.REACHED: "high",
    Course.ON_TRACK: "normal",
    Course.UNSURE: "attention",
    Course.BEHIND: "critical",
    Course.NO_DATA: "no_data",
    Course.NO_WAY: "waiting",
}
"""Course of an objective -> the status whose colour and icon it wears."""


@dataclass(frozen=True)
class Point:
    """One term on the way: what was expected and what was measured."""

    shown: Shown
    day: date
    judgement: Judgement

    @property
    def expected(self) -> str:
        """Return what the way said for that day."""
        value = self.judgement.expected
        return "—" if value is None else amount(value, self.shown.indicator)

    @property
    def status(self) -> str:
        """Return the status whose look the course wears."""
        return LOOKS[self.judgement.course]


@dataclass(frozen=True)
class Progress:
    """One objective with all that was measured since it was set."""

    objective: Objective
    indicator: Indicator | None
    points: tuple[Point, ...]
    day: date
    depth: int = 0
    school: str = ""

    @property
    def judgement(self) -> Judgement:
        """Return where the objective stands now."""
        return self.points[-1].judgement if self.points else Judgement(Course.NO_DATA)

    @property
    def course(self) -> Course:
        """Return its course."""
        return self.judgement.course

    @property
    def status(self) -> str:
        """Return the status whose look the course wears."""
        return LOOKS[self.course]

    @property
    def latest(self) -> Point | None:
        """Return the last measured point."""
        return self.points[-1] if self.points else None

    @property
    def baseline(self) -> str:
        """Return the baseline in its unit."""
        return self._amount(self.objective.baseline)

    @property
    def target(self) -> str:
        """Return the target in its unit."""
        return self._amount(self.objective.target)

    @property
    def expected_now(self) -> str:
        """Return what the way says for today."""
        return self._amount(expected_on(self.objective.way, self.day))

    @property
    def name(self) -> str:
        """Return the name of the indicator, or its code where it is gone."""
        return str(self.indicator.name) if self.indicator else self.objective.indicator

    @property
    def indicator_url(self) -> str:
        """Return the page of the indicator."""
        return reverse("check:indicator", args=[self.school, self.objective.indicator])

    def _amount(self, value: float | None) -> str:
        if value is None:
            return "—"
        return amount(value, self.indicator) if self.indicator else f"{value:g}"


@dataclass(frozen=True)
class Judged:
    """What was measured, of which indicators, on which day."""

    known: Mapping[str, Indicator]
    found: Mapping[Request, list[Reading]]
    day: date


def progress(
    school: Organisation, rows: Sequence[tuple[int, Objective]], day: date
) -> list[Progress]:
    """Return objectives, each with its depth in the tree, beside what was measured (one pass)."""
    if not rows:
        return []
    ground = ground_of(school)
    known = known_indicators()
    wanted = {
        row.pk: _asked(ground, row, known[row.indicator])
        for _depth, row in rows
        if row.indicator in known
    }
    found = evaluate(ground, {each for asked in wanted.values() for each in asked})
    return [
        Progress(
            row,
            known.get(row.indicator),
            tuple(_points(ground, row.way, wanted.get(row.pk, []), Judged(known, found, day))),
            day,
            depth,
            school.code,
        )
        for depth, row in rows
    ]


def drawn(line: Progress) -> dict[str, object] | None:
    """Draw what was measured beside the target, once there are two figures to draw."""
    if line.indicator is None or len(line.points) < 2:
        return None
    points = [
        Drawn(
            point.shown.reading.term.label,
            point.shown.reading.value,
            point.shown.reading.low,
            point.shown.reading.high,
        )
        for point in line.points
    ]
    lines = [NormLine(line.objective.target, gettext("target"), "target")]
    if line.objective.baseline is not None:
        lines.append(NormLine(line.objective.baseline, gettext("baseline"), "ok"))
    unit = line.indicator.unit
    picture = history(
        line.name,
        points,
        lines,
        unit=str(catalogue().units[unit]),
        bounds=(0, 100) if unit == "percent" else (None, None),
        digits=DIGITS.get(unit, 1),
    )
    return for_page(picture, (get_language() or "ky")[:2])


def latest_value(school: Organisation, code: str) -> Shown | None:
    """Return the latest figure of an indicator in the records, or None."""
    indicator = known_indicators().get(code)
    if indicator is None:
        return None
    ground = ground_of(school)
    asked = [Request(code, term) for term in ground.history(indicator.window)]
    found = evaluate(ground, asked)
    readings = [found[each][0] for each in asked]
    judged = [reading for reading in readings if reading.judged]
    return Shown(judged[-1], indicator) if judged else None


def _asked(ground: Ground, row: Objective, indicator: Indicator) -> list[Request]:
    """Return the terms that ended, or run, since the objective was set."""
    return [
        Request(row.indicator, term)
        for term in ground.history(indicator.window)
        if ground.days(term)[1] > row.set_on
    ]


def _points(
    ground: Ground,
    way: Way,
    asked: Sequence[Request],
    judged: Judged,
) -> list[Point]:
    points = []
    for request in asked:
        reading = judged.found[request][0]
        if not reading.judged or reading.value is None:
            continue
        indicator = judged.known[request.indicator]
        at = min(ground.days(request.term)[1], judged.day)
        seen = Seen(reading.value, reading.low, reading.high, at)
        points.append(Point(Shown(reading, indicator), at, judge(way, seen, indicator.better)))
    return points
