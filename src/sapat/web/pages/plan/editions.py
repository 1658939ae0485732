"""One edition of a document: its text in each language, its files, what changed, its paper."""

from pathlib import Path
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.documents import reads
from sapat.plan.documents.comments import reads as comments
from sapat.plan.documents.comparing import compared, is_same
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import FINAL, OPEN, EditionState, Standing, Step, is_possible
from sapat.plan.documents.shipped import stamps
from sapat.plan.documents.texts import changes, files
from sapat.plan.documents.texts import reads as texts
from sapat.plan.documents.texts.changes import Sent, Written
from sapat.plan.documents.texts.models import DocumentFile
from sapat.plan.documents.texts.rules import LANGUAGES
from sapat.publish.documents import edition_paper
from sapat.publish.papers.content import Paper
from sapat.publish.papers.prose import nodes
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.files import attachment
from sapat.web.forms.documents import FileForm, TextForm
from sapat.web.pages.plan.document_tabs import seen_edition, states, status
from sapat.web.papers import answer_with, shown_nodes

STEPS = (
    (Step.WRITE, "plan:write_text", "document.write", gettext_lazy("Write the text")),
    (Step.ROUND, "plan:open_round", "document.write", gettext_lazy("Ask for comments")),
    (Step.ADOPT, "plan:adopt_edition", "document.adopt", gettext_lazy("Record the adoption")),
    (Step.APPROVE, "plan:approve_edition", "document.approve", gettext_lazy("Approve by order")),
    (Step.FORCE, "plan:force_document", "document.adopt", gettext_lazy("Put in force")),
    (Step.WITHDRAW, "plan:withdraw_edition", "document.adopt", gettext_lazy("Withdraw")),
)


def edition_context(request: SchoolRequest, edition: DocumentEdition) -> dict[str, Any]:
    """Return what a page shows of an edition: text in a language, files, citations, steps."""
    written = {row.language: row for row in texts.texts_of(edition)}
    main = edition.document.language
    asked = request.GET.get("language", "") or (get_language() or main)[:2]
    language = asked if asked in written else main
    text = written.get(language)
    behind = texts.behind(edition)
    names = dict(LANGUAGES)
    return {
        "edition": edition,
        "status": status(edition),
        "text": text,
        "nodes": shown_nodes(nodes(text.text), below=3) if text else [],
        "language": language,
        "languages": [(code, names[code], code in behind) for code in names if code in written],
        "behind": language in behind,
        "stamps": (stamps()[edition.document.wording], stamps()["approved"]),
        "text_file": texts.text_file(edition, language),
        "annexes": texts.annexes(edition),
        "citations": [(one, one.act.is_outdated(localdate())) for one in reads.citations(edition)],
        "steps": _steps(request, edition),
        "is_open": edition.state in OPEN and not edition.is_scheduled,
        "is_final": edition.state in FINAL,
        "can_write": request.may("document.write"),
        "can_name": request.may("people.read"),
    }


def _steps(request: SchoolRequest, edition: DocumentEdition) -> list[dict[str, object]]:
    standing = Standing(
        edition.state, edition.document.route, effective_from=edition.effective_from
    )
    return [
        {"url": reverse(page, args=[request.school.code, edition.pk]), "words": words}
        for step, page, needed, words in STEPS
        if request.may(needed) and is_possible(step, standing)
    ]


