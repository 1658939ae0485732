"""What waits where the school is watched: signals without an answer."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.check.monitoring import reads
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

ANSWER_WITHIN = 30
"""Days; schools answer within the month in which a term's figures come in."""
SINGLY = 5
"""So many signals are named one by one; the others are told as a number."""
HEADS = frozenset({Role.DEP_ACADEMIC.value})


@due("signals.answer")
def unanswered(question: Question) -> Iterator[Due]:
    """List the gravest open signals, and how many wait beside them."""
    rows = list(question.once(reads.open_now))
    for row in rows[:SINGLY]:
        name = " · ".join(filter(None, (row.name, "" if row.person_id else row.group_label)))
        yield Due(
            f"signal:{row.pk}",
            _("Answer the signal: %(name)s") % {"name": name},
            localdate(row.raised_at) + timedelta(days=ANSWER_WITHIN),
            "check:signal",
            (row.pk,),
            roles=HEADS,
            phase="check",
            clause="A1.3-2",
        )
    if more := rows[SINGLY:]:
        by = min(localdate(row.raised_at) for row in more) + timedelta(days=ANSWER_WITHIN)
        words = ngettext("Answer %(count)d more signal", "Answer %(count)d more signals", len(more))
        yield Due(
            f"signals:{by:%Y-%m-%d}",
            words % {"count": len(more)},
            by,
            "check:signals",
            roles=HEADS,
            phase="check",
            clause="B2.1-1",
        )
