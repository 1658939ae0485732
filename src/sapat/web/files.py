"""Answer with a file: its type, a name every browser understands, nothing kept by caches."""

from urllib.parse import quote

from django.http import HttpResponse

from sapat.publish.exports.names import file_name, latin

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "json": "application/json",
    "png": "image/png",
    "jpg": "image/jpeg",
    "zip": "application/zip",
}


def attachment(content: bytes, *name: str, ending: str) -> HttpResponse:
    """Return the file to be saved: a plain name for old programs, the true one for the others."""
    whole = file_name(*name, ending=ending)
    answer = HttpResponse(content, content_type=TYPES[ending])
    both = f"attachment; filename=\"{latin(whole)}\"; filename*=UTF-8''{quote(whole)}"
    answer["Content-Disposition"] = both
    answer["Cache-Control"] = "private, no-store"
    return answer
