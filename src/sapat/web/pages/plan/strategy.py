"""The strategy: mission, vision, values, goals, and the tree of objectives below it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.documents.models import Document
from sapat.plan.documents.rules import DocumentKind
from sapat.plan.objectives import changes, reads
from sapat.plan.objectives.changes import Wording
from sapat.plan.objectives.models import Strategy
from sapat.plan.objectives.rules import is_passed
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.objectives import PaperForm, RenewalForm, StrategyForm
from sapat.web.pages.plan.measured import Progress, progress
from sapat.web.pages.plan.policy_tabs import tabs

SPAN = 4
"""Years a renewed strategy looks ahead until somebody writes another horizon."""


@right("objective.read")
@require_safe
def strategy(request: SchoolRequest) -> HttpResponse:
    """Show the strategy of today, the tree below it, and the editions before."""
    day = localdate()
    row = reads.strategy_on(day)
    running = list(reads.open_objectives(day)) if row else []
    lines = progress(request.school, reads.as_tree(running), day)
    context = {
        "tabs": tabs(request),
        "strategy": row,
        "edition": reads.in_force(row.document_id, day) if row else None,
        "passed": row is not None and is_passed(row.horizon_year, day),
        "branches": _branches(row, lines) if row else [],
        "loose": [line for line in lines if row and line.objective.strategy_id != row.pk],
        "earlier": [one for one in reads.strategies() if one.until],
        "can_change": request.may("objective.change"),
    }
    return render(request, "plan/strategy.html", context)


def _branches(row: Strategy, lines: list[Progress]) -> list[tuple[object, list[Progress]]]:
    """Return each goal with the objectives that serve it; at the end those that name none."""
    own = [line for line in lines if line.objective.strategy_id == row.pk]
    found: list[tuple[object, list[Progress]]] = [
        (goal, [line for line in own if line.objective.goal_id == goal.pk])
        for goal in row.goals.all()
    ]
    rest = [line for line in own if line.objective.goal_id is None]
    return [*found, (None, rest)] if rest else found


@right("objective.change")
@form_page
def lay_down(request: SchoolRequest) -> HttpResponse:
    """Lay down the strategy, or write a new edition of it."""
    row = reads.strategy_on(localdate())
    papers = _papers()
    form = StrategyForm(posted(request), initial=_initial(row))
    form.fields["document"].offer(papers.items())  # type: ignore[attr-defined]
    if row is None:
        del form.fields["note"]
    question = Question(
        heading=_("New edition of the strategy") if row else _("Lay down the strategy"),
        button=_("Lay down"),
        back=reverse("plan:strategy", args=[request.school.code]),
        pretitle=_("Strategy"),
        lead=_("The edition before is kept with its days; open objectives follow the new one.")
        if row
        else "",
        done=_("The strategy is laid down."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.lay_down(
            request.school, _wording(given, papers), by=request.user, at=now()
        ),
    )


@right("objective.change")
@form_page
def renew(request: SchoolRequest, strategy_id: int) -> HttpResponse:
    """Lead through the renewal: new horizon, texts gone through, objectives that go on."""
    row = seen(request, Strategy, strategy_id)
    day = localdate()
    papers = _papers()
    running = {one.pk: one for one in reads.open_objectives(day) if one.strategy_id == row.pk}
    since = max(row.horizon_year + 1, day.year)
    start = _initial(row) | {"since_year": since, "horizon_year": since + SPAN, "note": ""}
    form = RenewalForm(posted(request), initial=start | {"keep": list(running)})
    form.fields["document"].offer(papers.items())  # type: ignore[attr-defined]
    form.fields["keep"].choices = [(pk, one.title) for pk, one in running.items()]  # type: ignore[attr-defined]
    question = Question(
        heading=_("Renew the strategy"),
        button=_("Renew"),
        back=reverse("plan:strategy", args=[request.school.code]),
        pretitle=_("Strategy"),
        lead=_(
            "Go through each text: what still holds stays as it is. Nothing changes by itself; "
            "the strategy to %(horizon)s is kept with its days."
        )
        % {"horizon": row.horizon_year},
        done=_("The strategy is renewed."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.renew(
            row,
            _wording(given, papers),
            keep=[running[pk] for pk in given["keep"]],
            by=request.user,
            at=now(),
        ),
    )


@right("objective.change")
@form_page
def link_paper(request: SchoolRequest, strategy_id: int) -> HttpResponse:
    """Say in which document the strategy stands."""
    row = seen(request, Strategy, strategy_id)
    papers = _papers()
    form = PaperForm(posted(request), initial={"document": row.document_id})
    form.fields["document"].offer(papers.items())  # type: ignore[attr-defined]
    question = Question(
        heading=_("Link the document of the strategy"),
        button=_("Link"),
        back=reverse("plan:strategy", args=[request.school.code]),
        pretitle=_("Strategy"),
        done=_("The document is linked."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.link_paper(row, papers[given["document"]], by=request.user, at=now()),
    )


def _papers() -> dict[int, Document]:
    return {row.pk: row for row in reads.papers((DocumentKind.STRATEGY, DocumentKind.PROGRAMME))}


def _initial(row: Strategy | None) -> dict[str, Any]:
    if row is None:
        year = localdate().year
        return {"since_year": year, "horizon_year": year + SPAN}
    names = ("mission", "vision", "values", "goal", "since_year", "horizon_year")
    return {
        **{name: getattr(row, name) for name in names},
        "goals": "\n".join(goal.text for goal in row.goals.all()),
        "document": row.document_id,
    }


def _wording(given: dict[str, Any], papers: dict[int, Document]) -> Wording:
    return Wording(
        mission=given["mission"],
        vision=given["vision"],
        values=given["values"],
        goal=given["goal"],
        goals=tuple(line.strip() for line in given["goals"].splitlines() if line.strip()),
        since_year=given["since_year"],
        horizon_year=given["horizon_year"],
        document=papers.get(given["document"]),
        note=given.get("note", ""),
    )
