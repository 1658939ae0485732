"""What the requests for information say as facts."""

from collections.abc import Iterator

from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.plan.datasets.rules import datasets
from sapat.plan.inquiries import reads
from sapat.plan.inquiries.rules import InquiryState


@tells("info_requests")
def inquiries(_question: Question) -> Iterator[Fact]:
    """Tell of every request when it was made, when answered, and whether that sufficed."""
    groups = datasets()["info_requests"].fields["audience"].choices
    for row in reads.inquiries():
        yield {
            "number": str(row.pk),
            "audience": row.group if row.group in groups else None,
            "asked_on": row.asked_on,
            "answered_on": row.answered_on,
            "satisfied": row.state == InquiryState.SATISFIED,
        }
