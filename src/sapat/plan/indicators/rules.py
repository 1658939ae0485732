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
from sapat.plan.datasets.rules import columns, datasets, derived, origins

PARTS = ("results", "process", "conditions", "management")
KINDS = ("ratio", "ratio_plain", "mean", "weighted", "diff", "gain", "rate", "index", "count")
FREQUENCIES = ("month", "quarter", "half_year", "year", "event")
WINDOWS = ("month", "term", "half_year", "year")
INTERVALS = ("wilson", "t", "poisson", "none")
BETTER = ("higher", "lower", "zero")
SCHOOL_TYPES = ("basic", "full", "correspondence")


@dataclass(frozen=True)
class Levels:
    """From which value on an indicator is high, normal, or asks for attention."""

    target: float
    ok: float
    alarm: float

    def times(self, factor: float) -> "Levels":
        """Return the levels for a longer or shorter stretch of time."""
        return Levels(self.target * factor, self.ok * factor, self.alarm * factor)

    def are_in_order(self, better: str) -> bool:
        """Answer whether they run from the better to the worse."""
        if better == "higher":
            return self.target >= self.ok >= self.alarm
        return self.target <= self.ok <= self.alarm


@dataclass(frozen=True)
class Norm:
    """The levels an indicator starts with, and what they rest on."""

    levels: Levels
    basis: str
    why: Text
    each: str = ""
    """The stretch of time the levels are for, where a value grows with time; else empty."""


@dataclass(frozen=True)
class Param:
    """A constant of the conditions that a school may set within limits."""

    code: str
    value: float
    least: float
    most: float
    words: Text


@dataclass(frozen=True)
class Term:
    """One term of a numerator or denominator: a count, a sum or a distinct count of rows."""

    data: str
    verb: str
    of: str
    where: str | None
    times: float


