"""Teaching technologies by subject: what is adopted, since when, and what is still empty."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.language import Text
from sapat.plan.programmes import changes, reads
from sapat.plan.programmes.changes import Adoption
from sapat.school.people import reads as people
from sapat.school.subjects import reads as subjects
from sapat.school.subjects.models import Subject
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.programmes import AdoptionForm, TechnologyForm
from sapat.web.pages.plan.requirement_tabs import tabs

LOOKS = {"planned": "waiting", "in_use": "normal", "dropped": "not_applicable"}
"""State of a technology in a subject -> how its cell is drawn."""


@right("requirement.read")
@require_safe
def technologies(request: SchoolRequest) -> HttpResponse:
    """Show the adoption table, subjects by technologies, with its empty cells."""
    names = reads.technologies()
    found = {(use.subject_id, use.technology): use for use in reads.uses()}
    rows = []
    for subject in subjects.subjects():
        cells = [(code, found.get((subject.pk, code))) for code in names]
        rows.append(
            (subject, [(code, use, LOOKS[use.state] if use else "") for code, use in cells])
        )
    in_use = [code for (_subject, code), use in found.items() if use.state == "in_use"]
    context = {
        "tabs": tabs(request),
        "names": [(code, name, in_use.count(code)) for code, name in names.items()],
        "rows": rows,
        "can_change": request.may("programme.change"),
        "can_name": request.may("people.read"),
    }
    return render(request, "plan/technologies.html", context)


@right("programme.change")
@form_page
def adopt_technology(request: SchoolRequest, subject_id: int, technology: str) -> HttpResponse:
    """Say how a technology stands in a subject."""
    subject = seen(request, Subject, subject_id)
    name: str = found_or_404(reads.technologies().get(technology))
    use = reads.use(subject, technology)
    initial = (
        {
            "state": use.state,
            "since": use.since,
            "responsible": use.responsible_id,
            "note": use.note,
        }
        if use
        else {}
    )
    form = AdoptionForm(posted(request), initial=initial)
    offered = {person.pk: person for person in people.staff(localdate())}
    form.fields["responsible"].offer(  # type: ignore[attr-defined]
        (pk, person.full_name) for pk, person in offered.items()
    )
    question = _question(
        request, f"{subject.name}: {name}", _("Save"), _("The register is up to date.")
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.adopt(
            subject,
            technology,
            Adoption(**{**given, "responsible": offered.get(given["responsible"])}),
            by=request.user,
            at=now(),
        ),
    )


@right("programme.change")
@form_page
def new_technology(request: SchoolRequest) -> HttpResponse:
    """Add a technology of the school's own."""
    return ask(
        request,
        TechnologyForm(posted(request)),
        _question(request, _("New technology"), _("Add"), _("The technology is in the register.")),
        lambda given: changes.add_technology(
            request.school,
            given["technology"],
            Text(given["name_ky"], given["name_ru"], given["name_en"]),
            by=request.user,
            at=now(),
        ),
    )


def _question(request: SchoolRequest, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:technologies", args=[request.school.code]),
        pretitle=_("Technologies"),
        done=done,
    )
