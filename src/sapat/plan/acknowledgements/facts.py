"""What the sheets of acknowledgement say as facts."""

from collections.abc import Iterator

from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.plan.acknowledgements import reads
from sapat.plan.documents.rules import EditionState

POLICY = "policy"
NAMES = {POLICY: "quality_policy"}
"""What a special document is called among the facts."""


@tells("acknowledgements")
def readings(_question: Question) -> Iterator[Fact]:
    """Tell who has read which edition of which document, and when."""
    for row in reads.all_read():
        about = row.edition.document.about
        yield {
            "document": NAMES.get(about, about or str(row.edition.document_id)),
            "version": row.edition.number,
            "current": row.edition.state == EditionState.IN_FORCE,
            "staff": row.person_id,
            "read_on": row.on,
        }
