"""Laws of recognising: it never fails, and a mapping given back means the same."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.evidence.layouts import Known, understand
from sapat.evidence.reading import Kind, Sheet, Span, Workbook
from sapat.plan.datasets.rules import datasets

KNOWN = Known(subjects={"Алгебра": [], "Физика": []}, classes=["7Б"], year=2024, term="Q1")
WORDS = [
    "Окуучу", "ФИО", "Класс", "Сабак", "Баа", "Чейрек", "Сентябрь", "Октябрь", "02", "04", "СР",
    "1 ЧТ", "Алгебра", "Физика", "Асанов Бакыт", "Н", "2·Н", "Итого", "7Б", "2024-2025", "Дата",
    "Выбыл 30.09.2024", "31.02.2024", "Год", "I", "", "Н/А", "%", "%(x)s", "²",
]  # fmt: skip
cells = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-5, 45_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.text(max_size=6),
)
spans = st.builds(
    lambda top, left, high, wide: Span(top, left, top + high, left + wide),
    *[st.integers(0, 9)] * 4,
)
sheets = st.builds(
    Sheet,
    st.sampled_from(["", "7Б", "Алгебра (1 гр.)", "Лист1"]),
    st.lists(st.lists(cells, max_size=8), max_size=10),
    st.lists(spans, max_size=2),
    st.booleans(),
)
books = st.builds(
    Workbook, st.sampled_from(Kind), st.sampled_from(["8А-1.xlsx", "x"]), st.lists(sheets)
)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.just("A")),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
NAMES = ("layout", "data_sets", "given", "headers", "subjects", "sheets")
PARTS = ("columns", "compose", "only", "given", "year", "term", "header_row", "first_row", "use")
sheet_choices = st.dictionaries(st.sampled_from(PARTS), plain | st.just({"A": "pupil", "B": "x"}))
choices = st.dictionaries(st.sampled_from(NAMES), plain).map(dict)


def understood(workbook, chosen=None):
    return understand(workbook, data_sets=datasets(), known=KNOWN, chosen=chosen)


@settings(max_examples=60, deadline=None)
@given(books)
def test_whatever_a_file_holds_it_is_understood_somehow(workbook):
    understanding = understood(workbook)

    assert all(note.sentence for note in understanding.notes)
    assert all(record.dataset in datasets() for record in understanding.records())
    assert understanding.fingerprint()


@settings(max_examples=60, deadline=None)
@given(books)
def test_a_mapping_given_back_means_the_same(workbook):
    names = [sheet.name for sheet in workbook.sheets]
    workbook.sheets = [each for n, each in enumerate(workbook.sheets) if each.name not in names[:n]]
    first = understood(workbook)

    again = understood(workbook, json.loads(json.dumps(first.mapping())))

    assert list(again.records()) == list(first.records())


@settings(max_examples=60, deadline=None)
@given(books, choices, sheet_choices)
def test_a_mapping_that_was_tampered_with_does_no_harm(workbook, chosen, for_any):
    understanding = understood(workbook, chosen | {"sheets": {"*": for_any}})

    list(understanding.records())
    json.dumps(understanding.mapping())
