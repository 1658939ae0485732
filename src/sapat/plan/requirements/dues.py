"""Requirements that wait for their next step."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.requirements import reads
from sapat.plan.requirements.rules import NEXT_STEP, State, due_by

AHEAD = 14
"""Days before its term at which a requirement is shown as waiting."""


@due("requirements.step")
def next_steps(question: Question) -> Iterable[Due]:
    """List the requirements whose next step is late or near."""
    terms = question.once(reads.terms)
    owners = question.once(reads.owners)
    for one in question.once(reads.entries):
        by = due_by(one.state, one.since, terms)
        if by is None or (by - question.day).days > AHEAD:
            continue
        owner = owners.get(one.pk)
        told = {"number": one.number, "step": NEXT_STEP[State(one.state)], "text": one.text[:100]}
        yield Due(
            key=f"requirement:{one.pk}:{one.state}:{one.since:%Y%m%d}",
            sentence=_("Requirement № %(number)s: %(step)s. %(text)s") % told,
            by=by,
            page="plan:requirement",
            args=(one.pk,),
            persons=frozenset({owner} if owner else ()),
            roles=frozenset() if owner else frozenset({Role.DEP_ACADEMIC.value}),
            phase="act" if one.state == State.ACCOUNTED else "plan",
            clause="A4-6" if one.state == State.ACCEPTED else "A4-5",
        )
