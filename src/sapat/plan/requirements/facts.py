"""What the register of requirements says as facts."""

from collections.abc import Iterator

from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.plan.datasets.rules import datasets
from sapat.plan.requirements import reads
from sapat.plan.requirements.rules import TOOK_UP, State

REFLECTED = frozenset({State.ACCOUNTED, State.SATISFIED})


@tells("requirements")
def requirements(question: Question) -> Iterator[Fact]:
    """Tell of every requirement that was decided upon, and whether it is taken into account."""
    groups = datasets()["requirements"].fields["audience"].choices
    decided = question.once(reads.decided_on)
    for row in reads.register():
        if row.pk not in decided:
            continue
        sides = sorted(reads.shown_sides(row))
        yield {
            "number": str(row.number),
            "audience": row.group if row.group in groups else None,
            "decided_on": decided[row.pk],
            "accepted": row.state in TOOK_UP,
            "reflected": row.state in REFLECTED,
            "where_reflected": sides[0] if sides else None,
        }
