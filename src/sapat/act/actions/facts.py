"""What the actions say as facts."""

from collections.abc import Iterator

from sapat.act.actions import reads
from sapat.act.actions.rules import ActionState
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question

JUDGED = {ActionState.WORKED.value: True, ActionState.FAILED.value: False}


@tells("actions")
def actions(_question: Question) -> Iterator[Fact]:
    """Tell of every action that was not given up: its term, its end, its effect."""
    for row in reads.actions():
        if row.state != ActionState.DROPPED:
            yield {
                "number": f"{row.year}/{row.number}",
                "kind": row.kind,
                "due": row.due_on,
                "done_on": row.done_on,
                "effective": JUDGED.get(row.state),
            }
