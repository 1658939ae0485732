"""The catalogue, compiled and type-checked: what every indicator counts, and in which version."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.core.checks import CheckMessage, Error

from sapat.analytics.columns import columns_of
from sapat.analytics.definitions import MOVING, Definition, DefinitionError, compile_definition
from sapat.analytics.derived import Derived, compile_derived
from sapat.analytics.syntax import Columns, Parameter
from sapat.core import catalogue
from sapat.core.entry import CatalogueError
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators import rules as indicators

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Period:
    """The days a moving definition counts from, to, and up to now, as numbers of days."""

    starts: date
    ends: date
    today: date

    @property
    def params(self) -> dict[str, Parameter]:
        """Return the moving parameters as the engine knows them."""
        days = (self.starts, self.ends, self.today)
        numbers = [(day - EPOCH).days for day in days]
        return dict(zip(("period_start", "period_end", "today"), numbers, strict=True))


SOME_PERIOD = Period(date(2025, 9, 1), date(2025, 11, 1), date(2025, 11, 1))
"""Any period: whether a definition is right does not depend on it."""


@dataclass(frozen=True)
class Book:
    """Every definition, compiled against the columns of every data set."""

    schema: Mapping[str, Columns]
    derived: Mapping[str, Derived]
    people: Mapping[str, str | None]
    definitions: Mapping[str, Definition]
    version: str

    def at(self, code: str, period: Period) -> Definition:
        """Return the definition for a period: compiled anew if it moves with it."""
        still = self.definitions[code]
        return _moved(code, period) if still.moves else still


@cache
def book() -> Book:
    """Compile the whole catalogue once, or raise what is wrong with its first wrong entry."""
    schema: dict[str, Columns] = {
        code: columns_of(declared.types) for code, declared in datasets.datasets().items()
    }
    derived: dict[str, Derived] = {}
    raw: Mapping[str, Any] = catalogue.load("datasets")["derived"]
    for code in datasets.derived():
        derived[code] = compile_derived(code, raw[code], schema)
        schema[code] = derived[code].columns
    people = {code: each.person for code, each in datasets.datasets().items()}
    people |= {code: each.person for code, each in datasets.derived().items()}
    unfinished = Book(schema, derived, people, {}, "")
    found = {
        code: _compiled(unfinished, code, SOME_PERIOD.params)
        for code in indicators.catalogue().indicators
    }
    return Book(schema, derived, people, found, _version(found.values(), derived.values()))


@lru_cache(maxsize=2048)
def _moved(code: str, period: Period) -> Definition:
    return _compiled(book(), code, period.params)


def definitions_are_right(**_: Any) -> list[CheckMessage]:
    """Refuse to start on a wrong definition; name the indicator and the place."""
    try:
        book()
    except (CatalogueError, DefinitionError) as wrong:
        return [Error(f"The catalogue is wrong. {wrong}.", id="sapat.E010")]
    return []


def _compiled(whole: Book, code: str, moving: Mapping[str, Parameter]) -> Definition:
    return compile_definition(
        indicators.catalogue().indicators[code].content,
        whole.schema,
        moving,
        people=whole.people,
        versions={name: made.version for name, made in whole.derived.items()},
    )


def _version(definitions: Iterable[Definition], derived: Iterable[Derived]) -> str:
    text = " ".join([each.version for each in definitions] + [each.version for each in derived])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


__all__ = ["MOVING", "Book", "Period", "book", "definitions_are_right"]
