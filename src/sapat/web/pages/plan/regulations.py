"""The regulations of the school: taking one on, its editions, the school's own words."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.regulations import changes, reads
from sapat.plan.regulations.changes import Settings, Signers
from sapat.plan.regulations.models import AdoptedRegulation, RegulationEdition
from sapat.plan.regulations.renewals import proposed
from sapat.plan.regulations.rules import Regulation, regulations
from sapat.plan.regulations.states import EditionState
from sapat.publish.papers.content import Paper
from sapat.publish.regulation import regulation_paper
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.regulations import SettingsForm, SignOffForm, SureForm
from sapat.web.pages.plan.differences import shown
from sapat.web.pages.plan.regulation_tabs import tabs
from sapat.web.papers import answer_with


@right("clause.read")
@require_safe
def regulations_page(request: SchoolRequest) -> HttpResponse:
    """Show the regulations the school has taken on with their editions, and those it may take."""
    parts = []
    for code, regulation in regulations().items():
        row = reads.adopted(code)
        rows = reads.editions(row) if row else []
        draft = next((one for one in rows if one.state == EditionState.DRAFT), None)
        parts.append({"regulation": regulation, "row": row, "editions": rows, "draft": draft})
    context = {"tabs": tabs(request), "parts": parts, "can_change": request.may("clause.change")}
    return render(request, "plan/regulations.html", context)


@right("clause.change")
@form_page
def take_on(request: SchoolRequest, regulation: str) -> HttpResponse:
    """Take a regulation of the catalogue on."""
    known = found_or_404(regulations().get(regulation))
    form = SettingsForm(posted(request))
    question = Question(
        heading=_("Take the regulation on"),
        lead=str(known.name),
        button=_("Take it on"),
        back=_list(request),
        pretitle=_("Editions"),
        done=_("The draft of your first edition is ready. Put it in your own words."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.take_on(
            request.school, known.code, _settings(form, given), by=request.user, at=now()
        ),
    )


@right("clause.change")
@form_page
def prepare(request: SchoolRequest, adoptedregulation_id: int) -> HttpResponse:
    """Open a draft of the next edition."""
    row = seen(request, AdoptedRegulation, adoptedregulation_id)
    regulation = _known(row)
    question = Question(
        heading=_("Prepare a new edition"),
        lead=_(
            "The draft begins as the edition in force reads. Nothing changes for the school "
            "until the draft is adopted and approved."
        ),
        button=_("Prepare it"),
        back=_list(request),
        pretitle=str(regulation.name),
        done=_("The draft of the next edition is ready."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.prepare_edition(row, by=request.user, at=now()),
    )


@right("clause.read")
@require_safe
def edition(request: SchoolRequest, regulationedition_id: int) -> HttpResponse:
    """Show an edition as a paper, and what changed since the edition before it."""
    row = seen(request, RegulationEdition, regulationedition_id)
    regulation = _known(row.regulation)
    own = reads.clauses_in(row)
    before = reads.edition_before(row)
    context = {
        "edition": row,
        "regulation": regulation,
        "chapters": [
            (chapter, [one for one in own if one.chapter == chapter.code])
            for chapter in regulation.chapters
        ],
        "before": before,
        "changes": shown(reads.clauses_in(before), own) if before else [],
        "proposals": proposed(regulation.code, reads.situation(row, localdate())),
        "is_draft": row.state == EditionState.DRAFT,
        "can_change": request.may("clause.change"),
        "day": localdate(),
    }
    return render(request, "plan/edition.html", context)


@right("clause.read")
@require_safe
def paper(request: SchoolRequest, regulationedition_id: int) -> HttpResponse:
    """Show an edition as it is printed, or hand it out."""
    row = seen(request, RegulationEdition, regulationedition_id)
    known = _known(row.regulation)

    def make(language: str) -> Paper:
        return regulation_paper(row, language=language, at=now())

    back = reverse("plan:regulation_edition", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=str(known.name))


@right("clause.change")
@form_page
def set_edition(request: SchoolRequest, regulationedition_id: int) -> HttpResponse:
    """Set labels, the standard and the codes of the levels of a draft."""
    row = seen(request, RegulationEdition, regulationedition_id)
    stands: dict[str, Any] = {
        "learners": row.learners,
        "parent": row.parent,
        "standard": row.standard,
        **{name: code for name, code in row.levels.items() if code},
    }
    form = SettingsForm(posted(request), initial=stands)
    return ask(
        request,
        form,
        _about(request, row, _("Labels and settings"), _("Save"), _("The settings are saved.")),
        lambda given: changes.set_edition(row, _settings(form, given), by=request.user, at=now()),
    )


@right("clause.change")
@form_page
def put_in_force(request: SchoolRequest, regulationedition_id: int) -> HttpResponse:
    """Put a draft in force by protocol and order."""
    row = seen(request, RegulationEdition, regulationedition_id)
    offered = {one.pk: one for one in bodies.bodies(localdate())}
    form = SignOffForm(posted(request))
    form.fields["body"].offer((pk, one.name) for pk, one in offered.items())  # type: ignore[attr-defined]
    question = _about(
        request,
        row,
        _("Put the edition in force"),
        _("Put in force"),
        _("The edition is in force."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.put_in_force(
            row,
            form.sign_off(given),
            Signers(offered.get(given["body"]), people.director(given["approved_on"])),
            by=request.user,
            at=now(),
        ),
    )


def _settings(form: SettingsForm, given: dict[str, Any]) -> Settings:
    return Settings(
        learners=given["learners"],
        parent=given["parent"].strip(),
        standard=given["standard"],
        levels=form.levels(given),
    )


def _known(row: AdoptedRegulation) -> Regulation:
    """Return the regulation of the catalogue behind the row."""
    known = regulations().get(row.code)
    if known is None:
        raise Http404
    return known


def _list(request: SchoolRequest) -> str:
    return reverse("plan:regulations", args=[request.school.code])


def _about(
    request: SchoolRequest, row: RegulationEdition, heading: str, button: str, done: str
) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:regulation_edition", args=[request.school.code, row.pk]),
        pretitle=_("%(name)s, edition %(number)s")
        % {"name": _known(row.regulation).name, "number": row.number},
        done=done,
    )
