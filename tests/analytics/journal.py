"""Reads the real class's journal plainly, without the product's own reader."""

from collections import Counter

import openpyxl

from sapat.analytics.classes import PupilMarks

FIELDS = {5: "fives", 4: "fours", 3: "threes", 2: "twos"}


def rows_of(path):
    """Pupil, average and quarter mark of every line of every subject; those who left are not."""
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in list(sheet.iter_rows(values_only=True))[2:]:
            left = any("Выбыл" in str(cell) for cell in row)
            if row[1] and not left:
                yield row[1], number(row[-2]), number(row[-1]) or row[-1]


def number(cell):
    try:
        return float(str(cell).replace(",", "."))
    except ValueError:
        return None


def pupils_of(path):
    counted = {}
    for name, _, mark in rows_of(path):
        field = FIELDS.get(mark, "not_attested" if str(mark).lower() == "н/а" else None)
        counted.setdefault(name, Counter()).update([field] if field else [])
    for marks in counted.values():
        yield PupilMarks("8А", **marks)


def pairs_of(path):
    found = [
        (average, mark) for _, average, mark in rows_of(path)
        if average is not None and isinstance(mark, float)
    ]  # fmt: skip
    return [average for average, _ in found], [mark for _, mark in found]
