"""Documents in plain values: what proofs and the document audit judge, in a few queries."""

from dataclasses import dataclass
from datetime import date

from sapat.plan.documents import reads, terms
from sapat.plan.documents.comments import reads as comments
from sapat.plan.documents.judging import ActSeen, Paper
from sapat.plan.documents.models import Citation, Document, DocumentEdition
from sapat.plan.documents.rules import IN_WORK, EditionState
from sapat.plan.documents.terms import Keeping, Problem
from sapat.plan.documents.texts import reads as texts
from sapat.plan.nomenclature import reads as nomenclature
from sapat.school.bodies.rules import BodyKind

UNIONS = frozenset({BodyKind.MO, BodyKind.SUBJECT_COUNCIL})


@dataclass(frozen=True)
class Kept:
    """A document, the edition it stands by, and what is wrong with how it is kept."""

    document: Document
    edition: DocumentEdition | None
    waiting: DocumentEdition | None
    review_due: date | None
    problems: tuple[Problem, ...]
    outdated: tuple[Citation, ...] = ()


def papers(day: date) -> list[Paper]:
    """Return every document in force on the day (six queries, however many documents)."""
    places = nomenclature.by_index()
    reviewed, cited = reads.last_reviews(day), reads.cited_by_each()
    annexes = texts.annexes_each()
    return [
        _paper(
            edition,
            terms.review_due(
                edition.effective_from,
                reviewed.get(edition.document_id),
                edition.document.review_months,
            ),
            acts=tuple(_act(one) for one in cited.get(edition.pk, [])),
            annexes=annexes.get(edition.pk, 0),
            in_nomenclature=edition.document.index in places,
        )
        for edition in reads.all_in_force(day)
    ]


def audit(day: date) -> list[Kept]:
    """Return every document with what is wrong with how it is kept (eight queries)."""
    editions = reads.newest_editions()
    reviewed, cited = reads.last_reviews(day), reads.cited_by_each()
    open_comments, held = comments.unanswered_each(), reads.roles_held(day)
    behind, places = texts.editions_behind(), nomenclature.by_index()
    found = []
    for document in reads.documents():
        rows = editions.get(document.pk, [])
        edition = next((row for row in rows if row.state == EditionState.IN_FORCE), None)
        waiting = next((row for row in rows if row.state in IN_WORK), None)
        shown = edition or (rows[0] if rows else None)
        since = edition.effective_from if edition else None
        due = terms.review_due(since, reviewed.get(document.pk), document.review_months)
        outdated = [
            one for one in cited.get(edition.pk if edition else 0, []) if one.act.is_outdated(day)
        ]
        keeping = Keeping(
            state=shown.state if shown else EditionState.DRAFT,
            waiting_state=waiting.state if waiting else "",
            waiting_since=_waiting_since(waiting),
            scheduled=bool(waiting and waiting.is_scheduled),
            review_due=due,
            comments_until=waiting.comments_until if waiting else None,
            unanswered=open_comments.get(waiting.pk, 0) if waiting else 0,
            outdated_acts=len(outdated),
            behind=bool(edition and edition.pk in behind),
            has_index=document.index in places,
            has_owner=document.owner_role in held,
        )
        wrong = terms.problems(keeping, day)
        found.append(Kept(document, shown, waiting, due, wrong, tuple(outdated)))
    return found


def _waiting_since(waiting: DocumentEdition | None) -> date | None:
    if waiting is None:
        return None
    return waiting.approved_on or waiting.adopted_on or waiting.drafted_on


def _paper(edition: DocumentEdition, due: date | None, **more: object) -> Paper:
    document, body, union = edition.document, edition.body, edition.co_author
    together = union if union and union.kind in UNIONS else None
    if body and body.kind in UNIONS:
        together = together or body
    return Paper(
        pk=document.pk,
        title=document.title,
        kind=document.kind,
        about=document.about,
        since=edition.effective_from or date.min,
        wording=document.wording,
        body=body.name if body else "",
        body_kind=body.kind if body else "",
        protocol=edition.protocol_number,
        adopted_on=edition.adopted_on,
        order=edition.order_number,
        approved_on=edition.approved_on,
        review_due=due,
        co_author=together.name if together else "",
        commented=edition.comments_until is not None,
        **more,  # type: ignore[arg-type]
    )


def _act(one: Citation) -> ActSeen:
    return ActSeen(one.act.name, one.act.replaced_on, one.act.checked_on is not None)
