"""Which proposals about indicators wait for whom."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.indicators.proposals import reads
from sapat.plan.indicators.proposals.rules import OPEN, Progress

PATIENCE = timedelta(30)
"""How long a proposal may wait for its next step."""


@due("indicators.proposals")
def waiting(question: Question) -> Iterable[Due]:
    """Yield each open proposal: first to the unions, then to the director."""
    for row in reads.proposals():
        if row.state not in OPEN:
            continue
        discussed = row.state == Progress.DISCUSSED
        begun = row.discussed_on or localdate(row.proposed_at)
        words = _("Decide about the indicator “%(title)s”.") if discussed else _(
            "Discuss the proposed indicator “%(title)s”."
        )  # fmt: skip
        yield Due(
            key=f"indicators.proposals:{row.pk}:{row.state}",
            sentence=words % {"title": row.title},
            by=begun + PATIENCE,
            page="plan:proposal",
            args=(row.pk,),
            roles=frozenset({Role.DIRECTOR if discussed else Role.MO}),
            clause="B3.6-3" if discussed else "B3.5-2",
        )
