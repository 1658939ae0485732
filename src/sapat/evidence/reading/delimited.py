"""Text with separators: CSV, TSV and what is pasted from a spreadsheet."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import BinaryIO

from sapat.evidence.reading import limits
from sapat.evidence.reading.reasons import Reason, Unreadable

SEPARATORS = ("\t", ";", ",", "|")  # at equal evidence the earlier one wins
SAMPLE_LINES = 60
SAMPLE_CHARACTERS = 200_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or CP1251.

    >>> decoded("Аты".encode("cp1251"))
    'Аты'
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if b"\0" in content:
        raise Unreadable(Reason.DAMAGED)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if "unexpected end" in error.reason and error.start:  # cut inside its last letter
            return content[: error.start].decode("utf-8")
    return content.decode("cp1251", "replace")


def rows_of_file(file: BinaryIO) -> Iterator[list[str]]:
    """Return the rows of a text file."""
    file.seek(0)
    return rows_of(decoded(file.read()))


def rows_of(text: str) -> Iterator[list[str]]:
    """Return the rows of a text, with the separator found by itself."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        return _rows(rest, separator=first.strip()[-1], quoted=True)
    separator = separator_of(text)
    return _rows(text, separator=separator, quoted=_quotes_close(text, separator))


def separator_of(text: str) -> str:
    r"""Return the separator that cuts most lines into equally many cells.

    >>> separator_of("Аты;Баасы\nАсан;4,5\nҮсөн;3,5")
    ';'
    """
    sample = text[:SAMPLE_CHARACTERS]
    if _evidence(sample, "\t")[0] == 1:  # nobody writes a tab into a cell
        return "\t"
    return max(SEPARATORS, key=lambda separator: _evidence(sample, separator))


def _evidence(sample: str, separator: str) -> tuple[float, int]:
    widths = Counter[int]()
    for row, _ in zip(
        _rows(sample, separator=separator, quoted=True), range(SAMPLE_LINES), strict=False
    ):
        if any(cell.strip() for cell in row):
            widths[len(row)] += 1
    cut = {width: count for width, count in widths.items() if width > 1}
    if not cut:
        return 0.0, 0
    width, count = max(cut.items(), key=lambda item: (item[1], item[0]))
    return round(count / widths.total(), 2), width


def _quotes_close(text: str, separator: str) -> bool:
    """Return whether quotes are used as CSV has it; a lone quote would swallow the file."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    try:
        for _ in csv.reader(StringIO(text), delimiter=separator, strict=False):
            pass
    except csv.Error:
        return False
    return True


def _rows(text: str, *, separator: str, quoted: bool) -> Iterator[list[str]]:
    csv.field_size_limit(limits.CELL_CHARACTERS if quoted else limits.CHARACTERS)
    if quoted:
        reader = csv.reader(StringIO(text), delimiter=separator)
    else:
        reader = csv.reader(StringIO(text), delimiter=separator, quoting=csv.QUOTE_NONE)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:  # only in a sample, which may end inside a quote
            return
