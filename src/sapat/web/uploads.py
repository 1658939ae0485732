"""How much of a sent file reaches the disk: from nobody nothing, from members one file's worth."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from sapat.evidence.reading.limits import FILE_BYTES

LOOKED_AT = 4 * FILE_BYTES
"""Bytes that are read, and mostly dropped, to answer "too big" in words; then the line is cut."""


class MeasuredUpload(TemporaryFileUploadHandler):
    """Keeps what fits and counts the rest, so that nobody fills the disk the records live on.

    Files are read before any page decides anything, also by the check of the form's own mark:
    without this whoever reaches the sign-in page could send files without end.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.room = FILE_BYTES + 1  # of all files of a request; one byte over says "too big"
        self.seen = 0

    def new_file(self, *args: Any, **more: Any) -> None:
        """Begin a file; who is not (or no longer) signed in has none to give."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            self.room = 0  # read to its end all the same, so that the way to the sign-in is seen
        super().new_file(*args, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write as much as there is room for."""
        self.seen += len(raw_data)
        if self.seen > LOOKED_AT:
            raise StopUpload(connection_reset=True)
        kept = raw_data[: self.room]
        if kept:
            self.file.write(kept)
            self.room -= len(kept)
