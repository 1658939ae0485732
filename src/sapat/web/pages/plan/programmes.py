"""Programmes and curricula: the register, one programme, its sheet of requirements."""

from dataclasses import replace
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.programmes import changes, reads
from sapat.plan.programmes.changes import Answer, Approval, Outline
from sapat.plan.programmes.models import Programme
from sapat.plan.programmes.rules import Cover, ProgrammeState, Sheet
from sapat.plan.requirements import reads as requirements
from sapat.plan.requirements.rules import Place
from sapat.plan.stakeholders import reads as stakeholders
from sapat.publish.papers.content import Paper
from sapat.publish.programme_sheet import programme_sheet
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.school.subjects import reads as subjects
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import DayForm
from sapat.web.forms.programmes import ApproveForm, CompareForm, ProgrammeForm, SignForm
from sapat.web.forms.sheets import Line
from sapat.web.pages.plan.requirement_tabs import tabs
from sapat.web.papers import answer_with

LOOKS = {"covered": "normal", "partly": "attention", "not": "critical", "": "waiting"}
"""How far a requirement is covered -> how it is drawn."""


@right("requirement.read")
@require_safe
def programmes(request: SchoolRequest) -> HttpResponse:
    """Show the register of programmes, each with its sheet."""
    sheets = {one.pk: one for one in reads.sheets(localdate())}
    context = {
        "tabs": tabs(request),
        "rows": [(row, sheets[row.pk], _standing(sheets[row.pk])) for row in reads.programmes()],
        "ended": reads.ended(),
        "can_change": request.may("programme.change"),
    }
    return render(request, "plan/programmes.html", context)


def _standing(sheet: Sheet) -> tuple[str, str]:
    """Return the look and the words of how far a programme's sheet is."""
    if not sheet.expected:
        return "waiting", _("nothing to compare with")
    if sheet.unmarked:
        told = {"marked": sheet.marked, "all": sheet.expected}
        return "attention", _("%(marked)s of %(all)s marked") % told
    if not sheet.signed:
        return "attention", _("waits for the signature")
    if sheet.uncovered:
        return "attention", _("signed, %(count)s not covered") % {"count": sheet.uncovered}
    return "normal", _("complete and signed")


