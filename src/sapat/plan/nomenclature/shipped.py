"""The usual nomenclature, from `catalogue/nomenclature.yaml`."""

from dataclasses import dataclass
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.plan.nomenclature.rules import Storage


@dataclass(frozen=True)
class File:
    """What a file of the nomenclature says."""

    index: str
    heading: Text
    storage: str
    role: str
    years: int | None = None
    note: str = ""


@cache
def files() -> tuple[File, ...]:
    """Return the usual files of a school."""
    return tuple(_file(entry) for entry in load("nomenclature")["files"])


@cache
def sections() -> dict[str, Text]:
    """Return the first part of an index -> what its files are about."""
    return {code: Text(**name) for code, name in load("nomenclature")["sections"].items()}


def _file(entry: dict[str, object]) -> File:
    storage, years = entry["storage"], entry.get("years")
    if isinstance(storage, int):
        storage, years = Storage.YEARS, storage
    return File(
        index=str(entry["index"]),
        heading=Text(**entry["heading"]),  # type: ignore[arg-type]
        storage=str(storage),
        role=str(entry["role"]),
        years=years,  # type: ignore[arg-type]
    )
