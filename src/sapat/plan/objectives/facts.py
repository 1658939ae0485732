"""What the objectives say as facts."""

from collections.abc import Iterator

from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.plan.objectives import reads
from sapat.plan.objectives.rules import Outcome


@tells("objectives")
def objectives(_question: Question) -> Iterator[Fact]:
    """Tell of every objective when it falls due and whether it was reached."""
    for row in reads.objectives():
        yield {
            "objective": str(row.pk),
            "due": row.due_on,
            "reached": row.outcome == Outcome.REACHED,
        }
