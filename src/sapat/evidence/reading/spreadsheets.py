"""XLSX, XLSM, XLS and ODS: values only, as they were last calculated; macros are never run."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import python_calamine as calamine

from sapat.evidence.reading import limits
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.transport import Sender
from sapat.evidence.reading.workbook import Kind

Corner = tuple[int, int]


def send(file: BinaryIO, *, kind: Kind, sender: Sender) -> None:
    """Send all sheets of a spreadsheet."""
    file.seek(0)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise Unreadable(Reason.ENCRYPTED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    sender.begin(kind)
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_index(number)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise Unreadable(Reason.DAMAGED) from error
        hidden = about.visible is not calamine.SheetVisibleEnum.Visible
        sender.sheet(about.name, _rows(sheet), merged=_merged(sheet), hidden=hidden)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[Any]]:
    """Return all rows and columns from the first, so that addresses are those of the file."""
    if sheet.start is None or sheet.end is None:
        return
    left = sheet.start[1]
    bottom, right = sheet.end
    if right >= limits.COLUMNS or (bottom + 1) * (right - left + 1) > limits.PLACES:
        raise Unreadable(Reason.TOO_BIG)
    before: list[Any] = [None] * left
    for row in sheet.iter_rows():
        yield before + row if left else row


def _merged(sheet: calamine.CalamineSheet) -> list[tuple[int, int, int, int]]:
    ranges: list[tuple[Corner, Corner]] = sheet.merged_cell_ranges or []
    return [(*first, *last) for first, last in ranges]
