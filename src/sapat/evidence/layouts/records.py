"""What a layout hands on: records of raw values, each with the cell it came from."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sapat.evidence.reading.workbook import Cell


class RawValue(NamedTuple):
    """A value as the file has it, and its cell; no address if it was set by hand."""

    value: Cell
    address: str | None = None


@dataclass(slots=True)
class Record:
    """One record of one data set, not yet checked; `row` is counted from 1 as people do.

    `values` has the fields of the data set, and beside them what helps to find a person:
    `class`, `pupil.code` (a PIN), `pupil.number`. A person who left has `left`, and
    `left_on` when the file says the day.
    """

    dataset: str
    sheet: str
    row: int
    values: dict[str, RawValue] = field(default_factory=dict)
    left_on: date | None = None
    left: bool = False
