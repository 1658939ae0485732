"""An order and its points as they are worded."""

from dataclasses import dataclass
from datetime import date

from sapat.act.decisions.models import Decision
from sapat.act.orders.models import Order
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Wording:
    """The text of an order around its points."""

    series: str
    title: str
    preamble: str
    control: Person | None = None
    cancels: Order | None = None
    decision: Decision | None = None


@dataclass(frozen=True)
class Item:
    """A point: what is ordered, who carries it out, by when."""

    text: str
    owner: Person | None = None
    term: date | None = None
