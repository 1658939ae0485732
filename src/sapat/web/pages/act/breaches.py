"""Cases of breach as director, deputy and personnel see them; nobody finds their own here."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.breaches import changes, reads
from sapat.act.breaches.models import Breach, BreachFile
from sapat.act.breaches.outcomes import source_of
from sapat.act.breaches.rules import HAPPENED, LEAST, BreachState, Step, may_step, shown_count
from sapat.check.findings import reads as findings
from sapat.school.calendar.rules import year_label
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.files import TYPES
from sapat.web.forms.breaches import TermsForm
from sapat.web.pages.act.review_tabs import tabs

LOOKS = {
    BreachState.OPEN: "waiting",
    BreachState.ASKED: "waiting",
    BreachState.EXPLAINED: "attention",
    BreachState.DECIDED: "attention",
    BreachState.CLOSED: "normal",
    BreachState.DROPPED: "not_applicable",
    BreachState.ERASED: "not_applicable",
}


def handled(request: SchoolRequest, pk: int) -> Breach:
    """Return a case this member may handle: any but one about themselves, which is not there."""
    seen(request, Breach, pk)
    row: Breach = found_or_404(reads.handled_by(request.member.person_id).filter(pk=pk).first())
    return row


@right("breach.read")
@require_safe
def breaches(request: SchoolRequest) -> HttpResponse:
    """Show the cases, the newest first."""
    rows = reads.handled_by(request.member.person_id)
    context = {
        "rows": [(row, LOOKS[BreachState(row.state)]) for row in rows],
        "laid_down": reads.is_laid_down(),
        "can_set": request.may("breach.terms"),
    }
    return render(request, "act/breaches.html", context)


@right("breach.read")
@require_safe
def breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Show one case with its evidence and its way."""
    row = handled(request, breach_id)
    context = {
        "row": row,
        "look": LOOKS[BreachState(row.state)],
        "files": reads.files(row),
        "steps": [(one, HAPPENED.get(one.what, one.what)) for one in reads.steps(row)],
        "can": {step.value: may_step(step, row.state) for step in Step},
        "findings": findings.of_source(source_of(row)),
        "day": localdate(),
    }
    return render(request, "act/breach.html", context)


@right("breach.read")
@require_safe
def breach_file(request: SchoolRequest, breachfile_id: int) -> HttpResponse:
    """Hand out a file of evidence."""
    file = seen(request, BreachFile, breachfile_id)
    return hand_out(handled(request, file.breach_id), file)


def hand_out(row: Breach, file: BreachFile) -> HttpResponse:
    """Return a file under a name that tells nothing; never kept by a cache, never run."""
    if file.content is None or file.kind not in TYPES:
        raise Http404
    name = f"{row.year}-{row.number}-{file.pk}.{file.kind}"
    answer = HttpResponse(bytes(file.content), content_type=TYPES[file.kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@right("breach.count")
@require_safe
def breach_counts(request: SchoolRequest) -> HttpResponse:
    """Show how many cases each school year had; a count that small names somebody is hidden."""
    counts: dict[int, int] = {}
    for one in reads.counted():
        counts[one.year] = counts.get(one.year, 0) + 1
    context = {
        "tabs": tabs(request),
        "rows": [
            (year_label(year), shown_count(number)) for year, number in sorted(counts.items())
        ],
        "least": LEAST,
        "can_read": request.may("breach.read"),
    }
    return render(request, "act/breach_counts.html", context)


@right("breach.terms")
@form_page
def breach_terms(request: SchoolRequest) -> HttpResponse:
    """Lay down how long cases are kept."""
    initial: dict[str, Any] = {code: months for code, _name, months in reads.terms()}
    question = Question(
        heading=_("How long cases are kept"),
        button=_("Lay down"),
        back=reverse("act:breaches", args=[request.school.code]),
        pretitle=_("Breaches"),
        lead=_(
            "Months after a case is closed. Then its texts, files and the name are erased by "
            "themselves, and only the count remains."
        ),
        done=_("The terms are laid down."),
    )
    return ask(
        request,
        TermsForm(posted(request), initial=initial),
        question,
        lambda given: changes.set_terms(request.school, given, by=request.user, at=now()),
    )
