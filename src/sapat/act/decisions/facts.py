"""What the decisions say as facts."""

from collections.abc import Iterator

from sapat.act.decisions import reads
from sapat.act.decisions.rules import DecisionState, GroundKind
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.school.bodies.rules import BodyKind

BODIES = {
    BodyKind.PED_COUNCIL.value: "ped_council",
    BodyKind.DIRECTORS_MEETING.value: "director",
    BodyKind.MO.value: "mo",
    GroundKind.REVIEW.value: "management_review",
}
COUNTED = frozenset({DecisionState.OPEN, DecisionState.REPORTED, DecisionState.DONE})


@tells("decisions")
def decisions(_question: Question) -> Iterator[Fact]:
    """Tell of every decision in force: its term, and when it was carried out."""
    for row in reads.decisions().filter(state__in=COUNTED).prefetch_related("grounds"):
        kind = row.item.meeting.body.kind if row.item else BodyKind.DIRECTORS_MEETING.value
        if any(ground.kind == GroundKind.REVIEW for ground in row.grounds.all()):
            kind = GroundKind.REVIEW.value
        yield {
            "number": str(row.pk),
            "body": BODIES.get(kind, "other"),
            "due": row.term,
            "done_on": row.done_on,
        }
