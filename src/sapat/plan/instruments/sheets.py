"""An instrument as readers see it: items, scale, purpose; shipped or the school's edition."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sapat.core import catalogue as files
from sapat.core.entry import Entry, text
from sapat.core.language import LANGUAGES, Text

FOLDER = "instruments"
KINDS = (
    "questionnaire", "observation", "self_assessment", "checklist", "audit", "criteria", "card",
)  # fmt: skip
FREQUENCIES = ("month", "quarter", "half_year", "year", "event")
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """One answer of a scale; `points` None: it does not count."""

    points: float | None
    name: Text


@dataclass(frozen=True)
class Scale:
    """The answers an item may have, the best first; none: free words."""

    code: str
    name: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Item:
    """One question, feature, point of a checklist or criterion; its code never changes."""

    code: str
    words: Text
    part: str
    answer: str
    """Empty: the scale of the instrument; `text`, `choice`, or `scale:` and its name."""
    reverse: bool
    alone: bool
    critical: bool
    young: bool
    topic: str
    iso: str
    clauses: tuple[str, ...]
    origin: str
    off: bool
    own: bool
    """The school's own item."""
    meaning: bool
    """Its meaning was changed: answers before and after are not the same question."""

    @property
    def is_scored(self) -> bool:
        """Answer whether its answers are points."""
        return self.answer not in {"text", "choice"}

    @property
    def flags(self) -> tuple[str, ...]:
        """Return the marks a reader has to know, in a fixed order."""
        marks = ("reverse", "alone", "critical", "young", "own", "meaning", "off")
        return tuple(mark for mark in marks if getattr(self, mark))


@dataclass(frozen=True)
class Band:
    """From so many points (or per cent) on a result is called so."""

    least: float
    name: Text


