"""The groups every school begins with, from `catalogue/stakeholders.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text


@dataclass(frozen=True)
class KnownGroup:
    """A group of the catalogue: its name, whether a main customer, where it is usually heard."""

    code: str
    name: Text
    main: bool
    heard: Text


@dataclass(frozen=True)
class Group:
    """A stakeholder group as the school keeps it.

    `heard` is where the school hears it, empty while nobody has written it down.
    """

    code: str
    name: Text
    main: bool = False
    own: bool = False
    contact: str = ""
    heard: str = ""
    usually: Text | None = None
    off_since: date | None = None
    off_reason: str = ""

    @property
    def is_on(self) -> bool:
        """Answer whether the school works with this group."""
        return self.off_since is None


@cache
def known_groups() -> Mapping[str, KnownGroup]:
    """Return the groups of the catalogue by code, in its order."""
    return {
        code: KnownGroup(code, Text(**entry["name"]), entry["main"], Text(**entry["heard"]))
        for code, entry in load("stakeholders")["groups"].items()
    }
