"""What stands in one cell of a lesson: marks, an absence, both, or two of them."""

import re
from datetime import date
from typing import NamedTuple

from sapat.evidence.layouts import vocabulary
from sapat.evidence.reading.workbook import Cell

APART = re.compile(r"[·•∙⋅,;/+|\s]+")
LATIN = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")


class Entry(NamedTuple):
    """The marks of a cell, and the code of absence or lateness, if there is one."""

    marks: tuple[Cell, ...] = ()
    absence: str | None = None
    late: str | None = None


def read_entry(value: Cell) -> Entry:
    """Return what a lesson's cell says; what is no absence is a mark, to be checked later.

    >>> read_entry("2·Н")
    Entry(marks=(2,), absence='Н', late=None)
    >>> read_entry("4·4").marks
    (4, 4)
    """
    if value is None:
        return Entry()
    if not isinstance(value, str):
        return Entry((value,)) if not isinstance(value, bool | date) else Entry((str(value),))
    whole = value.strip().upper().translate(LATIN)
    if whole in vocabulary.NO_MARK:
        return Entry((value,))
    if whole in vocabulary.ABSENCES:
        return Entry(absence=vocabulary.ABSENCES[whole])
    marks: list[Cell] = []
    absence = late = None
    for token in APART.split(whole):
        if token in vocabulary.ABSENCES:
            absence = absence or vocabulary.ABSENCES[token]
        elif token in vocabulary.LATE:
            late = vocabulary.LATE[token]
        elif token:
            marks.append(int(token) if token.isdecimal() else token)
    return Entry(tuple(marks), absence, late)


def tidy_mark(value: Cell) -> Cell:
    """Return a term mark as a number where it is one: journals mix 4 and "4".

    >>> tidy_mark(" 4 "), tidy_mark("Н/А")
    (4, 'Н/А')
    """
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value.strip())
    return value
