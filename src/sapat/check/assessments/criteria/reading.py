"""Read a set of criteria from a mapping (YAML) or a table (XLSX, ODS, CSV)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from sapat.check.assessments.criteria.rules import Content, Fault, Level, Mistake, Planned, words_of
from sapat.core.language import LANGUAGES, Text

BYTES = 1024 * 1024
PARTS = re.compile(r"[,;\s]+")
COLUMNS = {
    "code": "code|коду|код|шифр",
    "ky": "ky|text|кыргызча|критерий|критерийдин аталышы|на кыргызском|in kyrgyz|criterion",
    "ru": "ru|орусча|на русском|русский|in russian",
    "en": "en|англисче|на английском|английский|in english",
    "section": "section|бөлүм|раздел",
    "clauses": "clauses|пункттар|жобонун пункттары|пункты|пункты положения",
    "indicators": "indicators|көрсөткүчтөр|показатели",
}
NAMES = {word: column for column, words in COLUMNS.items() for word in words.split("|")}
KEYS = {"levels", "sections", "criteria"}
OF_A_CRITERION = {*LANGUAGES, "section", "clauses", "indicators", "origin"}

Read = tuple[Content | None, list[Mistake]]


def of_yaml(data: bytes, usual: Sequence[Level]) -> Read:
    """Return the set a YAML file states; levels it does not state are the usual ones."""
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, yaml.events.AliasEvent) for event in yaml.parse(text)):
            return None, [Mistake(Fault.ALIAS)]
        given = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        return None, [Mistake(Fault.NOT_READ)]
    if not isinstance(given, Mapping):
        return None, [Mistake(Fault.NOT_READ)]
    unknown = [Mistake(Fault.UNKNOWN, "—", str(key)[:40]) for key in given if key not in KEYS]
    content, mistakes = of_mapping(given, usual)
    return content, [*unknown, *mistakes]


def of_mapping(given: Mapping[str, Any], usual: Sequence[Level]) -> Read:
    """Return the set that plain values state."""
    criteria = given.get("criteria") or {}
    sections = given.get("sections") or {}
    if not isinstance(criteria, Mapping) or not isinstance(sections, Mapping):
        return None, [Mistake(Fault.NOTHING)]
    mistakes: list[Mistake] = []
    planned: list[Planned] = []
    for code, entry in criteria.items():
        if not isinstance(entry, Mapping):
            mistakes.append(Mistake(Fault.NO_TEXT, str(code)[:40]))
            continue
        odd = [str(key)[:40] for key in entry if key not in OF_A_CRITERION]
        mistakes += [Mistake(Fault.UNKNOWN, str(code)[:40], key) for key in odd]
        planned.append(_criterion(str(code), entry))
    levels = tuple(levels_of(given["levels"])) if "levels" in given else tuple(usual)
    named = {str(code): words_of(words) for code, words in sections.items()}
    return Content(levels, named, tuple(planned)), mistakes


def levels_of(given: object) -> Iterator[Level]:
    """Return the levels a file states; what is no level is left to be found wrong."""
    for entry in given if isinstance(given, list) else []:
        if isinstance(entry, Mapping):
            points = entry.get("points")
            usable = isinstance(points, (int, float)) and not isinstance(points, bool)
            yield Level(
                str(entry.get("code") or "")[:8],
                float(points) if usable and points is not None else None,
                words_of(entry.get("name")),
                words_of(entry.get("words")),
            )


def of_table(rows: Sequence[Sequence[object]], usual: Sequence[Level]) -> Read:
    """Return the set a table states: a line a criterion, the columns named in the first line."""
    lines = [[_cell(cell) for cell in row] for row in rows]
    lines = [line for line in lines if any(line)]
    if not lines:
        return None, [Mistake(Fault.NOTHING)]
    head = [NAMES.get(cell.casefold(), "") for cell in lines[0]]
    if "code" not in head or "ky" not in head:
        return None, [Mistake(Fault.NO_HEAD)]
    planned, sections = [], {}
    for line in lines[1:]:
        said = {name: cell for name, cell in zip(head, line, strict=False) if name}
        section = said.get("section", "")
        if section:
            sections[section] = Text(ky=section)
        planned.append(_criterion(said.get("code", ""), {**said, "section": section}))
    return Content(tuple(usual), sections, tuple(planned)), []


def _criterion(code: str, entry: Mapping[str, Any]) -> Planned:
    return Planned(
        code,
        words_of(entry),
        str(entry.get("section") or ""),
        _codes(entry.get("clauses")),
        _codes(entry.get("indicators")),
        entry.get("origin") == "proposed",
    )


def _codes(given: object) -> tuple[str, ...]:
    if isinstance(given, list):
        return tuple(str(code) for code in given)
    return tuple(filter(None, PARTS.split(str(given or ""))))


def _cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())
