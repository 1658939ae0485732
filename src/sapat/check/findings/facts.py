"""What the findings say as facts."""

from collections.abc import Iterator

from sapat.check.findings import reads
from sapat.check.findings.rules import FindingState, Grade
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question

COUNTED = frozenset({Grade.MAJOR, Grade.MINOR, Grade.REMARK})
"""Chances to improve and good practice are no faults."""


@tells("findings")
def findings(_question: Question) -> Iterator[Fact]:
    """Tell of every fault that was not refused, and whether it was there before."""
    for row in reads.findings():
        if row.grade in COUNTED and row.state != FindingState.REFUSED:
            yield {
                "number": f"{row.year}/{row.number}",
                "process": row.process.code if row.process else None,
                "unit": row.unit.code if row.unit else None,
                "found_on": row.found_on,
                "severity": row.grade,
                "repeated": row.repeat_of_id is not None,
            }
