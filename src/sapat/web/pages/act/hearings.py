"""Figures for parents and pupils before a decision, and their opinion."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.agendas.figures import chosen, offered
from sapat.act.decisions.hearings import changes
from sapat.act.decisions.hearings.changes import Pack
from sapat.act.decisions.models import Hearing
from sapat.act.decisions.rules import CONSUMERS
from sapat.act.meetings.models import AgendaItem
from sapat.publish.meetings import pack
from sapat.publish.papers.content import Paper
from sapat.school.bodies import reads as bodies
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.meetings import HandOverForm, OpinionForm
from sapat.web.pages.act.agenda import about
from sapat.web.papers import answer_with


@right("meeting.keep")
@form_page
def hand_figures(request: SchoolRequest, agenda_item_id: int) -> HttpResponse:
    """Hand figures to a body of parents or pupils before a question is decided."""
    item = seen(request, AgendaItem, agenda_item_id)
    heard = {body.pk: body for body in bodies.bodies(localdate()) if body.kind in CONSUMERS}
    _term, figures = offered(request.school, public=True)
    form = HandOverForm(posted(request))
    form.fields["body"].offer([(pk, body.name) for pk, body in heard.items()])  # type: ignore[attr-defined]
    form.fields["figures"].choices = [  # type: ignore[attr-defined]
        (one.code, f"{one.name}: {one.figure}") for one in figures
    ]
    return ask(
        request,
        form,
        about(item.meeting, _("Hear parents or pupils"), _("The figures are handed over"),
              _("It is recorded what they were given."), lead=str(item)),
        lambda given: changes.hand_over_figures(
            item,
            heard[given["body"]],
            Pack(given["given_on"], chosen(figures, given["figures"]), given["words"]),
            by=request.user,
            at=now(),
        ),
    )  # fmt: skip


@right("meeting.keep")
@form_page
def state_opinion(request: SchoolRequest, hearing_id: int) -> HttpResponse:
    """Write down what the body said."""
    row = seen(request, Hearing, hearing_id)
    return ask(
        request,
        OpinionForm(posted(request)),
        about(row.item.meeting, _("Opinion: %(name)s") % {"name": row.body.name}, _("Save"),
              _("The opinion is written down."), lead=str(row.item)),
        lambda given: changes.state_opinion(
            row, given["stand"], given["words"], on=given["on"], by=request.user, at=now()
        ),
    )  # fmt: skip


@right("meeting.read")
@require_safe
def pack_paper(request: SchoolRequest, hearing_id: int) -> HttpResponse:
    """Show what was handed over as it is printed, or hand it out."""
    row = seen(request, Hearing, hearing_id)

    def make(language: str) -> Paper:
        return pack(row, language=language, at=now())

    back = reverse("act:meeting", args=[request.school.code, row.item.meeting_id])
    return answer_with(request, make, back=back, back_to=str(row.item))
