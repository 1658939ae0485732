"""Readings as plain rows, for files and other programs: nothing hidden is in them."""

from typing import Any

from sapat.check.measuring.readings import Reading

FIGURES = ("num", "den", "value", "low", "high", "status")
"""What is left empty where a figure may not be shown; the status would tell too much as well."""


def row_of(reading: Reading, school: str) -> dict[str, Any]:
    """Return one reading with unrounded figures and the labels of its group."""
    row: dict[str, Any] = {
        "indicator": reading.indicator,
        "school": school,
        "term": str(reading.term),
        **{dim: group.label for dim, group in reading.breakdown.items()},
        "num": _whole(reading.num),
        "den": _whole(reading.den),
        "n": reading.n,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "completeness": reading.completeness,
        "status": str(reading.status),
        "shown": reading.shown,
        "why_not": str(reading.why_not) if reading.why_not else None,
        "version": reading.version,
        "batches": list(reading.batches),
    }
    if reading.is_hidden:
        row |= dict.fromkeys(FIGURES)
    return row


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and float(number).is_integer() else number
