"""Questions about texts and files of editions."""

from collections.abc import Iterable
from pathlib import Path

from django.db.models import Q

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import files
from sapat.plan.documents.texts.models import DocumentFile, DocumentText
from sapat.plan.documents.texts.rules import digest_of, is_behind
from sapat.school.people.rules import name_key


def texts_of(edition: DocumentEdition) -> list[DocumentText]:
    """Return the texts of an edition, the main language first."""
    main = edition.document.language
    rows = list(DocumentText.objects.filter(edition=edition).select_related("written_by"))
    return sorted(rows, key=lambda row: (row.language != main, row.language))


def text_in(edition: DocumentEdition, language: str) -> DocumentText | None:
    """Return the text of an edition in one language, or None."""
    found: DocumentText | None = DocumentText.objects.filter(
        edition=edition, language=language
    ).first()
    return found


def main_text(edition: DocumentEdition) -> DocumentText | None:
    """Return the text in the language in which the document is adopted, or None."""
    return text_in(edition, edition.document.language)


def text_file(edition: DocumentEdition, language: str) -> DocumentFile | None:
    """Return the file that holds the text in a language, or None."""
    rows = DocumentFile.objects.filter(edition=edition, number=0, language=language)
    found: DocumentFile | None = rows.first()
    return found


def annexes(edition: DocumentEdition) -> list[DocumentFile]:
    """Return the annexes of an edition by number."""
    rows = DocumentFile.objects.filter(edition=edition, number__gt=0)
    return list(rows.order_by("number"))


def has_text(edition: DocumentEdition) -> bool:
    """Answer whether the edition says anything in its main language."""
    row = main_text(edition)
    if row and row.text.strip():
        return True
    return text_file(edition, edition.document.language) is not None


def adopted_digest(edition: DocumentEdition) -> str:
    """Return the SHA-256 of what is adopted: the main text, its file and the annexes."""
    row = main_text(edition)
    file = text_file(edition, edition.document.language)
    parts = [row.title if row else "", row.text if row else "", file.digest if file else ""]
    for annex in annexes(edition):
        parts += [str(annex.number), annex.title, annex.digest]
    return digest_of(parts)


def behind(edition: DocumentEdition) -> list[str]:
    """Return the languages whose translation was made from an older main text."""
    rows = {row.language: row for row in DocumentText.objects.filter(edition=edition)}
    main = rows.pop(edition.document.language, None)
    if main is None:
        return []
    return sorted(code for code, row in rows.items() if is_behind(row.follows, main.digest))


def editions_behind() -> set[int]:
    """Return the ids of editions with a translation that is behind (one query)."""
    main: dict[int, str] = {}
    others: list[tuple[int, str]] = []
    rows = DocumentText.objects.values_list(
        "edition_id", "language", "digest", "follows", "edition__document__language"
    )
    for edition_id, language, digest, follows, main_language in rows:
        if language == main_language:
            main[edition_id] = digest
        else:
            others.append((edition_id, follows))
    return {pk for pk, follows in others if pk in main and is_behind(follows, main[pk])}


def annexes_each() -> dict[int, int]:
    """Return edition id -> number of annexes (one query)."""
    counted: dict[int, int] = {}
    rows = DocumentFile.objects.filter(number__gt=0)
    for pk in rows.values_list("edition_id", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return counted


def documents_saying(words: Iterable[str], states: Iterable[str]) -> set[int]:
    """Return the ids of documents whose title or visible text holds every word."""
    rows = DocumentText.objects.filter(edition__state__in=list(states))
    for word in words:
        key = name_key(word)
        rows = rows.filter(
            Q(search_key__contains=key) | Q(edition__document__search_key__contains=key)
        )
    return set(rows.values_list("edition__document_id", flat=True))


def path_of(file: DocumentFile) -> Path | None:
    """Return where a file lies, or None if it is gone."""
    path = files.path_of(file.school_id, file.digest)
    return path if path.is_file() else None


def missing() -> list[DocumentFile]:
    """Return the files whose content is gone; for the doctor."""
    return [row for row in DocumentFile.objects.all() if path_of(row) is None]
