"""Reading a file somebody gave, without trusting it.

The file is parsed by a second process that may use little memory and time and may write
nothing, so the worst a hostile file can do is to be refused with a sentence.

    workbook = read(path, name="8А-1.xlsx")
    workbook.sheets[0].rows[4][2]
"""

from sapat.evidence.reading.door import paste, read
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.workbook import (
    Cell,
    Kind,
    Row,
    Sheet,
    Span,
    Workbook,
    address,
    column_of,
    letter,
    place,
)

__all__ = [
    "Cell",
    "Kind",
    "Reason",
    "Row",
    "Sheet",
    "Span",
    "Unreadable",
    "Workbook",
    "address",
    "column_of",
    "letter",
    "paste",
    "place",
    "read",
]
