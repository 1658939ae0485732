"""Lay out duties, write and reword them, give and re-assign them, approve, sign, confirm."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.plan.duties import changes, reads, shipped
from sapat.plan.duties.changes import Holder
from sapat.plan.duties.contribution import contribution
from sapat.plan.duties.models import Duty, DutyHolder
from sapat.plan.duties.rules import Letter
from sapat.school.organisations import reads as organisations
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.duties import (
    GiveForm,
    LayOutForm,
    NewDutyForm,
    OrderForm,
    PersonsForm,
    ReassignForm,
    WordsForm,
)
from sapat.web.forms.people import DayForm
from sapat.web.forms.processes import ConfirmForm


@right("process.change")
@form_page
def lay_out(request: SchoolRequest) -> HttpResponse:
    """Make the duties of clauses, processes and named duties in one step."""
    known = shipped.regulations()
    adopted = reads.adopted_regulations()
    form = LayOutForm(posted(request), initial={"regulations": adopted or list(known)})
    form.fields["regulations"].choices = known.items()  # type: ignore[attr-defined]
    question = _matrix(
        request,
        _("Lay out the duties"),
        _("Lay out"),
        _("The duties are laid out."),
        lead=_(
            "Duties are made from the clauses of the regulations, from the process cards and from "
            "what has to be given by order. What is there already stays as it is."
        ),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.lay_out(
            request.school, given["regulations"], since=given["since"], by=request.user, at=now()
        ),
    )


@right("process.change")
@form_page
def new_duty(request: SchoolRequest) -> HttpResponse:
    """Write a duty of the school's own."""
    form = _offer(request, NewDutyForm(posted(request)))
    question = _matrix(request, _("New duty"), _("Write it down"), _("The duty is written down."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.write(
            request.school,
            form.text(given),
            form.words(given),
            _holder(request, given),
            since=given["since"],
            by=request.user,
            at=now(),
        ),
    )


@right("process.change")
@form_page
def reword_duty(request: SchoolRequest, duty_id: int) -> HttpResponse:
    """Say a duty in the school's own words."""
    row = seen(request, Duty, duty_id)
    stood = {"said": row.text, "powers": row.powers, "interfaces": row.interfaces}
    form = WordsForm(posted(request), initial=stood)
    question = _about(
        row, _("Say it in your own words"), _("Save"), _("Saved."),
        lead=_("What is left empty keeps the words of the regulation or of the process card."),
    )  # fmt: skip
    return ask(
        request,
        form,
        question,
        lambda given: changes.reword(row, form.words(given), by=request.user, at=now()),
    )


@right("process.change")
@form_page
def give_duty(request: SchoolRequest, duty_id: int) -> HttpResponse:
    """Give somebody a part in a duty."""
    row = seen(request, Duty, duty_id)
    form = _offer(request, GiveForm(posted(request)))
    return ask(
        request,
        form,
        _about(row, _("Add somebody"), _("Add"), _("It is in the matrix.")),
        lambda given: changes.give(
            row, given["letter"], _holder(request, given), since=given["since"], by=request.user,
            at=now(),
        ),
    )  # fmt: skip


@right("process.change")
@form_page
def reassign_duty(request: SchoolRequest, duty_id: int) -> HttpResponse:
    """Pass a duty on by order."""
    row = seen(request, Duty, duty_id)
    form = _offer(request, ReassignForm(posted(request)))
    question = _about(
        row, _("Re-assign by order"), _("Re-assign"), _("The duty is re-assigned."),
        lead=_("Whoever answered for it until now stays on record with the day it passed on."),
    )  # fmt: skip
    return ask(
        request,
        form,
        question,
        lambda given: changes.reassign(
            row, _holder(request, given), form.order(given), since=given["since"],
            by=request.user, at=now(),
        ),
    )  # fmt: skip


@right("process.change")
@form_page
def release_duty(request: SchoolRequest, dutyholder_id: int) -> HttpResponse:
    """Take a part in a duty back."""
    row = seen(request, DutyHolder, dutyholder_id)
    there = reads.seats(localdate(), [row.duty])
    told = {"letter": Letter(row.letter).label, "name": there.label(row.key)}
    heading = _("Take back: %(name)s, %(letter)s") % told
    return ask(
        request,
        DayForm(posted(request)),
        _about(row.duty, heading, _("Take back"), _("It is taken back.")),
        lambda given: changes.release(row, until=given["until"], by=request.user, at=now()),
    )


@right("document.approve")
@form_page
def approve_matrix(request: SchoolRequest) -> HttpResponse:
    """Record the order that approves the matrix."""
    form = OrderForm(posted(request))
    question = _matrix(
        request, _("Approve the responsibility matrix"), _("Approve"), _("The matrix is approved.")
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.approve(request.school, form.order(given), by=request.user, at=now()),
    )


@right("duty.read")
@form_page
def sign_matrix(request: SchoolRequest) -> HttpResponse:
    """Sign the matrix that was approved."""
    row = found_or_404(reads.approved())
    person = seen(request, Person, request.member.person_id or 0)
    question = _matrix(
        request,
        _("Sign the responsibility matrix"),
        _("I have read it and sign"),
        _("You have signed."),
        lead=_("Approved by order %(order)s.") % {"order": row},
    )
    return ask(
        request,
        ConfirmForm(posted(request)),
        question,
        lambda _given: changes.sign(row, person, by=request.user, at=now()),
    )


@right("reading.own")
@form_page
def confirm_contribution(request: SchoolRequest) -> HttpResponse:
    """Say that I have read what I contribute."""
    person = seen(request, Person, request.member.person_id or 0)
    shown = contribution(person, localdate())
    digest = request.POST.get("digest", shown.digest)
    question = Question(
        heading=_("I know my contribution"),
        button=_("I have read this"),
        back=reverse("plan:contribution", args=[request.school.code]),
        pretitle=_("My contribution"),
        done=_("Thank you. It is recorded for this school year."),
    )
    return ask(
        request,
        ConfirmForm(posted(request)),
        question,
        lambda _given: changes.confirm(person, digest, by=request.user, at=now()),
    )


@right("reading.run")
@form_page
def contributions_on_paper(request: SchoolRequest) -> HttpResponse:
    """Record who signed the printed contribution."""
    _staff, read, _starts = reads.readers(localdate())
    waiting = {one.pk: one for one in people.staff(localdate()) if one.pk not in read}
    form = PersonsForm(posted(request))
    form.fields["persons"].offer(  # type: ignore[attr-defined]
        (one.pk, one.full_name) for one in waiting.values()
    )
    question = Question(
        heading=_("Signed on paper"),
        button=_("Record"),
        back=reverse("plan:contributions", args=[request.school.code]),
        lead=_("Print a person's contribution, let them sign it, keep the sheet, and tick them."),
        pretitle=_("Who has read their contribution"),
        done=_("The signatures are recorded."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.confirm_on_paper(
            request.school, [waiting[pk] for pk in given["persons"]], by=request.user, at=now()
        ),
    )


def _offer(request: SchoolRequest, form: Any) -> Any:
    """Give the form the units and the people of the school."""
    day = localdate()
    units = organisations.units(request.school, day)
    form.fields["unit"].offer((one.organisation_id, one.name) for one in units)
    form.fields["person"].offer((one.pk, one.full_name) for one in people.staff(day))
    return form


def _holder(request: SchoolRequest, given: dict[str, Any]) -> Holder:
    units = organisations.units(request.school, localdate())
    unit = next((one.organisation for one in units if one.organisation_id == given["unit"]), None)
    person = seen(request, Person, given["person"]) if given["person"] else None
    return Holder(role=given["role"], unit=unit, person=person)


def _matrix(
    request: SchoolRequest, heading: str, button: str, done: str, *, lead: str = ""
) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:duties", args=[request.school.code]),
        lead=lead,
        pretitle=_("Responsibility matrix"),
        done=done,
    )


def _about(row: Duty, heading: str, button: str, done: str, *, lead: str = "") -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:duty", args=[row.school.code, row.pk]),
        lead=lead,
        pretitle=row.name,
        done=done,
    )
