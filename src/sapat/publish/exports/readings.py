"""Readings as tables: the indicators of a school, and one indicator by groups."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sapat.check.measuring.labels import dim_name
from sapat.check.measuring.readings import Reading, Status
from sapat.plan.indicators import rules as indicators
from sapat.plan.indicators.rules import Indicator
from sapat.publish.exports.tables import Blank, Cell, Column, Fine, Kind, Table, figure

DIGITS = {"mark": 2, "score_0_4": 2, "ratio": 2, "pupils": 0, "events": 0}
"""Digits behind the comma by unit; one where nothing is said."""


def status_words() -> dict[Status, str]:
    """Return what each status is called in a sentence."""
    return {
        Status.HIGH: _("above the norm"),
        Status.NORMAL: _("within the norm"),
        Status.ATTENTION: _("needs attention"),
        Status.CRITICAL: _("critical"),
        Status.NO_DATA: _("no data"),
        Status.NOT_APPLICABLE: _("not applicable"),
        Status.WAITING: _("waits for evidence"),
    }


def indicator_table(title: str, found: Sequence[Reading]) -> Table:
    """Return indicators with value, interval, norm, status, doubt and completeness."""
    return Table(title, heads(), [indicator_row(reading) for reading in found])


def heads() -> list[Column]:
    """Return the columns of a table of indicators."""
    return [
        Column(_("Code"), width=7),
        Column(_("Indicator"), width=30),
        Column(_("Unit"), width=12),
        Column(_("Value"), Kind.FIGURE, width=10),
        Column(_("Interval, 95 %"), width=11),
        Column(_("Norm"), width=8),
        Column(_("Status"), width=12),
        Column(_("Beyond doubt"), width=8),
        Column(_("Completeness, %"), Kind.FIGURE, width=9, digits=0),
    ]


def indicator_row(reading: Reading) -> list[Cell]:
    """Return one line of a table of indicators."""
    known = reading.known
    empty = Blank.HIDDEN if reading.is_hidden else Blank.NOTHING
    complete = reading.completeness
    return [
        reading.indicator,
        str(known.name),
        str(indicators.catalogue().units[known.unit]),
        Fine(reading.value, digits_of(known))
        if reading.judged and reading.value is not None
        else empty,
        interval(reading, known) or empty,
        norm(reading, known),
        empty if reading.is_hidden else status_words()[reading.status],
        (_("yes") if reading.sure else _("no")) if reading.judged else empty,
        Blank.NOTHING if complete is None else 100 * complete,
    ]


def digits_of(known: Indicator) -> int:
    """Return with how many digits behind the comma an indicator is printed."""
    return DIGITS.get(known.unit, 1)


def interval(reading: Reading, known: Indicator) -> str:
    """Write the interval; empty where there is none or it may not be shown."""
    if not reading.judged or reading.low is None or reading.high is None:
        return ""
    return f"{figure(reading.low, digits_of(known))}–{figure(reading.high, digits_of(known))}"


def norm(reading: Reading, known: Indicator) -> str:
    """Write the level from which the indicator is normal."""
    level = reading.norm.levels.ok
    digits = 0 if float(level).is_integer() else digits_of(known)
    sign = {"higher": "≥", "lower": "≤", "zero": "±"}[reading.norm.better]
    return f"{sign} {figure(level, digits)}"


def breakdown_table(title: str, dim: str, found: Sequence[Reading]) -> Table:
    """Return one indicator by the groups of a dimension; hidden groups are dashes."""
    first = found[0] if found else None
    name = dim_name(dim, first.known.datasets if first else ())
    columns = [
        Column(name[:1].upper() + name[1:], width=26),
        Column(_("Numerator"), Kind.FIGURE, width=11, digits=0),
        Column(_("Denominator"), Kind.FIGURE, width=11, digits=0),
        *heads()[3:],
    ]
    rows: list[list[Cell]] = []
    for reading in found:
        empty = Blank.HIDDEN if reading.is_hidden else Blank.NOTHING
        counts = [
            number if number is not None and reading.judged else empty
            for number in (reading.num, reading.den)
        ]
        rows.append([reading.label, *counts, *indicator_row(reading)[3:]])
    hidden = any(reading.is_hidden for reading in found)
    return Table(title, columns, rows, [too_small()] if hidden else [])


def too_small() -> str:
    """Say why there is a dash."""
    return _(
        "— not shown: the group is too small, or its figure would reveal that of a small group."
    )
