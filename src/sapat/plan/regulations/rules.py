"""Regulations as the catalogue has them: read once, checked before Sapat starts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core import catalogue as files
from sapat.core.entry import CatalogueError, Entry
from sapat.core.language import Text
from sapat.plan.regulations.words import ROLES, Phase, Priority, Rhythm

FILES = tuple(sorted(path.stem for path in (files.FOLDER / "regulations").glob("[a-z].yaml")))
"""Each regulation stands in a file of its own, named by its letter."""
NOTES = ("N1", "N2", "N3", "N4", "N5", "N6", "N7")
CODE = re.compile(r"[AB]\d[\w.-]{1,16}\Z")


class Reason(TextChoices):
    """Why a clause stands as it does, where no rule was asked."""

    WAITS = "waits", _("waits for: %(room)s")
    NO_RULE = "no_rule", _("No rule of the library is named, so nothing can prove the clause.")
    NOT_HERE = "not_here", _("Not applicable here: %(why)s")


@dataclass(frozen=True)
class Note:
    """A note on how a regulation is to be read."""

    code: str
    heading: Text
    meaning: Text


@dataclass(frozen=True)
class Clause:
    """One line of a regulation: what it asks, of whom, how often, and the rule that proves it."""

    code: str
    chapter: str
    heading: Text
    meaning: Text
    role: str
    rhythm: str
    priority: str
    phase: str
    rule: str
    parameters: Mapping[str, object]
    note: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter with its clauses, in the order of the regulation."""

    code: str
    heading: Text
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Regulation:
    """A regulation of the catalogue."""

    code: str
    name: Text
    chapters: tuple[Chapter, ...]

    @property
    def clauses(self) -> Iterator[Clause]:
        """Every clause, in the order of the regulation."""
        return (clause for chapter in self.chapters for clause in chapter.clauses)

    def clause(self, code: str) -> Clause | None:
        """Return the clause with this code, or None."""
        return next((clause for clause in self.clauses if clause.code == code), None)

    def chapter(self, code: str) -> Chapter | None:
        """Return the chapter with this code, or None."""
        return next((chapter for chapter in self.chapters if chapter.code == code), None)


@cache
def regulations() -> Mapping[str, Regulation]:
    """Return every regulation of the catalogue by its code, or raise what is wrong with it."""
    read = [_regulation(files.load(f"regulations/{name}"), name) for name in FILES]
    seen: set[str] = set()
    for regulation in read:
        for clause in regulation.clauses:
            if clause.code in seen:
                raise CatalogueError(f"regulations {clause.code}", "the clause stands twice")
            seen.add(clause.code)
    return MappingProxyType({regulation.code: regulation for regulation in read})


@cache
def notes() -> Mapping[str, Note]:
    """Return the notes on reading by their codes."""
    found = {}
    for code, content in files.load("regulations/notes").items():
        entry = Entry(content, f"regulations notes {code}")
        found[code] = Note(code, entry.text("heading"), entry.text("meaning"))
        entry.close()
    return MappingProxyType(found)


def _regulation(content: object, name: str) -> Regulation:
    entry = Entry(content, f"regulations/{name}")
    regulation = Regulation(
        code=entry.take("code", str),
        name=entry.text("name"),
        chapters=tuple(
            _chapter(one, f"regulations/{name} chapter {number}")
            for number, one in enumerate(entry.take("chapters", list), 1)
        ),
    )
    entry.close()
    return regulation


def _chapter(content: object, place: str) -> Chapter:
    entry = Entry(content, place)
    code = entry.take("id", str)
    chapter = Chapter(
        code=code,
        heading=entry.text("heading"),
        clauses=tuple(
            _clause(one, code, f"{place} clause {number}")
            for number, one in enumerate(entry.take("clauses", list), 1)
        ),
    )
    entry.close()
    return chapter


def _clause(content: object, chapter: str, place: str) -> Clause:
    entry = Entry(content, place)
    code = entry.take("id", str)
    entry.place = f"clause {code}"
    if not CODE.match(code):
        raise entry.error("id", f"{code!r} is no clause of A or B")
    note = entry.take("note", (str, type(None)), None) or ""
    if note and note not in NOTES:
        raise entry.error("note", f"expected one of {', '.join(NOTES)}, found {note!r}")
    clause = Clause(
        code=code,
        chapter=chapter,
        heading=entry.text("heading"),
        meaning=entry.text("meaning"),
        role=entry.word("role", tuple(ROLES)),
        rhythm=entry.word("rhythm", Rhythm.values),
        priority=entry.word("priority", Priority.values),
        phase=entry.word("phase", Phase.values),
        rule=entry.take("rule", (str, type(None)), None) or "",
        parameters=MappingProxyType(dict(entry.take("parameters", dict, {}))),
        note=note,
    )
    entry.close()
    return clause
