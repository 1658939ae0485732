"""What waits in the room of documents, and for whom."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.documents import collecting
from sapat.plan.documents.collecting import Kept
from sapat.plan.documents.comments import reads as comments
from sapat.plan.documents.rules import EditionState

TOLD_BEFORE = timedelta(days=30)
"""How long before its term a review is told."""
TO_APPROVE = timedelta(days=10)
"""How long an adopted document may wait for its order, and a signed one for its day."""


def _kept(question: Question) -> list[Kept]:
    return question.once(collecting.audit, question.day)


@due("documents.review")
def reviews(question: Question) -> Iterator[Due]:
    """Name the documents in force whose review is near or overdue."""
    for one in _kept(question):
        if one.review_due and one.review_due <= question.day + TOLD_BEFORE:
            yield Due(
                key=f"document.review:{one.document.pk}:{one.review_due}",
                sentence=_("Review “%(title)s”") % {"title": one.document.title},
                by=one.review_due,
                page="plan:document",
                args=(one.document.pk,),
                roles=frozenset({one.document.owner_role}),
                phase="check",
                clause="A3-2",
            )


@due("documents.comments")
def rounds(question: Question) -> Iterator[Due]:
    """Name the drafts whose comments wait for an answer, for their authors."""
    waiting = question.once(comments.unanswered_each)
    for one in _kept(question):
        edition = one.waiting
        if edition is None or edition.comments_until is None or edition.pk not in waiting:
            continue
        author = edition.prepared_by_id
        facts = {"title": one.document.title, "count": waiting[edition.pk]}
        yield Due(
            key=f"document.comments:{edition.pk}:{edition.comments_until}",
            sentence=_("Answer the comments on “%(title)s” (%(count)s)") % facts,
            by=edition.comments_until,
            page="plan:document_edition",
            args=(edition.pk,),
            persons=frozenset({author} if author else ()),
            roles=frozenset() if author else frozenset({one.document.owner_role}),
        )


@due("documents.approval")
def approvals(question: Question) -> Iterator[Due]:
    """Name the adopted documents that wait for the director's order."""
    for one in _kept(question):
        edition = one.waiting
        if edition and edition.state == EditionState.ADOPTED and edition.adopted_on:
            route = one.document.route
            words = (
                _("Approve “%(title)s” by an order")
                if route.approval
                else _("Put “%(title)s” in force")
            )
            yield Due(
                key=f"document.approval:{edition.pk}",
                sentence=words % {"title": one.document.title},
                by=edition.adopted_on + TO_APPROVE,
                page="plan:document_edition",
                args=(edition.pk,),
                roles=frozenset({Role.DIRECTOR}),
            )


@due("documents.outdated_acts")
def outdated(question: Question) -> Iterable[Due]:
    """Name the documents that cite an act which was replaced: they need a new edition."""
    for one in _kept(question):
        for citation in one.outdated[:1]:
            facts = {"title": one.document.title, "act": citation.act.name}
            replaced_on = citation.act.replaced_on or question.day
            yield Due(
                key=f"document.act:{one.document.pk}:{citation.act_id}",
                sentence=_("Renew “%(title)s”: it cites %(act)s, which was replaced") % facts,
                by=replaced_on + timedelta(days=90),
                page="plan:document",
                args=(one.document.pk,),
                roles=frozenset({one.document.owner_role}),
                phase="act",
            )
