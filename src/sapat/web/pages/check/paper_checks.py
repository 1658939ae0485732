"""Figures typed by hand, and their comparison with the paper by a second person."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sapat.check.data_quality import changes as data_quality
from sapat.check.data_quality.checks import limits
from sapat.check.data_quality.paper_checks import changes, reads
from sapat.check.data_quality.paper_checks.models import PaperCheck
from sapat.check.data_quality.paper_checks.rules import WORDS, Standing
from sapat.core.refusal import Refused
from sapat.evidence.imports.models import Import
from sapat.plan.indicators.models import Norm
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.data_quality import PaperForm
from sapat.web.pages.check.paper_rows import rows_of
from sapat.web.pages.check.quality_tabs import tabs

A_PAGE = 50
STATUSES = {
    Standing.UNCONFIRMED: "waiting",
    Standing.DRAWN: "attention",
    Standing.CONFIRMED: "normal",
    Standing.DIFFERS: "critical",
}


@right("paper_check.read")
@require_safe
def paper_checks(request: SchoolRequest) -> HttpResponse:
    """Show what was typed by hand in the last year, and who confirmed it."""
    found = reads.typed(localdate())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    names = reads.users(page)
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [
            (row, STATUSES[row.standing], names.get(row.by or 0, ""), row.by == request.user.pk)
            for row in page
        ],
        "limits": limits(),
        "can_compare": request.may("paper_check.compare"),
        "waiting": sum(row.standing in (Standing.UNCONFIRMED, Standing.DRAWN) for row in found),
    }
    return render(request, "check/paper_checks.html", context)


@right("paper_check.read")
@require_safe
def paper_check(request: SchoolRequest, papercheck_id: int) -> HttpResponse:
    """Show a sample with what was found; printed, it is the sheet to compare with."""
    check = seen(request, PaperCheck, papercheck_id)
    own = reads.maker_of(check) == request.user.pk
    is_open = check.closed_at is None
    context = {
        "check": check,
        "rows": rows_of(check),
        "status": STATUSES[check.standing],
        "words": WORDS[check.standing],
        "own": own,
        "can_close": is_open and not own and request.may("paper_check.compare"),
    }
    return render(request, "check/paper_check.html", context)


@right("paper_check.compare")
@require_POST
def draw_file(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Draw a sample of a file and open it."""
    source = seen(request, Import, import_id)
    try:
        check = changes.draw(source, by=request.user, at=now())
    except Refused as no:
        context = {"sentence": no.sentence, "tabs": tabs(request)}
        return render(request, "check/paper_refused.html", context, status=409)
    return redirect("check:paper_check", request.school.code, check.pk)


@right("paper_check.compare")
@require_POST
def draw_norm(request: SchoolRequest, norm_id: int) -> HttpResponse:
    """Open the comparison of a norm with its protocol."""
    norm = seen(request, Norm, norm_id)
    check = changes.draw_norm(norm, by=request.user, at=now())
    return redirect("check:paper_check", request.school.code, check.pk)


@right("paper_check.compare")
@form_page
def compare(request: SchoolRequest, papercheck_id: int) -> HttpResponse:
    """Write down which rows differ from the paper."""
    check = seen(request, PaperCheck, papercheck_id)
    rows = rows_of(check)
    question = Question(
        heading=_("Compare with the paper"),
        button=_("I have compared every row"),
        back=reverse("check:paper_check", args=[request.school.code, check.pk]),
        pretitle=str(check),
        lead=_("Tick the rows in which the paper says something else, and write what it says."),
        done=_("The comparison is written down."),
        template="check/compare_paper.html",
    )
    differing = {
        row.place: request.POST.get(f"paper-{row.place}", "")
        for row in rows
        if f"differs-{row.place}" in request.POST
    }
    typed = [(row, row.place in differing, differing.get(row.place, "")) for row in rows]
    return ask(
        request,
        PaperForm(posted(request)),
        question,
        lambda given: _close(request, check, differing, given["words"]),
        typed=typed,
    )


def _close(
    request: SchoolRequest, check: PaperCheck, differing: dict[int, str], words: str
) -> None:
    """Write the comparison down, and let what differs be seen among what needs checking."""
    changes.close(check, differing, words, by=request.user, at=now())
    data_quality.look(request.school, by=request.user, at=now(), source=str(check))
