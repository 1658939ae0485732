"""One requirement and the steps of its way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sapat.act.loop.chains import around_requirement
from sapat.plan.requirements import changes, reads
from sapat.plan.requirements.changes import Shown
from sapat.plan.requirements.models import Requirement
from sapat.plan.requirements.rules import Side, State, sides_left
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.requirements import (
    AnalysisForm,
    AnswerForm,
    DecisionForm,
    HeardForm,
    OwnerForm,
    ShownForm,
)
from sapat.web.pages.plan import places
from sapat.web.pages.plan.requirements import heard, offer, shown

STEPS = {
    State.FOUND: ("plan:analyse_requirement", gettext_lazy("Analyse")),
    State.ANALYSED: ("plan:decide_requirement", gettext_lazy("Decide")),
    State.ACCEPTED: (
        "plan:account_requirement",
        gettext_lazy("Record where it was taken into account"),
    ),
    State.ACCOUNTED: ("plan:ask_again", gettext_lazy("Ask the group again")),
}


@right("requirement.read")
@require_safe
def requirement(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Show a requirement, where it was taken into account, and its whole way."""
    row = seen(request, Requirement, requirement_id)
    can_change = request.may("requirement.change")
    step = STEPS.get(State(row.state)) if can_change else None
    wanted = [Side(side).label for side in row.sides if side in Side.values]
    context = {
        "one": shown([row], stakeholders.names())[0],
        "row": row,
        "wanted": wanted,
        "left": sides_left(row.sides, reads.shown_sides(row))
        if row.state == State.ACCEPTED
        else [],
        "reflections": [(one, places.address(request, one)) for one in row.reflections.all()],
        "stages": reads.stages(row),
        "step": step and (reverse(step[0], args=[request.school.code, row.pk]), step[1]),
        "open": row.state not in {State.DECLINED, State.SATISFIED},
        "can_change": can_change,
        "can_name": request.may("people.read"),
        "chain": linked(request, around_requirement(row)) if request.may("finding.read") else [],
    }
    return render(request, "plan/requirement.html", context)


@right("requirement.change")
@form_page
def correct_requirement(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Correct the words of a requirement; those before stay in its history."""
    row = seen(request, Requirement, requirement_id)
    initial = {
        "group": row.group,
        "text": row.text,
        "origin": row.origin,
        "source": row.source,
        "document": row.document_id,
        "found_on": row.found_on,
        "owner": row.owner_id,
    }
    form = offer(HeardForm(posted(request), initial=initial), besides=row.group)
    return ask(
        request,
        form,
        _about(row, _("Correct the requirement"), _("Save"), _("The requirement is corrected.")),
        lambda given: changes.correct(row, heard(given), by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def hand_over_requirement(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Name who looks after a requirement."""
    row = seen(request, Requirement, requirement_id)
    offered = {person.pk: person for person in people.staff(localdate())}
    form = OwnerForm(posted(request), initial={"owner": row.owner_id})
    form.fields["owner"].offer(offered.items())  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Owner of the requirement"), _("Hand over"), _("The owner is named.")),
        lambda given: changes.hand_over(row, offered[given["owner"]], by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def analyse_requirement(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Record what the analysis showed."""
    row = seen(request, Requirement, requirement_id)
    return ask(
        request,
        AnalysisForm(posted(request)),
        _about(row, _("Analyse the requirement"), _("Save"), _("The analysis is recorded.")),
        lambda given: changes.analyse(
            row, given["text"], on=given["on"], by=request.user, at=now()
        ),
    )


@right("requirement.change")
@form_page
def decide_requirement(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Record the decision about a requirement."""
    row = seen(request, Requirement, requirement_id)
    form = DecisionForm(posted(request))
    return ask(
        request,
        form,
        _about(row, _("Decide about the requirement"), _("Save"), _("The decision is recorded.")),
        lambda given: changes.decide(row, form.decision(given), by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def account_requirement(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Record where a requirement was taken into account, with what shows it."""
    row = seen(request, Requirement, requirement_id)
    left = sides_left(row.sides, reads.shown_sides(row))
    form = ShownForm(posted(request), initial={"side": left[0] if left else None})
    form.fields["place"].choices = places.offered()  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Taken into account"), _("Save"), _("It is recorded where.")),
        lambda given: changes.take_into_account(row, _shown(given), by=request.user, at=now()),
    )


def _shown(given: dict[str, Any]) -> Shown:
    place, place_id = places.parsed(given["place"])
    return Shown(
        side=given["side"],
        place=place,
        place_id=place_id,
        words=given["words"],
        proof=given["proof"],
        on=given["on"],
    )


@right("requirement.change")
@form_page
def ask_again(request: SchoolRequest, requirement_id: int) -> HttpResponse:
    """Record what the group says of what was done."""
    row = seen(request, Requirement, requirement_id)
    return ask(
        request,
        AnswerForm(posted(request)),
        _about(row, _("Ask the group again"), _("Save"), _("The answer is recorded.")),
        lambda given: changes.ask_again(
            row,
            given["answer"],
            satisfied=given["satisfied"],
            on=given["on"],
            by=request.user,
            at=now(),
        ),
    )


def _about(row: Requirement, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:requirement", args=[row.school.code, row.pk]),
        pretitle=_("Requirement № %(number)s") % {"number": row.number},
        lead=row.text,
        done=done,
    )
