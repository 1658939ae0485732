"""The header rows of a table: merged cells filled, several rows read as one."""

from sapat.evidence.layouts import vocabulary
from sapat.evidence.layouts.words import fold, is_footer
from sapat.evidence.reading.workbook import Cell, Row, Sheet

WIDEST = 512  # columns in which headers are looked for
SEARCHED = 20  # rows in which a header may begin: titles and blank rows stand above it
NAME_ROWS = 60
NAME_HEADERS = frozenset(vocabulary.HEADERS_BY_TYPE["pupil"])


def filled_row(sheet: Sheet, row: int) -> Row:
    """Return a row in which every cell of a merged range has the range's value."""
    if not 0 <= row < len(sheet.rows):
        return []
    values = list(sheet.rows[row])
    covered = 0
    for span in sheet.merged:
        if not span.top <= row <= span.bottom or span.left >= WIDEST:
            continue
        right = min(span.right, WIDEST)
        covered += right + 1 - span.left
        if covered > 2 * WIDEST:
            break  # honest ranges do not lie on each other
        value = sheet.cell(span.top, span.left)
        values += [None] * (right + 1 - len(values))
        for column in range(span.left, right + 1):
            if values[column] is None:
                values[column] = value
    return values


def text_of(value: Cell) -> str:
    """Return a cell as a person reads it in a header."""
    return "" if value is None else " ".join(str(value).split())


def header_texts(sheet: Sheet, *, first: int, last: int) -> list[str]:
    """Return one header for every column from several rows, the same words only once."""
    rows = [filled_row(sheet, row) for row in range(first, last + 1)]
    width = max((len(row) for row in rows), default=0)
    headers = []
    for column in range(width):
        words = [text_of(row[column]) for row in rows if column < len(row)]
        headers.append(" ".join(dict.fromkeys(word for word in words if word)))
    return headers


def name_column(sheet: Sheet, headers: list[str], *, first_row: int, before: int) -> int | None:
    """Return the column of names: by its header, or else the one with the most names."""
    for column, header in enumerate(headers[:before]):
        if fold(header) in NAME_HEADERS:
            return column
    names = [_names(sheet, column, first_row) for column in range(before)]
    best = max(names, default=0)
    return names.index(best) if best else None


def _names(sheet: Sheet, column: int, first_row: int) -> int:
    values = (sheet.cell(row, column) for row in range(first_row, first_row + NAME_ROWS))
    return sum(
        isinstance(value, str)
        and sum(letter.isalpha() for letter in value) > 3
        and not is_footer(value)
        for value in values
    )


def samples(sheet: Sheet, column: int, *, first_row: int) -> list[str]:
    """Return the first few different values below a header."""
    values: dict[str, None] = {}
    for row in range(first_row, min(first_row + NAME_ROWS, len(sheet.rows))):
        value = sheet.cell(row, column)
        if value is not None:
            values[text_of(value)] = None
        if len(values) == 3:
            break
    return list(values)
