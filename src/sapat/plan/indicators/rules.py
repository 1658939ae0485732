"""Indicators as the catalogue defines them, read once and checked."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sapat.core import catalogue as files
from sapat.core.entry import Entry, text
from sapat.core.language import Text
from sapat.plan.indicators.entries import read_indicator
from sapat.plan.indicators.shapes import (
    Composite,
    Criterion,
    Indicator,
    Levels,
    Norm,
    Param,
    Term,
)

__all__ = [
    "Catalogue", "Composite", "Criterion", "Indicator", "Levels", "Norm", "Param", "Term",
    "catalogue", "indicator_of", "indicators",
]  # fmt: skip

PARTS = ("results", "process", "conditions", "management")


@dataclass(frozen=True)
class Catalogue:
    """All indicators, and what holds for all of them."""

    version: str
    indicators: Mapping[str, Indicator]
    blocks: Mapping[str, Text]
    criteria: Mapping[str, Criterion]
    units: Mapping[str, Text]
    bases: Mapping[str, Text]
    denominator: Text
    composite: Composite
    min_group: int
    sensitive_min_group: int

    def of_block(self, block: str) -> tuple[Indicator, ...]:
        """Return the indicators of a block, in order."""
        return tuple(each for each in self.indicators.values() if each.block == block)

    def of_criterion(self, criterion: str) -> tuple[Indicator, ...]:
        """Return the indicators of a criterion, in order."""
        return tuple(each for each in self.indicators.values() if each.criterion == criterion)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of indicators; refuse to start with a wrong one."""
    file = Entry(files.load("indicators"), "indicators")
    criteria = dict(_criteria(file))
    privacy = file.inner("privacy")
    made = Catalogue(
        version=_version(),
        indicators=MappingProxyType(dict(_indicators(criteria, file.take("units", dict)))),
        blocks=_texts(file, "blocks"),
        criteria=MappingProxyType(criteria),
        units=_texts(file, "units"),
        bases=_texts(file, "bases"),
        denominator=file.text("denominator"),
        composite=_composite(file.inner("composite")),
        min_group=privacy.take("min_group", int),
        sensitive_min_group=privacy.take("sensitive_min_group", int),
    )
    file.take("version", int)
    privacy.close()
    file.close()
    return made


def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by its code."""
    return catalogue().indicators


def indicator_of(code: str, content: Mapping[str, Any]) -> Indicator:
    """Read one indicator that does not stand in the catalogue, by the catalogue's rules."""
    known = catalogue()
    entry = Entry(dict(content), f"indicators.{code}")
    return read_indicator(code, entry, known.criteria, tuple(known.units))


def _version() -> str:
    """Return twelve digits that change with any byte of the files."""
    names = ["datasets", "indicators", *(f"indicators/{part}" for part in PARTS)]
    content = b"".join((files.FOLDER / f"{name}.yaml").read_bytes() for name in names)
    return hashlib.sha256(content).hexdigest()[:12]


def _texts(file: Entry, key: str) -> Mapping[str, Text]:
    found = file.take(key, dict)
    place = f"{file.place}.{key}"
    return MappingProxyType({code: text(words, f"{place}.{code}") for code, words in found.items()})


def _composite(entry: Entry) -> Composite:
    made = Composite(
        alarm=entry.take("alarm", (int, float)),
        target=entry.take("target", (int, float)),
        weight=entry.take("weight", (int, float)),
        clauses=entry.words("clauses"),
    )
    entry.close()
    return made


def _criteria(file: Entry) -> Iterator[tuple[str, Criterion]]:
    blocks = tuple(file.take("blocks", dict))
    for code, entry in file.entries("criteria"):
        yield code, Criterion(code, entry.word("block", blocks), entry.text("name"))
        entry.close()


def _indicators(
    criteria: Mapping[str, Criterion], units: Mapping[str, object]
) -> Iterator[tuple[str, Indicator]]:
    seen: set[str] = set()
    for part in PARTS:
        whole = Entry({part: files.load(f"indicators/{part}")}, "indicators")
        for code, entry in whole.entries(part):
            if code in seen:
                raise entry.error("name", "this code stands twice")
            seen.add(code)
            yield code, read_indicator(code, entry, criteria, tuple(units))
