"""The sums of one school that progress is worked out of: no pupil in them, and they add up."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sapat.analytics.multilevel import Sums
from sapat.check.comparing.rules import Basis

VERSION = 1
SCHOOL, GROUP = "school", "class"
CATEGORIES = ("sex", "lang", "mode")
"""Covariates beside the start; each is left out where it tells nothing."""
OUTCOME, START = "outcome", "start"


class Unreadable(ValueError):
    """A text that is no sums of progress."""


@dataclass(frozen=True)
class Reach:
    """Of one group: how many pupils have an outcome, and how many of them a start."""

    outcome: int
    started: int


@dataclass(frozen=True)
class Part:
    """What one school knows of a year: sums by group, and how many were left out.

    `sums` is None where nobody has both a start and an outcome. Keys of `reach` are the last
    label of a unit; in a file that leaves the school the label people use, inside it the id.
    """

    school: str
    basis: Basis
    year: int
    term: int
    sums: Sums | None
    reach: Mapping[str, Reach]

    @property
    def content(self) -> dict[str, Any]:
        """Return the part as plain values, in one order whatever order it was made in."""
        found = self.sums
        told: dict[str, Any] = {
            "version": VERSION,
            "school": self.school,
            "basis": str(self.basis),
            "year": self.year,
            "term": self.term,
            "reach": {key: [at.outcome, at.started] for key, at in sorted(self.reach.items())},
        }
        told["sums"] = found and {
            "groups": list(found.groups),
            "terms": [list(term) for term in found.terms],
            "units": [list(unit) for unit in found.units],
            "counts": found.counts.tolist(),
            "totals": found.totals.tolist(),
            "products": found.products.tolist(),
            "shift": found.shift.tolist(),
        }
        return told

    @cached_property
    def digest(self) -> str:
        """Return the name that equal sums have, whoever worked them out."""
        return hashlib.sha256(_plain(self.content).encode()).hexdigest()

    def written(self) -> str:
        """Return the part as a text that names itself by its content."""
        return json.dumps({**self.content, "digest": self.digest}, ensure_ascii=False, indent=1)

    def called(self, names: Mapping[str, str]) -> "Part":
        """Return the part with the labels people use in place of ids."""
        found = self.sums
        if found is not None:
            units = tuple((*unit[:-1], names.get(unit[-1], unit[-1])) for unit in found.units)
            found = replace(found, units=units)
        reach = {names.get(key, key): at for key, at in self.reach.items()}
        return replace(self, sums=found, reach=reach)


def part_of(content: Mapping[str, Any]) -> Part:
    """Return the part that these plain values say, or raise `Unreadable`."""
    try:
        if content["version"] != VERSION:
            raise Unreadable("another version")
        told = content["sums"]
        reach = {str(key): Reach(int(at[0]), int(at[1])) for key, at in content["reach"].items()}
        return Part(
            str(content["school"]),
            Basis(content["basis"]),
            int(content["year"]),
            int(content["term"]),
            None if told is None else _sums(told),
            reach,
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as wrong:
        raise Unreadable(str(wrong)) from wrong


def read(text: str) -> Part:
    """Return the part written in a text; `Unreadable` if it is none, or was changed since."""
    try:
        content = json.loads(text)
    except ValueError as wrong:
        raise Unreadable("no JSON") from wrong
    if not isinstance(content, dict):
        raise Unreadable("no sums")
    found = part_of(content)
    if content.get("digest") != found.digest:
        raise Unreadable("changed after it was written")
    return found


def _sums(told: Mapping[str, Any]) -> Sums:
    terms = tuple((str(name), level) for name, level in told["terms"])
    units = tuple(tuple(map(str, unit)) for unit in told["units"])
    found = Sums(
        tuple(map(str, told["groups"])),
        terms,
        units,
        np.array(told["counts"], float),
        np.array(told["totals"], float),
        np.array(told["products"], float),
        np.array(told["shift"], float),
    )
    many, wide = len(units), len(terms)
    shapes = (found.counts.shape, found.totals.shape, found.products.shape, found.shift.shape)
    if shapes != ((many,), (many, wide), (wide, wide), (wide,)):
        raise Unreadable("the sums do not fit together")
    if not all(np.isfinite(each).all() for each in (found.counts, found.totals, found.products)):
        raise Unreadable("a sum is no number")
    return found


def _plain(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def added(parts: Sequence[Part]) -> Sums | None:
    """Return the sums of several schools as one, whatever the order they are named in."""
    found = [part.sums for part in sorted(parts, key=lambda part: part.school) if part.sums]
    if not found:
        return None
    whole = found[0]
    for each in found[1:]:
        whole = whole + each
    return whole
