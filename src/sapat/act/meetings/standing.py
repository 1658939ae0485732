"""Standing items: which question a body takes up how often; data in `catalogue/agendas.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.catalogue import load
from sapat.core.days import months_after
from sapat.core.language import Text


class Every(TextChoices):
    """How often a standing item is taken up."""

    MEETING = "meeting", _("at every meeting")
    TERM = "term", _("every term")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")


MONTHS = {Every.MEETING: 3, Every.TERM: 4, Every.HALF_YEAR: 6, Every.YEAR: 12}
"""After how many months an item is to be on an agenda again; the longest term has four."""


@dataclass(frozen=True)
class Standing:
    """A standing item as the catalogue lays it down."""

    code: str
    name: Text
    every: Every
    bodies: frozenset[str] = frozenset()
    """Kinds of bodies; none: every body."""
    months: frozenset[int] = frozenset()
    brief: str = ""
    is_analysis: bool = False
    clause: str = ""

    def concerns(self, kind: str) -> bool:
        """Answer whether bodies of the kind take it up."""
        return not self.bodies or kind in self.bodies

    @property
    def rhythm(self) -> int:
        """Return the months after which it is to be taken up again."""
        return MONTHS[self.every]


@cache
def shipped() -> Mapping[str, Standing]:
    """Return code -> standing item, in the order of an agenda."""
    return {row["code"]: _read(row) for row in load("agendas")["items"]}


def _read(row: Mapping[str, object]) -> Standing:
    bodies, months = row["bodies"], row.get("months", ())
    return Standing(
        code=str(row["code"]),
        name=Text(**row["name"]),  # type: ignore[arg-type]
        every=Every(str(row["every"])),
        bodies=frozenset() if bodies == "all" else frozenset(bodies),  # type: ignore[call-overload]
        months=frozenset(months),  # type: ignore[call-overload]
        brief=str(row.get("brief", "")),
        is_analysis=bool(row.get("analysis")),
        clause=str(row.get("clause", "")),
    )


def name_of(code: str) -> str:
    """Return what a standing item is called in the reader's language."""
    item = shipped().get(code)
    return str(item.name) if item else code


def is_due(item: Standing, last: date | None, day: date) -> bool:
    """Answer whether the item is due at a meeting on the day, after it was last taken up.

    >>> item = shipped()["requirements"]
    >>> is_due(item, date(2026, 9, 1), date(2026, 11, 20)), is_due(item, None, date(2026, 9, 1))
    (False, True)
    """
    if item.every == Every.MEETING or last is None:
        return not item.months or day.month in item.months
    # A term may be short: an item counts as due again a month before its time is over.
    near = months_after(last, item.rhythm - 1 if item.every != Every.TERM else 2)
    return near <= day and (not item.months or day.month in item.months)


def due_at(kind: str, last: Mapping[str, date], day: date) -> list[Standing]:
    """Return the standing items due at a meeting of a body of this kind, in order."""
    return [
        item
        for item in shipped().values()
        if item.concerns(kind) and is_due(item, last.get(item.code), day)
    ]


@dataclass(frozen=True)
class Carried:
    """A standing item in a body: when it was last taken up and by when it is again."""

    item: Standing
    last: date | None
    by: date | None

    def is_late(self, day: date) -> bool:
        """Answer whether the body should have taken it up by now."""
        return self.by is not None and self.by < day


def carried(item: Standing, last: date | None, since: date, day: date) -> Carried:
    """Return how the item stands in a body that works since a day.

    An item bound to months is looked for once they have passed.
    """
    if item.every == Every.MEETING:
        return Carried(item, last, None)
    by = months_after(last or since, item.rhythm)
    if item.months and last is None:
        by = _after_months(item.months, since)
    return Carried(item, last, by)


def _after_months(months: frozenset[int], since: date) -> date:
    """Return the first day after the item's months, counted from a day."""
    final = max(months)
    year = since.year if since.month <= final else since.year + 1
    return months_after(date(year, final, 1), 1)


def missing(titles: Sequence[str], due: Sequence[Standing]) -> list[Standing]:
    """Return the due items that an agenda with these standing codes leaves out."""
    return [item for item in due if item.code not in titles]


def title_in_language(code: str, title: str) -> str:
    """Return the title of a question; that of a standing item in the reader's language.

    A title that somebody reworded stays as it was written.
    """
    item = shipped().get(code)
    if item and title in (item.name.ky, item.name.ru, item.name.en):
        return str(item.name)
    return title
