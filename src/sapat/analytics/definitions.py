"""Compiles an indicator of the catalogue: which states it needs and how they are divided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import cast

from sapat.analytics.conditions import condition, conjuncts, expression
from sapat.analytics.reading import HowToRead, Noticed, Reader, fingerprint
from sapat.analytics.sql import scale_of
from sapat.analytics.states import (
    Alike,
    Amount,
    Better,
    Completeness,
    Definition,
    DefinitionError,
    Interval,
    Norm,
    Part,
    Product,
    Schema,
    State,
)
from sapat.analytics.syntax import (
    Blank,
    Calculate,
    Every,
    Field,
    Node,
    Not,
    Parameter,
    Some,
)

__all__ = ["MOVING", "Definition", "DefinitionError", "compile_definition"]

MOVING = frozenset({"period_start", "period_end", "today"})
KINDS = ("ratio", "ratio_plain", "mean", "weighted", "diff", "gain", "rate", "index", "count")
_INTERVALS = ("wilson", "t", "poisson", "none")
_BETTER = ("higher", "lower", "zero")
_WINDOWS = ("term", "half_year", "year", "month")


def compile_definition(
    raw: Mapping[str, object],
    fields: Schema,
    params: Mapping[str, Parameter] | None = None,
    *,
    people: Mapping[str, str | None] | None = None,
    versions: Mapping[str, str] | None = None,
    several: Collection[str] = (),
) -> Definition:
    """Compile one indicator of the catalogue.

    Parameters
    ----------
    raw
        The indicator as the catalogue has it: ``code``, ``kind``, ``better``, ``levels``,
        ``measure``; ``window``, ``interval``, ``params`` and ``min_group`` may be absent.
    fields
        Data set to its columns (`columns_of`), derived data sets included.
    params
        Values that replace or complete the indicator's own, among them the moving ones.
    people
        Data set to the field whose distinct values are the persons of a group.
    versions
        Derived data set to its version (`Derived.version`), which becomes part of this one's.
    several
        Data sets in which a person has several rows, which are alike: an interval of a share or a
        mean of such rows counts persons (`Part.alike`).

    Returns
    -------
    Definition
        Frozen; equal inputs give equal definitions.

    Raises
    ------
    DefinitionError
        If anything is missing, unknown or of the wrong kind.
    """
    persons = Persons(people or {}, frozenset(several))
    compiled = _Compiler(raw, fields, params or {}, persons).definition()
    used = {
        name: version for name, version in (versions or {}).items() if name in compiled.datasets
    }
    return replace(compiled, version=fingerprint([compiled.version, used])) if used else compiled


@dataclass(frozen=True)
class _Term:
    dataset: str
    state: State
    times: Fraction

    @property
    def factor(self) -> Fraction:
        return self.times / self.state.scale


@dataclass(frozen=True)
class Persons:
    """Whose the rows of each data set are, and where a person has several of them."""

    fields: Mapping[str, str | None]
    several: frozenset[str]


class _Compiler(Reader):
    def __init__(
        self,
        raw: Mapping[str, object],
        fields: Schema,
        params: Mapping[str, Parameter],
        persons: Persons,
    ) -> None:
        super().__init__(str(raw.get("code", "?")))
        self.raw = raw
        self.fields = fields
        self.people = persons
        self.params = Noticed({**self.own_params(), **params})
        self.states: dict[tuple[str, State | Product], None] = {}
        self.bases: list[list[_Term]] = []
        self.sides: list[tuple[list[_Term], list[_Term]]] = []
        interval = self.chosen(raw.get("interval", "none"), "interval", _INTERVALS)
        self.interval = cast(Interval, interval)

    def own_params(self) -> dict[str, Parameter]:
        found = {}
        for name, value in self.named(self.raw.get("params") or {}, "params").items():
            found[name] = value.get("value") if isinstance(value, Mapping) else value
        return cast(dict[str, Parameter], found)

    def definition(self) -> Definition:
        measure = self.named(self.raw.get("measure"), "measure")
        mixed = "mix" in measure
        parts = self.mix(measure) if mixed else (self.part(measure, "measure", Fraction(1)),)
        people, completeness = self.persons(), self.completeness(measure)
        parts = self.with_likeness(parts, people)
        return Definition(
            code=self.code,
            kind=self.chosen(self.raw.get("kind"), "kind", KINDS),
            version=self.version(measure, any(part.alike for part in parts)),
            window=self.chosen(self.raw.get("window", "term"), "window", _WINDOWS),
            interval=self.interval,
            norm=self.norm(),
            min_group=int(self.number(self.raw.get("min_group", 1), "min_group")),
            parts=parts,
            mixed=mixed,
            renormalise=measure.get("renormalise") is True,
            states=tuple(self.states),
            people=people,
            completeness=completeness,
            moves=frozenset(self.params.used & MOVING),
        )

    def version(self, measure: Mapping[str, object], alike: bool) -> str:
        used = {name: self.params.values_by_name[name] for name in self.params.used - MOVING}
        meant = {
            "measure": measure,
            "params": used,
            **{name: self.raw.get(name) for name in ("code", "kind", "window", "interval")},
        }
        return fingerprint(meant | {"alike": True} if alike else meant)

    def norm(self) -> Norm:
        levels = self.named(self.raw.get("levels"), "levels")
        target, ok, alarm = (
            float(self.number(levels.get(name), f"levels.{name}"))
            for name in ("target", "ok", "alarm")
        )
        better = self.chosen(self.raw.get("better"), "better", _BETTER)
        ordered = target >= ok >= alarm if better == "higher" else target <= ok <= alarm
        if not ordered:
            raise self.error("levels", "target, ok and alarm are not in order")
        return Norm(target, ok, alarm, cast(Better, better))

    def mix(self, measure: Mapping[str, object]) -> tuple[Part, ...]:
        parts = []
        for index, item in enumerate(self.listed(measure["mix"], "measure.mix")):
            place = f"measure.mix[{index}]"
            found = self.named(item, place)
            weight = self.number(found.get("weight", 1), f"{place}.weight")
            parts.append(self.part(found, place, weight))
        if self.interval in ("t", "poisson"):
            raise self.error("interval", "a mix can have only wilson or none")
        if measure.get("renormalise") is True and min(part.weight for part in parts) <= 0:
            raise self.error("measure.mix", "weights that are renormalised must be above 0")
        return tuple(parts)

    def part(self, found: Mapping[str, object], place: str, weight: Fraction) -> Part:
        num = self.terms(found.get("num"), f"{place}.num")
        constant = found.get("den", 1) == 1
        den = [] if constant else self.terms(found["den"], f"{place}.den")
        self.bases.append(den or num)
        self.sides.append((num, den))
        return Part(
            num=_amount((term.dataset, term.state, term.factor) for term in num),
            den=_amount(((term.dataset, term.state, term.factor) for term in den), int(constant)),
            squares=self.squares(num, f"{place}.num") if self.interval == "t" else None,
            weight=weight,
            scale=self.number(found.get("scale", 1), f"{place}.scale"),
        )

    def squares(self, terms: Sequence[_Term], place: str) -> Amount:
        """Sum the squares of what each row adds; right only if no row is in two terms."""
        if len(terms) > 1 and any(term.state.operation != "count" for term in terms):
            raise self.error(place, "interval t needs one sum, or counts that do not overlap")
        found = []
        for term in terms:
            state = term.state
            if state.operation == "distinct":
                raise self.error(place, "interval t cannot stand on distinct values")
            if state.of is not None:
                square = Calculate("*", state.of, state.of)
                scale = scale_of(square, self.fields[term.dataset])
                state = self.kept(term.dataset, State("sum", square, state.where, scale))
            found.append((term.dataset, state, term.times**2 / state.scale))
        return _amount(found)

    def terms(self, value: object, place: str) -> list[_Term]:
        return [
            self.term(self.named(item, f"{place}[{index}]"), f"{place}[{index}]")
            for index, item in enumerate(self.listed(value, place))
        ]

    def term(self, found: Mapping[str, object], place: str) -> _Term:
        dataset = self.dataset(found.get("data"), place)
        verbs = {"count": self.count, "sum": self.sum, "distinct": self.distinct}
        asked = [verb for verb in verbs if verb in found]
        known = {"data", "times", *asked} | ({"where"} if "count" not in found else set())
        if len(asked) != 1 or set(found) - known:
            raise self.error(place, "expected one of: count; sum, where; distinct, where")
        times = self.number(found.get("times", 1), f"{place}.times")
        state = verbs[asked[0]](dataset, found, place)
        return _Term(dataset, self.kept(dataset, state), times)

    def dataset(self, name: object, place: str) -> str:
        if not isinstance(name, str) or name not in self.fields:
            raise self.error(place, f"unknown data set {name!r}")
        return name

    def kept(self, dataset: str, state: State) -> State:
        self.states[(dataset, state)] = None
        return state

    def count(self, dataset: str, found: Mapping[str, object], place: str) -> State:
        return State("count", None, self.where(dataset, found["count"], f"{place}.count"))

    def sum(self, dataset: str, found: Mapping[str, object], place: str) -> State:
        node = self.read(expression, dataset, found["sum"], f"{place}.sum")
        where = self.where(dataset, found.get("where"), f"{place}.where")
        return State("sum", node, where, scale_of(node, self.fields[dataset]))

    def distinct(self, dataset: str, found: Mapping[str, object], place: str) -> State:
        field = found["distinct"]
        if not isinstance(field, str) or field not in self.fields[dataset]:
            raise self.error(f"{place}.distinct", f"unknown field {field!r}")
        where = self.where(dataset, found.get("where"), f"{place}.where")
        return State("distinct", Field(field), where)

    def where(self, dataset: str, text: object, place: str) -> Node | None:
        if text is None or text is True:
            return None
        return self.read(condition, dataset, text, place)

    def read(self, how: HowToRead, dataset: str, text: object, place: str) -> Node:
        columns = self.fields[dataset]
        clash = set(self.params) & set(columns)
        if clash:
            raise self.error("params", f"{min(clash)!r} is also a field of {dataset}")
        return self.parsed(how, text, place, columns=columns, params=self.params)

    def persons(self) -> tuple[str, str] | None:
        """Count the persons in the rows the denominators count."""
        terms = [term for base in self.bases for term in base]
        for term in terms:
            field = self.people.fields.get(term.dataset)
            if field is None:
                continue
            wheres = [other.state.where for other in terms if other.dataset == term.dataset]
            state = State("distinct", Field(field), _either(wheres))
            self.kept(term.dataset, state)
            return term.dataset, state.name
        return None

    def with_likeness(
        self, parts: tuple[Part, ...], people: tuple[str, str] | None
    ) -> tuple[Part, ...]:
        """Count how alike the rows of a person are, where an interval needs it."""
        if people is None or len(parts) > 1 or self.interval not in ("wilson", "t"):
            return parts
        return (replace(parts[0], alike=self.likeness(*self.sides[0], people)),)

    def likeness(self, num: list[_Term], den: list[_Term], people: tuple[str, str]) -> Alike | None:
        """Keep the products of numerator and denominator of each person.

        None where a person has one row, where the two are of different rows, or persons are
        counted anyway.
        """
        dataset, persons = people
        field = self.people.fields.get(dataset)
        states = [term.state for term in (*num, *den)]
        if (
            dataset not in self.people.several
            or field is None
            or not den
            or any(term.dataset != dataset for term in (*num, *den))
            or any(state.operation == "distinct" for state in states)
        ):
            return None
        (top, over), (bottom, under) = _whole(num), _whole(den)
        squares = ((top, top, over * over), (top, bottom, over * under), (bottom, bottom, under**2))
        amounts = []
        for left, right, divisor in squares:
            product = Product(field, left, right)
            self.states[(dataset, product)] = None
            amounts.append(Amount(((dataset, product.name, 1),), divisor))
        return Alike(amounts[0], amounts[1], amounts[2], (dataset, persons))

    def completeness(self, measure: Mapping[str, object]) -> Completeness | None:
        """Compare the rows that say something with the rows that should.

        Without an own rule these are the denominator's condition with and without its demands
        that a field be filled; where it makes no such demand, completeness is not known.
        """
        if "complete" in measure:
            rule = self.named(measure["complete"], "measure.complete")
            dataset = self.dataset(rule.get("data"), "measure.complete")
            filled = self.where(dataset, rule.get("filled"), "measure.complete.filled")
            expected = self.where(dataset, rule.get("expected"), "measure.complete.expected")
        elif (only := self.only_condition()) is not None:
            dataset, filled = only
            demands = conjuncts(filled)
            left = tuple(node for node in demands if not _asks_filled(node))
            if len(left) == len(demands):
                return None
            expected = Every(left) if left else None
        else:
            return None
        states = State("count", None, expected), State("count", None, filled)
        names = [self.kept(dataset, state).name for state in states]
        return Completeness(dataset, names[0], names[1])

    def only_condition(self) -> tuple[str, Node] | None:
        """Return what the denominator counts, if it is one condition on one data set."""
        terms = self.bases[0]
        if len(self.bases) > 1 or len(terms) > 1 or terms[0].state.where is None:
            return None
        return terms[0].dataset, terms[0].state.where


def _asks_filled(node: Node) -> bool:
    return isinstance(node, Not) and isinstance(node.inner, Blank)


def _either(wheres: Sequence[Node | None]) -> Node | None:
    unique = dict.fromkeys(wheres)
    if None in unique:
        return None
    some = tuple(where for where in unique if where is not None)
    return some[0] if len(some) == 1 else Some(some)


def _whole(terms: Sequence[_Term]) -> tuple[tuple[tuple[State, int], ...], int]:
    """Return states with whole factors, and what their sum is to be divided by."""
    divisor = lcm(*(term.factor.denominator for term in terms))
    return tuple((term.state, int(term.factor * divisor)) for term in terms), divisor


def _amount(items: Iterable[tuple[str, State, Fraction]], constant: int = 0) -> Amount:
    found = list(items)
    divisor = lcm(*(factor.denominator for _, _, factor in found)) if found else 1
    return Amount(
        tuple((dataset, state.name, int(factor * divisor)) for dataset, state, factor in found),
        divisor,
        constant,
    )
