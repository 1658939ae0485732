"""What the audits say as facts."""

from collections.abc import Iterator

from sapat.check.audits import reads
from sapat.check.audits.rules import AuditState, Kind
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question


@tells("audits")
def audits(_question: Question) -> Iterator[Fact]:
    """Tell of every internal audit of an approved programme that was not called off."""
    for row in reads.audits().filter(programme__kind=Kind.INTERNAL):
        if row.programme.is_approved and row.state != AuditState.CALLED_OFF:
            yield {
                "number": f"{row.programme.year}/{row.number}",
                "process": row.process.code if row.process else None,
                "unit": row.unit.code if row.unit else None,
                "planned_on": row.planned_on,
                "held_on": row.held_on,
            }
