"""The glossary of the regulations: abbreviations, levels, terms in three languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sapat.core import catalogue as files
from sapat.core.entry import Entry, text
from sapat.core.language import Text
from sapat.school.classes.rules import Level
from sapat.school.classes.shipped import structures, usual_structure

STRUCTURE = "structure"
"""Under which name the codes of the levels keep the division into grades."""


@dataclass(frozen=True)
class Short:
    """An abbreviation and what it stands for."""

    code: str
    short: Text
    words: Text


@dataclass(frozen=True)
class Terms:
    """A part of the glossary."""

    heading: Text
    terms: tuple[Text, ...]


@dataclass(frozen=True)
class Glossary:
    """Everything the glossary explains."""

    abbreviations: tuple[Short, ...]
    levels: tuple[Short, ...]
    parts: tuple[Terms, ...]


@cache
def glossary() -> Glossary:
    """Return the glossary of the catalogue, or raise what is wrong with it."""
    whole = Entry(files.load("glossary"), "glossary")
    found = Glossary(
        tuple(_short(code, entry) for code, entry in whole.entries("abbreviations")),
        tuple(_short(code, entry) for code, entry in whole.entries("levels")),
        tuple(
            _terms(one, f"glossary part {at}")
            for at, one in enumerate(whole.take("parts", list), 1)
        ),
    )
    whole.close()
    return found


def _short(code: str, entry: Entry) -> Short:
    short = Short(code, entry.text("short"), entry.text("words"))
    entry.close()
    return short


def _terms(content: object, place: str) -> Terms:
    entry = Entry(content, place)
    terms = [text(one, f"{place} term {at}") for at, one in enumerate(entry.take("terms", list), 1)]
    found = Terms(entry.text("heading"), tuple(terms))
    entry.close()
    return found


@dataclass(frozen=True)
class LevelCode:
    """A level of schooling as the school names it, with its grades."""

    level: Level
    code: str
    words: Text
    first: int
    last: int


def level_codes(levels: Mapping[str, object]) -> list[LevelCode]:
    """Return the levels with the school's codes and the grades of the division it chose."""
    structure = structures().get(str(levels.get(STRUCTURE, "")), usual_structure())
    words = {one.code: one.words for one in glossary().levels}
    return [
        LevelCode(level, str(levels.get(level.value, "") or ""), words[level.value], *span)
        for level, span in structure.levels.items()
    ]


def without_code(levels: Mapping[str, object], taught: Sequence[str]) -> list[Level]:
    """Return the levels that are taught but have no code."""
    return [Level(one) for one in taught if not str(levels.get(one, "") or "").strip()]
