"""Recognising how the facts lie in a file, and turning them into records.

understanding = understand(workbook, data_sets=declared, known=Known(year=2024))
understanding.mapping()          # shown, edited, given back as `chosen`
for record in understanding.records(): ...
"""

from sapat.evidence.layouts.declared import Known
from sapat.evidence.layouts.labels import Term, class_label, read_day, read_term, read_year
from sapat.evidence.layouts.notes import Note, Remark
from sapat.evidence.layouts.recognise import understand
from sapat.evidence.layouts.records import RawValue, Record
from sapat.evidence.layouts.understanding import (
    ColumnView,
    Layout,
    Meaning,
    SheetView,
    Understanding,
)

__all__ = [
    "ColumnView",
    "Known",
    "Layout",
    "Meaning",
    "Note",
    "RawValue",
    "Record",
    "Remark",
    "SheetView",
    "Term",
    "Understanding",
    "class_label",
    "read_day",
    "read_term",
    "read_year",
    "understand",
]
