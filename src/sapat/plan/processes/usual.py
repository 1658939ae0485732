"""The usual process cards, from `catalogue/processes.yaml`, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core import catalogue as files
from sapat.core.entry import Entry
from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.plan.indicators.rules import indicators
from sapat.plan.processes.rules import Frequency
from sapat.plan.stakeholders.groups import known_groups


@dataclass(frozen=True)
class UsualFlow:
    """Something a usual process needs or makes, and who gives or receives it."""

    name: Text
    outside: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    """Codes of processes that begin with it."""
    back: tuple[str, ...] = ()
    """Codes of processes that learn from it."""


@dataclass(frozen=True)
class UsualRisk:
    """What usually goes wrong, how likely and how badly, and what is done about it."""

    text: Text
    likelihood: int
    consequence: int
    answer: Text


@dataclass(frozen=True)
class UsualMeasure:
    """How a usual process is measured."""

    what: Text
    unit: Text
    frequency: str
    method: Text
    indicator: str
    target: Text


@dataclass(frozen=True)
class UsualProcess:
    """One usual card."""

    code: str
    name: Text
    purpose: Text
    owner: str
    customers: tuple[str, ...]
    resources: Text
    indicators: tuple[str, ...]
    inputs: tuple[UsualFlow, ...]
    outputs: tuple[UsualFlow, ...]
    risks: tuple[UsualRisk, ...]
    measures: tuple[UsualMeasure, ...]


@cache
def usual() -> Mapping[str, UsualProcess]:
    """Return the usual cards by code, in the order from requirement to satisfaction."""
    file = Entry(files.load("processes"), "processes")
    found = {code: _process(code, entry) for code, entry in file.entries("processes")}
    file.close()
    for one in found.values():
        for flow in one.outputs:
            unknown = {*flow.to, *flow.back} - set(found)
            if unknown:
                raise file.error(one.code, f"there is no process {min(unknown)}")
    return found


def _process(code: str, entry: Entry) -> UsualProcess:
    made = UsualProcess(
        code=code,
        name=entry.text("name"),
        purpose=entry.text("purpose"),
        owner=entry.word("owner", Role.values),
        customers=_known(entry, "customers", tuple(known_groups())),
        resources=entry.text("resources"),
        indicators=_known(entry, "indicators", tuple(indicators())),
        inputs=tuple(_flow(each) for _name, each in entry.entries("inputs", {})),
        outputs=tuple(_flow(each) for _name, each in entry.entries("outputs")),
        risks=tuple(_risk(each) for _name, each in entry.entries("risks")),
        measures=tuple(_measure(each) for _name, each in entry.entries("measures")),
    )
    entry.close()
    return made


def _known(entry: Entry, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found = entry.words(key, [])
    unknown = set(found) - set(allowed)
    if unknown:
        raise entry.error(key, f"unknown word {min(unknown)}")
    return found


def _flow(entry: Entry) -> UsualFlow:
    made = UsualFlow(
        name=entry.text("name"),
        outside=_known(entry, "outside", tuple(known_groups())),
        to=entry.words("to", []),
        back=entry.words("back", []),
    )
    entry.close()
    return made


def _risk(entry: Entry) -> UsualRisk:
    made = UsualRisk(
        text=entry.text("text"),
        likelihood=entry.take("likelihood", int),
        consequence=entry.take("consequence", int),
        answer=entry.text("answer"),
    )
    entry.close()
    return made


def _measure(entry: Entry) -> UsualMeasure:
    made = UsualMeasure(
        what=entry.text("what"),
        unit=entry.text("unit"),
        frequency=entry.word("frequency", Frequency.values),
        method=entry.text("method"),
        indicator=entry.word("indicator", ("", *indicators()), ""),
        target=entry.text("target"),
    )
    entry.close()
    return made
