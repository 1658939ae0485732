"""Which declared headers the header of a column can mean."""

import difflib
from collections.abc import Iterable

from sapat.evidence.layouts.declared import Shape
from sapat.evidence.layouts.words import fold

MOST_WORDS = 12
LONG_ENOUGH = 5  # shorter words are too alike by chance
LONGEST = 40
CLOSE = 0.87
MISSPELT = 0.6
MOST_COMPARED = 20_000
MOST_GUESSES = 400  # comparing letter by letter is slow, and a hostile file has many headers


class Headers:
    """All declared headers, and how sure a written one means them: 1 the same, 0 not at all."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self.declared = {header for shape in shapes for header in shape.by_header}
        self.known: dict[str, list[tuple[float, str]]] = {}
        self.guesses = 0

    def meant_by(self, written: str) -> list[tuple[float, str]]:
        """Return the declared headers a written one can mean, the surest first."""
        folded = fold(written)
        if folded in self.known:
            return self.known[folded]
        if len(self.known) >= MOST_COMPARED:
            return [(1.0, folded)] if folded in self.declared else []
        self.known[folded] = self._meant_by(folded)
        return self.known[folded]

    def _meant_by(self, folded: str) -> list[tuple[float, str]]:
        words = folded.split()[:MOST_WORDS]
        phrases = {
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        }
        found = [
            (1.0 if phrase == folded else 0.5 + 0.4 * len(phrase) / len(folded), phrase)
            for phrase in phrases & self.declared
            if len(phrase) > 2 or phrase == folded
        ]
        return sorted(found, reverse=True) or self._misspelt(folded)

    def _misspelt(self, folded: str) -> list[tuple[float, str]]:
        if not LONG_ENOUGH <= len(folded) <= LONGEST or self.guesses >= MOST_GUESSES:
            return []
        self.guesses += 1
        close = difflib.get_close_matches(folded, self.declared, n=3, cutoff=CLOSE)
        return [(MISSPELT, header) for header in close]
