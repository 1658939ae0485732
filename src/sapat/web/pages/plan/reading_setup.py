"""What is read by whom: audience and term of each document, notes for posts, questions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.rights import STAFF, Role
from sapat.plan.acknowledgements import reads, staffing
from sapat.plan.acknowledgements.laying import changes
from sapat.plan.acknowledgements.models import CheckQuestion
from sapat.plan.acknowledgements.rules import Audience, Whom
from sapat.plan.documents import reads as documents
from sapat.plan.documents.models import Document
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.readings import AudienceForm, NotesForm, NothingForm, QuestionForm
from sapat.web.pages.plan.reading_tabs import tabs


@right("reading.follow")
@require_safe
def asked_documents(request: SchoolRequest) -> HttpResponse:
    """Show for each document in force whom it concerns, its term and what stands beside it."""
    day = localdate()
    editions = documents.all_in_force(day)
    known = reads.audiences()
    notes = reads.notes(one.document_id for one in editions)
    questions = reads.questions_each()
    units = {unit.key: unit.name for unit in staffing.units_of(staffing.staff(day))}
    rows = [
        {
            "document": one.document,
            "edition": one,
            "audience": (audience := reads.audience_of(one.document, known)),
            "whom": whom(audience, units),
            "own": one.document_id in known,
            "notes": len(notes.get(one.document_id, ())),
            "questions": questions.get(one.document_id, 0),
        }
        for one in sorted(editions, key=lambda each: each.document.title)
    ]
    can_change = request.may("reading.change")
    context = {"tabs": tabs(request), "rows": rows, "can_change": can_change}
    return render(request, "plan/asked_documents.html", context)


def whom(audience: Audience, units: dict[str, str]) -> str:
    """Say in words whom a document concerns."""
    if audience.whom == Whom.POSTS:
        named = sorted(audience.posts, key=lambda role: staffing.ORDER.get(role, 0))
        return ", ".join(str(Role(role).label) for role in named if role in Role.values)
    if audience.whom == Whom.UNITS:
        return ", ".join(sorted(units.get(key, "—") for key in audience.units))
    return str(Whom(audience.whom).label)


@right("reading.follow")
@require_safe
def asked_document(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Show whom one document concerns, its notes and its questions."""
    row = seen(request, Document, document_id)
    day = localdate()
    people = staffing.staff(day)
    units = {unit.key: unit.name for unit in staffing.units_of(people)}
    notes = reads.notes([row.pk]).get(row.pk, {})
    held = staffing.roles_of(people)
    shown = sorted({*held, *notes}, key=lambda role: staffing.ORDER.get(role, 0))
    audience = reads.audience_of(row)
    context = {
        "document": row,
        "audience": audience,
        "whom": whom(audience, units),
        "own": row.pk in reads.audiences(),
        "notes": [(Role(role).label, notes.get(role, "")) for role in shown],
        "questions": [_shown(one) for one in reads.questions(row)],
        "edition": documents.in_force(row, day),
        "can_change": request.may("reading.change"),
    }
    return render(request, "plan/asked_document.html", context)


def _shown(question: CheckQuestion) -> dict[str, Any]:
    answers = [(words, place == question.right) for place, words in enumerate(question.answers)]
    return {"question": question, "answers": answers}


@right("reading.change")
@form_page
def set_audience(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Say whom a document concerns and in how many days it is read."""
    row = seen(request, Document, document_id)
    audience = reads.audience_of(row)
    initial = {
        **vars(audience),
        "posts": sorted(audience.posts),
        "units": sorted(audience.units),
    }
    form = AudienceForm(posted(request), initial=initial)
    people = staffing.staff(localdate())
    form.offer(staffing.roles_of(people), staffing.units_of(people))
    question = _question(
        row,
        heading=_("Whom the document concerns"),
        button=_("Save"),
        done=_("The audience is set. Those it now concerns are asked at once."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.set_audience(row, form.audience(given), by=request.user, at=now()),
    )


@right("reading.change")
@form_page
def position_notes(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Write for each post what the document means for its work."""
    row = seen(request, Document, document_id)
    known = reads.notes([row.pk]).get(row.pk, {})
    held = set(staffing.roles_of(staffing.staff(localdate()))) | set(known)
    roles = [role for role in Role if role in STAFF and role.value in held]
    form = NotesForm(posted(request), initial=known, roles=roles)
    question = _question(
        row,
        heading=_("What this means for my work"),
        button=_("Save the notes"),
        done=_("The notes are saved."),
        lead=_(
            "Two or three sentences for each post. Each reader sees the notes of the own posts."
        ),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.write_notes(row, given, by=request.user, at=now()),
    )


@right("reading.change")
@form_page
def new_question(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Add a question to the check of understanding."""
    row = seen(request, Document, document_id)
    form = QuestionForm(posted(request))
    question = _question(
        row,
        heading=_("New question"),
        button=_("Add the question"),
        done=_("The question is added."),
        lead=_("Three questions are enough: the main aim, what my post answers for, whom to tell."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.ask(row, form.asked(given), by=request.user, at=now()),
    )


@right("reading.change")
@form_page
def reword_question(request: SchoolRequest, check_question_id: int) -> HttpResponse:
    """Change a question."""
    row = seen(request, CheckQuestion, check_question_id)
    form = QuestionForm(posted(request), initial=QuestionForm.initial_of(row))
    question = _question(
        row.document,
        heading=_("Change the question"),
        button=_("Save"),
        done=_("The question is changed."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.reword(row, form.asked(given), by=request.user, at=now()),
    )


@right("reading.change")
@form_page
def drop_question(request: SchoolRequest, check_question_id: int) -> HttpResponse:
    """Ask a question no more."""
    row = seen(request, CheckQuestion, check_question_id)
    question = _question(
        row.document,
        heading=_("Drop the question"),
        button=_("Drop the question"),
        done=_("The question is dropped."),
        lead=row.text,
        danger=True,
    )
    return ask(
        request,
        NothingForm(posted(request)),
        question,
        lambda _given: changes.drop(row, by=request.user, at=now()),
    )


def _question(document: Document, **words: Any) -> Question:
    back = reverse("plan:asked_document", args=[document.school.code, document.pk])
    return Question(back=back, pretitle=document.title, **words)
