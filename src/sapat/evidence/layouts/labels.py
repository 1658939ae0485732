"""Reading the labels schools write: terms, school years, classes, groups, who left."""

import re
from datetime import date
from typing import NamedTuple

from sapat.evidence.layouts import vocabulary
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import Cell

FIRST_MONTH = 8  # a school year begins in autumn: August belongs to the new one

TERM_CODE = re.compile(r"(?:(\d{4})\s*)?([qhs])\s*(\d)|(?:(\d{4})\s*)?y")
ORDINAL = r"(?:(?:ый|ая|ое|й|я|чи|чу|nd|st|rd|th)\b)?"
YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–—/\s]\s*(20)?(\d\d)(?!\d)")
YEAR_ALONE = re.compile(rf"(?<!\d)(20\d\d)\s*(?:{vocabulary.SCHOOL_YEAR_WORDS})")
CLASS = re.compile(
    r"(?<![\d.,/])(1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„'(]?\s*([А-ЯЁӨҮҢA-Z])\s*[»\"”’')]?(?![\w.])",
    re.IGNORECASE,
)
CLASS_WORD = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„'(]?\s*([А-ЯЁӨҮҢA-Z]?)\s*[»\"”’')]?\s*[-–—]?\s*"
    r"(?:класс|class|кл\b)",
    re.IGNORECASE,
)
CLASS_AFTER = re.compile(
    r"(?:класс\w*|class)\s*[:№-]?\s*(1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„'(]?\s*([А-ЯЁӨҮҢA-Z]?)(?!\w)",
    re.IGNORECASE,
)
LATIN_LETTERS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
GROUP = re.compile(r"\(?\s*(\d)\s*[-–]?\s*(?:гр|топ|group)\w*\.?\s*\)?", re.IGNORECASE)
LEFT = re.compile(
    rf"[\s,;(\[–—-]*(?<!\w)(?:{vocabulary.LEFT})(?!\w)[\s:.,–—-]*"
    r"(?P<day>\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)?.*$",
    re.IGNORECASE | re.DOTALL,
)


class Term(NamedTuple):
    """A term as a label names it: Q quarter, H half-year, S session, Y the year, or unsaid."""

    kind: str
    number: int

    @property
    def code(self) -> str:
        """Return the code: Q1, H2, S3, Y; a bare number when the label names no kind."""
        return "Y" if self.kind == "Y" else f"{self.kind}{self.number}"


def read_term(value: Cell) -> Term | None:
    """Return the term a cell or a title names, or None.

    >>> [read_term(text).code for text in ("1-чейрек", "II полугодие", "Годовая", "2025-Q3")]
    ['Q1', 'H2', 'Y', 'Q3']
    """
    if isinstance(value, bool) or value is None or isinstance(value, date):
        return None
    if isinstance(value, int | float):
        return Term("", int(value)) if value in (1, 2, 3, 4) else None
    text = fold(value.replace("І", "I").replace("і", "i"))
    if code := TERM_CODE.fullmatch(text):
        return Term(code[2].upper(), int(code[3])) if code[2] else Term("Y", 0)
    if text in vocabulary.NUMBER_WORDS:
        return Term("", vocabulary.NUMBER_WORDS[text])
    text = re.sub(r"20\d\d(?: \d\d(?:\d\d)?)?", " ", text)
    text = " ".join(re.sub(rf"\b(?:{vocabulary.SCHOOL_YEAR_WORDS})\b", " ", text).split())
    return _worded_term(text)


def _worded_term(text: str) -> Term | None:
    numbers = "|".join(sorted(vocabulary.NUMBER_WORDS, key=len, reverse=True))
    for words, kind in vocabulary.TERM_WORDS:
        found = re.search(rf"\b({numbers})\s*{ORDINAL}\s*(?:{words})\b", text) or re.search(
            rf"\b(?:{words})\s*({numbers})\b", text
        )
        if found:
            return Term(kind, vocabulary.NUMBER_WORDS[found[1]])
    return Term("Y", 0) if re.search(rf"\b(?:{vocabulary.YEAR_WORDS})\b", text) else None


def read_year(value: Cell) -> int | None:
    """Return the first calendar year of the school year a cell or a title names, or None.

    >>> read_year("2024-2025-окуу жылы"), read_year("2024/25"), read_year(2024)
    (2024, 2024, 2024)
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 2000 <= value < 2100 and value == int(value) else None
    if not isinstance(value, str):
        return None
    for found in YEARS.finditer(value):
        if int(found[3]) == (int(found[1]) + 1) % 100:
            return int(found[1])
    if value.strip().isdecimal():
        return read_year(int(value.strip()))
    alone = YEAR_ALONE.search(fold(value))
    return int(alone[1]) if alone else None


def school_year(day: date) -> int:
    """Return the school year a day lies in, by its first calendar year.

    >>> school_year(date(2025, 5, 20))
    2024
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def class_label(text: str, *, sure: bool = False) -> str | None:
    """Return the class a text names, as 7Б; `sure` asks for the word "class" beside it.

    >>> class_label("7 «Б» класс"), class_label("8A-1.xlsx"), class_label("1 ЧТ")
    ('7Б', '8А', None)
    """
    found = CLASS_WORD.search(text) or CLASS_AFTER.search(text)
    if not found and not sure:
        found = CLASS.search(text.rsplit(".", 1)[0] if re.search(r"\.\w{3,4}$", text) else text)
    return f"{found[1]}{found[2].upper().translate(LATIN_LETTERS)}" if found else None


def read_group(text: str) -> tuple[str, str | None]:
    """Return a name without its group, and the group.

    >>> read_group("Алгебра (1 гр.)")
    ('Алгебра', '1')
    """
    found = GROUP.search(text)
    if not found:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(" -–,"), found[1]


class Leaving(NamedTuple):
    """A person's name without the note that she left."""

    name: str
    left: bool
    on: date | None


def read_leaving(text: str) -> Leaving:
    """Return the name, whether the person left, and the day if it is written.

    >>> read_leaving("Окуучу 02 Выбыл(а) 30.09.2024")
    Leaving(name='Окуучу 02', left=True, on=datetime.date(2024, 9, 30))
    """
    found = LEFT.search(text)
    if not found or not found.start():
        return Leaving(text, left=False, on=None)
    return Leaving(text[: found.start()].strip(" ,;(-–—"), left=True, on=read_day(found["day"]))


def read_day(value: Cell) -> date | None:
    """Return a whole date from a cell: a date, 30.09.2024, 30/09/24 or 2024-09-30.

    >>> read_day("30.09.24")
    datetime.date(2024, 9, 30)
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
        found = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\s*(?:г|ж)?\.?", text)
        if not found:
            return None
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None
