"""Files as schools make them, and a school ready to receive them."""

from collections import OrderedDict
from datetime import date

import openpyxl
import pytest

from sapat.plan.founding.changes import take_over_scales
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from tests.conftest import AT

SUBJECTS = ["Алгебра", "Физика", "Тарых"]
PUPILS = ["Асанов Үсөн", "Бекова Айгүл", "Жумабаев Нурлан", "Осмонова Гүлзат"]
MARKS = [[5, 4, 5], [4, 4, 3], [3, 2, 3], [5, 5, 5]]


@pytest.fixture
def home(settings, tmp_path, monkeypatch):
    """A folder of its own for everything kept, and nothing remembered of another one."""
    monkeypatch.setattr("sapat.check.measuring.sums._remembered", OrderedDict())
    settings.SAPAT_HOME = tmp_path / "home"
    settings.SAPAT_INLINE = True
    return settings.SAPAT_HOME


@pytest.fixture
def taught(school, home):
    """Our school with calendars and scales, before its first journal."""
    for year in (2024, 2025, 2026):
        calendar.lay_out(school, layout_for(year, TermKind.QUARTER), by=None, at=AT)
    take_over_scales(school, by=None, at=AT)
    return school


def workbook(path, sheets):
    """Write a workbook: sheet name -> rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def class_rows(marks=MARKS, *, pupils=PUPILS, title="7Б класс, 1-чейрек, 2025-2026-окуу жылы"):
    """The rows of a class summary: a title, the header, a row a pupil."""
    rows = [[title], ["№", "Окуучунун аты-жөнү", *SUBJECTS]]
    pairs = zip(pupils, marks, strict=True)
    return rows + [[number, name, *row] for number, (name, row) in enumerate(pairs, 1)]


def class_sheet(path, marks=MARKS, **more):
    """Write a class summary of 7Б for the first quarter of 2025/26."""
    return workbook(path, {"7Б": class_rows(marks, **more)})


def journal_rows(days, marks, *, month="Сентябрь", term="1 ЧТ"):
    """The rows of one subject in a dated journal; `marks` maps a pupil to cells and the end."""
    cells = len(days)
    rows = [
        [None, "Ученики", month, *[None] * (cells - 1), "СР", term],
        [None, "Ученики", *days, "СР", term],
        [None] * (cells + 4),
    ]
    return rows + [[number, name, *row] for number, (name, row) in enumerate(marks.items())]


def on_roll(school, year=2025):
    """Return who is in which class: (class, name) in order."""
    from sapat.school.classes.models import Enrolment

    with within(school):
        rows = Enrolment.objects.filter(school_class__school_year__year=year)
        found = rows.select_related("person", "school_class")
        return sorted((row.school_class.label, row.person.full_name) for row in found)


def first_day(year=2025):
    """Return the first day of a school year."""
    return date(year, 9, 1)
