"""The criteria that a review begins with, from `catalogue/expertise.yaml`."""

from collections.abc import Mapping
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text


@cache
def known_criteria() -> Mapping[str, Mapping[str, Mapping[str, Text]]]:
    """Return kind -> side -> code -> words, in the order of the catalogue."""
    return {
        kind: {
            part: {code: Text(**words) for code, words in criteria.items()}
            for part, criteria in parts.items()
        }
        for kind, parts in load("expertise")["criteria"].items()
    }


@cache
def words_of_criteria() -> Mapping[str, Text]:
    """Return code -> words of every criterion that the catalogue knows."""
    return {
        code: words
        for parts in known_criteria().values()
        for criteria in parts.values()
        for code, words in criteria.items()
    }
