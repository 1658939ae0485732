"""Duties as the catalogue has them: those of regulations' clauses, and those given by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core import catalogue as files
from sapat.core.entry import Entry
from sapat.core.language import LANGUAGES, Text
from sapat.core.rights import Role

FILES = ("a", "b")


@dataclass(frozen=True)
class ClauseDuty:
    """What a clause lays on somebody."""

    code: str
    regulation: str
    name: Text
    text: Text
    role: str


@dataclass(frozen=True)
class NamedDuty:
    """A duty that is given by order to somebody named."""

    code: str
    name: Text
    text: Text
    powers: Text
    interfaces: Text
    clause: str
    role: str
    beside: tuple[str, ...]


@cache
def regulations() -> Mapping[str, Text]:
    """Return every regulation of the catalogue: code -> name."""
    contents = [files.load(f"regulations/{name}") for name in FILES]
    return {content["code"]: Text(**content["name"]) for content in contents}


@cache
def clauses() -> Mapping[str, ClauseDuty]:
    """Return every clause of every regulation as a duty, in order."""
    words = _words()
    found: dict[str, ClauseDuty] = {}
    for name in FILES:
        content = files.load(f"regulations/{name}")
        for chapter in content["chapters"]:
            for clause in chapter["clauses"]:
                code = str(clause["id"])
                found[code] = ClauseDuty(
                    code=code,
                    regulation=content["code"],
                    name=_filled(clause["heading"], words),
                    text=_filled(clause["meaning"], words),
                    role=clause["role"],
                )
    return found


@cache
def named() -> Mapping[str, NamedDuty]:
    """Return the duties that are given by name."""
    return {code: _named(code, entry) for code, entry in _file().entries("named")}


@cache
def usual(source: str, what: str) -> Text:
    """Return the powers or interfaces that usually go with a duty of this source, maybe empty."""
    content = _file().content["usual"].get(source, {}).get(what)
    return Text(**content) if content else Text("")


def _file() -> Entry:
    return Entry(files.load("duties"), "duties")


def _named(code: str, entry: Entry) -> NamedDuty:
    made = NamedDuty(
        code=code,
        name=entry.text("name"),
        text=entry.text("text"),
        powers=entry.text("powers"),
        interfaces=entry.text("interfaces"),
        clause=entry.take("clause", str),
        role=entry.word("role", Role.values),
        beside=entry.words("with"),
    )
    entry.close()
    return made


def _words() -> dict[str, dict[str, str]]:
    """Return language -> the words in the places of a clause, as most schools say them."""
    labels = files.load("regulations/labels")
    pupil = {name: forms for name, forms in labels["learners"]["pupil"].items() if name != "name"}
    return {
        language: {
            "parent": labels["parent"]["name"][language],
            **{name: forms[language] for name, forms in pupil.items()},
        }
        for language in LANGUAGES
    }


def _filled(content: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> Text:
    return Text(
        **{language: content[language].format_map(words[language]) for language in LANGUAGES}
    )
