"""The usual items of a licence, an accreditation and an inspection."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text


@dataclass(frozen=True)
class UsualItem:
    """One item to begin with; it is to be checked against the current text of the act."""

    code: str
    text: Text
    content: bool


@dataclass(frozen=True)
class UsualSet:
    """A usual list: its title and its items."""

    title: Text
    items: tuple[UsualItem, ...]


@cache
def usual_sets() -> Mapping[str, UsualSet]:
    """Return kind of set -> the usual list."""
    return {
        kind: UsualSet(
            Text(**entry["title"]),
            tuple(
                UsualItem(item["code"], Text(**item["text"]), item.get("content", False))
                for item in entry["items"]
            ),
        )
        for kind, entry in load("requirement_sets")["sets"].items()
    }
