"""How many clauses stand in each state, as parts of a bar."""

from collections.abc import Mapping
from typing import Any


def bar(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the states with their numbers and their places in a bar of a hundred."""
    whole = sum(counts.values()) or 1
    found, past = [], 0.0
    for state, number in counts.items():
        share = 100 * number / whole
        one = {"state": state, "number": number, "from": past, "share": share}
        found.append({**one, "status": f"clause_{state}"})
        past += share
    return found