@right("document.read")
@require_safe
def edition(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Show one edition with its comments and the steps that may follow."""
    row = seen_edition(request, document_edition_id)
    before = row.document.editions.filter(number__lt=row.number, state__in=states(request))
    context = {
        **edition_context(request, row),
        "document": row.document,
        "comments": list(comments.comments_on(row)) if request.may("document.comment") else [],
        "takes_comments": row.state == EditionState.DISCUSSION and request.may("document.comment"),
        "today": localdate(),
        "before": before.order_by("-number").first(),
    }
    return render(request, "plan/document_edition.html", context)


@right("document.read")
@require_safe
def compare_editions(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Show what changed since another edition, or between two languages of this one."""
    row = seen_edition(request, document_edition_id)
    others = row.document.editions.exclude(pk=row.pk).filter(state__in=states(request))
    choices = list(others.order_by("-number"))
    asked = request.GET.get("with", "")
    older = [one for one in choices if one.number < row.number]
    other = next(
        (one for one in choices if str(one.pk) == asked), next(iter(older or choices), None)
    )
    language = request.GET.get("language", row.document.language)
    texts_of = [_text(one, language) if one else "" for one in (other, row)]
    passages = compared(*texts_of)
    context = {
        "edition": row,
        "other": other,
        "choices": choices,
        "passages": passages,
        "same": is_same(passages) or not passages,
        "language": language,
        "languages": LANGUAGES,
    }
    return render(request, "plan/compare.html", context)


def _text(edition: DocumentEdition, language: str) -> str:
    row = texts.text_in(edition, language)
    return row.text if row else ""


@right("document.read")
@require_safe
def edition_paper_page(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Show the edition as it is printed, or hand it out."""
    row = seen_edition(request, document_edition_id)

    def make(language: str) -> Paper:
        return edition_paper(row, language=language, at=now())

    back = reverse("plan:document_edition", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=row.document.title)


@right("document.write")
@form_page
def write_text(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Write the text in one language; the preview saves nothing."""
    row = seen_edition(request, document_edition_id)
    language = request.GET.get("language", row.document.language)
    found_or_404(language if language in dict(LANGUAGES) else None)
    text, main = texts.text_in(row, language), texts.main_text(row)
    initial = {"title": text.title, "text": text.text} if text else {}
    form = TextForm(posted(request), initial=initial)
    question = Question(
        heading=_("Text: %(language)s") % {"language": dict(LANGUAGES)[language]},
        button=_("Save"),
        back=reverse("plan:document_edition", args=[request.school.code, row.pk])
        + f"?language={language}",
        pretitle=row.document.title,
        done=_("The text is saved."),
        template="plan/write_text.html",
    )
    more = {
        "edition": row,
        "language": language,
        "languages": LANGUAGES,
        "beside": shown_nodes(nodes(main.text), below=3)
        if main and language != row.document.language
        else None,
    }
    if request.method == "POST" and "preview" in request.POST:
        drawn = shown_nodes(nodes(request.POST.get("text", "")), below=3)
        context = {"form": form, "question": question, "preview": drawn, **more}
        context["stood"] = request.POST.get("stood", "")
        return render(request, question.template, context)
    person = getattr(request.user, "person", None)
    return ask(
        request,
        form,
        question,
        lambda given: changes.write(
            row, language, Written(**given, person=person), by=request.user, at=now()
        ),
        **more,
    )


@right("document.write")
@form_page
def keep_file(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Keep a file as the next annex, or as the text in one language."""
    row = seen_edition(request, document_edition_id)
    language = request.GET.get("language", "")
    found_or_404(language if language in {"", *dict(LANGUAGES)} else None)
    form = FileForm(posted(request), request.FILES or None)
    words = _("File as the text") if language else _("New annex")
    question = Question(
        heading=words,
        button=_("Keep the file"),
        back=reverse("plan:document_edition", args=[request.school.code, row.pk]),
        pretitle=row.document.title,
        done=_("The file is kept."),
    )

    def change(given: dict[str, Any]) -> object:
        kept = files.keep(request.school.pk, given["file"].chunks())
        sent = Sent(given["file"].name, given["title"], kept)
        if language:
            return changes.keep_text_file(row, language, sent, by=request.user, at=now())
        return changes.add_annex(row, sent, by=request.user, at=now())

    return ask(request, form, question, change)


@right("document.write")
@form_page
def remove_file(request: SchoolRequest, document_file_id: int) -> HttpResponse:
    """Take a file out of an edition that is being prepared."""
    file = seen(request, DocumentFile, document_file_id)
    question = Question(
        heading=_("Remove “%(name)s”") % {"name": file.title},
        button=_("Remove"),
        back=reverse("plan:document_edition", args=[request.school.code, file.edition_id]),
        pretitle=file.edition.document.title,
        danger=True,
        done=_("The file is removed."),
    )
    return ask(
        request,
        Form(posted(request)),
        question,
        lambda _given: changes.remove_file(file, by=request.user, at=now()),
    )


@right("document.read")
@require_safe
def document_file(request: SchoolRequest, document_file_id: int) -> HttpResponse:
    """Hand out a file of an edition, to be saved and never run."""
    file = seen(request, DocumentFile, document_file_id)
    seen_edition(request, file.edition_id)
    path = found_or_404(texts.path_of(file))
    return attachment(path.read_bytes(), Path(file.name).stem, ending=file.ending)
