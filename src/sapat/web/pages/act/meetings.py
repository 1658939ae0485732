"""Meetings: those of a school year, one meeting, a new one, what is due on agendas."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.agendas.drafting import draft
from sapat.act.decisions import reads as decisions
from sapat.act.meetings import changes, reads
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import TOOK_PLACE, MeetingState, school_year
from sapat.act.meetings.standing import Every, carried, due_at, missing, shipped
from sapat.act.minutes import reads as minutes
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.calendar.rules import year_label
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.meetings import NewMeetingForm, QuorumForm
from sapat.web.pages.act.meeting_tabs import tabs

LOOKS = {
    MeetingState.PLANNED: "waiting",
    MeetingState.INVITED: "waiting",
    MeetingState.HELD: "attention",
    MeetingState.MINUTED: "attention",
    MeetingState.SIGNED: "normal",
    MeetingState.CALLED_OFF: "not_applicable",
}
DECISION_LOOKS = {
    "draft": "waiting",
    "rejected": "not_applicable",
    "open": "waiting",
    "reported": "attention",
    "done": "normal",
    "cancelled": "not_applicable",
}


@right("meeting.read")
@require_safe
def meetings(request: SchoolRequest) -> HttpResponse:
    """Show the meetings of a school year, and of one body if asked."""
    day = localdate()
    year, years = _years(request)
    body = request.GET.get("body", "")
    rows = [row for row in reads.of_year(year) if not body or str(row.body_id) == body]
    context = {
        "tabs": tabs(request),
        "rows": [(row, LOOKS[MeetingState(row.state)], _late(row)) for row in rows],
        "year": year,
        "years": [(one, year_label(one)) for one in years],
        "bodies": bodies.bodies(day),
        "body": body,
        "can_keep": request.may("meeting.keep"),
    }
    return render(request, "act/meetings.html", context)


def _years(request: SchoolRequest) -> tuple[int, list[int]]:
    """Return the school year that is asked for, or the running one, and those there are."""
    years = sorted({*reads.years(), school_year(localdate())}, reverse=True)
    asked = request.GET.get("year", "")
    known = asked.isdigit() and int(asked) in years
    return int(asked) if known else school_year(localdate()), years


def _late(row: Meeting) -> bool:
    closed = (MeetingState.SIGNED, MeetingState.CALLED_OFF)
    return row.state not in closed and row.day < localdate()


@right("meeting.read")
@require_safe
def meeting(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Show one meeting: agenda, who came, what was heard and decided, signatures."""
    row = seen(request, Meeting, meeting_id)
    decided: dict[int | None, list[Any]] = {}
    for one in decisions.of_meeting(row):
        decided.setdefault(one.item_id, []).append((one, DECISION_LOOKS[one.state]))
    heard: dict[int, list[Any]] = {}
    for hearing in decisions.hearings(row):
        heard.setdefault(hearing.item_id, []).append(hearing)
    listed = reads.attendances(row)
    context = {
        "row": row,
        "look": LOOKS[MeetingState(row.state)],
        "items": [
            (one, decided.get(one.pk, []), heard.get(one.pk, [])) for one in reads.items(row)
        ],
        "listed": listed,
        "came": reads.turnout(row) if row.state in TOOK_PLACE else None,
        "broken": row.state == MeetingState.SIGNED and not minutes.is_intact(row),
        "leaves_out": _leaves_out(row),
        "can_keep": request.may("meeting.keep"),
        "hands": _hands(request, row),
        **_steps(row),
    }
    return render(request, "act/meeting.html", context)


def _leaves_out(row: Meeting) -> list[str]:
    """Return the standing questions due that day which the agenda leaves out."""
    if row.state == MeetingState.CALLED_OFF:
        return []
    due = due_at(row.body.kind, reads.last_taken_up(row.body, row.day), row.day)
    return [str(item.name) for item in missing([one.standing for one in reads.items(row)], due)]


