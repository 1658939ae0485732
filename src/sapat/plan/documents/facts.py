"""What the register of documents says as facts."""

from collections.abc import Iterator

from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.plan.documents import reads, terms


@tells("documents")
def documents(question: Question) -> Iterator[Fact]:
    """Tell of each document the school lives by on the day, and of each that has stalled."""
    reviewed = reads.last_reviews(question.day)
    holding = {edition.document_id: edition for edition in reads.all_in_force(question.day)}
    for edition in holding.values():
        paper = edition.document
        last = reviewed.get(paper.pk)
        yield {
            "document": str(paper.pk),
            "kind": paper.kind,
            "in_force": True,
            "review_due": terms.review_due(edition.effective_from, last, paper.review_months),
        }
    for paper in reads.stalled(question.day, terms.PATIENCE):
        if paper.pk not in holding:
            yield {"document": str(paper.pk), "kind": paper.kind, "in_force": False}
