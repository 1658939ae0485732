"""The register of findings, and how one is written from any page."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.findings import changes, reads
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import OPEN, FindingState, Grade, Origin
from sapat.check.monitoring import changes as signals
from sapat.check.monitoring import reads as known_signals
from sapat.check.monitoring.factors import factors
from sapat.plan.objectives.reads import known_indicators
from sapat.plan.processes import reads as processes
from sapat.plan.regulations.rules import regulations
from sapat.publish.findings import register_paper
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.pareto import Part, pareto
from sapat.school.calendar import reads as calendar
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import address
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.findings import FindingForm
from sapat.web.pages.act.finding_tabs import tabs
from sapat.web.papers import answer_with

A_PAGE = 50
OPEN_ONES = "open"
SIGNAL = "signal"

LOOKS = {
    FindingState.WRITTEN: "waiting",
    FindingState.CONFIRMED: "attention",
    FindingState.REFUSED: "not_applicable",
    FindingState.CLOSED: "normal",
}
GRADE_LOOKS = {
    Grade.MAJOR: "critical",
    Grade.MINOR: "attention",
    Grade.REMARK: "no_data",
    Grade.CHANCE: "waiting",
    Grade.GOOD: "high",
}


@right("finding.read")
@require_safe
def findings(request: SchoolRequest) -> HttpResponse:
    """Show the register: what is open first, with filters."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "state", "grade", "origin")}
    page = Paginator(_found(asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": shown(list(page)),
        "states": [(OPEN_ONES, _("open")), *FindingState.choices],
        "grades": Grade.choices,
        "origins": Origin.choices,
        "asked": asked,
        "empty": not page.paginator.count and not any(asked.values()),
    }
    return render(request, "act/findings.html", context)


@right("finding.read")
@require_safe
def findings_paper(request: SchoolRequest) -> HttpResponse:
    """Show the register as it is printed, or hand it out."""
    rows = list(reads.findings())
    lives = reads.lives(row.pk for row in rows)
    back = reverse("act:findings", args=[request.school.code])
    return answer_with(
        request,
        lambda language: register_paper(request.school, rows, lives, language=language, at=now()),
        back=back,
        back_to=_("Findings"),
    )


@right("finding.read")
@require_safe
def causes(request: SchoolRequest) -> HttpResponse:
    """Show which causes make up most of a year's findings."""
    year = calendar.year_on(localdate())
    since, until = (year.starts, localdate()) if year else (localdate(), localdate())
    counted = reads.factors(since, until)
    known = factors().factors
    parts = [Part(str(known[code].name) if code in known else code, n) for code, n in counted]
    picture = pareto(_("Root causes of the school year"), parts, _("root causes"))
    context = {
        "tabs": tabs(request),
        "drawn": for_page(picture, request.LANGUAGE_CODE) if parts else None,
        "since": since,
    }
    return render(request, "act/causes.html", context)


@right("finding.write")
@form_page
def write_finding(request: SchoolRequest) -> HttpResponse:
    """Write a finding down; the page it is written from fills in what it knows."""
    source = source_of(request)
    form = offered(FindingForm(posted(request), initial=_known(request)))
    question = Question(
        heading=_("A finding"),
        button=_("Write down"),
        back=_back(request, source),
        pretitle=source.label or _("Findings"),
        lead=_("Say what is so, not who is to blame: evidence first, the cause comes later."),
        done=_("The finding is written down. Management confirms it within five days."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: _written(request, seen_of(given, source)),
    )


@transaction.atomic
def _written(request: SchoolRequest, found: Seen) -> Finding:
    """Write the finding; a signal it comes from is answered by it."""
    me, at = people.person_of(request.user), now()
    row = changes.write(request.school, found, person=me, by=request.user, at=at)
    kind, _colon, number = found.source.key.partition(":")
    if kind == SIGNAL and number.isdecimal():
        signal = known_signals.numbered(int(number))
        if signal is not None and signal.is_open:
            address = reverse("act:finding", args=[request.school.code, row.pk])
            signals.act_on(
                signal,
                f"{row.name} {row.title}"[:200],
                words=row.text or row.title,
                person=me,
                by=request.user,
                at=at,
                address=address,
            )
    return row


def _known(request: SchoolRequest) -> dict[str, Any]:
    """Return what the address says of the finding."""
    names = ("title", "text", "grade", "origin", "indicator", "group", "clause", "process")
    given = {name: request.GET[name][:300] for name in names if request.GET.get(name)}
    if given.get("origin") not in Origin.values:
        given.pop("origin", None)
    if given.get("grade") not in Grade.values:
        given.pop("grade", None)
    return given


def source_of(request: SchoolRequest) -> Source:
    """Return the record the address names; a page that does not exist is left out."""
    args = tuple(part for part in request.GET.get("args", "").split(",") if part)
    page = request.GET.get("page", "")[:60]
    try:
        reverse(page, args=[request.school.code, *args])
    except NoReverseMatch:
        page, args = "", ()
    key, label = request.GET.get("source", "")[:80], request.GET.get("label", "")[:300]
    query = request.GET.get("query", "")[:300] if page else ""
    return Source(key, label, page, args, query)


def _back(request: SchoolRequest, source: Source) -> str:
    if source.page:
        return address(request, source.page, source.args, source.query)
    return reverse("act:findings", args=[request.school.code])


def offered(form: Form) -> Any:
    """Offer the indicators, the clauses and the processes of the school."""
    form.fields["indicator"].choices = indicator_choices()  # type: ignore[attr-defined]
    clauses = [
        (clause.code, f"{clause.code} {clause.heading}")
        for regulation in regulations().values()
        for clause in regulation.clauses
    ]
    form.fields["clause"].choices = [("", "—"), *clauses]  # type: ignore[attr-defined]
    rows = [(row.pk, row.title) for row in processes.processes(localdate())]
    form.fields["process"].offer(rows)  # type: ignore[attr-defined]
    return form


def indicator_choices() -> list[tuple[str, str]]:
    """Return the indicators to choose from."""
    known = known_indicators(active=True)
    return [("", "—"), *((code, f"{code} {one.name}") for code, one in known.items())]


def seen_of(given: dict[str, Any], source: Source) -> Seen:
    """Return what was written, with the process it names."""
    process = given.pop("process")
    rows = {row.pk: row for row in processes.processes(localdate())}
    return Seen(**given, process=rows.get(process), source=source)


def _found(asked: dict[str, str]) -> Any:
    rows = reads.search(reads.findings(), asked["q"])
    if asked["state"] == OPEN_ONES:
        rows = rows.filter(state__in=OPEN)
    elif asked["state"] in FindingState.values:
        rows = rows.filter(state=asked["state"])
    if asked["grade"] in Grade.values:
        rows = rows.filter(grade=asked["grade"])
    if asked["origin"] in Origin.values:
        rows = rows.filter(origin=asked["origin"])
    return rows


def shown(rows: list[Finding]) -> list[dict[str, Any]]:
    """Return findings as a table shows them."""
    day = localdate()
    return [
        {
            "row": row,
            "look": LOOKS[FindingState(row.state)],
            "grade": GRADE_LOOKS[Grade(row.grade)],
            "late": row.state in OPEN and bool(row.due_on and row.due_on < day),
        }
        for row in rows
    ]
