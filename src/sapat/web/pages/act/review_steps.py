"""The way of a management review: plan, freeze, judge, decide, conclude, approve."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.act.meetings import reads as meetings
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import MeetingState
from sapat.act.reviews import changes, reads
from sapat.act.reviews.changes import Conclusion, Plan
from sapat.act.reviews.effectiveness import trend
from sapat.act.reviews.models import Review, ReviewInput
from sapat.act.reviews.rules import ReviewState, next_due
from sapat.core.proofs import Question as Look
from sapat.plan.resources.changes import Wish
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.decisions import AloneForm
from sapat.web.forms.reviews import (
    ApproveReviewForm,
    CallOffForm,
    ConclusionForm,
    FreezeAgainForm,
    FreezeForm,
    JudgeInputForm,
    PlanReviewForm,
    ReviewResourceForm,
)
from sapat.web.pages.act.minutes import offer_people

GONE = (MeetingState.CALLED_OFF, MeetingState.SIGNED)


@right("review.change")
@form_page
def plan_review(request: SchoolRequest) -> HttpResponse:
    """Plan the next review."""
    day, last = localdate(), reads.last_day()
    rhythm = reads.rhythm(day)
    me = people.person_of(request.user)
    initial = {
        "day": max(day, next_due(last, rhythm.times, rhythm.began)),
        "since": last + timedelta(days=1) if last else rhythm.began,
        "keeper": me.pk if me else None,
    }
    form, rows = _offered(PlanReviewForm(posted(request), initial=initial))
    question = Question(
        heading=_("Plan a management review"),
        button=_("Plan"),
        back=reverse("act:reviews", args=[request.school.code]),
        pretitle=_("Management review"),
        done=_("The review is planned. Its inputs gather by themselves."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.plan(request.school, _plan(given, *rows), by=request.user, at=now()),
    )


@right("review.change")
@form_page
def move_review(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Change the plan of a review."""
    row = seen(request, Review, review_id)
    initial = {
        "day": row.day, "since": row.since, "keeper": row.keeper_id, "meeting": row.meeting_id,
    }  # fmt: skip
    form, rows = _offered(PlanReviewForm(posted(request), initial=initial), row.meeting)
    return ask(
        request,
        form,
        _about(row, _("Change the plan"), _("Save"), _("The plan is changed.")),
        lambda given: changes.move(row, _plan(given, *rows), by=request.user, at=now()),
    )


Rows = tuple[dict[int, Person], dict[int, Meeting]]


def _offered(form: Any, kept: Meeting | None = None) -> tuple[Any, Rows]:
    staff = {one.pk: one for one in people.staff(localdate())}
    open_ = {one.pk: one for one in meetings.meetings() if one.state not in GONE}
    if kept:
        open_[kept.pk] = kept
    form.fields["keeper"].offer([(pk, one.full_name) for pk, one in staff.items()])
    form.fields["meeting"].offer(list(open_.items()))
    return form, (staff, open_)


def _plan(given: dict[str, Any], staff: dict[int, Person], open_: dict[int, Meeting]) -> Plan:
    keeper, meeting = staff.get(given["keeper"]), open_.get(given["meeting"])
    return Plan(given["day"], given["since"], keeper, meeting)


@right("review.change")
@form_page
def call_off_review(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Call a planned review off."""
    row = seen(request, Review, review_id)
    return ask(
        request,
        CallOffForm(posted(request)),
        _about(row, _("Call the review off"), _("Call off"), _("The review is called off.")),
        lambda given: changes.call_off(row, given["reason"], by=request.user, at=now()),
    )


@right("review.change")
@form_page
def freeze_review(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Freeze the inputs of a review; again only with a reason."""
    row = seen(request, Review, review_id)
    again = row.state == ReviewState.HELD
    lead = _("Every input is kept as it stands now; what changes later does not change the review.")
    return ask(
        request,
        FreezeAgainForm(posted(request)) if again else FreezeForm(posted(request)),
        _about(row, _("Freeze the inputs"), _("Freeze"), _("The inputs are frozen."), lead),
        lambda given: changes.freeze(
            row,
            trend(Look(request.school, localdate())),
            reason=given.get("reason", ""),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("review.approve")
@form_page
def judge_input(request: SchoolRequest, reviewinput_id: int) -> HttpResponse:
    """Judge one input of a review, its figures in sight."""
    one = seen(request, ReviewInput, reviewinput_id)
    row = one.edition.review
    initial = {"judgement": one.judgement, "words": one.words}
    figures = [f"{each['name']}: {each['said']}" for each in one.shown.get("figures", [])]
    lead = "; ".join(figures) or str(one.shown.get("lacks", ""))
    return ask(
        request,
        JudgeInputForm(posted(request), initial=initial),
        _about(row, one.name, _("Keep the judgement"), _("The judgement is kept."), lead),
        lambda given: changes.judge(
            one, **given, person=people.person_of(request.user), by=request.user, at=now()
        ),
    )


@right("review.change")
@form_page
def conclude_review(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Write what the review says of the system as a whole."""
    row = seen(request, Review, review_id)
    initial = {
        "suits": row.suits, "works": row.works, "words": row.conclusion,
        "no_resources": row.no_resources,
    }  # fmt: skip
    return ask(
        request,
        ConclusionForm(posted(request), initial=initial),
        _about(row, _("Conclusion"), _("Save"), _("The conclusion is written.")),
        lambda given: changes.conclude(row, Conclusion(**given), by=request.user, at=now()),
    )


@right("review.approve")
@form_page
def review_decision(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Write down a decision of the review: it stands on the review by itself."""
    row = seen(request, Review, review_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    form = AloneForm(posted(request))
    offer_people(form, staff)
    for name in NO_GROUND:
        form.fields.pop(name)
    return ask(
        request,
        form,
        _about(row, _("Decision of the review"), _("Decide"), _("The decision is taken.")),
        lambda given: changes.decide(
            row,
            form.resolution({**NO_GROUND, **given}, staff),
            on=given["on"],
            by=request.user,
            at=now(),
        ),
    )


NO_GROUND = {"record": "", "kind": "", "words": "", "reference": "", "no_ground": ""}
"""The review itself is the ground of its decisions."""


@right("review.change")
@form_page
def review_resource(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Ask for a resource the review found lacking."""
    row = seen(request, Review, review_id)
    done = _("The request stands in the register of resources.")
    return ask(
        request,
        ReviewResourceForm(posted(request)),
        _about(row, _("Ask for a resource"), _("Ask"), done),
        lambda given: changes.ask_resource(
            row,
            Wish(asked_on=localdate(), **given),
            asker=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("review.approve")
@form_page
def approve_review(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Approve a review as the director."""
    row = seen(request, Review, review_id)
    lead = _("From here on nothing of the review is changed; its mark is kept.")
    return ask(
        request,
        ApproveReviewForm(posted(request), initial={"shown": reads.digest(row)}),
        _about(row, _("Approve the review"), _("Approve"), _("The review is approved."), lead),
        lambda given: changes.approve(
            row,
            given["shown"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


def _about(row: Review, heading: str, button: str, done: str, lead: str = "") -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:review", args=[row.school.code, row.pk]),
        pretitle=_("Management review %(name)s") % {"name": row.name},
        lead=lead,
        done=done,
    )
