"""Registers with several columns of dates are tables, never dated journals."""

from datetime import date

from sapat.evidence.layouts import Known, Layout, understand
from sapat.evidence.reading.workbook import Kind, Sheet, Workbook
from sapat.plan.datasets.rules import datasets

HEADERS = ["Каттоо номери", "Күнү", "Түрү", "Билдирилген күнү", "Жабылган күнү"]


def reports(count):
    rows = [
        [f"A{day}", date(2025, 9, day), "Жаракат", date(2025, 9, day + 1), date(2025, 9, day + 5)]
        for day in range(1, count + 1)
    ]
    return Workbook(kind=Kind.XLSX, name="Окуялар.xlsx", sheets=[Sheet("1", [HEADERS, *rows])])


def understood(workbook, **chosen):
    known = Known(year=2025)
    imported = {code: one for code, one in datasets().items() if one.is_imported}
    return understand(workbook, data_sets=imported, known=known, chosen=chosen)


def test_a_short_register_is_no_journal():
    """Below the last row of dates nothing stands, as below the days of a journal."""
    for count in (1, 2, 3, 10):
        found = understood(reports(count), data_sets=["incidents"])
        assert found.layout is Layout.LONG
        assert len(list(found.records())) == count


def test_a_short_register_is_recognised_without_a_word():
    found = understood(reports(4))
    assert found.data_sets == ["incidents"]
