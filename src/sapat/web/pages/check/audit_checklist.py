"""The checklist of an audit: made, filled in on a phone or from paper, findings written."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.audits.checklists import changes, reads
from sapat.check.audits.checklists.changes import Found, Told
from sapat.check.audits.models import Audit, AuditQuestion
from sapat.check.audits.rules import AuditState, Judgement, Kind, Origin, Step, may_step
from sapat.check.findings.rules import Grade
from sapat.core.refusal import Refused
from sapat.publish.audits.checklist import checklist_paper
from sapat.school.people import reads as people
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.audits import AnswerForm, AskForm, FoundForm, MakeForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.check.audits_tabs import (
    JUDGED,
    about,
    carried_out,
    looked_at,
    may_carry_out,
)
from sapat.web.papers import answer_with

GRADES = {Judgement.FAULT: Grade.MINOR, Judgement.REMARK: Grade.REMARK}
"""What a judgement suggests for the finding; conforming may still be good practice."""


@right("audit.read")
@require_safe
def audits_checklist(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Show the checklist; those who audit fill it in here."""
    row = looked_at(request, audit_id)
    lines = [_shown(request, row, line) for line in reads.lines(row)]
    if request.GET.get("open"):
        lines = [one for one in lines if one["answer"] is None]
    works = may_carry_out(request, row)
    context = {
        "row": row,
        "lines": lines,
        "tally": reads.tally_of(row),
        "only_open": bool(request.GET.get("open")),
        "can_ask": works and may_step(Step.ASK, row.state),
        "can_finish": works and row.state == AuditState.STARTED,
        "is_planned": row.state == AuditState.PLANNED,
        "is_control": row.programme.kind == Kind.CONTROL,
    }
    return render(request, "check/audit_checklist.html", context)


def _shown(request: SchoolRequest, row: Audit, line: reads.Line) -> dict[str, Any]:
    """Return one question with its newest answer and the key of the next one."""
    works = may_carry_out(request, row)
    answer = line.answer
    return {
        "question": line.question,
        "answer": answer,
        "look": JUDGED[Judgement(answer.judgement)] if answer else "waiting",
        "found": line.found,
        "judgements": Judgement.choices,
        "key": uuid4().hex,
        "can_answer": works and may_step(Step.ANSWER, row.state),
        "can_find": works and may_step(Step.FIND, row.state),
        "can_drop": works and may_step(Step.ASK, row.state) and answer is None,
    }


@right("audit.read")
@form_page
def audits_answer(request: SchoolRequest, auditquestion_id: int) -> HttpResponse:
    """Write an answer once; what comes second at the same time is told so."""
    question = seen(request, AuditQuestion, auditquestion_id)
    row = carried_out(request, question.audit_id)
    back = reverse("check:audits_checklist", args=[request.school.code, row.pk])
    if request.method != "POST":
        return redirect(f"{back}#q{question.pk}")
    form = AnswerForm(request.POST)
    refused, status = "", HTTPStatus.OK
    if not form.is_valid():
        refused = _("Choose a judgement first.")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        try:
            changes.answer(
                question,
                Told(**form.cleaned_data),
                person=people.person_of(request.user),
                by=request.user,
                at=now(),
            )
        except Refused as no:
            refused, status = no.sentence, HTTPStatus.CONFLICT
    if not refused and not request.headers.get("HX-Request"):
        return redirect(f"{back}#q{question.pk}")
    line = next(one for one in reads.lines(row) if one.question.pk == question.pk)
    context: dict[str, Any] = {"one": _shown(request, row, line), "refused": refused}
    if refused:
        context["typed"] = request.POST
    template = "check/_audit_question.html"
    if not request.headers.get("HX-Request"):
        context |= {"row": row, "template": template, "back": back}
        template = "check/audit_answer.html"
    return render(request, template, context, status=status)


