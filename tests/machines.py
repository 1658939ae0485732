"""State machines as tests see them: every step by code and by page, in its turn and out of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from sapat.core.models import TrailChain
from sapat.school.boundary import every_school


@dataclass(frozen=True)
class Move:
    """A step: from which states it is possible, how code takes it, and what its page is sent."""

    name: str
    states: frozenset[str]
    take: Callable[[Any, Any], object]
    page: str
    """Below the school; `{pk}` is the row's own, `{first}` that of what hangs on it."""
    given: Callable[[Any, Any], Mapping[str, object]] = lambda row, cast: {}
    who: str = "director"
    ready: Mapping[str, object] = field(default_factory=dict)
    """What must stand in the row besides its state for the step to succeed."""
    by_itself: bool = True
    """It can succeed on a row that was only put into the state; False: more would differ."""


@dataclass(frozen=True)
class Machine:
    """What has states, the fixture that makes one, and its steps."""

    name: str
    fixture: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]
    hangs_on: str = ""
    """Reverse name of the rows whose own pages take some of the steps."""

    def out_of_turn(self) -> Iterable[tuple["Machine", Move, str]]:
        """Every step with every state from which it is not possible."""
        for move in self.moves:
            for state in self.states:
                if state not in move.states:
                    yield self, move, state

    def in_turn(self) -> Iterable[tuple["Machine", Move, str]]:
        """Every step that succeeds by itself, with every state from which it is possible."""
        for move in self.moves:
            if move.by_itself:
                yield from ((self, move, state) for state in sorted(move.states))

    def put(self, row: Any, state: str, more: Mapping[str, object]) -> None:
        """Put the row into a state, past every rule."""
        type(row).objects.filter(pk=row.pk).update(state=state, **more)
        row.refresh_from_db()

    def address(self, row: Any, move: Move) -> str:
        """Return the page of a step."""
        first = getattr(row, self.hangs_on).order_by("pk").first() if self.hangs_on else None
        return f"/schools/{row.school.code}/" + move.page.format(
            pk=row.pk, first=first.pk if first else 0
        )


def named(case: tuple[Machine, Move, str]) -> str:
    """Name a case of a table for the report."""
    machine, move, state = case
    return f"{machine.name}-{move.name}-{state}"


def photograph(*labels: str) -> dict[str, list[Any]]:
    """Return every row of some apps as it stands, and how long the trails are."""
    with every_school():
        rows = {
            model.__name__: list(model.objects.order_by("pk").values())
            for label in labels
            for model in apps.get_app_config(label).get_models()
        }
    rows["trail"] = list(TrailChain.objects.order_by("pk").values_list("name", "length"))
    return rows
