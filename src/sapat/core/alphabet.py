"""The Kyrgyz alphabet, for sorting names the way a class register does."""

from typing import Any

from django.db import connection
from django.db.models.functions import Collate

KYRGYZ = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
ORDER = {letter: chr(0x4E00 + place) for place, letter in enumerate(KYRGYZ)}


def kyrgyz_key(text: str) -> str:
    """Return a key that sorts ң after н, ө after о, ү after у.

    >>> sorted(["өзүм", "ооз", "пахта"], key=kyrgyz_key)
    ['ооз', 'өзүм', 'пахта']
    """
    return "".join(ORDER.get(letter, letter) for letter in text.lower())


def alphabetical(field: str) -> Collate:
    """Return the order of a column by the Kyrgyz alphabet, for `order_by`."""
    return Collate(field, "kyrgyz" if connection.vendor == "sqlite" else "ky-x-icu")


def compare(one: str, other: str) -> int:
    """Compare two strings by the Kyrgyz alphabet, as SQLite asks a collation to."""
    a, b = kyrgyz_key(one), kyrgyz_key(other)
    return (a > b) - (a < b)


def teach_kyrgyz(*, connection: Any, **_: Any) -> None:
    """Teach each new SQLite connection the Kyrgyz alphabet."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("kyrgyz", compare)
