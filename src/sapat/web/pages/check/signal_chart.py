"""The control chart of an indicator or one of its groups, as pages draw it."""

from collections.abc import Mapping

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.monitoring import reads
from sapat.check.monitoring.charting import Charted, Slope, charted, slope
from sapat.check.monitoring.looking import Series, look
from sapat.check.monitoring.models import Signal
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.publish.pictures.control_chart import Watch, Watched, control_chart
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.pictures import Picture
from sapat.school.calendar.rules import ROMAN, TermCode, year_label
from sapat.web.doors import SchoolRequest
from sapat.web.pages.check.words import DIGITS, apart

FEWEST = 3
"""Figures a chart needs to say anything."""
NOTE = 90


def chart_of(request: SchoolRequest, row: Signal) -> dict[str, object] | None:
    """Draw the series a signal stands on; None where there is too little to draw."""
    if not row.indicator:
        return None
    ground = ground_of(request.school)
    if row.indicator not in ground.current.indicators:
        return None
    groups = (row.dim,) if row.dim else ()
    every = look(ground, codes=[row.indicator], groups=groups)
    found = [each for each in every if (each.dim, each.group) == (row.dim, row.group)]
    if not found:
        return None
    return drawn(ground, found[0], reads.answers_to(row.indicator, row.dim, row.group))


def drawn(ground: Ground, series: Series, answers: Mapping[str, str]) -> dict[str, object] | None:
    """Draw a series as a control chart; `answers`: term -> what was said about it then."""
    if sum(each is not None for each in series.readings) < FEWEST:
        return None
    picture = control_picture(ground, series, answers)
    return for_page(picture, (get_language() or "ky")[:2])


def control_picture(ground: Ground, series: Series, answers: Mapping[str, str]) -> Picture:
    """Return the control chart of a series, with what happened on the way."""
    chart = charted([series])[0]
    indicator = series.indicator
    notes = _notes(ground, series, answers)
    percent = indicator.unit == "percent"
    watch = Watch(
        unit=str(catalogue().units[indicator.unit]),
        digits=DIGITS.get(indicator.unit, 1),
        target=series.latest.norm.levels.ok if series.latest else None,
        target_name=_("norm"),
        verdict=trend_sentence(indicator, slope(series)),
        short=chart.short,
        least=0.0 if percent and indicator.better != "zero" else None,
        most=100.0 if percent and indicator.better != "zero" else None,
    )
    points = [_point(chart, at, notes) for at in range(len(series.terms))]
    return control_chart(str(indicator.name), points, watch)


def _point(chart: Charted, at: int, notes: Mapping[TermCode, str]) -> Watched:
    """Return one term: the figure as it was, the limits with the season put back."""
    term = chart.series.terms[at]
    shift = chart.shift[at] or 0.0
    judged = not chart.short

    def end(value: float | None) -> float | None:
        return value + shift if judged and value is not None else None

    return Watched(
        label=axis_label(term),
        year=axis_year(term),
        value=chart.values[at],
        mean=end(chart.mean),
        lower=end(chart.lower),
        upper=end(chart.upper),
        kind=kind_of(chart.causes[at] if judged else "", chart.series.indicator),
        note=notes.get(term, ""),
    )


def axis_label(term: TermCode) -> str:
    """Return what stands below a point: the number of the term, or a year as short as it can be."""
    if term.number:
        return ROMAN[term.number]
    return f"{term.year % 100:02}/{(term.year + 1) % 100:02}"


def axis_year(term: TermCode) -> str:
    """Return the year printed below the terms it groups."""
    return year_label(term.year) if term.number else ""


def kind_of(cause: str, indicator: Indicator) -> str:
    """Return how a point is drawn: ordinary, better, worse, or only high and low."""
    if not cause:
        return "common"
    rises = cause.rsplit("_", 1)[-1] in {"up", "above"} or cause == "above_limit"
    if indicator.better == "zero":
        return "high" if rises else "low"
    return "improvement" if rises == (indicator.better == "higher") else "concern"


def _notes(ground: Ground, series: Series, answers: Mapping[str, str]) -> dict[TermCode, str]:
    """Return what happened: a norm that changed, and what was said about a signal."""
    notes: dict[TermCode, list[str]] = {}
    changed = {own.since_year for own in ground.own_norms if own.indicator == series.indicator.code}
    for term in series.terms:
        first = term == min(one for one in series.terms if one.year == term.year)
        if first and term.year in changed:
            notes.setdefault(term, []).append(_("the school's own norm begins to hold"))
        if words := answers.get(str(term)):
            notes.setdefault(term, []).append(Truncator(words).chars(NOTE))
    return {term: "; ".join(words) for term, words in notes.items()}


def trend_sentence(indicator: Indicator, found: Slope | None) -> str:
    """Say whether the figure rises or falls over the years, and how surely."""
    if found is None:
        return _("There are too few periods to speak of a trend.")
    if not found.is_real:
        return _("No lasting rise or fall over these periods can be told from chance.")
    told = {
        "by": apart(found.a_year, indicator),
        "low": apart(min(abs(found.low or 0), abs(found.high or 0)), indicator),
        "high": apart(max(abs(found.low or 0), abs(found.high or 0)), indicator),
    }
    if found.a_year > 0:
        return _("It rises by %(by)s a year; between %(low)s and %(high)s is likely.") % told
    return _("It falls by %(by)s a year; between %(low)s and %(high)s is likely.") % told
