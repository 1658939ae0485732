"""The checks of the data as the catalogue declares them, read once and strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.measuring.counting import Operator, Wanted, refused
from sapat.core import catalogue
from sapat.core.entry import CatalogueError, Entry
from sapat.core.language import Text


class Severity(TextChoices):
    """How much a figure can mislead that stands on such data."""

    HIGH = "high", _("may mislead")
    MIDDLE = "middle", _("look soon")
    LOW = "low", _("worth knowing")


class Source(TextChoices):
    """Where a threshold comes from."""

    CUSTOM = "custom", _("usual in schools")
    REGULATION = "regulation", _("demanded by the regulation")
    LOGIC = "logic", _("cannot be otherwise")


FIXES = ("imports", "classes", "people", "load", "calendar", "scales", "paper_checks")


@dataclass(frozen=True)
class Check:
    """One check: what is looked for, from how much on it is told, and what to do about it."""

    code: str
    data: tuple[str, ...]
    operator: Operator
    per: tuple[str, ...]
    of: str
    wrong: str
    field: str
    fields: tuple[str, ...]
    digits: tuple[int, ...]
    span: tuple[int, ...]
    show: str
    days: int
    least: int
    percent: float
    among: int
    severity: Severity
    source: Source
    name: Text
    sentence: Text
    do: Text
    fix: str

    def wanted(self, data: str) -> Wanted:
        """Return what the engine counts of one data set."""
        return Wanted(
            name=f"{self.code}:{data}",
            data=data,
            operator=self.operator,
            per=self.per,
            of=self.of,
            wrong=self.wrong,
            field=self.field,
            fields=self.fields,
            digits=self.digits,
            show=self.show,
        )

    def is_told(self, wrong: int, out_of: int) -> bool:
        """Answer whether so many of so many are enough to be told."""
        if wrong < self.least or out_of < self.among:
            return False
        return not out_of or 100 * wrong >= self.percent * out_of


@dataclass(frozen=True)
class Limit:
    """A threshold that belongs to no single check, and where it comes from."""

    value: int
    source: Text


@cache
def checks() -> Mapping[str, Check]:
    """Return every check by its code."""
    content = Entry(catalogue.load("quality_checks"), "quality_checks")
    return MappingProxyType({code: _check(code, each) for code, each in content.entries("checks")})


@cache
def limits() -> Mapping[str, Limit]:
    """Return the thresholds by name."""
    content = Entry(catalogue.load("quality_checks"), "quality_checks")
    found = {}
    for name, each in content.entries("limits"):
        found[name] = Limit(each.take("value", int), each.text("source"))
        each.close()
    return MappingProxyType(found)


def limit(name: str) -> int:
    """Return a threshold by its name."""
    return limits()[name].value


def _check(code: str, entry: Entry) -> Check:
    found = Check(
        code=code,
        data=entry.words("data"),
        operator=Operator(entry.word("operator", [each.value for each in Operator])),
        per=entry.words("per", []),
        of=entry.take("of", str, ""),
        wrong=entry.take("wrong", str, ""),
        field=entry.take("field", str, ""),
        fields=entry.words("fields", []),
        digits=tuple(entry.take("digits", list, [])),
        span=tuple(entry.take("span", list, [])),
        show=entry.take("show", str, ""),
        days=entry.take("days", int, 0),
        least=entry.take("least", int, 1),
        percent=entry.take("percent", (int, float), 0),
        among=entry.take("among", int, 0),
        severity=Severity(entry.word("severity", Severity.values)),
        source=Source(entry.word("source", Source.values)),
        name=entry.text("name"),
        sentence=entry.text("sentence"),
        do=entry.text("do"),
        fix=entry.word("fix", FIXES),
    )
    entry.close()
    for data in found.data:
        _prove(found, data, entry)
    return found


def _prove(check: Check, data: str, entry: Entry) -> None:
    """Refuse a check that names what is not there, or a condition that cannot be read."""
    try:
        refused(check.wanted(data))
    except (KeyError, ValueError) as wrong:
        raise entry.error("data", f"{data}: {wrong}") from wrong


def checks_are_right(**_more: Any) -> list[CheckMessage]:
    """Refuse to start on a wrong check; name the entry and the key."""
    try:
        checks(), limits()
    except CatalogueError as wrong:
        return [Error(f"The catalogue is wrong. {wrong}.", id="sapat.E013")]
    return []
