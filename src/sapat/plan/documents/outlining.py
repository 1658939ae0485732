"""What the register says of a document, completed by what is usual for its kind."""

from dataclasses import dataclass

from sapat.core.refusal import Refused
from sapat.plan.documents import shipped
from sapat.plan.documents.models import Document
from sapat.plan.documents.rules import DocumentKind, NotSo
from sapat.plan.nomenclature import reads as nomenclature
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@dataclass(frozen=True)
class Outline:
    """What a document is called, where it lies, who keeps it; empty: as usual for its kind."""

    kind: str
    title: str
    index: str = ""
    owner_role: str = ""
    unit: Organisation | None = None
    review_months: int | None = None
    about: str = ""
    wording: str = ""
    language: str = "ky"


def outlined(
    school: Organisation, outline: Outline, *, document: Document | None = None
) -> dict[str, object]:
    """Return the columns of a document, completed by what is usual for its kind."""
    usual = shipped.kinds()[outline.kind]
    about = shipped.abouts().get(outline.about)
    if not outline.title.strip():
        raise Refused(NotSo.NO_TITLE)
    if about and about.kind != outline.kind:
        raise Refused(NotSo.WRONG_KIND, kind=DocumentKind(about.kind).label)
    with within(school):
        known = nomenclature.by_index()
    file = known.get(outline.index)
    kept = document is not None and document.index == outline.index
    if outline.index and not kept and (file is None or file.until is not None):
        raise Refused(NotSo.NO_INDEX, index=outline.index)
    months = outline.review_months
    return {
        "kind": outline.kind,
        "title": outline.title.strip(),
        "index": outline.index,
        "owner_role": outline.owner_role or usual.owner,
        "unit": outline.unit,
        "review_months": usual.review_months if months is None else months or None,
        "about": outline.about,
        "wording": outline.wording or usual.wording,
        "language": outline.language,
    }
