"""Discussions of quality with other institutions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.assessments.joint import changes, reads
from sapat.check.assessments.joint.changes import Discussed
from sapat.check.assessments.joint.models import JointDiscussion
from sapat.plan.registers import reads as registers
from sapat.plan.registers.models import Partner
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.outside import DiscussionForm
from sapat.web.pages.check.assessment_tabs import tabs


@right("self_assessment.read")
@require_safe
def joint_discussions(request: SchoolRequest) -> HttpResponse:
    """List the discussions, the newest first."""
    day = localdate()
    context = {
        "tabs": tabs(request),
        "rows": [(row, row.held_on <= day and not row.conclusions) for row in reads.discussions()],
        "today": day,
        "can_run": request.may("self_assessment.run"),
    }
    return render(request, "check/joint_discussions.html", context)


@right("self_assessment.run")
@form_page
def keep_discussion(request: SchoolRequest) -> HttpResponse:
    """Write a discussion down, held or still to come."""
    form = DiscussionForm(posted(request))
    known = _offer(form, [])
    return ask(
        request,
        form,
        _about(request, _("Discussion with others"), _("The discussion is written down.")),
        lambda given: changes.keep(
            request.school,
            *_discussed(given, known),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("self_assessment.run")
@form_page
def restate_discussion(request: SchoolRequest, joint_discussion_id: int) -> HttpResponse:
    """Write down what came of a discussion, or correct it."""
    row = seen(request, JointDiscussion, joint_discussion_id)
    present = list(row.partners.order_by("name"))
    names = ("topic", "held_on", "place", "participants", "conclusions", "taken_home")
    initial = {name: getattr(row, name) for name in names}
    form = DiscussionForm(
        posted(request), initial={**initial, "partners": sorted(one.pk for one in present)}
    )
    known = _offer(form, present)
    return ask(
        request,
        form,
        _about(request, row.topic, _("The discussion is written down.")),
        lambda given: changes.restate(row, *_discussed(given, known), by=request.user, at=now()),
    )


def _offer(form: DiscussionForm, present: list[Partner]) -> dict[int, Partner]:
    rows = {one.pk: one for one in (*registers.partners(localdate()), *present)}
    form.fields["partners"].choices = [(pk, one.name) for pk, one in rows.items()]  # type: ignore[attr-defined]
    if not rows:
        form.fields["partners"].help_text = _("No partner yet: partners are kept in the registers.")
    return rows


def _discussed(given: dict[str, Any], known: dict[int, Partner]) -> tuple[Discussed, list[Partner]]:
    partners = [known[pk] for pk in given.pop("partners")]
    return Discussed(**given), partners


def _about(request: SchoolRequest, heading: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=_("Write down"),
        back=reverse("check:joint_discussions", args=[request.school.code]),
        pretitle=_("Discussions with others"),
        done=done,
    )
