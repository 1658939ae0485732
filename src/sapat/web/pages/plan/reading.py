"""What a member of staff reads: the list of their own, and one text to be read and confirmed."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.acknowledgements import changes, reads
from sapat.plan.acknowledgements.changes import Reading
from sapat.plan.acknowledgements.models import CheckQuestion
from sapat.plan.acknowledgements.rules import Checked, NotSo, Standing, Way
from sapat.plan.acknowledgements.staffing import Colleague
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts.rules import digest_of
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.readings import CheckForm, ReasonForm
from sapat.web.pages.plan.reading_tabs import LOOKS, shown_text, tabs


@right("reading.own")
@require_safe
def my_readings(request: SchoolRequest) -> HttpResponse:
    """Show what this member has to read, has read and has declined."""
    person = request.member.person_id
    found = reads.campaigns(localdate(), person_id=person) if person else []
    own = [(one, one.lines[0]) for one in found if one.lines]
    shown: list[dict[str, Any]] = [
        {"campaign": one, "line": line, "look": LOOKS[line.standing]}
        for one, line in sorted(own, key=lambda pair: pair[1].by)
    ]
    context = {
        "tabs": tabs(request) if request.may("reading.follow") else [],
        "to_read": [one for one in shown if one["line"].missing],
        "read": [one for one in shown if not one["line"].missing],
        "day": localdate(),
    }
    return render(request, "plan/my_readings.html", context)


@right("reading.own")
@form_page
def reading(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Show one text with what it means for the own post, and take the confirmation."""
    edition = seen(request, DocumentEdition, document_edition_id)
    person: Person = found_or_404(getattr(request.user, "person", None))
    line = found_or_404(_own_line(edition, person))
    back = reverse("plan:my_readings", args=[request.school.code])
    entry = line.entry if line.standing == Standing.READ else None
    more = {
        "line": line,
        "entry": entry,
        "declined": line.entry if line.standing == Standing.DECLINED else None,
        "by_hand": False,
        "back": back,
    }
    return read_text(request, edition, line.colleague, person, more)


def _own_line(edition: DocumentEdition, person: Person) -> Any:
    found = reads.campaigns(localdate(), person_id=person.pk)
    campaign = next((one for one in found if one.edition.pk == edition.pk), None)
    return next(iter(campaign.lines), None) if campaign else None


def read_text(
    request: SchoolRequest,
    edition: DocumentEdition,
    colleague: Colleague,
    person: Person,
    more: dict[str, Any],
) -> HttpResponse:
    """Show the text, the notes and the questions; record the reading when they are answered."""
    questions = reads.questions(edition.document)
    text = shown_text(edition)
    notes = _notes(edition, colleague)
    shown = digest_of([text["digest"], *(words for _role, words in notes)])
    form = CheckForm(posted(request), questions=questions, initial={"shown": shown})
    context = {
        "edition": edition,
        "colleague": colleague,
        "form": form,
        "notes": notes,
        "questions": questions,
        "tries": reads.tries(edition, person.pk) if questions else 0,
        **text,
        **more,
    }
    page = "plan/reading.html"
    if request.method != "POST":
        return render(request, page, context)
    if not form.is_valid():
        return render(request, page, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        if form.cleaned_data["shown"] != shown:
            raise Refused(NotSo.TEXT_CHANGED)
        hander = getattr(request.user, "person", None) if more["by_hand"] else None
        given = Reading(shown, form.answers(), hander)
        outcome = changes.read_on_screen(edition, person, given, by=request.user, at=now())
    except Refused as no:
        context["refused"] = no.sentence
        return render(request, page, context, status=HTTPStatus.CONFLICT)
    if not outcome.passed:
        context |= {"wrong": _wrong(questions, outcome), "tries": context["tries"] + 1}
        return render(request, page, context, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Thank you, the reading is recorded."))
    return redirect(more["back"])


def _notes(edition: DocumentEdition, colleague: Colleague) -> list[tuple[str, str]]:
    """Return the posts of the reader with what the document means for each."""
    known = reads.notes([edition.document_id]).get(edition.document_id, {})
    return [(str(Role(role).label), known[role]) for role in colleague.roles if role in known]


def _wrong(questions: list[CheckQuestion], outcome: Checked) -> list[CheckQuestion]:
    return [one for one in questions if one.number in outcome.wrong]


@right("reading.own")
@form_page
def decline_reading(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Ask why the member declines; the heads and the head of the unit read it."""
    edition = seen(request, DocumentEdition, document_edition_id)
    person: Person = found_or_404(getattr(request.user, "person", None))
    line = found_or_404(_own_line(edition, person))
    found_or_404(line if line.entry is None or line.entry.way == Way.DECLINED else None)
    question = Question(
        heading=_("Decline to acknowledge"),
        button=_("Decline"),
        back=reverse("plan:my_readings", args=[request.school.code]),
        pretitle=edition.document.title,
        lead=_("Your reason is read by the director, the deputy and the head of your unit."),
        danger=True,
        done=_("Your reason is recorded. The head of your unit will talk with you."),
    )
    return ask(
        request,
        ReasonForm(posted(request)),
        question,
        lambda given: changes.decline(edition, person, given["reason"], by=request.user, at=now()),
    )
