"""The sets of criteria that come with Sapat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sapat.check.assessments.criteria.reading import levels_of, of_mapping
from sapat.check.assessments.criteria.rules import Content, Known, Level, Planned, mistakes_in
from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.plan.indicators.rules import catalogue
from sapat.plan.instruments.sheets import Sheet, shipped
from sapat.plan.regulations.rules import regulations

SETS = ("school", "institutional", "programme", "state_standard")


@dataclass(frozen=True)
class ShippedSet:
    """A set of the catalogue: what it is called, where it comes from, what it says."""

    code: str
    kind: str
    edition: str
    dated: date
    name: Text
    source: Text
    content: Content


@cache
def usual_levels() -> tuple[Level, ...]:
    """Return the levels of a set that states none of its own."""
    return tuple(levels_of(load("criteria/levels")["meets"]))


@cache
def shipped_sets() -> Mapping[str, ShippedSet]:
    """Return code -> shipped set, in the order of the catalogue."""
    return {one.code: one for one in map(_set, SETS)}


def known_codes() -> Known:
    """Return the clauses and indicators that a criterion may point to."""
    clauses = {c.code for regulation in regulations().values() for c in regulation.clauses}
    return Known(frozenset(clauses), frozenset(catalogue().indicators))


def _set(name: str) -> ShippedSet:
    given = load(f"criteria/{name}")
    if "instrument" in given:
        content = _of_instrument(shipped()[given["instrument"]], given["look"])
    else:
        found, mistakes = of_mapping(
            {key: given[key] for key in ("sections", "criteria")}, usual_levels()
        )
        if found is None or mistakes:
            raise ValueError(f"{name}: {mistakes}")
        content = found
    if wrong := mistakes_in(content, known_codes()):
        raise ValueError(f"{name}: {[(one.fault, one.place, one.what) for one in wrong]}")
    words = {key: Text(**given[key]) for key in ("name", "source")}
    return ShippedSet(
        given["code"], given["kind"], given["edition"], given["dated"], content=content, **words
    )


def _of_instrument(sheet: Sheet, look: Mapping[str, Mapping[str, list[str]]]) -> Content:
    """Return a set whose words stand in an instrument, with where to look first."""
    criteria = tuple(
        Planned(
            code,
            item.words,
            item.part,
            tuple(look[code].get("clauses", ())),
            tuple(look[code].get("indicators", ())),
            item.origin == "proposed",
        )
        for code, item in sheet.items.items()
    )
    return Content(usual_levels(), dict(sheet.parts), criteria)
