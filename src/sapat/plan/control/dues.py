"""What is due here: the control note of the month that is over."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.control import reads
from sapat.plan.control.rules import last_month_asked

DAYS = 10
"""Days after a month by which its note is signed, where no clause says otherwise."""
FREE = {7, 8}


@due("regulations.control_note")
def control_notes(question: Question) -> Iterator[Due]:
    """Ask the deputy for the note of the last month, where a regulation lived in it."""
    watch = question.once(reads.watch, question.day)
    month = last_month_asked(question.day, FREE)
    if watch.since is None or month.ends < watch.since:
        return
    if watch.note and watch.note.of >= month:
        return
    yield Due(
        key=f"control_note:{month.year}-{month.month:02d}",
        sentence=_("Sign the control note for %(month)s") % {"month": month.name},
        by=month.ends + timedelta(days=DAYS),
        page="plan:control_notes",
        roles=frozenset({Role.DEP_ACADEMIC.value}),
        phase="check",
        clause="A2-5",
    )
