"""The school's own system of indicators: what its councils decided, and what holds at a term."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sapat.core.entry import CatalogueError
from sapat.plan.indicators.rules import Indicator, catalogue, indicator_of
from sapat.plan.indicators.sketch import Sketch, content_of

WHOLE_YEAR = 99
"""A year as a whole is judged by what holds in its last term."""
OWN = "M"
"""The school's own indicators are M-01, M-02 ...; the catalogue has no such code."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Decision:
    """What a council decided about an indicator, and the term from which it holds."""

    what: str
    indicator: str
    content: Mapping[str, Any]
    since: Place
    number: int
    """Among decisions for one term the higher number is the later one."""
    body: str = ""
    protocol: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class System:
    """The indicators that hold at a term: the catalogue's and the school's own, as decided."""

    indicators: Mapping[str, Indicator]
    off: frozenset[str]
    own: Mapping[str, str]
    """Code -> content in JSON of each indicator that differs from the catalogue's."""
    weights: Mapping[str, float]

    @property
    def active(self) -> tuple[Indicator, ...]:
        """Return the indicators that are computed, in the catalogue's order, then the own ones."""
        return tuple(each for code, each in self.indicators.items() if code not in self.off)

    def of_block(self, block: str) -> tuple[Indicator, ...]:
        """Return the active indicators of a block, in order."""
        return tuple(each for each in self.active if each.block == block)

    def of_criterion(self, criterion: str) -> tuple[Indicator, ...]:
        """Return the active indicators of a criterion, in order."""
        return tuple(each for each in self.active if each.criterion == criterion)

    def weight(self, code: str) -> float:
        """Return how much an indicator weighs in the index of its block."""
        return self.weights.get(code, catalogue().composite.weight)

    def trying(self, code: str, content: Mapping[str, Any]) -> "System":
        """Return the same system with one indicator tried out."""
        made = {**self.indicators, code: indicator_of(code, content)}
        own = {**self.own, code: _text(content)}
        return System(MappingProxyType(made), self.off - {code}, own, self.weights)

    def without(self, codes: Iterable[str]) -> "System":
        """Return the same system in which some indicators cannot be computed."""
        own = {code: text for code, text in self.own.items() if code not in set(codes)}
        return System(self.indicators, self.off | frozenset(codes), own, self.weights)


def system_at(decisions: Iterable[Decision], year: int, number: int) -> System:
    """Return what holds at a term; of an indicator decided upon later its first form, as off.

    >>> system_at([], 2026, 1).off
    frozenset()
    """
    term = (year, number or WHOLE_YEAR)
    every = sorted(decisions, key=lambda each: (each.since, each.number))
    own: dict[str, Mapping[str, Any]] = {}
    off: set[str] = set()
    weights: dict[str, float] = {}
    for each in every:
        held = each.since <= term
        if each.what in {"new", "change"} and (held or each.indicator not in own):
            own[each.indicator] = content_of(Sketch.of(each.content))
            (off.discard if held else off.add)(each.indicator)
        elif held:
            _decide(each, own, off, weights)
    texts = {code: _text(content) for code, content in own.items()}
    return _made(json.dumps(texts), frozenset(off), json.dumps(weights, sort_keys=True))


def _decide(
    each: Decision,
    own: dict[str, Mapping[str, Any]],
    off: set[str],
    weights: dict[str, float],
) -> None:
    """Take over one decision that is about an indicator there is."""
    if each.what == "off":
        off.add(each.indicator)
    elif each.what == "on":
        off.discard(each.indicator)
    elif each.what == "weights":
        weights.update(each.content)
    elif each.what == "params" and each.indicator in catalogue().indicators:
        raw = dict(catalogue().indicators[each.indicator].content)
        params = raw["params"]
        values = {**{name: one["value"] for name, one in params.items()}, **each.content}
        raw["params"] = {name: {**one, "value": values[name]} for name, one in params.items()}
        raw.pop("code", None)
        own[each.indicator] = raw


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, default=dict)


@lru_cache(maxsize=512)
def _made(own: str, off: frozenset[str], weights: str) -> System:
    texts: dict[str, str] = json.loads(own)
    changed = {code: each for code, text in texts.items() if (each := _readable(code, text))}
    every = MappingProxyType({**catalogue().indicators, **changed})
    told = {code: text for code, text in texts.items() if code in changed}
    return System(every, off & frozenset(every), MappingProxyType(told), json.loads(weights))


def _readable(code: str, text: str) -> Indicator | None:
    """Return an indicator, or None if the catalogue has changed since it was approved."""
    try:
        return indicator_of(code, json.loads(text))
    except CatalogueError:
        return None
