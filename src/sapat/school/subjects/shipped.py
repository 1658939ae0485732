"""The usual subjects of schools, from `catalogue/subjects.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text


@dataclass(frozen=True)
class CommonSubject:
    """A subject many schools teach, with the spellings journals use, in lower case."""

    code: str
    name: Text
    spellings: tuple[str, ...]

    @property
    def every_spelling(self) -> frozenset[str]:
        """Return the names in all languages and the spellings, in lower case."""
        names = (self.name.ky, self.name.ru, self.name.en)
        return frozenset((*(name.lower() for name in names), *self.spellings))


@cache
def common_subjects() -> Mapping[str, CommonSubject]:
    """Return the usual subjects by code."""
    return {
        code: CommonSubject(code, Text(**entry["name"]), tuple(entry["spellings"]))
        for code, entry in load("subjects")["subjects"].items()
    }
