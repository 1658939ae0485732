"""The nomenclature of files and the register of cited acts."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.acts import changes as act_changes
from sapat.plan.acts import reads as act_reads
from sapat.plan.acts.models import CitedAct
from sapat.plan.documents import reads as documents
from sapat.plan.nomenclature import changes, reads
from sapat.plan.nomenclature.models import NomenclatureFile
from sapat.plan.nomenclature.shipped import sections
from sapat.publish.nomenclature import nomenclature_paper
from sapat.publish.papers.content import Paper
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.filing import ActForm, CheckForm, FileCardForm, NewFileForm, ReplaceForm
from sapat.web.forms.people import DayForm
from sapat.web.pages.plan.document_tabs import states, tabs
from sapat.web.papers import answer_with


@right("document.read")
@require_safe
def nomenclature(request: SchoolRequest) -> HttpResponse:
    """Show the files by section, each with how many documents lie in it."""
    day = localdate()
    counts = documents.count_by_index(states(request))
    grouped: dict[str, list[tuple[NomenclatureFile, int]]] = {}
    for file in reads.open_files(day):
        section = file.index.split("-")[0]
        grouped.setdefault(section, []).append((file, counts.get(file.index, 0)))
    context = {
        "tabs": tabs(request),
        "sections": [(code, sections().get(code, code), rows) for code, rows in grouped.items()],
        "closed": reads.closed_files(day),
        "can_write": request.may("document.adopt"),
    }
    return render(request, "plan/nomenclature.html", context)


@right("people.read")
@require_safe
def nomenclature_page(request: SchoolRequest) -> HttpResponse:
    """Show the nomenclature as it is printed, or hand it out."""

    def make(language: str) -> Paper:
        return nomenclature_paper(request.school, language=language, at=now())

    back = reverse("plan:nomenclature", args=[request.school.code])
    return answer_with(request, make, back=back, back_to=_("Nomenclature of files"))


@right("document.adopt")
@form_page
def take_over_nomenclature(request: SchoolRequest) -> HttpResponse:
    """Open the usual files of a school."""
    question = _filing(
        request, _("Take over the usual nomenclature"), _("Take over"), _("The files are open.")
    )
    lead = _("Indexes that are in use stay as they are. Check the storage terms with your archive.")
    return ask(
        request,
        Form(posted(request)),
        Question(**{**vars(question), "lead": lead}),
        lambda _given: changes.take_over_nomenclature(request.school, by=request.user, at=now()),
    )


@right("document.adopt")
@form_page
def new_file(request: SchoolRequest) -> HttpResponse:
    """Open a file of the nomenclature."""
    form = NewFileForm(posted(request))
    return ask(
        request,
        form,
        _filing(request, _("New file"), _("Open the file"), _("The file is open.")),
        lambda given: changes.open_file(
            request.school, form.file(given, given["index"].strip()), by=request.user, at=now()
        ),
    )


@right("document.adopt")
@form_page
def restate_file(request: SchoolRequest, nomenclature_file_id: int) -> HttpResponse:
    """Correct a file of the nomenclature."""
    row = seen(request, NomenclatureFile, nomenclature_file_id)
    names = ("name_ky", "name_ru", "name_en", "storage", "years", "role", "note")
    form = FileCardForm(posted(request), initial={name: getattr(row, name) for name in names})
    return ask(
        request,
        form,
        _filing(request, _("File %(index)s") % {"index": row.index}, _("Save"), _("Saved.")),
        lambda given: changes.restate_file(
            row, form.file(given, row.index), by=request.user, at=now()
        ),
    )


@right("document.adopt")
@form_page
def close_file(request: SchoolRequest, nomenclature_file_id: int) -> HttpResponse:
    """Close a file of the nomenclature."""
    row = seen(request, NomenclatureFile, nomenclature_file_id)
    heading = _("Close the file %(index)s") % {"index": row.index}
    return ask(
        request,
        DayForm(posted(request)),
        _filing(request, heading, _("Close"), _("The file is closed.")),
        lambda given: changes.close_file(row, until=given["until"], by=request.user, at=now()),
    )


@right("document.read")
@require_safe
def acts(request: SchoolRequest) -> HttpResponse:
    """Show the acts that documents cite: which hold, which were replaced, which are unchecked."""
    day = localdate()
    citing = documents.citing_each()
    rows = [(row, row.is_outdated(day), citing.get(row.pk, 0)) for row in act_reads.acts()]
    visible = states(request)
    outdated = [
        (row, [one for one in documents.citing(row.pk) if one.state in visible])
        for row, is_outdated, count in rows
        if is_outdated and count
    ]
    context = {
        "tabs": tabs(request),
        "rows": rows,
        "outdated": [(row, editions) for row, editions in outdated if editions],
        "can_write": request.may("document.write"),
    }
    return render(request, "plan/acts.html", context)


@right("document.write")
@form_page
def take_over_acts(request: SchoolRequest) -> HttpResponse:
    """Write the usual acts into the register."""
    question = _acting(
        request, _("Take over the usual acts"), _("Take over"), _("The acts are in the register.")
    )
    lead = _(
        "Their numbers and dates must be compared with the official base before you rely on them."
    )
    return ask(
        request,
        Form(posted(request)),
        Question(**{**vars(question), "lead": lead}),
        lambda _given: act_changes.take_over_acts(request.school, by=request.user, at=now()),
    )


@right("document.write")
@form_page
def new_act(request: SchoolRequest) -> HttpResponse:
    """Write an act into the register."""
    form = ActForm(posted(request))
    return ask(
        request,
        form,
        _acting(request, _("New act"), _("Write down"), _("The act is in the register.")),
        lambda given: act_changes.write_down(
            request.school, form.act(given), by=request.user, at=now()
        ),
    )


@right("document.write")
@form_page
def correct_act(request: SchoolRequest, cited_act_id: int) -> HttpResponse:
    """Correct what is written about an act."""
    row = seen(request, CitedAct, cited_act_id)
    names = ("name_ky", "name_ru", "name_en", "kind", "number", "dated", "edition")
    form = ActForm(posted(request), initial={name: getattr(row, name) for name in names})
    return ask(
        request,
        form,
        _acting(request, row.name, _("Save"), _("Saved. Compare it with the official text anew.")),
        lambda given: act_changes.correct(row, form.act(given), by=request.user, at=now()),
    )


@right("document.write")
@form_page
def check_act(request: SchoolRequest, cited_act_id: int) -> HttpResponse:
    """Record that an act was compared with its official text."""
    row = seen(request, CitedAct, cited_act_id)
    question = _acting(
        request, row.citation, _("Compared, it is right"), _("The check is recorded.")
    )
    lead = _("Open cbd.minjust.gov.kg and compare the number, the date and the edition.")

    def change(given: dict[str, Any]) -> object:
        person = getattr(request.user, "person", None)
        return act_changes.check(row, person, **given, by=request.user, at=now())

    asked = Question(**{**vars(question), "lead": lead})
    return ask(request, CheckForm(posted(request)), asked, change)


@right("document.write")
@form_page
def replace_act(request: SchoolRequest, cited_act_id: int) -> HttpResponse:
    """Record that an act lost its force."""
    row = seen(request, CitedAct, cited_act_id)
    offered = {act.pk: act for act in act_reads.acts() if act.pk != row.pk}
    form = ReplaceForm(posted(request))
    form.fields["act"].offer((pk, act.citation) for pk, act in offered.items())  # type: ignore[attr-defined]
    heading = _("Replaced: %(act)s") % {"act": row.name}
    return ask(
        request,
        form,
        _acting(request, heading, _("Record"), _("Documents that cite it are now told of it.")),
        lambda given: act_changes.replace(
            row, offered.get(given["act"]), on=given["on"], by=request.user, at=now()
        ),
    )


def _filing(request: SchoolRequest, heading: str, button: str, done: str) -> Question:
    back = reverse("plan:nomenclature", args=[request.school.code])
    words = _("Nomenclature of files")
    return Question(heading=heading, button=button, back=back, pretitle=words, done=done)


def _acting(request: SchoolRequest, heading: str, button: str, done: str) -> Question:
    back = reverse("plan:acts", args=[request.school.code])
    words = _("Cited acts")
    return Question(heading=heading, button=button, back=back, pretitle=words, done=done)
