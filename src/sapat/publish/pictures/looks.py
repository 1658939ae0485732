"""How pictures look: colours of page and paper, the fonts, and numbers in Kyrgyz and Russian."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

Spec: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; on a page they follow the page, dark or light."""

    ink: str
    muted: str
    grid: str
    line: str
    good: str
    warning: str
    bad: str
    apart: str
    """What stands out, without a judgement: never red where people are compared."""
    surface: str
    marks: tuple[str, str, str, str, str]
    font: str


class Theme(Enum):
    """Where a picture is shown."""

    PAGE = Palette(
        ink="currentColor",
        muted="var(--tblr-secondary, #556270)",
        grid="var(--tblr-border-color, #dde3e9)",
        line="var(--drawn-line, #0b5a8f)",
        good="var(--drawn-good, #146c43)",
        warning="var(--tblr-secondary, #556270)",
        bad="var(--drawn-bad, #b45309)",
        apart="var(--drawn-apart, #6d3fa0)",
        surface="var(--tblr-bg-surface, #ffffff)",
        marks=("#2166ac", "#92c5de", "#f4d58d", "#b2182b", "#9ca3af"),
        font="inherit",
    )
    PRINT = Palette(
        ink="#1f2937",
        muted="#556270",
        grid="#dde3e9",
        line="#0b5a8f",
        good="#146c43",
        warning="#556270",
        bad="#b45309",
        apart="#6d3fa0",
        surface="#ffffff",
        marks=("#2166ac", "#92c5de", "#f4d58d", "#b2182b", "#9ca3af"),
        font="Noto Sans",
    )


INK_ON_MARKS = ("#ffffff", "#111827", "#111827", "#ffffff", "#111827")
"""Ink that can be read on each colour of `Palette.marks`."""

# d3, which writes the numbers, knows no Kyrgyz; Russian and Kyrgyz schools write them alike.
_CYRILLIC: Mapping[str, object] = {
    "decimal": ",",
    "thousands": "\u00a0",
    "grouping": [3],
    "currency": ["", "\u00a0сом"],
    "percent": "\u00a0%",
    "minus": "\u2212",
}
_ENGLISH: Mapping[str, object] = {
    "decimal": ".",
    "thousands": ",",
    "grouping": [3],
    "currency": ["", " KGS"],
    "percent": "%",
    "minus": "\u2212",
}
NUMBERS: Mapping[str, Mapping[str, object]] = {"ky": _CYRILLIC, "ru": _CYRILLIC, "en": _ENGLISH}


FACE = "Noto Sans"
"""The face that drawings are measured in; a page then sets them in its own."""


def config(palette: Palette) -> Spec:
    """Return how everything in a picture is drawn unless it says otherwise."""
    words = {"labelColor": palette.ink, "titleColor": palette.ink}
    return {
        "aria": False,  # the figure around it speaks; the drawing's own words trip screen readers
        "font": FACE,
        "background": None,
        "view": {"stroke": None},
        "axis": {
            **words,
            "gridColor": palette.grid,
            "domainColor": palette.muted,
            "tickColor": palette.muted,
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
        },
        "legend": {**words, "labelFontSize": 11, "symbolType": "square"},
        "text": {"color": palette.ink, "fontSize": 11},
    }


LETTER = 6.4
"""Width of a letter of a legend, about, in points."""


def legend(words: Sequence[str], room: int) -> Spec:
    """Return a legend below the picture in as many columns as its words have room for."""
    longest = max((len(word) for word in words), default=1) * LETTER + 52
    return {
        "orient": "bottom",
        "title": None,
        "columns": max(1, int(room // longest)),
        "labelLimit": room - 24,
        "offset": 10,
        "columnPadding": 26,
    }
