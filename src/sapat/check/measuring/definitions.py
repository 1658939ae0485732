"""The catalogue and a school's own indicators, compiled: what each counts, in which version."""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.core.checks import CheckMessage, Error

from sapat.analytics.definitions import MOVING, Definition, DefinitionError, compile_definition
from sapat.analytics.derived import Derived
from sapat.analytics.syntax import Columns, Parameter
from sapat.core.entry import CatalogueError
from sapat.plan.datasets.schema import schema
from sapat.plan.indicators import rules as indicators
from sapat.plan.indicators.rules import Indicator
from sapat.plan.indicators.system import System, system_at

log = logging.getLogger(__name__)

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
    """Every definition of a system of indicators, compiled against the columns of all data sets."""

    schema: Mapping[str, Columns]
    derived: Mapping[str, Derived]
    people: Mapping[str, str | None]
    definitions: Mapping[str, Definition]
    version: str
    system: System

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators by code, those switched off as well."""
        return self.system.indicators

    def at(self, code: str, period: Period) -> Definition:
        """Return the definition for a period: compiled anew if it moves with it."""
        still = self.definitions[code]
        if not still.moves:
            return still
        own = self.system.own.get(code)
        return _own(code, own, period) if own else _moved(code, period)


@cache
def book() -> Book:
    """Compile the whole catalogue once, or raise what is wrong with its first wrong entry."""
    whole = schema()
    found = {
        code: _compiled(code, each.content, SOME_PERIOD.params)
        for code, each in indicators.catalogue().indicators.items()
    }
    version = _version(found.values(), whole.derived.values())
    shipped = system_at((), 0, 0)
    return Book(whole.columns, whole.derived, whole.people, found, version, shipped)


def book_of(system: System) -> Book:
    """Return the catalogue's definitions with those a school has decided upon."""
    if system == book().system:
        return book()
    shipped = book()
    found = dict(shipped.definitions)
    lost = set()
    for code, content in system.own.items():
        try:
            found[code] = _own(code, content, SOME_PERIOD)
        except DefinitionError as wrong:
            # The data sets have changed since it was approved: a page must open nevertheless.
            log.warning("An indicator of a school cannot be computed: %s", wrong)
            lost.add(code)
    if lost:
        system = system.without(lost)
    return Book(shipped.schema, shipped.derived, shipped.people, found, shipped.version, system)


@lru_cache(maxsize=2048)
def _moved(code: str, period: Period) -> Definition:
    return _compiled(code, indicators.catalogue().indicators[code].content, period.params)


@lru_cache(maxsize=2048)
def _own(code: str, content: str, period: Period) -> Definition:
    return _compiled(code, json.loads(content), period.params)


def definitions_are_right(**_: Any) -> list[CheckMessage]:
    """Refuse to start on a wrong definition; name the indicator and the place."""
    try:
        book()
    except (CatalogueError, DefinitionError) as wrong:
        return [Error(f"The catalogue is wrong. {wrong}.", id="sapat.E010")]
    return []


def _compiled(code: str, content: Mapping[str, Any], moving: Mapping[str, Parameter]) -> Definition:
    whole = schema()
    return compile_definition(
        {**content, "code": code},
        whole.columns,
        moving,
        people=whole.people,
        several=whole.several,
        versions={name: made.version for name, made in whole.derived.items()},
    )


def _version(definitions: Iterable[Definition], derived: Iterable[Derived]) -> str:
    text = " ".join([each.version for each in definitions] + [each.version for each in derived])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


__all__ = ["MOVING", "Book", "Period", "book", "book_of", "definitions_are_right"]
