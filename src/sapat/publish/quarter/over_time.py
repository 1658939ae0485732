"""How the main indicators went over the terms, and the journal beside the examination."""

from dataclasses import replace

from django.utils.translation import gettext as _

from sapat.check.measuring.agreeing import EXAMS, against
from sapat.check.measuring.readings import Reading
from sapat.check.monitoring.charting import Charted, charted
from sapat.check.monitoring.looking import look
from sapat.plan.indicators import rules as indicators
from sapat.publish.journal_and_exam import conclusion, pairs_picture
from sapat.publish.papers.content import Block, Paragraph
from sapat.publish.pictures.control_chart import Watch, Watched, control_chart
from sapat.publish.pictures.pictures import Picture
from sapat.publish.pictures.small_multiples import Grid, Little, small_multiples
from sapat.publish.quarter.attainment import quality_history
from sapat.publish.quarter.material import MAIN, QUALITY, Material, Variant
from sapat.school.calendar.rules import ROMAN, TermCode, year_label

LEAST = 2
"""Terms with a figure below which there is no course to draw."""


def main_indicators(material: Material) -> list[Block]:
    """Return the main indicators as little lines over the terms; nothing with one term alone."""
    drawn = main_picture(material)
    return [] if drawn is None else [drawn]


def main_picture(material: Material) -> Picture | None:
    """Return each main indicator's course on a scale of its own, or None where none has one."""
    past = [of for of in (material.course(code) for code in MAIN) if of]
    groups = [_line(of) for of in past]
    if not any(len(group.known) >= LEAST for group in groups):
        return None
    terms = [_term(reading.term) for reading in past[0]]
    title = _("Main indicators over the terms, %")
    return small_multiples(title, groups, Grid(terms, "%", common=False))


def quality_over_time(material: Material) -> list[Block]:
    """Return the control chart of quality, or its plain history while the chart would be short."""
    if sum(reading.judged for reading in material.history) < LEAST:
        return []
    if material.variant is not Variant.PUBLIC:
        series = look(material.ground, upto=material.term, codes=[QUALITY], groups=())
        found = [chart for chart in charted(series) if not chart.short]
        if found:
            return [control_picture(found[0])]
    return [quality_history(material)]


def control_picture(chart: Charted) -> Picture:
    """Return a school's own indicator between the limits of its ordinary variation."""
    indicator, latest = chart.series.indicator, chart.series.latest
    target = latest.norm.levels.target if latest else None
    watch = Watch("%", 1, target, least=0.0, most=100.0)
    points = [_watched(chart, at) for at in range(len(chart.series.terms))]
    return control_chart(str(indicator.name), points, watch)


def _watched(chart: Charted, at: int) -> Watched:
    """Return one term: the figure as it was, the limits with the season put back."""
    term, shift = chart.series.terms[at], chart.shift[at] or 0.0
    mean, lower, upper = (
        None if end is None else end + shift for end in (chart.mean, chart.lower, chart.upper)
    )
    kind = "common"
    if chart.causes[at]:
        rises = chart.causes[at].endswith(("_up", "_above", "above_limit"))
        kind = "improvement" if rises else "concern"
    year = year_label(term.year)
    return Watched(ROMAN[term.number], year, chart.values[at], mean, lower, upper, kind)


def journal_and_exam(material: Material) -> list[Block]:
    """Return the newest pairs of annual and examination marks with what follows from them.

    They stay inside: a pair of marks that two pupils have is no figure for the public.
    """
    if material.variant is Variant.PUBLIC:
        return []
    found = against(material.ground, EXAMS, material.term, ())
    if found is None or found.school.agreement is None:
        return []
    pairs = found.school.agreement
    year = year_label(found.term.year)
    title = _("Annual marks and examination marks, %(year)s") % {"year": year}
    picture = pairs_picture(title, pairs, _("Examination"))
    table = replace(picture.twin, notes=[*picture.twin.notes, picture.sentence])
    return [table, Paragraph(conclusion(pairs), is_conclusion=True)]


def _line(of: list[Reading]) -> Little:
    values = [reading.value if reading.judged else None for reading in of]
    hidden = any(r.is_hidden for r in of) and not any(value is not None for value in values)
    return Little(str(indicators.indicators()[of[0].indicator].name), values, hidden=hidden)


def _term(term: TermCode) -> str:
    return f"{ROMAN[term.number]} {year_label(term.year)}"
