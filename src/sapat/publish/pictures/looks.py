"""How pictures look: colours of page and paper, the fonts, and numbers in Kyrgyz and Russian."""

from collections.abc import Mapping
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
    marks: tuple[str, str, str, str, str]
    font: str


class Theme(Enum):
    """Where a picture is shown."""

    PAGE = Palette(
        ink="currentColor",
        muted="var(--tblr-secondary, #6b7280)",
        grid="var(--tblr-border-color, #e5e7eb)",
        line="var(--tblr-primary, #066fd1)",
        good="var(--tblr-green, #15803d)",
        warning="var(--tblr-secondary, #6b7280)",
        bad="var(--tblr-orange, #c2410c)",
        marks=("#2166ac", "#92c5de", "#f4d58d", "#b2182b", "#9ca3af"),
        font="inherit",
    )
    PRINT = Palette(
        ink="#1f2937",
        muted="#6b7280",
        grid="#e5e7eb",
        line="#066fd1",
        good="#15803d",
        warning="#6b7280",
        bad="#c2410c",
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


def config(palette: Palette) -> Spec:
    """Return how everything in a picture is drawn unless it says otherwise."""
    words = {"labelColor": palette.ink, "titleColor": palette.ink}
    return {
        "aria": False,  # the figure around it speaks; the drawing's own words trip screen readers
        "font": palette.font,
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
