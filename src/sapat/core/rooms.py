"""Rooms speak for themselves: what they prove, what is due, what a review sees."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

VOICES = ("proofs", "dues", "facts", "inputs", "gates", "belongings")
"""Furniture that a wing loads at start, so that its rules are known by name."""


def listen_to(name: str) -> None:
    """Load what the rooms of a wing can prove and what is due there."""
    for room in iter_modules(import_module(name).__path__):
        if not room.ispkg:
            continue
        for voice in VOICES:
            if find_spec(f"{name}.{room.name}.{voice}"):
                import_module(f"{name}.{room.name}.{voice}")
