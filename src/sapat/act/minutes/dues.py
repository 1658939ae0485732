"""Minutes that wait for a signature."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.act.meetings import reads
from sapat.act.meetings.rules import MeetingState
from sapat.act.minutes.rules import SIGN_DAYS
from sapat.core.dues import Due, due
from sapat.core.proofs import Question


@due("minutes.to_sign")
def to_sign(question: Question) -> Iterable[Due]:
    """List closed minutes for the chair and the secretary who have not signed yet."""
    for row in question.once(reads.waiting, question.day):
        if row.state != MeetingState.MINUTED:
            continue
        signed = ((row.chair_id, row.chair_signed_at), (row.secretary_id, row.secretary_signed_at))
        for person, at in signed:
            if person is None or at is not None:
                continue
            facts = {"name": row.body.name, "day": f"{row.day:%d.%m.%Y}"}
            yield Due(
                key=f"minutes:{row.pk}:sign:{person}",
                sentence=_("Sign the minutes of %(day)s: %(name)s") % facts,
                by=row.day + timedelta(days=SIGN_DAYS),
                page="act:meeting",
                args=(row.pk,),
                persons=frozenset({person}),
                phase="act",
            )
