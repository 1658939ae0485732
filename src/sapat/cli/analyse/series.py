"""Rows of an analyst's file as series in order of time, one for each group."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sapat.cli.analyse.frame import Frame, Unusable

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Series:
    """One series: its group, its times as written and as numbers, its values."""

    group: str | None
    labels: Sequence[str | float]
    times: Array
    values: Array


def options(parser: argparse.ArgumentParser) -> None:
    """Add what every method on series asks: the column of values, of dates, of groups."""
    parser.add_argument("--value", required=True, metavar="COL", help="column of the values")
    order_options(parser)


def order_options(parser: argparse.ArgumentParser) -> None:
    """Add what tells the order of values, and one series from another."""
    parser.add_argument("--date", metavar="COL", help="column of dates; default: the rows' order")
    parser.add_argument("--group", metavar="COL", help="column that tells the series apart")


def read_series(frame: Frame, arguments: argparse.Namespace) -> list[Series]:
    """Return the series of the file, in order of their first rows; refuse two rows of one date."""
    from django.utils.translation import gettext as _

    values = frame.numbers(arguments.value)
    if not np.isfinite(values).any():
        raise Unusable(_("Column %(name)s has no values.") % {"name": arguments.value})
    return ordered(frame, arguments, values)


def ordered(frame: Frame, arguments: argparse.Namespace, values: Array) -> list[Series]:
    """Return values as series in order of time; refuse two rows of one date."""
    groups: Sequence[str | None] = [None] * len(values)
    if arguments.group:
        groups = frame.texts(arguments.group)
    rows: dict[str | None, list[int]] = {}
    for row, group in enumerate(groups):
        rows.setdefault(group, []).append(row)
    if arguments.date is None:
        return [_numbered(group, values[own]) for group, own in rows.items()]
    times, labels = moments(frame, arguments.date)
    return [_in_order(group, np.array(own), times, labels, values) for group, own in rows.items()]


def moments(frame: Frame, name: str) -> tuple[Array, Sequence[str | float]]:
    """Return dates as days, or numbers (years, terms) as they are; and both as written."""
    texts = frame.texts(name)
    if all(_is_number(text) for text in texts):
        numbers = [float(text) for text in texts]
        return np.array(numbers), [int(x) if x.is_integer() else x for x in numbers]
    return np.array([day.toordinal() for day in frame.days(name)], float), texts


def moment(text: str, option: str) -> float:
    """Return one date of an option in the terms of `moments`."""
    from django.utils.translation import gettext as _

    if _is_number(text):
        return float(text)
    try:
        found: date = Frame({option: [text]}).days(option)[0]
    except Unusable:
        told = {"option": option, "text": text}
        raise Unusable(_("%(option)s: “%(text)s” is not a day.") % told) from None
    return float(found.toordinal())


def padded(rows: Sequence[Array]) -> Array:
    """Return rows of different length as an array, filled up with NaN."""
    whole = np.full((len(rows), max((len(row) for row in rows), default=0)), np.nan)
    for at, row in enumerate(rows):
        whole[at, : len(row)] = row
    return whole


def _numbered(group: str | None, values: Array) -> Series:
    rows = range(1, len(values) + 1)
    return Series(group, list(rows), np.array(rows, float), values)


def _in_order(
    group: str | None, own: Array, times: Array, labels: Sequence[str | float], values: Array
) -> Series:
    from django.utils.translation import gettext as _

    own = own[np.argsort(times[own], kind="stable")]
    same = np.flatnonzero(np.diff(times[own]) == 0)
    if same.size:
        told = {"date": labels[own[same[0]]], "group": group or "—"}
        raise Unusable(_("Group %(group)s has more than one row for %(date)s.") % told)
    return Series(group, [labels[row] for row in own], times[own], values[own])


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def check_level(level: float) -> None:
    """Refuse a confidence level that is no share."""
    from django.utils.translation import gettext as _

    if not 0 < level < 1:
        raise Unusable(_("--level lies between 0 and 1, for example 0.95."))
