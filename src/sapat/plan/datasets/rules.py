"""Data sets as the catalogue declares them, read once and checked."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sapat.core import catalogue
from sapat.core.entry import CatalogueError, Entry, text
from sapat.core.language import Text

TYPES = (
    "pupil", "staff", "class", "subject", "term", "year", "date", "integer", "number",
    "boolean", "choice", "mark", "text", "code",
)  # fmt: skip
TIMES = ("term", "date", "year")

# What the record says about a pupil, a class or an employee beside the facts themselves.
OF_CLASS = ("grade", "level", "lang", "shift", "mode")
OF_PUPIL = ("class", *OF_CLASS, "sex", "sen")
COMES_WITH = MappingProxyType(
    {"pupil": OF_PUPIL, "class": OF_CLASS, "staff": ("mo",), "mark": ("category",)}
)
ALIKE = str.maketrans("ёөүң", "еоун")


def spelling(written: str) -> str:
    """Return a header or a value as it is compared: no case, marks, or Kyrgyz keyboard needed.

    >>> spelling(" Окуучунун аты-жөнү: "), spelling("Ср. балл")
    ('окуучунун аты жону', 'ср балл')
    """
    plain = re.sub(r"[\s._:;,«»\"'–—-]+", " ", written.casefold().translate(ALIKE)).strip()
    return plain or written.strip().casefold()


@dataclass(frozen=True)
class Choice:
    """One allowed value of a field, and how schools write it."""

    code: str
    name: Text
    spellings: frozenset[str]


@dataclass(frozen=True)
class Field:
    """A field of a data set.

    `record`: the value goes to the school's records and never among the facts.
    `default`: what an absent column or an empty cell means; None if it means nothing is known.
    """

    code: str
    type: str
    name: Text
    headers: frozenset[str]
    required: bool = False
    record: bool = False
    default: bool | int | float | str | None = None
    choices: Mapping[str, Choice] = dataclasses.field(default_factory=dict)
    least: float | None = None
    most: float | None = None
    max_length: int | None = None

    def choice(self, written: str) -> str | None:
        """Return the code of the value a school has written, or None if it is none of them."""
        wanted = spelling(written)
        fits = (each.code for each in self.choices.values() if wanted in each.spellings)
        return next(fits, None)


@dataclass(frozen=True)
class DataSet:
    """A kind of facts: what a row is and which fields it has."""

    code: str
    name: Text
    words: Text
    time: str
    date: str | None
    year_is_own: bool
    key: tuple[str, ...]
    person: str | None
    several: bool
    """Whether a person has several rows, which are alike: an interval then counts persons."""
    comes_from: str
    sensitive: bool
    dims: tuple[str, ...]
    fields: Mapping[str, Field]
    when: tuple[Field, ...]
    """Fields that place a row in a year and a term; a file may have them as columns."""
    identifying: tuple[Field, ...]
    """Columns that find the person of a row (names, number, class); they go to records only.

    The field of the person itself then has no headers of its own.
    """

    @property
    def is_imported(self) -> bool:
        """Whether its rows come from files and tables."""
        return self.comes_from == "import"

    @property
    def facts(self) -> Mapping[str, Field]:
        """The fields that stay among the facts."""
        return {code: field for code, field in self.fields.items() if not field.record}

    @property
    def types(self) -> Mapping[str, Mapping[str, object]]:
        """Fields among the facts as the engine asks for them: type, and values of a choice."""
        return {
            code: {"type": field.type, "values": {choice: choice for choice in field.choices}}
            for code, field in self.facts.items()
        }

    @property
    def columns(self) -> frozenset[str]:
        """Names of all columns of its facts, those that the record adds included."""
        added = [COMES_WITH.get(field.type, ()) for field in self.facts.values()]
        return frozenset(self.facts).union({"year", "term", "batch"}, *added)


@dataclass(frozen=True)
class State:
    """A whole number for each group: a count of rows, or a sum, under a condition."""

    count: str | bool | None
    sum: str | None
    where: str | None


@dataclass(frozen=True)
class Group:
    """Rows with equal columns become one, with counts and sums."""

    per: tuple[str, ...]
    states: Mapping[str, State]


@dataclass(frozen=True)
class Join:
    """Each row is set beside the rows of another data set that match it."""

    data: str
    matching: Mapping[str, str]
    """Column of the row -> equal column of the joined row (the year besides)."""
    year: str
    where: str | None
    take: Mapping[str, str]
    """New column -> the joined row's column."""
    kind: str


