"""What the checks of the data found: the list, one issue, and its answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.data_quality import changes, reads
from sapat.check.data_quality.checks import Severity
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.rules import IssueState
from sapat.plan.datasets.rules import datasets, origins
from sapat.plan.indicators.rules import indicators
from sapat.publish.exports.delimited import delimited
from sapat.publish.quality_issues import issues_paper, issues_table
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.files import attachment
from sapat.web.forms.data_quality import AnswerForm, ExplainForm
from sapat.web.pages.check.quality_tabs import tabs
from sapat.web.papers import answer_with

A_PAGE = 50
OPEN, ANSWERED, ALL = "open", "answered", "all"
STATUSES = {
    (IssueState.OPEN, Severity.HIGH): "critical",
    (IssueState.OPEN, Severity.MIDDLE): "attention",
    (IssueState.OPEN, Severity.LOW): "no_data",
}
FIXES = {
    "imports": ("evidence:imports", "evidence.read"),
    "classes": ("school:classes", "class.read"),
    "people": ("school:people", "people.read"),
    "load": ("school:load", "people.read"),
    "calendar": ("school:calendar", "school.read"),
    "scales": ("school:scales", "school.read"),
    "paper_checks": ("check:paper_checks", "paper_check.read"),
}


@dataclass(frozen=True)
class Filter:
    """One choice above the list: its name in the address, its words, what may be chosen."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    chosen: str


def visible(request: SchoolRequest) -> list[QualityIssue]:
    """Return the issues this member may see: all of the school, or their own (one query)."""
    found = reads.issues()
    if not request.may("quality_issue.all"):
        found = found.filter(reads.of_person(people.person_of(request.user)))
    return list(found)


@right("quality_issue.read")
@require_safe
def quality_issues(request: SchoolRequest) -> HttpResponse:
    """Show what needs checking, by class, subject, teacher and term."""
    rows = visible(request)
    filters = filters_of(request, rows)
    found = narrowed(rows, {each.name: each.chosen for each in filters})
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request),
        "filters": filters,
        "page": page,
        "rows": [(row, status_of(row)) for row in page],
        "any": bool(rows),
        "all_of_school": request.may("quality_issue.all"),
        "look": reads.last_look(),
        "query": urlencode({each.name: each.chosen for each in filters if each.chosen}),
        "waiting": sum(row.is_open for row in rows),
    }
    return render(request, "check/quality_issues.html", context)


@right("quality_issue.read")
@require_safe
def quality_paper(request: SchoolRequest) -> HttpResponse:
    """Print the list, narrowed as on the page, or hand it out as PDF, DOCX, XLSX or CSV."""
    rows = visible(request)
    chosen = {each.name: each.chosen for each in filters_of(request, rows)}
    found = narrowed(rows, chosen)
    if request.GET.get("form") == "csv":
        table = issues_table(found)
        return attachment(delimited(table), table.title, request.school.code, ending="csv")
    query = urlencode({name: value for name, value in chosen.items() if value})
    return answer_with(
        request,
        lambda language: issues_paper(request.school, found, language=language, at=now()),
        back=f"{reverse('check:quality_issues', args=[request.school.code])}?{query}",
        back_to=_("Data quality"),
    )


@right("quality_issue.read")
@require_safe
def quality_issue(request: SchoolRequest, qualityissue_id: int) -> HttpResponse:
    """Show one issue: what was seen, whom to ask, what to do and what became of it."""
    row = _own(request, qualityissue_id)
    fix, needs = FIXES[row.check_made.fix] if row.check_made else FIXES["imports"]
    context = {
        "row": row,
        "status": status_of(row),
        "turns": list(reads.turns(row)),
        "names": _names(request, row),
        "fix": reverse(fix, args=[request.school.code]) if request.may(needs) else "",
        "can_answer": request.may("quality_issue.answer") and row.state != IssueState.FIXED,
    }
    return render(request, "check/quality_issue.html", context)


