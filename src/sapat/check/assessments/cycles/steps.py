"""A cycle held fast for one step."""

from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.cycles.rules import NotSo, Step, may_step
from sapat.core.refusal import Refused
from sapat.school.boundary import within


def taken(assessment: Assessment, step: Step) -> Assessment:
    """Hold a cycle fast for a step, or refuse the step in its state."""
    with within(assessment.school):
        rows = Assessment.objects.select_for_update(of=("self",)).select_related("criteria_set")
        row: Assessment = rows.get(pk=assessment.pk)
    if not may_step(step, row.state):
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display(), step=step.label)
    return row
