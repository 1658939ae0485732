"""Reads an indicator strictly, whether it stands in the catalogue or is a school's own."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sapat.core.entry import Entry
from sapat.plan.datasets.rules import columns, datasets, derived
from sapat.plan.indicators.shapes import Criterion, Indicator, Levels, Norm, Param, Term

KINDS = ("ratio", "ratio_plain", "mean", "weighted", "diff", "gain", "rate", "index", "count")
FREQUENCIES = ("month", "quarter", "half_year", "year", "event")
WINDOWS = ("month", "term", "half_year", "year")
INTERVALS = ("wilson", "t", "poisson", "none")
BETTER = ("higher", "lower", "zero")
SCHOOL_TYPES = ("basic", "full", "correspondence")


def read_indicator(
    code: str, entry: Entry, criteria: Mapping[str, Criterion], units: tuple[str, ...]
) -> Indicator:
    """Return the indicator an entry describes, or raise the first thing wrong with it."""
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
