"""Gates: a change below asks the rooms above whether they object; nobody slips past them.

A finding is kept on the floor of judgements and may only be closed when its actions, which stand
on the floor of decisions, are done. The room below names the gate, the room above watches it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sapat.core.refusal import Refused

Watch = Callable[[Any, date], Refused | None]

_watches: dict[str, dict[str, Watch]] = {}


def watches(gate: str) -> Callable[[Watch], Watch]:
    """Register a watch at a gate such as `finding.close`; it returns its objection, or None."""

    def register(watch: Watch) -> Watch:
        _watches.setdefault(gate, {})[f"{watch.__module__}.{watch.__name__}"] = watch
        return watch

    return register


def objection(gate: str, row: Any, day: date) -> Refused | None:
    """Return the first objection to letting a row through on the day, or None."""
    for _name, watch in sorted(_watches.get(gate, {}).items()):
        if refused := watch(row, day):
            return refused
    return None


def pass_through(gate: str, row: Any, day: date) -> None:
    """Raise the first objection, if there is any."""
    if refused := objection(gate, row, day):
        raise refused
