"""Sets of criteria: those of the school, taken over from Sapat or brought as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.assessments.criteria import changes, reads
from sapat.check.assessments.criteria.changes import About
from sapat.check.assessments.criteria.models import CriteriaSet, Criterion
from sapat.check.assessments.criteria.shipped import ShippedSet, shipped_sets
from sapat.core.language import Text
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.criteria import BringSetForm, TakeSetForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.check.assessment_tabs import tabs


@right("self_assessment.read")
@require_safe
def criteria_sets(request: SchoolRequest) -> HttpResponse:
    """List the sets of the school, and what Sapat has to offer."""
    rows = list(reads.sets())
    context = {
        "tabs": tabs(request),
        "rows": rows,
        "offered": _not_taken(),
        "can_run": request.may("self_assessment.run"),
    }
    return render(request, "check/criteria_sets.html", context)


@right("self_assessment.read")
@require_safe
def criteria_set(request: SchoolRequest, criteria_set_id: int) -> HttpResponse:
    """Show a set: its levels as they are described, and its criteria."""
    row = seen(request, CriteriaSet, criteria_set_id)
    sections: dict[str, list[Criterion]] = {}
    for one in reads.criteria(row):
        sections.setdefault(one.section, []).append(one)
    context = {
        "row": row,
        "sections": list(sections.items()),
        "can_retire": request.may("self_assessment.run") and row.replaced_on is None,
    }
    return render(request, "check/criteria_set.html", context)


@right("self_assessment.run")
@form_page
def take_criteria(request: SchoolRequest) -> HttpResponse:
    """Take over a set that comes with Sapat."""
    offered = _not_taken()
    form = TakeSetForm(posted(request))
    form.fields["shipped"].choices = [  # type: ignore[attr-defined]
        (one.code, f"{one.name} ({len(one.content.criteria)}). {one.source}") for one in offered
    ]
    made: list[CriteriaSet] = []
    question = Question(
        heading=_("Take over a set of criteria"),
        button=_("Take over"),
        back=reverse("check:criteria_sets", args=[request.school.code]),
        pretitle=_("Sets of criteria"),
        lead=_("A set to begin with: replace it once the official one of your agency is there."),
        done=_("The set is taken over."),
    )
    answer = ask(
        request,
        form,
        question,
        lambda given: made.append(
            changes.take_over_shipped(
                request.school,
                shipped_sets()[given["shipped"]],
                person=people.person_of(request.user),
                by=request.user,
                at=now(),
            )
        ),
    )
    return redirect("check:criteria_set", request.school.code, made[0].pk) if made else answer


@right("self_assessment.run")
@form_page
def bring_criteria(request: SchoolRequest) -> HttpResponse:
    """Bring a set as a file; the same short name makes a new edition."""
    form = BringSetForm(posted(request), request.FILES or None)
    made: list[CriteriaSet] = []

    def write(given: dict[str, Any]) -> None:
        about = About(
            given["code"].upper(), given["kind"], given["edition"], given["dated"],
            form.text(given), Text(ky=given["source"]),
        )  # fmt: skip
        me = people.person_of(request.user)
        made.append(
            changes.take_over(
                request.school, about, given["file"], person=me, by=request.user, at=now()
            )
        )

    question = Question(
        heading=_("Bring a set of criteria"),
        button=_("Bring"),
        back=reverse("check:criteria_sets", args=[request.school.code]),
        pretitle=_("Sets of criteria"),
        lead=_("Cycles that were held by an earlier edition keep it as it was."),
        done=_("The set is here."),
    )
    answer = ask(request, form, question, write)
    return redirect("check:criteria_set", request.school.code, made[0].pk) if made else answer


@right("self_assessment.run")
@form_page
def retire_criteria(request: SchoolRequest, criteria_set_id: int) -> HttpResponse:
    """Put a set away: no new cycle begins by it."""
    row = seen(request, CriteriaSet, criteria_set_id)
    question = Question(
        heading=_("Put the set away"),
        button=_("Put away"),
        back=reverse("check:criteria_sets", args=[request.school.code]),
        pretitle=row.name,
        lead=_("No new cycle begins by it; the cycles held by it stay."),
        done=_("The set is put away."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.retire(row, by=request.user, at=now()),
    )


def _not_taken() -> list[ShippedSet]:
    held = reads.codes_held()
    return [one for one in shipped_sets().values() if (one.code, one.edition) not in held]
