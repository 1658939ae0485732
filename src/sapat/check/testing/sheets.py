"""A table of answers as a teacher has it: which columns are items, where the key stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sapat.analytics.testing.answers import BETWEEN_RIGHT, one_alphabet
from sapat.check.testing.rules import (
    ITEMS_AT_MOST,
    OPTION_LENGTH,
    PUPILS_AT_MOST,
    Fault,
)

Cell = str | float | int | bool | date | None

WORDS = {
    "who": "окуучу|окуучулар|окуучунун аты-жөнү|аты-жөнү|аты|фио|ф.и.о.|ф.и.о|ученик|ученица|"
    "учащийся|фамилия имя|фамилия, имя|имя|pupil|student|name|код|code|id",
    "number": "№|#|no|n|№ п/п|п/п|т/н",
    "sex": "жынысы|пол|sex|gender",
    "language": "окутуу тили|тили|язык обучения|язык|language",
    "label": "класс|классы|class",
    "total": "упай|упайы|жалпы|жалпы упай|жыйынтык|балл|баллы|всего|итого|сумма|total|score|sum",
}
COLUMNS = {word: column for column, words in WORDS.items() for word in words.split("|")}
KEY = frozenset(
    ["ачкыч", "туура жооп", "туура жооптор", "ключ", "правильный ответ", "правильные ответы", "key"]
)
MOST = frozenset(
    ["эң көп упай", "эң көбү", "макс", "макс.", "максимум", "макс. балл", "max", "maximum"]
)
GIRLS = ("к", "ж", "д", "f", "аял", "girl")
BOYS = ("э", "б", "м", "у", "m", "boy")
LANGUAGES = {"кырг": "ky", "орус": "ru", "рус": "ru", "өзб": "uz", "узб": "uz", "тажик": "tg"}
EMPTY = frozenset({"", "-", "—", "–"})
FAULTS_AT_MOST = 30


@dataclass(frozen=True)
class Mistake:
    """Something wrong in the table, and where (counted from 0; None: the table as a whole)."""

    fault: Fault
    row: int | None = None
    column: int | None = None
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Return what is wrong, for the reader."""
        return str(self.fault.label) % self.facts


@dataclass(frozen=True)
class Line:
    """The answers of one pupil; `row` is counted from 0 in the table."""

    row: int
    who: str
    sex: str
    language: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A test's answers as plain texts: options where there is a key, otherwise points."""

    items: tuple[str, ...]
    key: tuple[str, ...]
    most: tuple[float, ...]
    lines: tuple[Line, ...]
    blank: int
    """Rows without any answer, left out."""

    @property
    def has_options(self) -> bool:
        """Answer whether pupils chose options."""
        return bool(self.key)


