"""Which instruments wait: drafts to approve, editions to look at again."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.instruments import reads
from sapat.plan.instruments.rules import InstrumentState

DRAFTING = timedelta(30)
"""How long a draft may stay one."""


@due("instruments.drafts")
def drafts(question: Question) -> Iterable[Due]:
    """Yield each draft that no body has approved yet."""
    for code, editions in reads.latest().items():
        for edition in editions:
            if edition.state != InstrumentState.DRAFT:
                continue
            yield Due(
                key=f"instruments.drafts:{edition.pk}",
                sentence=_("Have edition %(number)s of %(name)s approved.")
                % {"number": edition.number, "name": edition.sheet.name},
                by=localdate(edition.begun_at) + DRAFTING,
                page="plan:instrument",
                args=(code,),
                roles=frozenset({edition.sheet.role, Role.DEP_ACADEMIC}),
                clause="B1-6",
            )
