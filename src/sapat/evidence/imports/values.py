"""One cell as a value of its type, or why it is none."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sapat.core.language import Text
from sapat.evidence.imports.errors import Code
from sapat.evidence.layouts import read_day
from sapat.evidence.reading import Cell
from sapat.plan.datasets.rules import Field, spelling

EPOCH = date(1970, 1, 1).toordinal()
YES = frozenset(
    map(spelling, "да ооба бар есть иә yes y true 1 + v x х ✓ истина чын".split()),  # noqa: SIM905
)
NO = frozenset(map(spelling, "нет жок no n false 0 - — – ложь жалган".split()))  # noqa: SIM905
PLAIN_NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,10})?\s*%?")


class Wrong(Exception):
    """The cell is not what its field asks for."""

    def __init__(self, code: Code, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:80]


def is_blank(cell: Cell) -> bool:
    """Return whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def number_of(cell: Cell) -> float | None:
    """Return a number however it was typed, or None.

    >>> number_of("4,5"), number_of(" 12 "), number_of("н/а")
    (4.5, 12.0, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, str):
        text = cell.strip().replace("\u00a0", "").replace(" ", "")
        if PLAIN_NUMBER.fullmatch(text):
            return float(text.rstrip("% ").replace(",", "."))
    return None


def _number(field: Field, cell: Cell) -> float:
    value = number_of(cell)
    if value is None:
        raise Wrong(Code.NOT_NUMBER, value=shown(cell), field=field.name)
    if field.least is not None and value < field.least:
        raise Wrong(Code.TOO_SMALL, value=shown(cell), limit=field.least, field=field.name)
    if field.most is not None and value > field.most:
        raise Wrong(Code.TOO_BIG, value=shown(cell), limit=field.most, field=field.name)
    return value


def _integer(field: Field, cell: Cell) -> int:
    value = number_of(cell)
    if value is None or not value.is_integer():
        raise Wrong(Code.NOT_INTEGER, value=shown(cell), field=field.name)
    return int(_number(field, cell))


def _date(field: Field, cell: Cell) -> int:
    day = read_day(cell)
    if day is None:
        raise Wrong(Code.NOT_DATE, value=shown(cell), field=field.name)
    return day.toordinal() - EPOCH


def _boolean(field: Field, cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    written = spelling(shown(cell))
    if written in YES:
        return True
    if written in NO:
        return False
    raise Wrong(Code.NOT_BOOLEAN, value=shown(cell), field=field.name)


def _choice(field: Field, cell: Cell) -> str:
    code = field.choice(shown(cell))
    if code is None:
        raise Wrong(Code.NOT_A_CHOICE, value=shown(cell), allowed=allowed(field), field=field.name)
    return code


def _text(field: Field, cell: Cell) -> str:
    text = shown(cell).strip() if not isinstance(cell, str) else " ".join(cell.split())
    if field.max_length is not None and len(text) > field.max_length:
        raise Wrong(Code.TOO_LONG, limit=field.max_length, field=field.name)
    return text


def allowed(field: Field) -> Text:
    """Return the values of a choice as a sentence lists them."""
    names = [choice.name for choice in field.choices.values()]
    return Text(*(", ".join(getattr(name, of) for name in names) for of in ("ky", "ru", "en")))


READERS: Mapping[str, Callable[[Field, Cell], Any]] = MappingProxyType(
    {
        "integer": _integer,
        "number": _number,
        "date": _date,
        "boolean": _boolean,
        "choice": _choice,
        "text": _text,
        "code": _text,
    }
)
