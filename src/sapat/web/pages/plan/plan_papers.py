"""Plans, policy and strategy as papers: looked at, printed, handed out."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.objectives import reads as objectives
from sapat.plan.objectives.models import Strategy
from sapat.plan.planning.models import Plan
from sapat.plan.policy.models import PolicyEdition
from sapat.publish.papers.content import Paper
from sapat.publish.plans import plan_paper
from sapat.publish.policy import policy_paper
from sapat.publish.strategy import ObjectiveRow, strategy_paper
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.plan.measured import Progress, progress
from sapat.web.papers import answer_with


@right("plan.read")
@require_safe
def plan_sheet(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Show a plan as it is printed, by sections or by months, or hand it out."""
    row = seen(request, Plan, plan_id)
    by_month = request.GET.get("by") == "month"

    def make(language: str) -> Paper:
        return plan_paper(row, language=language, at=now(), by_month=by_month)

    back = reverse("plan:plan", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=row.title)


@right("objective.read")
@require_safe
def policy_sheet(request: SchoolRequest, policy_edition_id: int) -> HttpResponse:
    """Show the quality policy as it is printed, or hand it out."""
    row = seen(request, PolicyEdition, policy_edition_id)

    def make(language: str) -> Paper:
        return policy_paper(row, language=language, at=now())

    back = reverse("plan:policy", args=[request.school.code])
    return answer_with(request, make, back=back, back_to=_("Quality policy"))


@right("objective.read")
@require_safe
def strategy_sheet(request: SchoolRequest, strategy_id: int) -> HttpResponse:
    """Show the strategy with its objectives as it is printed, or hand it out."""
    row = seen(request, Strategy, strategy_id)
    day = localdate()

    def make(language: str) -> Paper:
        with translation.override(language):
            running = [one for one in objectives.open_objectives(day) if one.strategy_id == row.pk]
            lines = progress(request.school, objectives.as_tree(running), day)
            rows = [_row(line) for line in lines]
        return strategy_paper(row, rows, language=language, at=now())

    back = reverse("plan:strategy", args=[request.school.code])
    return answer_with(request, make, back=back, back_to=_("Strategy"))


def _row(line: Progress) -> ObjectiveRow:
    one = line.objective
    return ObjectiveRow(
        depth=line.depth,
        title=one.title,
        indicator=one.indicator,
        baseline=line.baseline,
        now=line.latest.shown.text if line.latest else "—",
        target=line.target,
        due_on=one.due_on,
        owner=one.owner.short_name,
        course=str(line.course.label),
    )
