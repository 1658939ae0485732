"""What waits in the resource room."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.resources import reads
from sapat.plan.resources.rules import RequestState

DECIDE_WITHIN = 30
"""Days; the regulations set no term, and a month is what schools keep."""


@due("resources.open")
def open_requests(question: Question) -> Iterator[Due]:
    """List what waits for the director, and what was granted and has not come."""
    for row in question.once(reads.lately, question.day):
        if row.state == RequestState.ASKED:
            yield Due(
                f"resource.decide:{row.pk}",
                _("Decide on the request: %(title)s") % {"title": row.title},
                min(row.asked_on + timedelta(days=DECIDE_WITHIN), row.needed_by),
                "plan:resource",
                (row.pk,),
                roles=frozenset({Role.DIRECTOR.value}),
                clause="A2-12",
            )
        elif row.state == RequestState.APPROVED:
            yield Due(
                f"resource.provide:{row.pk}",
                _("Provide what was granted: %(title)s") % {"title": row.title},
                row.needed_by,
                "plan:resource",
                (row.pk,),
                roles=frozenset({Role.FACILITIES.value, Role.ADMINISTRATION.value}),
                phase="do",
                clause="A2-12",
            )
