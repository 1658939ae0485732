"""Answers as pupils marked them: points by a key, what became of each option, and remarks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sapat.analytics.testing.classical import Reliability, correlations, totals
from sapat.analytics.testing.thresholds import bound

Floats: TypeAlias = NDArray[np.float64]

_ALIKE = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
_UNALIKE = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")
_ONLY_CYRILLIC = frozenset("БГДЁЖЗИЙЛПУФЦЧШЩЭЮЯ")
BETWEEN_RIGHT = "/"
"""Stands between several right options in a key."""


class Flag(StrEnum):
    """What should be looked at in an item."""

    MISKEYED = "miskeyed"
    NEGATIVE = "negative"
    WEAK = "weak"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    DEAD_DISTRACTOR = "dead_distractor"
    NO_VARIETY = "no_variety"


@dataclass(frozen=True)
class Option:
    """An option of an item.

    `share` is of the pupils who answered the item; `rest` is how choosing it goes with the points
    of the other items, NaN where nobody or everybody chose it.
    """

    option: str
    share: float
    rest: float
    key: bool


def one_alphabet(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Write options in capitals of one alphabet.

    А, В, С of the Cyrillic and A, B, C of the Latin alphabet look alike, and files mix them. Where
    a letter occurs that only the Cyrillic alphabet has, all become Cyrillic, otherwise Latin.
    """
    large = [[cell.strip().upper() for cell in row] for row in rows]
    letters = {letter for row in large for cell in row for letter in cell}
    table = _UNALIKE if letters & _ONLY_CYRILLIC else _ALIKE
    return [[cell.translate(table) for cell in row] for row in large]


def scored(answers: Sequence[Sequence[str]], key: Sequence[str]) -> Floats:
    """Return points: 1 for the option of the key, 0 for another, NaN where none was chosen.

    Parameters
    ----------
    answers
        Of each pupil, an option an item; "" where none was chosen.
    key
        The right option of each item; several are parted by "/".
    """
    right = [frozenset(each.split(BETWEEN_RIGHT)) for each in key]
    rows = [
        [float(cell in keys) if cell else math.nan for cell, keys in zip(row, right, strict=True)]
        for row in answers
    ]
    return np.array(rows, float).reshape(len(rows), len(key))


def options(
    answers: Sequence[Sequence[str]], key: Sequence[str], points: Floats
) -> list[list[Option]]:
    """Tell of every option of every item how many chose it, and who.

    Parameters
    ----------
    answers, key
        See `scored`.
    points
        Shape (pupils, items), in the order of the answers.

    Returns
    -------
    list[list[Option]]
        Options in alphabetical order. An option nobody chose in an item is listed if at least
        half of the items have it.
    """
    _, rest = totals(points)
    columns = list(zip(*answers, strict=True))
    seen = [{cell for cell in column if cell} for column in columns]
    usual = Counter(option for each in seen for option in each)
    common = {option for option, items in usual.items() if 2 * items >= len(columns)}
    right = [frozenset(each.split(BETWEEN_RIGHT)) for each in key]
    found = []
    for at, column in enumerate(columns):
        names = sorted(seen[at] | common | (right[at] - {""}))
        answered = max(sum(1 for cell in column if cell), 1)
        chosen = np.array([[cell == name for name in names] for cell in column], float)
        chosen = chosen.reshape(len(column), len(names))
        beside = np.broadcast_to(rest[:, at : at + 1], chosen.shape)
        shares, goes = chosen.sum(axis=0) / answered, correlations(chosen, beside)
        found.append(
            [
                Option(name, float(share), float(with_rest), name in right[at])
                for name, share, with_rest in zip(names, shares, goes, strict=True)
            ]
        )
    return found


def flags(
    test: Reliability, choices: Sequence[Sequence[Option]] | None = None
) -> list[tuple[Flag, ...]]:
    """Return what should be looked at in each item, the gravest first.

    Below the number of pupils a judgement needs, only what is beyond chance is said: a wrong key,
    and an item all answered alike.
    """
    return [tuple(_of_item(test, at, choices[at] if choices else ())) for at in range(test.items)]


def _of_item(test: Reliability, at: int, choices: Sequence[Option]) -> list[Flag]:
    rest, difficulty = float(test.item_rest[at]), float(test.difficulty[at])
    enough = test.n >= bound("pupils")
    found = []
    if wrong_key := _is_miskeyed(rest, choices, test.n):
        found.append(Flag.MISKEYED)
    if math.isnan(float(test.item_total[at])):
        found.append(Flag.NO_VARIETY)
    elif enough and not wrong_key and rest < 0:
        found.append(Flag.NEGATIVE)
    elif enough and not wrong_key and rest < bound("weak"):
        found.append(Flag.WEAK)
    if enough and difficulty > bound("too_easy"):
        found.append(Flag.TOO_EASY)
    if enough and difficulty < bound("too_hard"):
        found.append(Flag.TOO_HARD)
    dead = any(not each.key and each.share < bound("dead") for each in choices)
    if enough and dead and Flag.TOO_EASY not in found:
        found.append(Flag.DEAD_DISTRACTOR)
    return found


def _is_miskeyed(rest: float, choices: Sequence[Option], pupils: int) -> bool:
    """Tell whether the stronger pupils chose another option than the key, beyond chance."""
    others = [each.rest for each in choices if not each.key and not math.isnan(each.rest)]
    if not others or pupils < 2:
        return False
    keyed = [each.rest for each in choices if each.key and not math.isnan(each.rest)]
    own = max(keyed, default=0.0) if not math.isnan(rest) else 0.0
    few = pupils < bound("pupils")
    certain = bound("certainty_few" if few else "certainty") / math.sqrt(pupils)
    return max(others) > certain and own < min(certain, max(others) - certain)