@right("quality_issue.answer")
@form_page
def answer_issue(request: SchoolRequest, qualityissue_id: int) -> HttpResponse:
    """Explain an issue, or accept the data as they are."""
    row = _own(request, qualityissue_id)
    may_accept = request.may("quality_issue.accept")
    form = (AnswerForm if may_accept else ExplainForm)(posted(request))
    question = Question(
        heading=_("Answer: %(name)s") % {"name": row.name},
        button=_("Save"),
        back=reverse("check:quality_issue", args=[request.school.code, row.pk]),
        pretitle=row.place or row.about,
        lead=row.sentence,
        done=_("The answer is kept."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.answer(
            row,
            given.get("state", IssueState.EXPLAINED),
            given["words"],
            may_accept=may_accept,
            by=request.user,
            at=now(),
        ),
    )


def status_of(row: QualityIssue) -> str:
    """Return the status by which a row is drawn."""
    usual = "normal" if row.state == IssueState.FIXED else "not_applicable"
    return STATUSES.get((IssueState(row.state), Severity(row.severity)), usual)


def filters_of(request: SchoolRequest, rows: Iterable[QualityIssue]) -> list[Filter]:
    """Return what the list may be narrowed by: only what occurs in it."""
    rows = list(rows)
    offered: dict[str, dict[str, str]] = {"class": {}, "subject": {}, "teacher": {}, "term": {}}
    for row in rows:
        offered["term"][f"{row.year}-{row.term}"] = row.term_label
        if row.school_class:
            offered["class"][row.school_class.label] = row.school_class.label
        if row.subject:
            offered["subject"][str(row.subject.pk)] = row.subject.name
        if row.teacher:
            offered["teacher"][str(row.teacher.pk)] = row.teacher.short_name
    labels = {"class": _("Class"), "subject": _("Subject"), "teacher": _("Teacher"),
              "term": _("Term")}  # fmt: skip
    states = [(OPEN, _("need checking")), (ANSWERED, _("answered")), (ALL, _("all"))]
    found = [_filter(request, "state", _("State"), states, OPEN)]
    severities = [("", _("all")), *((code, str(label)) for code, label in Severity.choices)]
    found.append(_filter(request, "severity", _("Severity"), severities, ""))
    found += _by_indicator(request)
    for name, choices in offered.items():
        if len(choices) > 1:
            told = sorted(choices.items(), key=lambda each: _place(name, each))
            found.append(_filter(request, name, labels[name], [("", _("all")), *told], ""))
    return found


def _by_indicator(request: SchoolRequest) -> list[Filter]:
    """Return the filter by an indicator, where the reader comes from its page."""
    known = indicators().get(request.GET.get("indicator", ""))
    if known is None:
        return []
    choices = [("", _("all")), (known.code, f"{known.code} {known.name}")]
    return [_filter(request, "indicator", _("Indicator"), choices, "")]


def narrowed(rows: Iterable[QualityIssue], chosen: dict[str, str]) -> list[QualityIssue]:
    """Return the rows that fit everything chosen."""
    return [row for row in rows if all(_fits(row, name, value) for name, value in chosen.items())]


def _fits(row: QualityIssue, name: str, value: str) -> bool:
    if name == "state":
        settled = row.state in (IssueState.EXPLAINED, IssueState.ACCEPTED)
        return value == ALL or (row.is_open if value == OPEN else settled)
    if name == "indicator":
        return not value or bool(_sets_of(value) & set(row.sets))
    has = {
        "severity": row.severity,
        "class": row.school_class.label if row.school_class else "",
        "subject": str(row.subject_id or ""),
        "teacher": str(row.teacher_id or ""),
        "term": f"{row.year}-{row.term}",
    }
    return not value or has[name] == value


def _sets_of(code: str) -> set[str]:
    return {origin for data in indicators()[code].datasets for origin in origins(data)}


def _filter(
    request: SchoolRequest, name: str, label: str, choices: Sequence[tuple[str, str]], usual: str
) -> Filter:
    asked = request.GET.get(name, usual)
    return Filter(name, label, choices, asked if asked in dict(choices) else usual)


def _place(name: str, choice: tuple[str, str]) -> Any:
    if name == "term":
        year, term = choice[0].split("-")
        return -int(year), -int(term)
    if name == "class":
        digits = "".join(sign for sign in choice[1] if sign.isdigit())
        return int(digits or 0), choice[1]
    return choice[1]


def _own(request: SchoolRequest, pk: int) -> QualityIssue:
    """Return an issue of the school that this member may see; 404 for another's."""
    row = seen(request, QualityIssue, pk)
    if request.may("quality_issue.all"):
        return row
    if not reads.concerns(row, people.person_of(request.user)):
        raise Http404
    return row


def _names(request: SchoolRequest, row: QualityIssue) -> list[str]:
    """Return the pupils concerned, for those who may read names and where it is not delicate."""
    by_person = row.check_made is not None and row.check_made.show == "pupil"
    if not by_person or not request.may("people.read") or _is_delicate(row):
        return []
    known = people.names(row.shown)
    return sorted(known.values())


def _is_delicate(row: QualityIssue) -> bool:
    return any(datasets()[each].sensitive for each in row.sets)
