"""Proposals to answer and to carry out."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sapat.act.proposals import reads
from sapat.act.proposals.rules import ProposalState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role


@due("proposals.open")
def open_ones(question: Question) -> Iterable[Due]:
    """List the proposals that wait for administration, and those to be carried out."""
    for row in question.once(reads.all_proposals):
        text = {"text": row.text[:120]}
        if row.state == ProposalState.MADE:
            yield Due(
                key=f"proposal:{row.pk}:answer",
                sentence=_("Answer the proposal: %(text)s") % text,
                by=row.answer_by,
                page="act:proposal",
                args=(row.pk,),
                roles=frozenset({Role.DIRECTOR.value, Role.DEP_ACADEMIC.value}),
                phase="act",
                clause="B3.5-6",
            )
        elif row.state == ProposalState.ACCEPTED and row.do_by:
            yield Due(
                key=f"proposal:{row.pk}:do",
                sentence=_("Carry out the accepted proposal: %(text)s") % text,
                by=row.do_by,
                page="act:proposal",
                args=(row.pk,),
                persons=frozenset({row.owner_id} if row.owner_id else ()),
                phase="act",
                clause="B3.4-2",
            )
