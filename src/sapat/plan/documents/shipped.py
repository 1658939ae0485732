"""The kinds of documents as data: routes, stamps, usual terms; from `catalogue/documents.yaml`."""

from dataclasses import dataclass
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.plan.documents.rules import Route
from sapat.plan.nomenclature.rules import Storage, kept_for


@dataclass(frozen=True)
class Kind:
    """What is usual for a kind of document."""

    purpose: Text
    route: Route
    wording: str
    owner: str
    review_months: int | None
    storage_years: int | None
    """Years it is kept after it was replaced; None: permanently."""

    @property
    def kept(self) -> str:
        """Return the usual storage term in words, for a paper that lies in no file yet."""
        storage = Storage.PERMANENT if self.storage_years is None else Storage.REPLACED
        return kept_for(storage, self.storage_years)


@dataclass(frozen=True)
class About:
    """What a document may be to Sapat, and of which kind it then is."""

    name: Text
    kind: str


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of document by code."""
    return {code: _kind(entry) for code, entry in load("documents")["kinds"].items()}


@cache
def abouts() -> dict[str, About]:
    """Return what documents may be to Sapat, by code."""
    return {
        code: About(Text(**entry["name"]), entry["kind"])
        for code, entry in load("documents")["about"].items()
    }


@cache
def stamps() -> dict[str, Text]:
    """Return the words of the stamps: adopted, agreed, approved."""
    return {code: Text(**words) for code, words in load("documents")["stamps"].items()}


def about_name(code: str) -> str:
    """Return what a document is to Sapat in words; an unknown code stands for itself."""
    known = abouts().get(code)
    return str(known.name) if known else code


def _kind(entry: dict[str, object]) -> Kind:
    storage = entry["storage"]
    return Kind(
        purpose=Text(**entry["purpose"]),  # type: ignore[arg-type]
        route=Route(
            adoption=tuple(entry["adoption"]),  # type: ignore[arg-type]
            approval=bool(entry["approval"]),
            comments_needed=entry["comments"] == "needed",
        ),
        wording=str(entry["wording"]),
        owner=str(entry["owner"]),
        review_months=int(str(entry["review"])) or None,
        storage_years=storage if isinstance(storage, int) else None,
    )
