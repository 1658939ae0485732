"""Every step of an expert review, from its task to the conclusion of a council."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.check.expertises import changes, reads
from sapat.check.expertises.changes import Heard, Task
from sapat.check.expertises.models import Expertise, ExpertiseAdvice, ExpertiseMember
from sapat.check.expertises.rules import PARTS, Part, Seat
from sapat.plan.programmes import reads as programmes
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.expertises import (
    AdviceForm,
    ConclusionForm,
    CriterionForm,
    HeardForm,
    MarksForm,
    MemberForm,
    PaperSignForm,
    SignForm,
    TaskForm,
)
from sapat.web.forms.findings import ReasonForm
from sapat.web.forms.shared import SureForm


@right("expertise.change")
@form_page
def plan_expertise(request: SchoolRequest) -> HttpResponse:
    """Plan an expert review."""
    form = TaskForm(posted(request))
    known = {row.pk: row for row in bodies.bodies(localdate())}
    offered = {row.pk: row for row in programmes.programmes()}
    form.fields["body"].offer([(pk, row.name) for pk, row in known.items()])  # type: ignore[attr-defined]
    form.fields["programme"].offer([(pk, row.title) for pk, row in offered.items()])  # type: ignore[attr-defined]
    question = Question(
        heading=_("Plan an expert review"),
        button=_("Plan"),
        back=reverse("check:expertises", args=[request.school.code]),
        pretitle=_("Expert reviews"),
        done=_("The review is planned. Name who leads it and the experts."),
    )

    def change(given: dict[str, Any]) -> Expertise:
        body, programme = known[given.pop("body")], offered.get(given.pop("programme"))
        task = Task(**given, body=body, programme=programme)
        return changes.plan(request.school, task, by=request.user, at=now())

    return ask(request, form, question, change)


@right("expertise.change")
@form_page
def name_expert(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Name an expert or an author."""
    row = seen(request, Expertise, expertise_id)
    form = MemberForm(posted(request))
    staff = {person.pk: person for person in people.staff(localdate())}
    form.fields["person"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    question = _about(row, _("Name an expert or an author"), _("Name"), _("The name is written."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.name(
            row,
            staff.get(given["person"]),
            given["seat"],
            outside=given["outside"],
            by=request.user,
            at=now(),
        ),
    )


@right("expertise.change")
@form_page
def take_expert_away(request: SchoolRequest, expertisemember_id: int) -> HttpResponse:
    """Take somebody away who was named."""
    member = seen(request, ExpertiseMember, expertisemember_id)
    heading = _("Take away: %(name)s") % {"name": member}
    return ask(
        request,
        SureForm(posted(request)),
        _about(member.expertise, heading, _("Take away"), _("The name is taken away.")),
        lambda _given: changes.take_away(member, by=request.user, at=now()),
    )


@right("expertise.change")
@form_page
def add_criterion(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Add a criterion of the school's own."""
    row = seen(request, Expertise, expertise_id)
    form = CriterionForm(posted(request))
    form.fields["part"].choices = [(part.value, part.label) for part in PARTS[row.kind]]  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("A criterion of our own"), _("Add"), _("The criterion is added.")),
        lambda given: changes.add_criterion(row, **given, by=request.user, at=now()),
    )


@right("expertise.change")
@form_page
def begin_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Let the experts begin."""
    row = seen(request, Expertise, expertise_id)
    return ask(
        request,
        SureForm(posted(request)),
        _about(row, _("Begin the review"), _("Begin"), _("The experts are at work.")),
        lambda _given: changes.begin(row, by=request.user, at=now()),
    )


@right("expertise.judge")
@form_page
def judge_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Judge the criteria of one side."""
    row = _workable(request, expertise_id)
    part = request.GET.get("part", PARTS[row.kind][0].value)
    if part not in PARTS[row.kind]:
        raise Http404
    form = MarksForm(posted(request), [one for one in reads.criteria(row) if one.part == part])
    heading = str(Part(part).label).capitalize()
    return ask(
        request,
        form,
        _about(row, heading, _("Save the marks"), _("The marks are kept.")),
        lambda _given: changes.judge(row, form.said, by=request.user, at=now()),
    )


@right("expertise.judge")
@form_page
def advise_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Write a recommendation."""
    row = _workable(request, expertise_id)
    return ask(
        request,
        AdviceForm(posted(request)),
        _about(row, _("A recommendation"), _("Write down"), _("It is recommended.")),
        lambda given: changes.advise(row, **given, by=request.user, at=now()),
    )


@right("expertise.judge")
@form_page
def drop_advice(request: SchoolRequest, expertiseadvice_id: int) -> HttpResponse:
    """Take a recommendation back."""
    one = seen(request, ExpertiseAdvice, expertiseadvice_id)
    row = _workable(request, one.expertise_id)
    return ask(
        request,
        SureForm(posted(request)),
        _about(row, _("Take the recommendation back"), _("Take back"), _("It is taken back.")),
        lambda _given: changes.drop_advice(one, by=request.user, at=now()),
    )


@right("expertise.judge")
@form_page
def conclude_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Write the conclusion."""
    row = _workable(request, expertise_id)
    form = ConclusionForm(
        posted(request), initial={"outcome": row.outcome, "conclusion": row.conclusion}
    )
    done = _("The conclusion is written. Each expert signs it.")
    return ask(
        request,
        form,
        _about(row, _("Conclude"), _("Conclude"), done),
        lambda given: changes.conclude(row, **given, by=request.user, at=now()),
    )


@right("expertise.judge")
@form_page
def reopen_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Take a conclusion back before everybody has signed."""
    row = _workable(request, expertise_id)
    question = _about(row, _("Back to work"), _("Take back"), _("The experts are at work again."))
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.reopen(row, by=request.user, at=now()),
    )


@right("expertise.judge")
@form_page
def sign_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Sign a conclusion oneself."""
    row = seen(request, Expertise, expertise_id)
    mine = _own_seat(request, row)
    if mine is None:
        raise Http404
    return ask(
        request,
        SignForm(posted(request)),
        _about(row, _("Sign the conclusion"), _("Sign"), _("You have signed.")),
        lambda given: changes.sign(mine, **given, by=request.user, at=now()),
    )


@right("expertise.change")
@form_page
def sign_expertise_on_paper(request: SchoolRequest, expertisemember_id: int) -> HttpResponse:
    """Note that an expert signed the printed conclusion."""
    member = seen(request, ExpertiseMember, expertisemember_id)
    heading = _("Signed on paper: %(name)s") % {"name": member}
    return ask(
        request,
        PaperSignForm(posted(request)),
        _about(member.expertise, heading, _("Note"), _("The signature is noted.")),
        lambda given: changes.sign(
            member, opinion=given["opinion"], paper_day=given["day"], by=request.user, at=now()
        ),
    )


@right("expertise.change")
@form_page
def hear_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Write down what a council concluded."""
    row = seen(request, Expertise, expertise_id)
    form = HeardForm(posted(request))
    known = {body.pk: body for body in bodies.bodies(localdate())}
    form.fields["council"].offer([(pk, body.name) for pk, body in known.items()])  # type: ignore[attr-defined]
    done = _("What the council concluded is kept.")
    return ask(
        request,
        form,
        _about(row, _("What the council concluded"), _("Save"), done),
        lambda given: changes.hear(
            row, Heard(known[given.pop("council")], **given), by=request.user, at=now()
        ),
    )


@right("expertise.change")
@form_page
def drop_expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Give a review up, with the reason."""
    row = seen(request, Expertise, expertise_id)
    return ask(
        request,
        ReasonForm(posted(request)),
        _about(row, _("Give the review up"), _("Give up"), _("The reason is kept.")),
        lambda given: changes.give_up(row, given["reason"], by=request.user, at=now()),
    )


def _own_seat(request: SchoolRequest, row: Expertise) -> ExpertiseMember | None:
    mine = request.member.person_id
    found = [one for one in reads.members(row) if mine and one.person_id == mine]
    return next((one for one in found if one.seat != Seat.AUTHOR), None)


def _workable(request: SchoolRequest, pk: int) -> Expertise:
    """Return a review this person is an expert of, or may keep; others find nothing."""
    row = seen(request, Expertise, pk)
    if not request.may("expertise.change") and _own_seat(request, row) is None:
        raise Http404
    return row


def _about(row: Expertise, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("check:expertise", args=[row.school.code, row.pk]),
        pretitle=_("Expert review %(name)s") % {"name": row.name},
        lead=row.title,
        done=done,
    )