@right("audit.read")
@form_page
def audits_make(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Make the checklist of clauses, the card of the process and earlier findings."""
    row = carried_out(request, audit_id)
    choices = _sources(row)
    form = MakeForm(posted(request), initial={"sources": [code for code, _words in choices]})
    form.fields["sources"].choices = choices  # type: ignore[attr-defined]
    lead = _("What stands in the checklist already is not asked twice.")
    if not choices:
        lead = _("Name a process, a unit or clauses in the plan of the audit first.")
    back = reverse("check:audits_checklist", args=[request.school.code, row.pk])
    return ask(
        request,
        form,
        about(row, _("Make the checklist"), _("Make"), lead=lead, back=back),
        lambda given: changes.make(row, given["sources"], by=request.user, at=now()),
    )


def _sources(row: Audit) -> list[tuple[str, str]]:
    found = []
    before = len(reads.earlier_of(row))
    if before:
        found.append((Origin.FINDING.value, _("earlier findings: %(count)s") % {"count": before}))
    if row.process:
        words = _("the card of the process “%(name)s”") % {"name": row.process.title}
        found.append((Origin.CARD.value, words))
    if row.clauses:
        words = _("clauses: %(codes)s") % {"codes": ", ".join(row.clauses)}
        found.append((Origin.CLAUSE.value, words))
    return found


@right("audit.read")
@form_page
def audits_ask(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Add a question of one's own."""
    row = carried_out(request, audit_id)
    form = AskForm(posted(request))
    form.fields["clause"].choices = _clauses()  # type: ignore[attr-defined]
    back = reverse("check:audits_checklist", args=[request.school.code, row.pk])
    return ask(
        request,
        form,
        about(row, _("New question"), _("Add"), back=back),
        lambda given: changes.ask(row, **given, by=request.user, at=now()),
    )


@right("audit.read")
@form_page
def audits_drop_question(request: SchoolRequest, auditquestion_id: int) -> HttpResponse:
    """Take a question out of the checklist."""
    question = seen(request, AuditQuestion, auditquestion_id)
    row = carried_out(request, question.audit_id)
    back = reverse("check:audits_checklist", args=[request.school.code, row.pk])
    return ask(
        request,
        SureForm(posted(request)),
        about(row, _("Take the question out"), _("Take out"), lead=str(question), back=back),
        lambda _given: changes.drop(question, by=request.user, at=now()),
    )


@right("audit.read")
@form_page
def audits_find(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Write a finding of an audit, in one of five grades."""
    row = carried_out(request, audit_id)
    asked = request.GET.get("question", "")
    lines = {str(one.question.pk): one for one in reads.lines(row)}
    line = lines.get(asked)
    form = FoundForm(posted(request), initial=_known(line))
    form.fields["clause"].choices = _clauses()  # type: ignore[attr-defined]
    page = "check:audits_checklist" if line else "check:audits_audit"
    back = reverse(page, args=[request.school.code, row.pk])
    question = about(
        row,
        _("A finding of the audit"),
        _("Write down"),
        _("The finding is written down; management confirms it with the report."),
        lead=str(line.question) if line else "",
        back=f"{back}#q{asked}" if line else back,
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.find(
            row,
            Found(**given, question=line.question if line else None),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


def _known(line: reads.Line | None) -> dict[str, Any]:
    """Return what the question and its answer say of the finding."""
    if line is None or line.answer is None:
        return {"clause": line.question.clause} if line else {}
    answer = line.answer
    said = [answer.note, answer.sample, answer.evidence]
    return {
        "text": "\n".join(filter(None, said)),
        "grade": GRADES.get(Judgement(answer.judgement), Grade.GOOD),
        "clause": line.question.clause,
    }


def _clauses() -> list[tuple[str, str]]:
    known = reads.clauses(localdate())
    return [("", "—"), *((code, f"{code} {one.heading}") for code, one in known.items())]


@right("audit.read")
@require_safe
def audits_checklist_paper(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Show the checklist as a paper form with lines to be filled in by hand, or hand it out."""
    row = looked_at(request, audit_id)
    return answer_with(
        request,
        lambda language: checklist_paper(row, language=language, at=now()),
        back=reverse("check:audits_checklist", args=[request.school.code, row.pk]),
        back_to=_("Checklist"),
    )