@dataclass(frozen=True)
class Sheet:
    """A whole instrument: everything that stands on its paper, and what it is used for."""

    code: str
    version: int
    kind: str
    name: Text
    words: Text
    who: Text
    preamble: Text | None
    scale: Scale
    freq: str
    role: str
    clauses: tuple[str, ...]
    feeds: tuple[str, ...]
    anonymous: bool
    sensitive: bool
    min_group: int
    ethics: Text | None
    reading: Text | None
    bands: tuple[Band, ...]
    header: tuple[Text, ...]
    footer: tuple[Text, ...]
    parts: Mapping[str, Text]
    items: Mapping[str, Item]

    @property
    def asked(self) -> tuple[Item, ...]:
        """Return the items that are not switched off."""
        return tuple(item for item in self.items.values() if not item.off)

    @property
    def grouped(self) -> list[tuple[Text | None, list[Item]]]:
        """Return the items below their headings, those switched off as well."""
        found = [
            (heading, [item for item in self.items.values() if item.part == part])
            for part, heading in self.parts.items()
        ]
        loose = [item for item in self.items.values() if item.part not in self.parts]
        return [pair for pair in (*found, (None, loose)) if pair[1]]

    @property
    def digest(self) -> str:
        """Return a hash of what is asked: it changes with any word a respondent reads."""
        asked = [
            [item.code, *_spoken(item.words), item.answer, item.reverse] for item in self.asked
        ]
        scale = [[answer.points, *_spoken(answer.name)] for answer in self.scale.answers]
        meant = [self.code, self.scale.code, scale, _spoken(self.preamble), asked]
        data = json.dumps(meant, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(data.encode()).hexdigest()

    def scale_of(self, item: Item) -> Scale:
        """Return the scale an item is answered on."""
        name = item.answer.removeprefix("scale:") if item.answer.startswith("scale:") else ""
        return scales()[name] if name else self.scale


def _spoken(words: Text | None) -> list[str]:
    return [getattr(words, language) for language in LANGUAGES] if words else []


@cache
def scales() -> Mapping[str, Scale]:
    """Return every scale by its code."""
    file = Entry({"scales": files.load(f"{FOLDER}/scales")}, FOLDER)
    return MappingProxyType(
        {code: Scale(code, entry.text("name"), _answers(entry)) for code, entry in _in(file)}
    )


@cache
def shipped_content() -> Mapping[str, Content]:
    """Return the shipped instruments as their files have them; callers must not change them."""
    names = sorted(path.stem for path in (files.FOLDER / FOLDER).glob("*.yaml"))
    found = [files.load(f"{FOLDER}/{name}") for name in names if name != "scales"]
    order = {kind: place for place, kind in enumerate(KINDS)}
    found.sort(key=lambda content: (order.get(content.get("kind", ""), 9), content["code"]))
    return MappingProxyType({content["code"]: content for content in found})


@cache
def shipped() -> Mapping[str, Sheet]:
    """Return every shipped instrument by its code; refuse to start with a wrong one."""
    return MappingProxyType({code: sheet_of(each) for code, each in shipped_content().items()})


def blank() -> dict[str, Any]:
    """Return the content of an instrument in which nothing is asked yet."""
    nothing = dict.fromkeys(LANGUAGES, "—")
    return {
        "code": "NEW", "version": 1, "kind": "questionnaire", "name": nothing, "words": nothing,
        "who": nothing, "scale": "free", "freq": "year", "role": "dep_academic", "clauses": [],
        "feeds": [], "items": {},
    }  # fmt: skip


def sheet_of(content: Content) -> Sheet:
    """Read an instrument strictly, whether it was shipped or is a school's edition of it."""
    entry = Entry(dict(content), f"{FOLDER}.{content.get('code', '?')}")
    parts = {
        code: text(words, entry.place) for code, words in entry.take("parts", dict, {}).items()
    }
    made = Sheet(
        code=entry.take("code", str),
        version=entry.take("version", int),
        kind=entry.word("kind", KINDS),
        name=entry.text("name"),
        words=entry.text("words"),
        who=entry.text("who"),
        preamble=_maybe(entry, "preamble"),
        scale=scales()[entry.word("scale", tuple(scales()))],
        freq=entry.word("freq", FREQUENCIES),
        role=entry.take("role", str),
        clauses=entry.words("clauses"),
        feeds=entry.words("feeds"),
        anonymous=entry.take("anonymous", bool, False),
        sensitive=entry.take("sensitive", bool, False),
        min_group=entry.take("min_group", int, 0),
        ethics=_maybe(entry, "ethics"),
        reading=_maybe(entry, "reading"),
        bands=tuple(_bands(entry)),
        header=_texts(entry, "header"),
        footer=_texts(entry, "footer"),
        parts=MappingProxyType(parts),
        items=MappingProxyType({code: _item(code, each, parts) for code, each in _items(entry)}),
    )
    entry.close()
    return made


def _in(file: Entry) -> Iterator[tuple[str, Entry]]:
    return file.entries("scales")


def _answers(entry: Entry) -> tuple[Answer, ...]:
    found = [Entry(each, entry.place) for each in entry.take("values", list)]
    made = tuple(
        Answer(each.take("points", (int, float, type(None))), each.text("name")) for each in found
    )
    for each in (*found, entry):
        each.close()
    return made


def _bands(entry: Entry) -> Iterator[Band]:
    for content in entry.take("bands", list, []):
        each = Entry(content, f"{entry.place}.bands")
        yield Band(each.take("from", (int, float)), each.text("name"))
        each.close()


def _texts(entry: Entry, key: str) -> tuple[Text, ...]:
    return tuple(text(words, f"{entry.place}.{key}") for words in entry.take(key, list, []))


def _maybe(entry: Entry, key: str) -> Text | None:
    words = entry.take(key, dict, None)
    return text(words, f"{entry.place}.{key}") if words else None


def _items(entry: Entry) -> Iterator[tuple[str, Entry]]:
    return entry.entries("items")


def _item(code: str, entry: Entry, parts: Mapping[str, Text]) -> Item:
    made = Item(
        code=code,
        words=Text(*(entry.take(language, str) for language in LANGUAGES)),
        part=entry.word("part", ("", *parts), ""),
        answer=entry.word("answer", ("", "text", "choice", *_other_scales()), ""),
        topic=entry.take("topic", str, ""),
        iso=entry.take("iso", str, ""),
        clauses=entry.words("clauses", []),
        origin=entry.word("origin", ("", "published", "proposed"), ""),
        **{mark: entry.take(mark, bool, False) for mark in _MARKS},
    )
    entry.close()
    if not made.words.ky.strip():
        raise entry.error("ky", "the item has no words")
    return made


_MARKS = ("reverse", "alone", "critical", "young", "off", "own", "meaning")


def _other_scales() -> tuple[str, ...]:
    return tuple(f"scale:{code}" for code in scales())