@dataclass(frozen=True)
class Derived:
    """A data set computed from others, by exactly one of the two operators."""

    code: str
    name: Text
    source: str
    where: str | None
    person: str | None
    several: bool
    dims: tuple[str, ...]
    group: Group | None
    join: Join | None

    @property
    def needs(self) -> tuple[str, ...]:
        """The data sets it is made of, derived ones included."""
        return (self.source, self.join.data) if self.join else (self.source,)


@cache
def datasets() -> Mapping[str, DataSet]:
    """Return every declared data set by its code."""
    return _Reader().datasets()


@cache
def derived() -> Mapping[str, Derived]:
    """Return every derived data set by its code, each after those it needs."""
    return MappingProxyType(
        {name: _derived(name, entry) for name, entry in _file().entries("derived")}
    )


@cache
def sources() -> Mapping[str, Text]:
    """Return where records come from, as an indicator that waits for them says it."""
    names = _file().take("sources", dict)
    return MappingProxyType(
        {code: text(name, f"datasets.sources.{code}") for code, name in names.items()}
    )


@cache
def origins(code: str) -> tuple[str, ...]:
    """Return the declared data sets that a declared or derived data set is made of."""
    if code in datasets():
        return (code,)
    found = [origin for need in derived()[code].needs for origin in origins(need)]
    return tuple(dict.fromkeys(found))


@cache
def columns(code: str) -> frozenset[str]:
    """Return the columns of a declared or derived data set."""
    if code in datasets():
        return datasets()[code].columns
    made = derived()[code]
    if made.group:
        return frozenset(made.group.per) | frozenset(made.group.states) | {"year", "term"}
    return columns(made.source) | frozenset(made.join.take if made.join else ())


def _file() -> Entry:
    return Entry(catalogue.load("datasets"), "datasets")


class _Reader:
    """Reads the declared data sets; a field takes what it does not say from the common one."""

    def __init__(self) -> None:
        file = _file()
        self.file = file
        self.common = file.take("common", dict)
        self.when = {name: self.field(name, entry) for name, entry in file.entries("when")}
        self.identifying = {
            of: tuple(self.field(name, each) for name, each in _every(entry))
            for of, entry in file.entries("identifying")
        }
        self.sources = file.take("sources", dict)

    def datasets(self) -> Mapping[str, DataSet]:
        made = {name: self.dataset(name, entry) for name, entry in self.file.entries("datasets")}
        self.file.take("derived", dict)
        self.file.close()
        return MappingProxyType(made)

    def dataset(self, code: str, entry: Entry) -> DataSet:
        fields = {name: self.field(name, each) for name, each in entry.entries("fields")}
        person = entry.take("person", (str, type(None)))
        identifying = self.identified_by(person, fields)
        if person and identifying:
            fields[person] = dataclasses.replace(fields[person], headers=frozenset())
        time = entry.word("time", TIMES)
        made = DataSet(
            code=code,
            name=entry.text("name"),
            words=entry.text("words"),
            time=time,
            date=entry.take("date", (str, type(None)), None),
            year_is_own=entry.word("year_is", ("own", "all"), "all") == "own",
            key=entry.words("key"),
            person=person,
            several=entry.take("several", bool, False),
            comes_from=entry.word("comes_from", tuple(self.sources)),
            sensitive=entry.take("sensitive", bool, False),
            dims=entry.words("dims"),
            fields=MappingProxyType(fields),
            when=_placing(time, self.when),
            identifying=identifying,
        )
        entry.close()
        _check(made, entry)
        return made

    def identified_by(self, person: str | None, fields: Mapping[str, Field]) -> tuple[Field, ...]:
        """Return the columns that find the person; they take the place of the person's own."""
        if person is None or person not in fields:
            return ()
        columns = self.identifying.get(fields[person].type, ())
        return tuple(each for each in columns if each.code not in fields)

    def field(self, code: str, own: Entry) -> Field:
        place = f"datasets.common.{code}"
        base = Entry(self.common.get(code, {}), place) if code in self.common else own
        entry = Entry({**base.content, **own.content}, own.place)
        name = entry.text("name")
        choices = _choices(entry)
        headers = [*base.words("headers", []), *own.words("headers", []), *_names(name), code]
        entry.take("headers", list, [])
        made = Field(
            code=code,
            type=entry.word("type", TYPES),
            name=name,
            headers=frozenset(map(spelling, headers)),
            required=entry.take("required", bool, False),
            record=entry.take("record", bool, False),
            default=entry.take("default", (bool, int, float, str), None),
            choices=choices,
            least=entry.take("min", (int, float), None),
            most=entry.take("max", (int, float), None),
            max_length=entry.take("max_length", int, None),
        )
        entry.close()
        if (made.type == "choice") != bool(choices):
            raise entry.error("values", "a choice, and nothing else, has values")
        if made.type == "choice" and made.default not in {None, *choices}:
            raise entry.error("default", f"{made.default!r} is none of the values")
        return made


