"""The one door to changing a meeting: hold its row fast, and ask whether the step is possible."""

from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import Step, why_not_step
from sapat.core.refusal import Refused
from sapat.school.boundary import within


def taken(meeting: Meeting, step: Step) -> Meeting:
    """Return the meeting, held fast for this change, if the step is possible; else refuse."""
    with within(meeting.school):
        rows = Meeting.objects.select_for_update(of=("self",))
        row: Meeting = rows.select_related("body", "chair", "secretary").get(pk=meeting.pk)
    if objection := why_not_step(step, row.state):
        raise Refused(objection, state=row.get_state_display(), step=step.label)
    return row


def save(row: Meeting) -> None:
    """Keep the meeting."""
    with within(row.school):
        row.save()
