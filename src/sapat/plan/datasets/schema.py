"""Every data set as conditions see it: its columns with their kinds, and how derived ones are made.

Conditions are laid down here, so they are checked here; the engine's reader does the checking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sapat.analytics.columns import columns_of
from sapat.analytics.derived import Derived, compile_derived
from sapat.analytics.syntax import Columns
from sapat.core import catalogue
from sapat.plan.datasets import rules


@dataclass(frozen=True)
class Schema:
    """Data set -> its columns; how the derived ones are made; whose rows they are."""

    columns: Mapping[str, Columns]
    derived: Mapping[str, Derived]
    people: Mapping[str, str | None]
    """Data set -> the column whose distinct values are the persons of a group."""
    several: frozenset[str]
    """Data sets in which a person has several rows."""


@cache
def schema() -> Schema:
    """Return the columns of every data set, or raise what is wrong with the first wrong one."""
    columns: dict[str, Columns] = {
        code: columns_of(declared.types) for code, declared in rules.datasets().items()
    }
    derived: dict[str, Derived] = {}
    raw: Mapping[str, Any] = catalogue.load("datasets")["derived"]
    for code in rules.derived():
        derived[code] = compile_derived(code, raw[code], columns)
        columns[code] = derived[code].columns
    people = {code: each.person for code, each in rules.datasets().items()}
    people |= {code: each.person for code, each in rules.derived().items()}
    several = {code for code, each in rules.datasets().items() if each.several}
    several |= {code for code, each in rules.derived().items() if each.several}
    return Schema(columns, derived, people, frozenset(several))