def _hands(request: SchoolRequest, row: Meeting) -> list[dict[str, Any]]:
    """Return both signatures: whose, when given, and whether this member can give it now."""
    me = people.person_of(request.user)
    found = []
    for hand, words, person, at in (
        ("chair", _("Chair"), row.chair, row.chair_signed_at),
        ("secretary", _("Secretary"), row.secretary, row.secretary_signed_at),
    ):
        own = me is not None and person is not None and me.pk == person.pk
        on_paper = person is not None and not person.user_id and request.may("meeting.keep")
        found.append(
            {
                "hand": hand,
                "words": words,
                "person": person,
                "at": at,
                "can": row.state == MeetingState.MINUTED and at is None and (own or on_paper),
                "on_paper": not own,
            }
        )
    return found


def _steps(row: Meeting) -> dict[str, bool]:
    """Return which steps the page offers in this state."""
    state = row.state
    return {
        "is_open": state in (MeetingState.PLANNED, MeetingState.INVITED),
        "can_invite": state == MeetingState.PLANNED,
        "can_hold": state in (MeetingState.INVITED, MeetingState.HELD) and row.day <= localdate(),
        "can_write": state == MeetingState.HELD,
        "is_minuted": state == MeetingState.MINUTED,
        "is_signed": state == MeetingState.SIGNED,
        "took_place": state in TOOK_PLACE,
    }


@right("meeting.keep")
@form_page
def new_meeting(request: SchoolRequest) -> HttpResponse:
    """Plan a meeting; the standing questions that are due come onto its agenda."""
    offered = {body.pk: body for body in bodies.bodies(localdate())}
    initial = {"body": request.GET.get("body")} if request.GET.get("body") else {}
    form = NewMeetingForm(posted(request), initial=initial)
    form.fields["body"].offer([(pk, body.name) for pk, body in offered.items()])  # type: ignore[attr-defined]
    made: list[Meeting] = []

    def plan(given: dict[str, Any]) -> None:
        body = offered[given["body"]]
        when = form.when(given)
        agenda = draft(body, when.day)
        made.append(changes.plan_meeting(body, when, agenda, by=request.user, at=now()))

    question = Question(
        heading=_("New meeting"),
        button=_("Plan the meeting"),
        back=reverse("act:meetings", args=[request.school.code]),
        pretitle=_("Meetings"),
        lead=_("The standing questions that are due come onto the agenda by themselves."),
        done=_("The meeting is planned: look through its agenda, then invite."),
    )
    answer = ask(request, form, question, plan)
    return redirect("act:meeting", request.school.code, made[0].pk) if made else answer


@right("meeting.read")
@require_safe
def standing(request: SchoolRequest) -> HttpResponse:
    """Show which standing question each body took up when, and the meetings that left one out."""
    day = localdate()
    last = reads.taken_up(day)
    there = list(bodies.bodies(day))
    opened = date(school_year(day) - 1, 9, 1)
    rows = []
    for item in shipped().values():
        cells = [
            carried(item, last.get((body.pk, item.code)), max(body.since, opened), day)
            for body in there
            if item.concerns(body.kind)
        ]
        concerned = [body for body in there if item.concerns(body.kind)]
        if item.every != Every.MEETING and cells:
            late = [cell.is_late(day) for cell in cells]
            rows.append((item, list(zip(concerned, cells, late, strict=True))))
    year, years = _years(request)
    context = {
        "tabs": tabs(request),
        "rows": rows,
        "bodies": there,
        "left_out": [
            (row, [str(one.name) for one in gone]) for row, gone in reads.left_out(day, year)
        ],
        "year": year_label(year),
        "years": [(one, year_label(one)) for one in years],
        "can_keep": request.may("meeting.keep"),
    }
    return render(request, "act/standing.html", context)


@right("meeting.keep")
@form_page
def set_quorum(request: SchoolRequest, body_id: int) -> HttpResponse:
    """Say how many members of a body must come."""
    body = seen(request, Body, body_id)
    question = Question(
        heading=_("Quorum"),
        button=_("Save"),
        back=reverse("act:standing", args=[request.school.code]),
        pretitle=body.name,
        done=_("The quorum is set."),
    )
    form = QuorumForm(posted(request), initial={"share": reads.share_of(body)})
    return ask(
        request,
        form,
        question,
        lambda given: changes.set_quorum(body, given["share"], by=request.user, at=now()),
    )
