"""The person concerned reads the case about themselves, explains, and replies to the measure."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.breaches import changes, reads
from sapat.act.breaches.models import Breach, BreachFile
from sapat.act.breaches.rules import BreachState, Step, may_step
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.breaches import ExplanationForm, ReplyForm
from sapat.web.pages.act.breaches import LOOKS, hand_out


def own(request: SchoolRequest, pk: int) -> Breach:
    """Return a case about this member; for everybody else it is not there."""
    seen(request, Breach, pk)
    row: Breach = found_or_404(reads.concerning(request.member.person_id).filter(pk=pk).first())
    return row


@right("breach.own")
@require_safe
def own_breaches(request: SchoolRequest) -> HttpResponse:
    """Show somebody the cases about themselves."""
    rows = reads.concerning(request.member.person_id)
    context = {"rows": [(row, LOOKS[BreachState(row.state)]) for row in rows]}
    return render(request, "act/own_breaches.html", context)


@right("breach.own")
@require_safe
def own_breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Show somebody one case about themselves."""
    row = own(request, breach_id)
    context = {
        "row": row,
        "look": LOOKS[BreachState(row.state)],
        "files": reads.files(row),
        "can_explain": may_step(Step.EXPLAIN, row.state),
        "can_reply": may_step(Step.REPLY, row.state) and not row.replied_on,
        "late": bool(row.explain_by and row.explain_by < localdate()),
    }
    return render(request, "act/own_breach.html", context)


@right("breach.own")
@require_safe
def own_breach_file(request: SchoolRequest, breachfile_id: int) -> HttpResponse:
    """Hand the person concerned a file of evidence."""
    file = seen(request, BreachFile, breachfile_id)
    return hand_out(own(request, file.breach_id), file)


@right("breach.own")
@form_page
def explain_breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Explain what happened."""
    row = own(request, breach_id)
    return ask(
        request,
        ExplanationForm(posted(request)),
        _about(row, _("Your explanation"), _("Your explanation is kept.")),
        lambda given: changes.explain(
            row, given["words"], person=people.person_of(request.user), at=now()
        ),
    )


@right("breach.own")
@form_page
def reply_breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Reply to the measure."""
    row = own(request, breach_id)
    return ask(
        request,
        ReplyForm(posted(request)),
        _about(row, _("Your reply"), _("Your reply is kept.")),
        lambda given: changes.reply(
            row, given["words"], person=people.person_of(request.user), at=now()
        ),
    )


def _about(row: Breach, heading: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=_("Send"),
        back=reverse("act:own_breach", args=[row.school.code, row.pk]),
        pretitle=_("Case %(name)s") % {"name": row.name},
        lead=_("Only the director, the deputy and personnel read it. It cannot be changed later."),
        done=done,
    )
