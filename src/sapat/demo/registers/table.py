"""A register as a sheet: headers and values written as the catalogue's words have them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sapat.demo.journals import year_words
from sapat.demo.papers import Cell, Sheet
from sapat.demo.subjects import SUBJECTS
from sapat.demo.world import Employee, Group, Pupil
from sapat.plan.datasets.rules import DataSet, Field, datasets

Value = Cell | bool | Pupil | Employee | Group
YES_NO = {"ky": ("Ооба", "Жок"), "ru": ("да", "нет")}
TERMS = {"Q": "{}-чейрек", "S": "{}-сессия"}
WHOLE_YEAR = "Жылдык"
NUMBER = "number"
"""A column besides the person's own: the personal number."""


def register(
    data_set: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], *, language: str = "ky"
) -> Sheet:
    """Return a sheet of a data set with these columns; `number` is a person's number."""
    declared = datasets()[data_set]
    fields = [_field(declared, column) for column in columns]
    headers = [field.name.in_language(language) for field in fields]
    name = declared.name.in_language(language)[:31].replace("/", " ")
    cells = ([_cell(*pair, language) for pair in zip(fields, row, strict=True)] for row in rows)
    return Sheet(name, [headers, *cells])


def term_words(number: int, kind: str = "Q") -> str:
    """Return a term as a column has it."""
    return TERMS[kind].format(number) if number else WHOLE_YEAR


def _field(declared: DataSet, column: str) -> Field:
    if column == NUMBER and column not in declared.fields:
        return _identifying(declared, "code")
    if column == declared.person:
        return _identifying(declared, "full_name")
    if column in declared.fields:
        return declared.fields[column]
    when = {field.code: field for field in declared.when}
    return when[column] if column in when else _identifying(declared, column)


def _identifying(declared: DataSet, code: str) -> Field:
    return next(field for field in declared.identifying if field.code == code)


def _cell(field: Field, value: Value, language: str) -> Cell:
    if value is None:
        return None
    if isinstance(value, bool):
        return YES_NO[language][0 if value else 1]
    if isinstance(value, Pupil | Employee):
        return value.name.full
    if isinstance(value, Group):
        return value.name
    if isinstance(value, date):
        return value
    if field.type == "year" and isinstance(value, int):
        return year_words(value)
    if field.type == "subject":
        return SUBJECTS[str(value)].title(language)
    if field.choices:
        return field.choices[str(value)].name.in_language(language)
    return value