def text_of(cell: Cell) -> str:
    """Return a cell as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def read_table(rows: Sequence[Sequence[Cell]], key: str = "") -> tuple[Table | None, list[Mistake]]:
    """Return the answers of a table, or what is wrong in it."""
    texts = [[text_of(cell) for cell in row] for row in rows]
    start = next((at for at, row in enumerate(texts) if sum(map(bool, row)) > 1), None)
    if start is None or not any(any(row) for row in texts[start + 1 :]):
        return None, [Mistake(Fault.NOTHING)]
    columns, items, mistakes = _columns(texts, start)
    if mistakes:
        return None, mistakes
    lines, special, blank = _lines(texts, start, (columns, items))
    right, wrong = _key(special, key, [texts[start][at] for at in items])
    if wrong:
        return None, wrong
    if not lines:
        return None, [Mistake(Fault.NOTHING)]
    if len(lines) > PUPILS_AT_MOST:
        return None, [Mistake(Fault.MANY_PUPILS, facts={"most": PUPILS_AT_MOST})]
    table = Table(tuple(texts[start][at] for at in items), right, (), tuple(lines), blank)
    if right:
        return _options(table, items)
    return _points(table, items, special.get("most"))


def _columns(texts: list[list[str]], start: int) -> tuple[dict[str, int], list[int], list[Mistake]]:
    """Return what the named columns are, and which are items."""
    head = texts[start]
    named: dict[str, int] = {}
    items = []
    for at, title in enumerate(head):
        column = COLUMNS.get(title.casefold())
        if column and column not in named:
            named[column] = at
        elif title and not column:
            items.append(at)
    below = [row[items[0]] for row in texts[start + 1 :] if items and len(row) > items[0]]
    if "who" not in named and items and _is_naming(below):
        named["who"] = items.pop(0)
    if len(items) < 2:
        return named, items, [Mistake(Fault.FEW_ITEMS, start)]
    if len(items) > ITEMS_AT_MOST:
        return named, items, [Mistake(Fault.MANY_ITEMS, start, facts={"most": ITEMS_AT_MOST})]
    titles = [head[at].casefold() for at in items]
    for place, title in enumerate(titles):
        if title in titles[:place]:
            facts: dict[str, object] = {"value": head[items[place]]}
            return named, items, [Mistake(Fault.REPEATED_ITEM, start, items[place], facts)]
    return named, items, []


def _is_naming(values: list[str]) -> bool:
    """Tell whether the first column names pupils: most of it is too long for an answer."""
    filled = [value for value in values if value]
    return bool(filled) and 2 * sum(len(value) > OPTION_LENGTH for value in filled) > len(filled)


def _lines(
    texts: list[list[str]], start: int, places: tuple[dict[str, int], list[int]]
) -> tuple[list[Line], dict[str, list[str]], int]:
    """Return the pupils, the rows that are no pupils, and how many gave no answer."""
    named, items = places
    lines: list[Line] = []
    special: dict[str, list[str]] = {}
    blank = 0
    for at, row in enumerate(texts[start + 1 :], start + 1):
        filled = row + [""] * (max(items) + 1 - len(row))
        cells = ["" if filled[place] in EMPTY else filled[place] for place in items]
        said = {name: filled[place] for name, place in named.items() if place < len(filled)}
        title = (said.get("who") or said.get("number") or "").casefold()
        if title in KEY or title in MOST:
            name = "key" if title in KEY else "most"
            if not any(cells):
                continue
            special["twice" if name in special else name] = cells
            continue
        if not any(cells):
            blank += bool(any(row))
            continue
        lines.append(
            Line(
                at,
                said.get("who", ""),
                _sex(said.get("sex", "")),
                _language(said.get("language", "")),
                said.get("label", ""),
                tuple(cells),
            )
        )
    return lines, special, blank


def _sex(text: str) -> str:
    word = text.casefold()
    return "f" if word.startswith(GIRLS) else "m" if word.startswith(BOYS) else ""


def _language(text: str) -> str:
    word = text.casefold()
    found = next((code for start, code in LANGUAGES.items() if word.startswith(start)), "")
    return found or (word if len(word) == 2 and word.isascii() else "")


def _key(
    special: dict[str, list[str]], typed: str, items: list[str]
) -> tuple[tuple[str, ...], list[Mistake]]:
    """Return the right options, from the table or as typed."""
    written = special.get("key")
    parts = typed.replace(",", " ").replace(";", " ").split()
    if len(parts) == 1 and len(parts[0]) == len(items):
        parts = list(parts[0])
    if "twice" in special or (written and parts and list(written) != parts):
        return (), [Mistake(Fault.TWO_KEYS)]
    if parts and not written and len(parts) != len(items):
        return (), [Mistake(Fault.KEY_LENGTH, facts={"value": len(parts), "most": len(items)})]
    right = written or parts
    gaps = [Mistake(Fault.KEY_GAP, facts={"value": item}) for item, option in
            zip(items, right, strict=False) if not option]  # fmt: skip
    return tuple(right), gaps


def _options(table: Table, items: list[int]) -> tuple[Table | None, list[Mistake]]:
    rows = [list(line.cells) for line in table.lines]
    *chosen, right = one_alphabet([*rows, list(table.key)])
    mistakes = [
        Mistake(Fault.NO_OPTION, line.row, items[at], {"value": cell})
        for line in table.lines
        for at, cell in enumerate(line.cells)
        if len(cell) > OPTION_LENGTH
    ]
    longest = max(len(part) for option in right for part in option.split(BETWEEN_RIGHT))
    if longest > OPTION_LENGTH:
        mistakes.append(Mistake(Fault.NO_OPTION, facts={"value": max(right, key=len)}))
    if mistakes:
        return None, mistakes[:FAULTS_AT_MOST]
    lines = tuple(
        replace(line, cells=tuple(cells)) for line, cells in zip(table.lines, chosen, strict=True)
    )
    return replace(table, key=tuple(right), lines=lines), []


def _points(
    table: Table, items: list[int], given: list[str] | None
) -> tuple[Table | None, list[Mistake]]:
    most = [_number(text) for text in given] if given else [None] * len(items)
    mistakes: list[Mistake] = []
    lines = []
    for line in table.lines:
        points = [_number(cell) for cell in line.cells]
        for at, (cell, number) in enumerate(zip(line.cells, points, strict=True)):
            place, limit = (line.row, items[at]), most[at]
            if cell and number is None:
                fault = Fault.NO_KEY if len(cell) <= OPTION_LENGTH else Fault.NO_NUMBER
                mistakes.append(Mistake(fault, *place, {"value": cell}))
            elif number is not None and number < 0:
                mistakes.append(Mistake(Fault.NEGATIVE, *place, {"value": cell}))
            elif number is not None and limit is not None and number > limit:
                facts: dict[str, object] = {"value": cell, "most": f"{limit:g}"}
                mistakes.append(Mistake(Fault.TOO_MANY, *place, facts))
        cells = tuple("" if number is None else f"{number:g}" for number in points)
        lines.append(replace(line, cells=cells))
    if mistakes:
        return None, mistakes[:FAULTS_AT_MOST]
    seen = [max(float(cell or 0) for cell in column) for column in
            zip(*(line.cells for line in lines), strict=True)]  # fmt: skip
    limits = [limit or max(top, 1.0) for limit, top in zip(most, seen, strict=True)]
    return replace(table, most=tuple(limits), lines=tuple(lines)), []


def _number(text: str) -> float | None:
    word = text.replace(",", ".")
    if word in {"+", "да", "ооба"}:
        return 1.0
    try:
        number = float(word)
    except ValueError:
        return None
    return number if abs(number) < 1e6 else None
