"""Questions about proposals, in the active school."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sapat.act.proposals.models import Proposal
from sapat.act.proposals.rules import ProposalState


def proposals() -> QuerySet[Proposal]:
    """Return every proposal, what waits for an answer first (one query)."""
    place = Case(
        *[When(state=state, then=Value(at)) for at, state in enumerate(ProposalState)],
        output_field=IntegerField(),
    )
    rows: QuerySet[Proposal] = Proposal.objects.select_related(
        "body", "author", "answered_by", "owner", "decision"
    )
    return rows.order_by(place, "-made_on", "-pk")


def carried_by(person_id: int) -> list[Proposal]:
    """Return the accepted proposals that somebody carries out."""
    return list(proposals().filter(owner=person_id, state=ProposalState.ACCEPTED))


def all_proposals() -> list[Proposal]:
    """Return every proposal, asked once a look."""
    return list(proposals())
