"""The register of documents: what there is, what is missing or overdue, one document."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.documents import changes, collecting, reads, terms
from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.documents.rules import DocumentKind, EditionState
from sapat.plan.documents.shipped import about_name, kinds
from sapat.plan.documents.texts import reads as texts
from sapat.plan.documents.upkeep import changes as upkeep
from sapat.plan.nomenclature import reads as nomenclature
from sapat.school.organisations import reads as organisations
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.documents import CardForm, NextForm, OutlineForm, ReviewForm
from sapat.web.pages.plan.document_tabs import states, status, tabs
from sapat.web.pages.plan.editions import edition_context

A_PAGE = 50
MOST_WORDS = 6


@right("document.read")
@require_safe
def documents(request: SchoolRequest) -> HttpResponse:
    """List the documents, found by words in title and text, kind, state, unit and file."""
    changes.come_into_force(request.school, at=now())
    day = localdate()
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "state", "unit", "index")}
    rows = list(_found(request, asked))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    reviewed = reads.last_reviews()
    units = {unit.organisation_id: unit.name for unit in organisations.units(request.school, day)}
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [
            {
                "document": document,
                "edition": edition,
                "status": status(edition),
                "unit": units.get(document.unit_id or 0, ""),
                "due": _due(document, edition, reviewed.get(document.pk)),
            }
            for document, edition in page
        ],
        "today": day,
        "asked": asked,
        "narrowed": any(asked.values()),
        "kinds": DocumentKind.choices,
        "states": [pair for pair in EditionState.choices if pair[0] in states(request)],
        "units": units.items(),
        "files": nomenclature.open_files(day),
        "can_write": request.may("document.write"),
    }
    return render(request, "plan/documents.html", context)


def _due(document: Document, edition: DocumentEdition, reviewed: Any) -> Any:
    if edition.state != EditionState.IN_FORCE:
        return None
    return terms.review_due(edition.effective_from, reviewed, document.review_months)


def _found(
    request: SchoolRequest, asked: dict[str, str]
) -> Iterable[tuple[Document, DocumentEdition]]:
    """Yield the documents asked for, each with the edition this member reads."""
    visible = states(request)
    editions = reads.newest_editions()
    words = asked["q"].split()[:MOST_WORDS]
    said = texts.documents_saying(words, visible) if words else None
    wanted = {name: asked[name] for name in ("kind", "index") if asked[name]}
    for document in reads.documents():
        shown = [row for row in editions.get(document.pk, []) if row.state in visible]
        holding = [row for row in shown if row.state == EditionState.IN_FORCE]
        if not shown or (said is not None and document.pk not in said):
            continue
        if any(getattr(document, name) != value for name, value in wanted.items()):
            continue
        if asked["unit"] and str(document.unit_id) != asked["unit"]:
            continue
        fitting = [row for row in shown if row.state == asked["state"]] if asked["state"] else shown
        if fitting:
            yield document, (fitting if asked["state"] else holding or shown)[0]


@right("document.comment")
@require_safe
def document_audit(request: SchoolRequest) -> HttpResponse:
    """Show what is missing or overdue, by how documents are kept."""
    kept = [one for one in collecting.audit(localdate()) if one.edition]
    visible = states(request)
    wrong = [one for one in kept if one.problems and one.edition and one.edition.state in visible]
    counts: dict[str, int] = {}
    for one in wrong:
        for problem in one.problems:
            counts[str(problem.label)] = counts.get(str(problem.label), 0) + 1
    context = {
        "tabs": tabs(request),
        "rows": wrong,
        "counts": counts.items(),
        "all": len(kept),
        "in_order": len(kept) - len([one for one in kept if one.problems]),
    }
    return render(request, "plan/document_audit.html", context)


@right("document.read")
@require_safe
def document(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Show one document: the edition in force with its text, the other editions, its reviews."""
    row = seen(request, Document, document_id)
    changes.come_into_force(request.school, at=now())
    day = localdate()
    visible = states(request)
    editions = [one for one in reads.editions(row) if one.state in visible]
    holding = [one for one in editions if one.state == EditionState.IN_FORCE]
    shown: DocumentEdition = found_or_404(next(iter(holding or editions), None))
    reviews = list(reads.reviews(row))
    due = _due(row, shown, reviews[0].reviewed_on if reviews else None)
    places = nomenclature.by_index()
    units = {unit.organisation_id: unit.name for unit in organisations.units(request.school, day)}
    context = {
        **edition_context(request, shown),
        "document": row,
        "about": about_name(row.about),
        "file": (file := places.get(row.index)),
        "kept": file.kept if file else kinds()[row.kind].kept,
        "unit": units.get(row.unit_id or 0, ""),
        "editions": [(one, status(one)) for one in editions],
        "reviews": reviews,
        "due": due,
        "overdue": due is not None and due < day,
        "outdated": [one for one in reads.citations(shown) if one.act.is_outdated(day)],
        "in_work": next((one for one in editions if one.state in _WAITING), None),
    }
    return render(request, "plan/document.html", context)


