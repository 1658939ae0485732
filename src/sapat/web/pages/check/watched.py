"""What watching adds to the page of an indicator: its chart, its outlook, its open signals."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading
from sapat.check.measuring.standing import is_final
from sapat.check.monitoring import reads
from sapat.check.monitoring.charting import SHORT, is_short, slope
from sapat.check.monitoring.forecasting import LEAST
from sapat.check.monitoring.looking import Series
from sapat.check.monitoring.models import KeptForecast
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.forecast_fan import Moment, Outlook, forecast_fan
from sapat.publish.pictures.pictures import NormLine, Picture
from sapat.school.calendar.rules import TermCode
from sapat.web.doors import SchoolRequest
from sapat.web.pages.check.signal_chart import (
    FEWEST,
    axis_label,
    axis_year,
    drawn,
    trend_sentence,
)
from sapat.web.pages.check.signal_tabs import sight_of
from sapat.web.pages.check.signal_words import ShownSignal
from sapat.web.pages.check.words import DIGITS


def context(
    request: SchoolRequest, ground: Ground, found: Indicator, past: Sequence[Reading]
) -> dict[str, object]:
    """Return the control chart, the forecast with its record, and what waits for an answer."""
    over = [each for each in past if is_final(ground, found, each.term)]
    series = Series(
        found,
        "",
        0,
        tuple(each.term for each in over),
        tuple(each if each.judged else None for each in over),
    )
    if sum(each is not None for each in series.readings) < FEWEST:
        return {}
    may = request.may("signal.read")
    answers = reads.answers_to(found.code, "", 0) if may else {}
    kept = reads.all_forecasts(found.code)
    fan = fan_of(series, kept)
    return {
        "charted": drawn(ground, series, answers) if not is_short(series) else None,
        "too_short": _too_short(series) if is_short(series) else "",
        "outlook": for_page(fan, (get_language() or "ky")[:2]) if fan else None,
        "trend": trend_sentence(found, slope(series)),
        "signals": _signals(request, found) if may else [],
    }


def _too_short(series: Series) -> str:
    points = sum(each is not None for each in series.readings)
    return _(
        "The past is short: %(points)s of the %(least)s periods from which change can be told "
        "from chance."
    ) % {"points": points, "least": SHORT}


def _signals(request: SchoolRequest, found: Indicator) -> list[ShownSignal]:
    rows = reads.open_signals(sight_of(request)).filter(indicator=found.code)
    return [ShownSignal(row, {found.code: found}) for row in rows]


def fan_of(series: Series, kept: Sequence[KeptForecast]) -> Picture | None:
    """Draw what was, what is expected, and what had been expected of the past."""
    indicator = series.indicator
    points = sum(each is not None for each in series.readings)
    refused = ""
    if points < LEAST:
        refused = _("A forecast needs %(least)s figures; there are %(points)s.") % {
            "least": LEAST,
            "points": points,
        }
    elif not kept:
        return None
    latest = series.latest
    bounded = indicator.unit == "percent" and indicator.better != "zero"
    outlook = Outlook(
        unit=str(catalogue().units[indicator.unit]),
        digits=DIGITS.get(indicator.unit, 1),
        norm=NormLine(latest.norm.levels.ok, _("norm"), "ok") if latest else None,
        refused=refused,
        least=0.0 if bounded else None,
        most=100.0 if bounded else None,
    )
    said = {row.term: row for row in kept if row.step == 1}
    moments = [
        _was(term, reading, said)
        for term, reading in zip(series.terms, series.readings, strict=True)
    ]
    last = latest.term if latest else None
    coming = [row for row in _newest(kept) if row.code and last and row.code > last]
    return forecast_fan(str(indicator.name), [*moments, *map(_will_be, coming)], outlook)


def _newest(kept: Sequence[KeptForecast]) -> list[KeptForecast]:
    """Return the forecast that was made last, in order of its terms."""
    newest = max(kept, key=lambda row: (row.made_at, row.pk), default=None)
    rows = [row for row in kept if newest and row.made_after == newest.made_after]
    return sorted(rows, key=lambda row: row.step)


def _was(term: TermCode, reading: Reading | None, said: Mapping[str, KeptForecast]) -> Moment:
    row = said.get(str(term))
    return Moment(
        axis_label(term),
        axis_year(term),
        value=reading.value if reading else None,
        said=row.value if row else None,
        said_low=row.low95 if row else None,
        said_high=row.high95 if row else None,
    )


def _will_be(row: KeptForecast) -> Moment:
    term = row.code
    assert term is not None
    return Moment(
        axis_label(term),
        axis_year(term),
        expected=row.value,
        low80=row.low80,
        high80=row.high80,
        low95=row.low95,
        high95=row.high95,
    )
