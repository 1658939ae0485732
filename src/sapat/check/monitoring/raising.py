"""Write down what a watch found: new signals, corrected ones, forecasts and how they fared."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sapat.check.data_quality.reads import Failing
from sapat.check.measuring.definitions import book
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading
from sapat.check.measuring.standing import is_final
from sapat.check.monitoring import reads
from sapat.check.monitoring.charting import Charted
from sapat.check.monitoring.finding import is_missed
from sapat.check.monitoring.forecasting import Outlook
from sapat.check.monitoring.looking import OF_A_PERSON, Series
from sapat.check.monitoring.models import KeptForecast, Signal
from sapat.check.monitoring.rules import Found, Kind, State, Tally, folded, is_same
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.subjects import reads as subjects

Broken = Mapping[str, Mapping[str, object]]
SAME = 1e-9
YEARS_BACK = 1
"""So many school years back a signal is compared with what imports have changed since."""


def fingerprint(ground: Ground, term: TermCode, failing: Sequence[Failing]) -> str:
    """Return what all figures at a term stand on; equal marks mean equal figures."""
    over = sorted(
        f"{each.code}:{when}"
        for each in ground.current.system.active
        for when in ground.history(each.window)[-2:]
        if is_final(ground, each, when)
    )
    norms = [f"{own.pk}:{own.indicator}:{own.since_year}:{own.levels}" for own in ground.own_norms]
    parts = (
        ground.sums.facts.fingerprint,
        book().version,
        *norms,
        *(str(decision) for decision in ground.decisions),
        str(term),
        *over,
        *(f"{one.rule}:{one.key}" for one in failing),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Raising:
    """One watch that writes; inside the school's boundary and a transaction."""

    school: Organisation
    ground: Ground
    at: datetime

    def raise_all(self, found: Sequence[Found], tally: Tally) -> None:
        """Raise what is new; what is known already is marked as seen again."""
        latest = max((one.place[0] for one in found), default=0)
        wider = folded(found, reads.taught(latest))
        known = reads.latest_known(one.chain for one in found)
        persons = set(people.short_names({one.group for one in found if one.dim in OF_A_PERSON}))
        taught = set(subjects.names())
        rows: dict[str, Signal] = {}
        for folds in (False, True):
            fresh: list[Signal] = []
            for one in (each for each in found if (each.key in wider) == folds):
                above = _top(rows.get(wider.get(one.key, "")))
                before = known.get(one.chain)
                if before is not None and is_same(before.known, one):
                    rows[one.key] = before
                    self._see_again(before, one, above, tally)
                else:
                    fresh.append(self._raised(one, above, persons, taught))
                    rows[one.key] = fresh[-1]
            Signal.objects.bulk_create(fresh)
            tally.raised += [row.pk for row in fresh]

    def settle_data(self, term: TermCode, failing: Sequence[Found]) -> None:
        """Mark signals about data that no longer fail; whoever answers sees that it is so."""
        rows = Signal.objects.filter(indicator="", term=str(term))
        names = [one.dim for one in failing]
        rows.filter(still=True).exclude(dim__in=names).update(still=False)
        rows.filter(still=False, dim__in=names).update(still=True)

    def _raised(
        self, one: Found, above: Signal | None, persons: set[int], taught: set[int]
    ) -> Signal:
        of_person = one.dim in OF_A_PERSON
        of_subject = one.dim == "subject" and one.group in taught
        return Signal(
            school=self.school,
            key=one.key,
            indicator=one.indicator,
            dim=one.dim,
            group=one.group,
            group_now=one.group_now,
            label="" if of_person else one.label[:200],
            person_id=one.group if of_person and one.group in persons else None,
            subject_id=one.group if of_subject else None,
            side=one.side.value,
            term=one.term,
            year=one.place[0],
            number=one.place[1],
            seen_year=one.place[0],
            seen_number=one.place[1],
            grounds={kind: dict(facts) for kind, facts in one.grounds.items()},
            value=one.value,
            low=one.low,
            high=one.high,
            n=one.n,
            weight=one.weight,
            part_of=above,
            raised_at=self.at,
            state=above.state if above else State.OPEN,
            answered_at=self.at if above and above.answered_at else None,
        )

    def _see_again(self, row: Signal, one: Found, above: Signal | None, tally: Tally) -> None:
        fresh = (row.seen_year, row.seen_number) < one.place
        more = {kind: dict(facts) for kind, facts in one.grounds.items() if kind not in row.grounds}
        folds = above is not None and row.part_of_id is None and row.is_open
        if not (fresh or more or folds):
            return
        tally.seen_again += 1
        row.seen_year, row.seen_number = max((row.seen_year, row.seen_number), one.place)
        row.grounds = {**row.grounds, **more}
        row.weight = max(row.weight, one.weight)
        if folds:
            row.part_of = above
            Signal.objects.filter(part_of=row).update(part_of=above)
        row.save(update_fields=["seen_year", "seen_number", "grounds", "weight", "part_of"])

    def correct(self, every: Sequence[Series], charts: Sequence[Charted], tally: Tally) -> None:
        """Compare signals with their figures as they are now known; say so where they differ."""
        by_chain = {
            (series.indicator.code, series.dim, series.group): (series, chart)
            for series, chart in zip(every, charts, strict=True)
        }
        latest = max((series.terms[-1].year for series in every), default=0)
        rows = Signal.objects.filter(year__gte=latest - YEARS_BACK, value__isnull=False)
        for row in rows.order_by("pk"):
            place = by_chain.get((row.indicator, row.dim, row.group))
            if place is None:
                continue
            reading, cause = _at(*place, row)
            self._corrected(row, reading, cause, tally)

    def _corrected(self, row: Signal, reading: Reading | None, cause: str, tally: Tally) -> None:
        value = reading.value if reading else None
        if _is_equal(value, row.corrected_value if row.corrected_at else row.value):
            return
        if _is_equal(value, row.value):
            row.corrected_at, row.corrected_value, row.still = None, None, True
        else:
            row.corrected_at, row.corrected_value = self.at, value
            row.still = bool(reading and (is_missed(reading) or cause)) or _fails(row)
        row.save(update_fields=["corrected_at", "corrected_value", "still"])
        tally.corrected.append(row.pk)

    def compare(self, every: Sequence[Series]) -> Broken:
        """Write down what happened beside what was expected; return what just broke."""
        readings = {
            (series.indicator.code, str(reading.term)): reading
            for series in every
            if not series.dim
            for reading in series.readings
            if reading
        }
        newest = {
            series.indicator.code: str(series.latest.term)
            for series in every
            if not series.dim and series.latest
        }
        broken: dict[str, Mapping[str, object]] = {}
        for row in KeptForecast.objects.order_by("made_at", "pk"):
            reading = readings.get((row.indicator, row.term))
            if reading is None or reading.version != row.version:
                continue
            self._compared(row, reading.value)
            if row.held is False and row.step == 1 and newest[row.indicator] == row.term:
                broken[row.indicator] = {
                    "forecast": row.value,
                    "low": row.low95,
                    "high": row.high95,
                    "made_after": row.made_after,
                }
        return broken

    def _compared(self, row: KeptForecast, value: float | None) -> None:
        if value is None or (row.fact is not None and _is_equal(row.fact, value)):
            return
        row.fact, row.compared_at = value, self.at
        if row.low95 is not None and row.high95 is not None:
            row.held = row.low95 <= value <= row.high95
        row.save(update_fields=["fact", "compared_at", "held"])

    def keep(self, expected: Sequence[Outlook]) -> int:
        """Keep the forecasts that are not kept yet; what was kept once stays as it was."""
        kept = set(KeptForecast.objects.values_list("indicator", "made_after"))
        rows = [
            row
            for outlook in expected
            if not outlook.is_refused
            and (outlook.series.indicator.code, str(outlook.made_after)) not in kept
            for row in self._forecasts(outlook)
        ]
        KeptForecast.objects.bulk_create(rows)
        return len(rows)

    def _forecasts(self, outlook: Outlook) -> list[KeptForecast]:
        latest = outlook.series.latest
        return [
            KeptForecast(
                school=self.school,
                indicator=outlook.series.indicator.code,
                made_after=str(outlook.made_after),
                term=str(each.term),
                year=each.term.year,
                number=each.term.number,
                step=each.step,
                rule=outlook.rule,
                points=outlook.points,
                version=latest.version if latest else "",
                value=each.value,
                low80=each.low80,
                high80=each.high80,
                low95=each.low95,
                high95=each.high95,
                made_at=self.at,
            )
            for each in outlook.expected
        ]


def _top(row: Signal | None) -> Signal | None:
    """Return the signal that stands for itself: parts have no parts."""
    return row.part_of if row is not None and row.part_of_id else row


def _at(series: Series, chart: Charted, row: Signal) -> tuple[Reading | None, str]:
    """Return the figure of a signal as it is now, and why it is no noise."""
    for at, term in enumerate(series.terms):
        if str(term) == row.term:
            return series.readings[at], "" if chart.short else chart.causes[at]
    return None, ""


def _fails(row: Signal) -> bool:
    """Answer whether the forecast of a signal's term still does not hold."""
    return (
        Kind.FORECAST.value in row.grounds
        and KeptForecast.objects.filter(
            Q(indicator=row.indicator, term=row.term, step=1, held=False)
        ).exists()
    )


def _is_equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME * max(1.0, abs(one), abs(other))


__all__ = ["Raising", "fingerprint"]
