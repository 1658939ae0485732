"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 4000
"""Words of a changed passage that are compared one by one; beyond, the passage is shown whole."""
LOOKED_AHEAD = 20
"""Old paragraphs among which the one that a new paragraph grew from is looked for."""
ALIKE = 0.4
"""Share of words two paragraphs have in common to be versions of one."""
MARKS = re.compile(r"^\s*#{1,6}\s+|\*\*|__")
AROUND = 1
"""Unchanged paragraphs shown before and after a change."""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Piece:
    """Some words and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph as it is now, with what was taken out of it; or paragraphs left out."""

    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


def compared(before: str, after: str) -> list[Passage]:
    """Return the passages of two texts with what changed, long unchanged parts left out.

    >>> [piece.text for piece in compared("one two", "one three")[0].pieces]
    ['one ', 'two', 'three']
    """
    old, new = _paragraphs(before), _paragraphs(after)
    passages = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            passages += [Passage((Piece(Change.SAME, text),)) for text in old[a:b]]
        else:
            passages += _changed(old[a:b], new[c:d])
    return list(_shortened(passages))


def is_same(passages: Sequence[Passage]) -> bool:
    """Answer whether nothing changed."""
    pieces = [piece for passage in passages for piece in passage.pieces]
    return all(piece.change == Change.SAME for piece in pieces)


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a text without the marks that only give it its look."""
    plain = (MARKS.sub("", line).strip() for line in text.splitlines())
    return [line for line in plain if line]


def _changed(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    """Pair each new paragraph with the old one it grew from; what has no partner came or went."""
    passages: list[Passage] = []
    rest = list(old)
    for text in new:
        partner = _partner(text, rest)
        if partner is None:
            passages.append(Passage((Piece(Change.ADDED, text),)))
            continue
        passages += [Passage((Piece(Change.REMOVED, gone),)) for gone in rest[:partner]]
        passages.append(Passage(tuple(_words(rest[partner], text))))
        rest = rest[partner + 1 :]
    return passages + [Passage((Piece(Change.REMOVED, gone),)) for gone in rest]


def _partner(text: str, old: Sequence[str]) -> int | None:
    """Return the place of the old paragraph most like this one, if any is like it at all."""
    likeness = [
        SequenceMatcher(None, one.split(), text.split(), autojunk=False).ratio()
        for one in old[:LOOKED_AHEAD]
    ]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= ALIKE else None


def _words(old: str, new: str) -> Iterator[Piece]:
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    if len(a) + len(b) > MOST_WORDS:
        yield from (Piece(Change.REMOVED, old), Piece(Change.ADDED, new))
        return
    matcher = SequenceMatcher(None, [w.strip() for w in a], [w.strip() for w in b], autojunk=False)
    for how, i, j, k, m in matcher.get_opcodes():
        if how == "equal":
            yield Piece(Change.SAME, "".join(b[k:m]))
            continue
        if i < j:
            yield Piece(Change.REMOVED, "".join(a[i:j]))
        if k < m:
            yield Piece(Change.ADDED, "".join(b[k:m]))


def _shortened(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Leave out unchanged paragraphs that are not beside a change."""
    touched = [place for place, one in enumerate(passages) if not is_same([one])]
    near = {place + step for place in touched for step in range(-AROUND, AROUND + 1)}
    skipped = 0
    for place, one in enumerate(passages):
        if place in near:
            if skipped:
                yield Passage(skipped=skipped)
            skipped = 0
            yield one
        else:
            skipped += 1
    if skipped:
        yield Passage(skipped=skipped)
