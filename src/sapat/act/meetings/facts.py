"""What the meetings say as facts."""

from collections.abc import Iterator

from sapat.act.meetings import reads
from sapat.act.meetings.rules import Presence, school_year
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.school.bodies.rules import BodyKind

BODIES = {
    BodyKind.PED_COUNCIL: "ped_council",
    BodyKind.DIRECTORS_MEETING: "director",
    BodyKind.MO: "mo",
    BodyKind.SUBJECT_COUNCIL: "unit",
    BodyKind.PARENTS: "parents",
    BodyKind.PUPILS: "pupils",
}
"""Kind of a body -> what it is called among the facts; other bodies are not counted."""
REQUIREMENTS = "requirements"


@tells("meetings")
def meetings(question: Question) -> Iterator[Fact]:
    """Tell of every meeting that took place: who came, and whether requirements were heard."""
    rows = question.once(reads.took_place, question.day, school_year(question.day) - 1)
    came = reads.came(row.pk for row in rows)
    for row in rows:
        body = BODIES.get(BodyKind(row.body.kind))
        if body is None:
            continue
        there = came.get(row.pk, [])
        yield {
            "number": f"{row.body_id}/{row.year}/{row.protocol_number or f'm{row.pk}'}",
            "date": row.day,
            "body": body,
            "stakeholder_item": any(item.standing == REQUIREMENTS for item in row.items.all()),
            "invited": len(there) or row.members,
            "present": sum(presence == Presence.PRESENT for presence in there),
        }