@dataclass(frozen=True)
class Criterion:
    """A clause line of a regulation that indicators judge; a column of the heat map."""

    code: str
    block: str
    name: Text


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue."""

    code: str
    name: Text
    words: Text
    criterion: str
    block: str
    clauses: tuple[str, ...]
    unit: str
    kind: str
    num: tuple[Term, ...]
    den: tuple[Term, ...]
    by: tuple[str, ...]
    shares_by: tuple[str, ...]
    """Further columns, of the numerator alone: each group's share in the whole."""
    freq: str
    window: str
    interval: str
    role: str
    better: str
    norm: Norm
    may_lack: tuple[str, ...]
    """Data sets that make the figure finer, and without which it is still right."""
    school_types: frozenset[str]
    min_group: int
    params: Mapping[str, Param]
    content: Mapping[str, Any]
    """The definition as the catalogue has it, for the engine; callers must not change it."""

    @property
    def source(self) -> tuple[str, ...]:
        """The declared data sets it needs."""
        found = [origin for term in (*self.num, *self.den) for origin in origins(term.data)]
        return tuple(dict.fromkeys(found))

    @property
    def must_have(self) -> tuple[str, ...]:
        """The declared data sets without which nothing can be said."""
        return tuple(code for code in self.source if code not in self.may_lack)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Where the records come from that no file can bring; empty if it can be computed."""
        places = [datasets()[code].comes_from for code in self.source]
        return tuple(dict.fromkeys(place for place in places if place != "import"))

    @property
    def is_sensitive(self) -> bool:
        """Whether it speaks of health, character or trouble."""
        return any(datasets()[code].sensitive for code in self.source)

    @property
    def basis(self) -> str:
        """What its shipped norm rests on."""
        return self.norm.basis

    def applies_to(self, school_type: str) -> bool:
        """Answer whether schools of this type have the indicator at all."""
        return school_type in self.school_types


@dataclass(frozen=True)
class Composite:
    """How the index of a block is made, until a council sets weights of its own."""

    alarm: float
    target: float
    weight: float
    clauses: tuple[str, ...]


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
            yield code, _indicator(code, entry, criteria, tuple(units))


def _indicator(
    code: str, entry: Entry, criteria: Mapping[str, Criterion], units: tuple[str, ...]
) -> Indicator:
    criterion = entry.word("criterion", tuple(criteria))
    better = entry.word("better", BETTER)
    num, den = _measure(entry.inner("measure"))
    made = Indicator(
        code=code,
        name=entry.text("name"),
        words=entry.text("words"),
        criterion=criterion,
        block=criteria[criterion].block,
        clauses=entry.words("clauses"),
        unit=entry.word("unit", units),
        kind=entry.word("kind", KINDS),
        num=num,
        den=den,
        by=entry.words("by"),
        shares_by=entry.words("shares_by", []),
        freq=entry.word("freq", FREQUENCIES),
        window=entry.word("window", WINDOWS),
        interval=entry.word("interval", INTERVALS),
        role=entry.take("role", str),
        better=better,
        norm=_norm(entry, better),
        may_lack=entry.words("may_lack", []),
        school_types=_school_types(entry.inner("applies", {})),
        min_group=entry.take("min_group", int),
        params=MappingProxyType({name: _param(name, each) for name, each in _params(entry)}),
        content=MappingProxyType({"code": code, **entry.content}),
    )
    entry.close()
    _check_breakdowns(made, entry)
    return made


def _norm(entry: Entry, better: str) -> Norm:
    levels, norm = entry.inner("levels"), entry.inner("norm")
    made = Levels(*(levels.take(name, (int, float)) for name in ("target", "ok", "alarm")))
    if not made.are_in_order(better):
        raise entry.error("levels", f"target, ok and alarm are not in order ({better} is better)")
    found = Norm(
        levels=made,
        basis=norm.word("basis", ("official", "regulation", "tradition", "suggested")),
        why=norm.text("why"),
        each=norm.word("each", ("", "quarter"), default=""),
    )
    levels.close()
    norm.close()
    return found


def _school_types(entry: Entry) -> frozenset[str]:
    types = entry.words("school_types", list(SCHOOL_TYPES))
    entry.close()
    unknown = set(types) - set(SCHOOL_TYPES)
    if unknown:
        raise entry.error("school_types", f"unknown type {min(unknown)}")
    return frozenset(types)


def _params(entry: Entry) -> Iterator[tuple[str, Entry]]:
    return entry.entries("params", {})


def _param(code: str, entry: Entry) -> Param:
    number = (int, float)
    made = Param(
        code=code,
        value=entry.take("value", number),
        least=entry.take("least", number),
        most=entry.take("most", number),
        words=entry.text("words"),
    )
    entry.close()
    if not made.least <= made.value <= made.most:
        raise entry.error("value", "lies outside least and most")
    return made


def _measure(entry: Entry) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return all terms of the numerators and of the denominators."""
    if "mix" not in entry.content:
        num, den = _terms(entry, "num"), _terms(entry, "den")
        entry.close()
        return num, den
    entry.take("renormalise", bool)
    tops: list[Term] = []
    bottoms: list[Term] = []
    for place, part in enumerate(entry.take("mix", list)):
        each = Entry(part, f"{entry.place}.mix[{place}]")
        each.take("weight", (int, float))
        each.take("scale", (int, float))
        tops += _terms(each, "num")
        bottoms += _terms(each, "den")
        each.close()
    entry.close()
    return tuple(tops), tuple(bottoms)


def _terms(entry: Entry, key: str) -> tuple[Term, ...]:
    found = entry.take(key, (list, int))
    if found == 1 and key == "den":
        return ()
    if not isinstance(found, list) or not found:
        raise entry.error(key, "expected a list of terms")
    place = f"{entry.place}.{key}"
    return tuple(_term(Entry(each, f"{place}[{at}]")) for at, each in enumerate(found))


def _term(entry: Entry) -> Term:
    verbs = [verb for verb in ("count", "sum", "distinct") if verb in entry.content]
    if len(verbs) != 1:
        raise entry.error("count", "expected one of count, sum, distinct")
    data = entry.word("data", (*datasets(), *derived()))
    of = entry.take(verbs[0], (str, bool) if verbs == ["count"] else str)
    made = Term(
        data=data,
        verb=verbs[0],
        of="true" if of is True else of,
        where=entry.take("where", str, None),
        times=entry.take("times", (int, float), 1),
    )
    entry.close()
    if made.verb == "distinct" and made.of not in columns(data):
        raise entry.error("distinct", f"{data} has no field {made.of}")
    return made


def _check_breakdowns(made: Indicator, entry: Entry) -> None:
    """Refuse a breakdown by a column that a data set of the indicator does not have."""
    for terms, key, names in (
        ((*made.num, *made.den), "by", made.by),
        (made.num, "shares_by", made.shares_by),
    ):
        for term in terms:
            missing = set(names) - columns(term.data)
            if missing:
                raise entry.error(key, f"{term.data} has no column {min(missing)}")
