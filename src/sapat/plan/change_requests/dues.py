"""What waits in the room of change requests."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.change_requests import reads
from sapat.plan.change_requests.rules import ChangeState

DECIDE_WITHIN = 14
"""Days; a school sets its own term in the clause."""


@due("change_requests.open")
def open_requests(question: Question) -> Iterator[Due]:
    """List what waits for the director, and the approved changes that wait to be made."""
    for row in question.once(reads.lately, question.day):
        if row.state == ChangeState.ASKED:
            yield Due(
                f"change.decide:{row.pk}",
                _("Decide on the change: %(what)s") % {"what": row.what},
                row.asked_on + timedelta(days=DECIDE_WITHIN),
                "plan:change_request",
                (row.pk,),
                roles=frozenset({Role.DIRECTOR.value}),
                phase="act",
                clause="A2-4",
            )
        elif row.state == ChangeState.APPROVED and row.do_by:
            yield Due(
                f"change.do:{row.pk}",
                _("Make the approved change: %(what)s") % {"what": row.what},
                row.do_by,
                "plan:change_request",
                (row.pk,),
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="act",
                clause="A2-4",
            )