def _choices(entry: Entry) -> Mapping[str, Choice]:
    found = {}
    taken: dict[str, str] = {}
    for code, each in entry.entries("values", {}):
        name = each.text("name")
        spelled = frozenset(map(spelling, [*each.words("spellings", []), *_names(name), code]))
        each.close()
        for written in spelled:
            if taken.setdefault(written, code) != code:
                raise each.error("spellings", f"{written!r} is also {taken[written]}")
        found[code] = Choice(code, name, spelled)
    return MappingProxyType(found)


def _names(name: Text) -> tuple[str, str, str]:
    return name.ky, name.ru, name.en


def _every(entry: Entry) -> list[tuple[str, Entry]]:
    return [(name, Entry(each, f"{entry.place}.{name}")) for name, each in entry.content.items()]


def _placing(time: str, when: Mapping[str, Field]) -> tuple[Field, ...]:
    return {"term": (when["year"], when["term"]), "year": (when["year"],)}.get(time, ())


def _check(made: DataSet, entry: Entry) -> None:
    """Refuse keys, dims, a person or a date that name no column, and a second mark."""
    for place, names in (("key", made.key), ("dims", made.dims), ("person", (made.person,))):
        unknown = [name for name in names if name and name not in made.columns]
        if unknown:
            raise entry.error(place, f"unknown field {unknown[0]}")
    if (made.time == "date") != (made.date is not None):
        raise entry.error("date", "a dating field is named where time is date, and only there")
    if made.date and made.fields[made.date].type != "date":
        raise entry.error("date", f"{made.date} is not a date")
    if sum(field.type == "mark" for field in made.fields.values()) > 1:
        raise entry.error("fields", "a row can carry one mark only")


def _derived(code: str, entry: Entry) -> Derived:
    grouped = "per" in entry.content
    made = Derived(
        code=code,
        name=entry.text("name"),
        source=entry.take("from", str),
        where=entry.take("where", str, None),
        person=entry.take("person", (str, type(None))),
        several=entry.take("several", bool, False),
        dims=entry.words("dims"),
        group=_group(entry) if grouped else None,
        join=None if grouped else _join(entry.inner("join")),
    )
    entry.close()
    return made


def _group(entry: Entry) -> Group:
    states = {}
    for name, each in entry.entries("states"):
        states[name] = State(
            count=each.take("count", (str, bool), None),
            sum=each.take("sum", str, None),
            where=each.take("where", str, None),
        )
        each.close()
        if (states[name].count is None) == (states[name].sum is None):
            raise CatalogueError(each.place, "expected one of count, sum")
    return Group(entry.words("per"), MappingProxyType(states))


def _join(entry: Entry) -> Join:
    equal = entry.take("on", (list, dict))
    made = Join(
        data=entry.take("data", str),
        matching=MappingProxyType(equal if isinstance(equal, dict) else {x: x for x in equal}),
        year=entry.word("year", ("same", "previous", "any"), "same"),
        where=entry.take("where", str, None),
        take=MappingProxyType(entry.take("take", dict)),
        kind=entry.word("kind", ("inner", "left")),
    )
    entry.close()
    return made
