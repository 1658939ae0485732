"""Reads the catalogue's loose structures strictly; every refusal names the indicator and place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

from sapat.analytics.states import DefinitionError
from sapat.analytics.syntax import Columns, ConditionError, Node, Parameter

HowToRead = Callable[[str, Columns, Mapping[str, Parameter]], Node]


def fingerprint(meaning: object) -> str:
    """Return twelve hexadecimal digits that change whenever the meaning does."""
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Noticed(Mapping[str, Parameter]):
    """Parameters that remember which of them were asked for."""

    def __init__(self, values: Mapping[str, Parameter]) -> None:
        self.values_by_name = dict(values)
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Parameter:
        """Return the value and note the name."""
        value = self.values_by_name[name]
        self.used.add(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)


class Reader:
    """Reads plain values out of one named definition."""

    def __init__(self, code: str) -> None:
        self.code = code

    def error(self, place: str, sentence: str) -> DefinitionError:
        """Make the error for a place of this definition."""
        return DefinitionError(self.code, place, sentence)

    def named(self, value: object, place: str) -> Mapping[str, object]:
        """Return named values, or refuse."""
        if not isinstance(value, Mapping):
            raise self.error(place, "expected named values")
        return cast(Mapping[str, object], value)

    def listed(self, value: object, place: str) -> Sequence[object]:
        """Return a list with something in it, or refuse."""
        if not isinstance(value, list | tuple) or not value:
            raise self.error(place, "expected a list that is not empty")
        return value

    def names(self, value: object, place: str) -> tuple[str, ...]:
        """Return a list of names, or refuse."""
        found = self.listed(value, place)
        if not all(isinstance(name, str) for name in found):
            raise self.error(place, "expected names")
        return tuple(map(str, found))

    def number(self, value: object, place: str) -> Fraction:
        """Return a number exactly as it is written, or refuse."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(place, "expected a number")
        try:
            return Fraction(str(value))
        except ValueError:
            raise self.error(place, "expected a finite number") from None

    def chosen(self, value: object, place: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed words, or refuse."""
        if value not in allowed:
            raise self.error(place, f"expected one of {', '.join(allowed)}, found {value!r}")
        return str(value)

    def parsed(
        self,
        how: HowToRead,
        text: object,
        place: str,
        *,
        columns: Columns,
        params: Mapping[str, Parameter],
    ) -> Node:
        """Return a condition or an expression, or refuse."""
        if isinstance(text, bool) or not isinstance(text, str | int | float):
            raise self.error(place, "expected a condition or an expression")
        try:
            return how(str(text), columns, params)
        except ConditionError as wrong:
            raise self.error(place, str(wrong)) from wrong