@right("requirement.read")
@require_safe
def programme(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """Show a programme with its sheet and what of it answers stakeholders."""
    row = seen(request, Programme, programme_id)
    sheet = reads.sheet(row, localdate())
    is_draft = row.state == ProgrammeState.DRAFT
    context = {
        "row": row,
        "sheet": sheet,
        "standing": _standing(sheet),
        "lines": lines(row),
        "reflections": requirements.reflected_in(Place.PROGRAMME, row.pk),
        "can_change": request.may("programme.change") and row.state != ProgrammeState.ENDED,
        "can_correct": request.may("programme.change") and is_draft,
        "can_sign": request.may("programme.sign") and is_draft and not row.signed_on,
        "can_approve": request.may("programme.approve") and is_draft and bool(row.signed_on),
        "can_end": request.may("programme.approve") and row.state == ProgrammeState.APPROVED,
        "can_name": request.may("people.read"),
    }
    return render(request, "plan/programme.html", context)


def lines(row: Programme) -> list[dict[str, Any]]:
    """Return the sheet line by line: what is asked, by whom, how far it is covered and where."""
    answered, names = reads.lines(row), stakeholders.names()
    found = []
    for one in reads.asked(localdate()):
        line = answered.get(one.key)
        found.append(
            {
                "key": one.key,
                "text": one.text,
                "source": names.get(one.source, one.source),
                "line": line,
                "look": LOOKS[line.cover if line else ""],
                "words": line.get_cover_display() if line else _("not marked yet"),
            }
        )
    return found


@right("requirement.read")
@require_safe
def programme_paper(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """Show the sheet as it is printed, or hand it out."""
    row = seen(request, Programme, programme_id)

    def make(language: str) -> Paper:
        return programme_sheet(row, language=language, at=now())

    return answer_with(request, make, back=_address(row), back_to=row.title)


@right("programme.change")
@form_page
def new_programme(request: SchoolRequest) -> HttpResponse:
    """Write a programme into the register."""
    form = _offer(ProgrammeForm(posted(request), initial={"since_year": localdate().year}))
    question = Question(
        heading=_("New programme"),
        button=_("Write down"),
        back=reverse("plan:programmes", args=[request.school.code]),
        pretitle=_("Programmes"),
        done=_("The programme is in the register as a draft."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.draft(request.school, _outline(given), by=request.user, at=now()),
    )


@right("programme.change")
@form_page
def restate_programme(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """Correct a draft."""
    row = seen(request, Programme, programme_id)
    initial = {name: getattr(row, name) for name in ProgrammeForm.base_fields}
    initial |= {name: getattr(row, f"{name}_id") for name in ("subject", "document", "author")}
    form = _offer(ProgrammeForm(posted(request), initial=initial))
    return ask(
        request,
        form,
        _about(row, _("Correct the programme"), _("Save"), _("The programme is corrected.")),
        lambda given: changes.restate(row, _outline(given), by=request.user, at=now()),
    )


@right("programme.change")
@form_page
def compare_programme(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """Mark how far the programme meets each requirement, and where."""
    row = seen(request, Programme, programme_id)
    drawn = [
        Line(
            one["key"],
            one["text"],
            one["source"],
            one["line"].cover if one["line"] else "",
            one["line"].where if one["line"] else "",
        )
        for one in lines(row)
    ]
    form = CompareForm(posted(request), drawn, Cover.choices, _("where, or why not"))
    question = _about(row, _("Sheet of requirements"), _("Save"), _("The sheet is saved."))
    lead = _("Mark the lines you know; the sheet may be filled in several times.")
    return ask(
        request,
        form,
        replace(question, template="plan/sheet_form.html", lead=lead),
        lambda given: changes.compare(
            row,
            [Answer(one.key, one.mark, one.words) for one in form.given(given)],
            by=request.user,
            at=now(),
        ),
    )


@right("programme.sign")
@form_page
def sign_programme(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """Sign the sheet of a programme."""
    row = seen(request, Programme, programme_id)
    signer = seen(request, Person, request.member.person_id or 0)
    question = _about(row, _("Sign the sheet"), _("Sign"), _("The sheet is signed."))
    lead = _("With your signature you confirm what the sheet says about every requirement.")
    return ask(
        request,
        SignForm(posted(request)),
        replace(question, lead=lead),
        lambda given: changes.sign(row, signer, on=given["on"], by=request.user, at=now()),
    )


@right("programme.approve")
@form_page
def approve_programme(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """Approve a programme by an order."""
    row = seen(request, Programme, programme_id)
    head = seen(request, Person, request.member.person_id or 0)
    question = _about(row, _("Approve the programme"), _("Approve"), _("It is approved."))
    return ask(
        request,
        ApproveForm(posted(request)),
        question,
        lambda given: changes.approve(
            row, Approval(person=head, **given), by=request.user, at=now()
        ),
    )


@right("programme.approve")
@form_page
def end_programme(request: SchoolRequest, programme_id: int) -> HttpResponse:
    """End an approved programme."""
    row = seen(request, Programme, programme_id)
    return ask(
        request,
        DayForm(posted(request)),
        _about(row, _("End the programme"), _("End it"), _("The programme has ended.")),
        lambda given: changes.end(row, on=given["until"], by=request.user, at=now()),
    )


def _offer(form: Form) -> Any:
    """Offer subjects, papers and staff."""
    offered = {
        "subject": [(row.pk, row.name) for row in subjects.subjects()],
        "document": [(row.pk, row.title) for row in requirements.documents()],
        "author": [(person.pk, person.full_name) for person in people.staff(localdate())],
    }
    for name, rows in offered.items():
        form.fields[name].offer(rows)  # type: ignore[attr-defined]
    return form


def _outline(given: dict[str, Any]) -> Outline:
    """Return what was written, with the rows it names."""
    rows: dict[str, dict[int, Any]] = {
        "subject": {row.pk: row for row in subjects.subjects()},
        "document": {row.pk: row for row in requirements.documents()},
        "author": {person.pk: person for person in people.staff(localdate())},
    }
    chosen = {name: known.get(given[name]) for name, known in rows.items()}
    return Outline(**{**given, **chosen})


def _address(row: Programme) -> str:
    return reverse("plan:programme", args=[row.school.code, row.pk])


def _about(row: Programme, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading, button=button, back=_address(row), pretitle=row.title, done=done
    )
