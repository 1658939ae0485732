"""What waits at the process cards."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.processes import reads

GRACE = timedelta(days=14)
"""A new card has two weeks to find its owner and its receivers."""


@due("processes.owner")
def owners(question: Question) -> Iterator[Due]:
    """List the processes nobody owns."""
    for card in question.once(reads.cards, question.day):
        if card.owners:
            continue
        row = card.process
        sentence = _("The process “%(name)s” has no owner.") % {"name": row.name}
        yield _due("owner", row.pk, sentence, row.since + GRACE)


@due("processes.loose")
def loose(question: Question) -> Iterator[Due]:
    """List the processes with outputs nobody receives or inputs nobody gives."""
    for card in question.once(reads.cards, question.day):
        row = card.process
        for flow in card.loose_outputs:
            sentence = _("Nobody receives “%(flow)s” (%(name)s).")
            told = sentence % {"flow": flow.name, "name": row.name}
            yield _due(f"output-{flow.pk}", row.pk, told, row.since + GRACE)
        for flow in card.loose_inputs:
            sentence = _("Nobody gives “%(flow)s” (%(name)s).")
            told = sentence % {"flow": flow.name, "name": row.name}
            yield _due(f"input-{flow.pk}", row.pk, told, row.since + GRACE)


def _due(what: str, pk: int, sentence: str, by: date) -> Due:
    return Due(
        key=f"processes.{what}.{pk}",
        sentence=sentence,
        by=by,
        page="plan:process",
        args=(pk,),
        roles=frozenset({Role.DIRECTOR, Role.DEP_ACADEMIC}),
        phase="plan",
        clause="A5-11",
    )
