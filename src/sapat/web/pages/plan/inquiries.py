"""Information requests: who needs what, which report answers it, and the yearly study of needs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sapat.plan.inquiries import changes, reads
from sapat.plan.inquiries.changes import Finding, Match, Need
from sapat.plan.inquiries.models import Inquiry, NeedsStudy
from sapat.plan.inquiries.rules import InquiryState
from sapat.plan.stakeholders import reads as stakeholders
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.inquiries import HearForm, MatchForm, NeedForm, StudyForm, SufficeForm
from sapat.web.pages.plan.requirement_tabs import tabs

REPORTS = {
    "publish:reports": gettext_lazy("Reports on the term"),
    "check:indicators": gettext_lazy("Indicators"),
    "check:table": gettext_lazy("Deputy head's table"),
    "plan:requirements": gettext_lazy("Register of requirements"),
    "plan:sets": gettext_lazy("Licence and accreditation"),
    "plan:programmes": gettext_lazy("Programmes and curricula"),
}
"""Pages that already answer requests -> what they are called."""

LOOKS = {
    InquiryState.NEW: "waiting",
    InquiryState.MATCHED: "normal",
    InquiryState.TO_MAKE: "attention",
    InquiryState.SATISFIED: "high",
    InquiryState.UNSATISFIED: "critical",
}


@right("requirement.read")
@require_safe
def inquiries(request: SchoolRequest) -> HttpResponse:
    """Show every request with the report that answers it, and the studies of needs."""
    names = stakeholders.names()
    found = list(reads.inquiries())
    context = {
        "tabs": tabs(request),
        "rows": [_shown(request, row, names) for row in found],
        "counts": [
            (LOOKS[state], state.label, sum(row.state == state for row in found))
            for state in InquiryState
        ],
        "studies": reads.studies(),
        "can_change": request.may("requirement.change"),
        "can_name": request.may("people.read"),
    }
    return render(request, "plan/inquiries.html", context)


def _shown(request: SchoolRequest, row: Inquiry, names: dict[str, str]) -> dict[str, Any]:
    known = REPORTS.get(row.report_page)
    return {
        "row": row,
        "group": names.get(row.group, row.group),
        "look": LOOKS[InquiryState(row.state)],
        "report": known or row.report,
        "address": _address(request, row.report_page) if known else "",
    }


def _address(request: SchoolRequest, page: str) -> str:
    try:
        return reverse(page, args=[request.school.code])
    except NoReverseMatch:
        return ""


@right("requirement.change")
@form_page
def new_inquiry(request: SchoolRequest) -> HttpResponse:
    """Write a request for information down."""
    form = NeedForm(posted(request))
    form.fields["group"].choices = [  # type: ignore[attr-defined]
        (one.code, one.name) for one in stakeholders.in_use()
    ]
    question = _question(
        request, _("New information request"), _("Write down"), _("The request is written down.")
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.ask(request.school, Need(**given), by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def match_inquiry(request: SchoolRequest, inquiry_id: int) -> HttpResponse:
    """Say which report answers a request, or which is to be made."""
    row = seen(request, Inquiry, inquiry_id)
    initial = {"page": row.report_page, "make_by": row.make_by}
    form = MatchForm(posted(request), initial=initial)
    form.fields["page"].choices = [("", "—"), *REPORTS.items()]  # type: ignore[attr-defined]
    question = _question(
        request, _("Which report answers it"), _("Save"), _("The request has its report."), row.text
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.match(row, _match(given), by=request.user, at=now()),
    )


def _match(given: dict[str, Any]) -> Match:
    page = given["page"]
    return Match(str(REPORTS[page]) if page else given["report"], page, given["make_by"])


@right("requirement.change")
@form_page
def answer_inquiry(request: SchoolRequest, inquiry_id: int) -> HttpResponse:
    """Record whether the information sufficed."""
    row = seen(request, Inquiry, inquiry_id)
    question = _question(
        request, _("Did it suffice?"), _("Save"), _("The answer is recorded."), row.text
    )
    return ask(
        request,
        SufficeForm(posted(request)),
        question,
        lambda given: changes.answer(
            row,
            given["words"],
            satisfied=given["satisfied"],
            on=given["on"],
            by=request.user,
            at=now(),
        ),
    )


@right("requirement.change")
@form_page
def study_needs(request: SchoolRequest) -> HttpResponse:
    """Record a study of what information the main users need."""
    question = _question(
        request, _("Study of information needs"), _("Save"), _("The study is recorded.")
    )
    return ask(
        request,
        StudyForm(posted(request)),
        question,
        lambda given: changes.study(request.school, Finding(**given), by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def hear_study(request: SchoolRequest, needs_study_id: int) -> HttpResponse:
    """Record that the pedagogical council heard the study."""
    row = seen(request, NeedsStudy, needs_study_id)
    question = _question(
        request, _("Heard by the pedagogical council"), _("Save"), _("The protocol is recorded.")
    )
    return ask(
        request,
        HearForm(posted(request)),
        question,
        lambda given: changes.hear(
            row, given["protocol"], on=given["on"], by=request.user, at=now()
        ),
    )


def _question(
    request: SchoolRequest, heading: str, button: str, done: str, lead: str = ""
) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:inquiries", args=[request.school.code]),
        pretitle=_("Information requests"),
        lead=lead,
        done=done,
    )
