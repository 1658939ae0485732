"""One entry of a catalogue file, read strictly: what is unknown or missing is named."""

from collections.abc import Iterator, Sequence
from typing import Any

from sapat.core.language import LANGUAGES, Text

MISSING: Any = object()


class CatalogueError(ValueError):
    """A catalogue file is wrong; the message names the file, the entry and the key."""

    def __init__(self, place: str, sentence: str) -> None:
        super().__init__(f"{place}: {sentence}")
        self.place = place
        self.sentence = sentence


class Entry:
    """Named values of which each has to be asked for once; `close` finds those nobody asked for."""

    def __init__(self, content: Any, place: str) -> None:
        if not isinstance(content, dict):
            raise CatalogueError(place, "expected named values")
        wrong = [key for key in content if not isinstance(key, str)]
        if wrong:
            raise CatalogueError(place, f"the key {wrong[0]!r} has to be put in quotes")
        self.content = content
        self.place = place
        self.asked: set[str] = set()

    def error(self, key: str, sentence: str) -> CatalogueError:
        """Return an error that names the place of the key."""
        return CatalogueError(f"{self.place}.{key}", sentence)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = MISSING) -> Any:
        """Return the value, which must be of the kind; the default if it is absent."""
        self.asked.add(key)
        if key not in self.content:
            if default is MISSING:
                raise CatalogueError(self.place, f"{key} is missing")
            return default
        value = self.content[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and not _allows(kind, bool)):
            raise self.error(key, f"unexpected value {value!r}")
        return value

    def word(self, key: str, allowed: Sequence[str], default: Any = MISSING) -> str:
        """Return one of the allowed words."""
        value = self.take(key, str, default)
        if value not in allowed:
            raise self.error(key, f"expected one of {', '.join(allowed)}, found {value!r}")
        return str(value)

    def words(self, key: str, default: Any = MISSING) -> tuple[str, ...]:
        """Return a list of words."""
        found = self.take(key, list, default)
        return tuple(_word(word, f"{self.place}.{key}") for word in found)

    def text(self, key: str, default: Any = MISSING) -> Text:
        """Return a text, which must be there in every language."""
        content = self.take(key, dict, default)
        return content if isinstance(content, Text) else text(content, f"{self.place}.{key}")

    def entries(self, key: str, default: Any = MISSING) -> Iterator[tuple[str, "Entry"]]:
        """Return the named entries under a key."""
        for name, content in self.inner(key, default).content.items():
            yield name, Entry(content, f"{self.place}.{key}.{name}")

    def inner(self, key: str, default: Any = MISSING) -> "Entry":
        """Return the entry under a key."""
        return Entry(self.take(key, dict, default), f"{self.place}.{key}")

    def close(self) -> None:
        """Refuse keys that were never asked for."""
        unknown = sorted(set(self.content) - self.asked)
        if unknown:
            raise CatalogueError(self.place, f"unknown key {unknown[0]}")


def text(content: Any, place: str) -> Text:
    """Return a text of the catalogue, which must be there in every language."""
    entry = Entry(content, place)
    found = {language: entry.take(language, str) for language in LANGUAGES}
    entry.close()
    for language, words in found.items():
        if not words.strip():
            raise entry.error(language, "the text is empty")
    return Text(**found)


def _allows(kind: type | tuple[type, ...], wanted: type) -> bool:
    return wanted in (kind if isinstance(kind, tuple) else (kind,))


def _word(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise CatalogueError(place, f"{value!r} has to be put in quotes")
    return value
