"""The minutes of a meeting: what was heard, what was decided, both signatures, the papers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.models import Decision
from sapat.act.meetings import changes, reads
from sapat.act.meetings.changes import Heard
from sapat.act.meetings.models import AgendaItem, Meeting
from sapat.act.meetings.rules import VOTING, Presence
from sapat.act.minutes import changes as minutes
from sapat.act.minutes import reads as written
from sapat.act.minutes.rules import Hand
from sapat.plan.objectives import reads as objectives
from sapat.publish.meetings import invitation, protocol, sheet
from sapat.publish.papers.content import Paper
from sapat.school.people import reads as people
from sapat.web import grounds
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.decisions import DecideForm, ResolutionForm, worded
from sapat.web.forms.meetings import HeardForm, SignForm, WhyForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.agenda import about
from sapat.web.papers import answer_with


@right("meeting.keep")
@form_page
def write_heard(request: SchoolRequest, agenda_item_id: int) -> HttpResponse:
    """Write what was heard and said on a question."""
    item = seen(request, AgendaItem, agenda_item_id)
    initial = {"heard": item.heard or item.brief, "spoke": item.spoke}
    return ask(
        request,
        HeardForm(posted(request), initial=initial),
        about(item.meeting, str(item), _("Save"), _("The minutes are written on.")),
        lambda given: changes.write(item, Heard(**given), by=request.user, at=now()),
    )


@right("meeting.keep")
@form_page
def decide(request: SchoolRequest, agenda_item_id: int) -> HttpResponse:
    """Write down what was decided on a question."""
    item = seen(request, AgendaItem, agenda_item_id)
    present = len(reads.voters_present(item.meeting))
    form = _decide_form(request, item.meeting, {"in_favour": present})
    everybody = _people(item.meeting)
    return ask(
        request,
        form,
        about(item.meeting, _("Decision"), _("Save the decision"), _("The decision is written."),
              lead=str(item)),
        lambda given: decisions.decide(
            item, form.resolution(given, everybody), form.vote(given), by=request.user, at=now()
        ),
    )  # fmt: skip


@right("meeting.keep")
@form_page
def restate_decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Correct a decision while the minutes are open."""
    row = seen(request, Decision, decision_id)
    if row.item is None:
        raise Http404
    meeting = row.item.meeting
    form = _decide_form(request, meeting, worded(row, grounds.known()))
    everybody = _people(meeting)
    return ask(
        request,
        form,
        about(meeting, _("Correct the decision"), _("Save"), _("The decision is corrected.")),
        lambda given: decisions.restate(
            row, form.resolution(given, everybody), form.vote(given), by=request.user, at=now()
        ),
    )


def offer_people(form: ResolutionForm, offered: dict[int, Any]) -> None:
    """Offer owners, controllers, records to stand on, and indicators in a form."""
    words = [(pk, one.full_name) for pk, one in offered.items()]
    for name in ("owner", "controller"):
        form.fields[name].offer(words)  # type: ignore[attr-defined]
    form.fields["record"].choices = grounds.offered()  # type: ignore[attr-defined]
    known = objectives.known_indicators(active=True).values()
    form.fields["indicator"].choices = [  # type: ignore[attr-defined]
        ("", "—"), *((one.code, f"{one.code} {one.name}") for one in known)
    ]  # fmt: skip


def _people(meeting: Meeting) -> dict[int, Any]:
    """Return the staff and those on the list of the meeting, by id."""
    staff = {person.pk: person for person in people.staff(localdate())}
    listed = (one.person for one in reads.attendances(meeting))
    return {**{person.pk: person for person in listed if person}, **staff}


def _decide_form(request: SchoolRequest, meeting: Meeting, initial: dict[str, Any]) -> DecideForm:
    form = DecideForm(posted(request), initial=initial)
    offer_people(form, _people(meeting))
    voting = [
        (one.person_id, str(one))
        for one in reads.attendances(meeting)
        if one.part in VOTING and one.presence == Presence.PRESENT
    ]
    for name in ("interest", "dissent"):
        form.fields[name].choices = voting  # type: ignore[attr-defined]
    return form


@right("meeting.keep")
@form_page
def close_minutes(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Close the minutes for signature."""
    row = seen(request, Meeting, meeting_id)
    lead = _("Chair and secretary then read and sign them; nothing is written in between.")
    return ask(
        request,
        SureForm(posted(request)),
        about(row, _("Close the minutes"), _("Close"), _("The minutes wait for signature."),
              lead=lead),
        lambda _given: minutes.close_minutes(row, by=request.user, at=now()),
    )  # fmt: skip


@right("meeting.keep")
@form_page
def return_minutes(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Send closed minutes back for correction."""
    row = seen(request, Meeting, meeting_id)
    return ask(
        request,
        WhyForm(posted(request)),
        about(row, _("Send the minutes back"), _("Send back"), _("The minutes are open again.")),
        lambda given: minutes.return_minutes(row, given["reason"], by=request.user, at=now()),
    )


@right("meeting.read")
@form_page
def sign_as_chair(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Sign the minutes as the chair."""
    return _sign(request, meeting_id, Hand.CHAIR)


@right("meeting.read")
@form_page
def sign_as_secretary(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Sign the minutes as the secretary."""
    return _sign(request, meeting_id, Hand.SECRETARY)


def _sign(request: SchoolRequest, meeting_id: int, hand: Hand) -> HttpResponse:
    row = seen(request, Meeting, meeting_id)
    me = people.person_of(request.user)
    signer = row.chair if hand == Hand.CHAIR else row.secretary
    own = me is not None and signer is not None and me.pk == signer.pk
    lead = _("With your signature you confirm that the minutes say what was said and decided.")
    if not own and signer:
        lead = _("%(name)s has no sign-in: record the signature put on the paper.") % {
            "name": signer.short_name
        }
    form = SignForm(posted(request), initial={"shown": written.digest(row)})
    return ask(
        request,
        form,
        about(row, _("Sign the minutes"), _("Sign"), _("The signature is given."), lead=lead),
        lambda given: minutes.sign(row, hand, me, given["shown"], by=request.user, at=now()),
    )


@right("meeting.read")
@require_safe
def protocol_paper(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Show the minutes as they are printed, or hand them out."""
    return _paper(request, meeting_id, protocol)


@right("meeting.read")
@require_safe
def invitation_paper(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Show the invitation with the agenda as it is printed, or hand it out."""
    return _paper(request, meeting_id, invitation)


@right("meeting.read")
@require_safe
def attendance_paper(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Show the sheet that those present sign, or hand it out."""
    return _paper(request, meeting_id, sheet)


def _paper(request: SchoolRequest, meeting_id: int, write: Any) -> HttpResponse:
    row = seen(request, Meeting, meeting_id)

    def make(language: str) -> Paper:
        paper: Paper = write(row, language=language, at=now())
        return paper

    back = reverse("act:meeting", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=f"{row.body.name}, {row.day:%d.%m.%Y}")
