"""A picture: its title, one sentence that says it, the same data as a table, and how to draw it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sapat.publish.exports.tables import Table
from sapat.publish.pictures.looks import Palette, Spec

WIDE, NARROW = 680, 340
"""Widths in points: a page or a sheet of paper, and a telephone."""

Builder = Callable[[Palette, int], Spec]


@dataclass(frozen=True)
class Picture:
    """A picture in the reader's language; `twin` is the same data as a table."""

    title: str
    sentence: str
    twin: Table
    build: Builder
    is_empty: bool = False
    """Whether there is nothing to draw; then the sentence stands alone and says so."""


@dataclass(frozen=True)
class Point:
    """A value at one term, with the ends of its interval.

    Without a value there is a gap in the line; `hidden` tells a group that is too small from a
    term of which nothing is known. `year` is printed once below the terms it groups.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    year: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class NormLine:
    """A level of a norm, drawn as a line; `role` is target, ok or alarm."""

    value: float
    label: str
    role: str


@dataclass(frozen=True)
class Pile:
    """Counts of one group, in the order of the categories; None where they may not be shown."""

    label: str
    counts: Sequence[int] | None