_WAITING = {"draft", "discussion", "adopted", "approved"}


@right("document.write")
@form_page
def new_document(request: SchoolRequest) -> HttpResponse:
    """Begin a document; its text is written on the next page."""
    language = request.school.edition(localdate()).language
    form = OutlineForm(posted(request), initial={"language": language, "kind": "local_act"})
    _offer(form, request)
    question = Question(
        heading=_("New document"),
        button=_("Begin the draft"),
        back=reverse("plan:documents", args=[request.school.code]),
        pretitle=_("Documents"),
    )
    begun: list[DocumentEdition] = []

    def change(given: dict[str, Any]) -> None:
        outline = form.outline(given, unit=_unit(request, given["unit"]))
        person = getattr(request.user, "person", None)
        begun.append(
            changes.draft(request.school, outline, prepared_by=person, by=request.user, at=now())
        )

    answer = ask(request, form, question, change)
    if begun:
        return redirect("plan:write_text", request.school.code, begun[0].pk)
    return answer


@right("document.write")
@form_page
def restate_document(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Correct what the register says of a document."""
    row = seen(request, Document, document_id)
    initial = {
        name: getattr(row, name)
        for name in ("title", "index", "owner_role", "wording", "review_months")
    }
    form = CardForm(posted(request), initial={**initial, "unit": row.unit_id})
    _offer(form, request, keep=row.index)

    def change(given: dict[str, Any]) -> object:
        more = {"unit": _unit(request, given["unit"]), "kind": row.kind, "about": row.about}
        outline = form.outline(given, **more, language=row.language)
        return changes.restate(row, outline, by=request.user, at=now())

    question = _about(row, _("Register card"), _("Save"), _("The card is saved."))
    return ask(request, form, question, change)


@right("document.write")
@form_page
def next_edition(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Draft the next edition as a copy of the one in force."""
    row = seen(request, Document, document_id)
    return ask(
        request,
        NextForm(posted(request)),
        _about(row, _("Next edition"), _("Begin the draft"), _("The draft is begun.")),
        lambda given: changes.next_edition(
            row,
            changed=given["changed"],
            prepared_by=getattr(request.user, "person", None),
            by=request.user,
            at=now(),
        ),
    )


@right("document.write")
@form_page
def review_document(request: SchoolRequest, document_id: int) -> HttpResponse:
    """Record a review, also one that changes nothing."""
    row = seen(request, Document, document_id)
    return ask(
        request,
        ReviewForm(posted(request)),
        _about(row, _("Record a review"), _("Record"), _("The review is recorded.")),
        lambda given: upkeep.review(
            row,
            person=getattr(request.user, "person", None),
            by=request.user,
            at=now(),
            **given,
        ),
    )


def _about(row: Document, heading: str, button: str, done: str) -> Question:
    back = reverse("plan:document", args=[row.school.code, row.pk])
    return Question(heading=heading, button=button, back=back, pretitle=row.title, done=done)


def _offer(form: CardForm, request: SchoolRequest, *, keep: str = "") -> None:
    day = localdate()
    files = nomenclature.open_files(day)
    files += [file for file in nomenclature.closed_files(day) if file.index == keep]
    form.offer(files, organisations.units(request.school, day))


def _unit(request: SchoolRequest, pk: int | None) -> Any:
    units = organisations.units(request.school, localdate())
    return next((unit.organisation for unit in units if unit.organisation_id == pk), None)
