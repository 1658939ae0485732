"""Meetings to be held, and standing items that a body leaves out."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sapat.act.meetings import reads
from sapat.act.meetings.rules import MeetingState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

OFFICE = frozenset({Role.DEP_ACADEMIC.value})


@due("meetings.to_hold")
def to_hold(question: Question) -> Iterable[Due]:
    """List the planned meetings: to be invited to, and to be held on their day."""
    for row in question.once(reads.waiting, question.day):
        facts = {"name": row.body.name, "day": f"{row.day:%d.%m.%Y}"}
        if row.state == MeetingState.PLANNED:
            words = _("Invite to the meeting of %(day)s: %(name)s") % facts
        elif row.state == MeetingState.INVITED:
            words = _("Hold the meeting and record who came: %(name)s") % facts
        elif row.state == MeetingState.HELD:
            words = _("Write the minutes of %(day)s: %(name)s") % facts
        else:
            continue
        writer = {row.secretary_id} if row.secretary_id else set()
        yield Due(
            key=f"meeting:{row.pk}:{row.state}",
            sentence=words,
            by=row.day,
            page="act:meeting",
            args=(row.pk,),
            persons=frozenset(writer),
            roles=frozenset() if writer else OFFICE,
            phase="act",
            clause="A2-3",
        )
