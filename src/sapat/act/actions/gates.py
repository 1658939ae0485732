"""A finding is not closed over the head of its actions."""

from datetime import date

from sapat.act.actions import reads
from sapat.act.actions.rules import why_not_close
from sapat.check.findings.models import Finding
from sapat.core.gates import watches
from sapat.core.refusal import Refused


@watches("finding.close")
def actions_are_finished(finding: Finding, _day: date) -> Refused | None:
    """Object while actions are open, prevention is lacking or no effect has been shown."""
    excused = reads.excuse_of(finding) is not None
    found = why_not_close(finding.grade, reads.done_of(finding), excused=excused)
    return Refused(found[0], **found[1]) if found else None
