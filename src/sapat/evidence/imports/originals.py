"""The files as they came: kept under the digest of their content, never opened by name."""

import shutil

from sapat.evidence.imports.examining import File
from sapat.evidence.imports.models import Import
from sapat.evidence.imports.states import State
from sapat.evidence.store import files
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


def keep(school: Organisation, file: File) -> str:
    """Copy a file to where originals lie, under its digest; call it inside `files.writing()`."""
    place = files.originals_of(school.pk)
    with files.draft(place) as path:
        shutil.copyfile(file.path, path)
        digest = files.digest_of(path)
        files.settle(path, place / digest)
    return digest


def of(row: Import) -> File:
    """Return the original of an import."""
    path = files.originals_of(row.school_id) / row.digest
    return File(path, row.name, pasted=row.pasted)


def forget(row: Import) -> None:
    """Remove the original of an import unless another import has the same file."""
    with files.writing(), within(row.school):
        others = Import.objects.filter(digest=row.digest).exclude(state=State.UNREADABLE)
        if not others.exclude(pk=row.pk).exists():
            of(row).path.unlink(missing_ok=True)
