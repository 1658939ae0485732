"""OneRoster zips: every CSV file in them is a sheet, named as the standard names it."""

import zipfile
from typing import BinaryIO

from sapat.evidence.reading import delimited
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.transport import Sender
from sapat.evidence.reading.workbook import Kind


def send(file: BinaryIO, *, sender: Sender) -> None:
    """Send all CSV files of a roster; the zip guard has already counted their real sizes."""
    file.seek(0)
    sender.begin(Kind.ONEROSTER)
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                stem, dot, ending = part.filename.rsplit("/", 1)[-1].rpartition(".")
                if dot and ending.lower() == "csv":
                    text = delimited.decoded(archive.read(part))
                    sender.sheet(stem, delimited.rows_of(text))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise Unreadable(Reason.DAMAGED) from error
