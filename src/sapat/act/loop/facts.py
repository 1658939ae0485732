"""What the chain from a signal to a decision says as facts."""

from collections.abc import Iterator

from sapat.act.loop import reads
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question


@tells("signals")
def signals(question: Question) -> Iterator[Fact]:
    """Tell of every signal that a figure became worse, and how long it waited for a decision."""
    for one in reads.answered(question.day):
        yield {
            "number": str(one.pk),
            "about": one.indicator,
            "raised_on": one.raised_on,
            "decided_on": one.decided_on,
            "days": one.days(question.day),
        }
