"""Before a meeting and at its door: its questions, the invitations, who came."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.act.meetings import changes, reads
from sapat.act.meetings.changes import Came, Guest, Point
from sapat.act.meetings.models import AgendaItem, Attendance, Meeting
from sapat.act.meetings.rules import Part, Presence, Told
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.meetings import CameForm, GuestForm, InviteForm, PointForm, WhenForm, WhyForm
from sapat.web.forms.shared import SureForm
from sapat.web.forms.sheets import Line


def about(
    row: Meeting, heading: str, button: str, done: str, *, lead: str = "", template: str = ""
) -> Question:
    """Return what a page around one meeting says."""
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:meeting", args=[row.school.code, row.pk]),
        pretitle=f"{row.body.name}, {row.day:%d.%m.%Y}",
        lead=lead,
        done=done,
        template=template or "asking.html",
    )


@right("meeting.keep")
@form_page
def move_meeting(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Set another day, hour, place or theme."""
    row = seen(request, Meeting, meeting_id)
    initial = {"day": row.day, "begins": row.begins, "place": row.place, "title": row.title}
    form = WhenForm(posted(request), initial=initial)
    question = about(row, _("When and where"), _("Save"), _("The meeting is set."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.move_meeting(row, form.when(given), by=request.user, at=now()),
    )


@right("meeting.keep")
@form_page
def add_question(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Put a question on the agenda."""
    row = seen(request, Meeting, meeting_id)
    form, staff = _point_form(request, {})
    return ask(
        request,
        form,
        about(row, _("New question"), _("Put it on the agenda"), _("The question is on it.")),
        lambda given: changes.add_item(row, _point(given, staff), by=request.user, at=now()),
    )


@right("meeting.keep")
@form_page
def restate_question(request: SchoolRequest, agenda_item_id: int) -> HttpResponse:
    """Correct a question before the meeting."""
    item = seen(request, AgendaItem, agenda_item_id)
    initial = {"title": item.title, "brief": item.brief, "speaker": item.speaker_id}
    form, staff = _point_form(request, initial)
    return ask(
        request,
        form,
        about(
            item.meeting, _("Question of the agenda"), _("Save"), _("The question is corrected.")
        ),
        lambda given: changes.restate_item(item, _point(given, staff), by=request.user, at=now()),
    )


def _point_form(request: SchoolRequest, initial: dict[str, Any]) -> tuple[PointForm, Any]:
    staff = {person.pk: person for person in people.staff(localdate())}
    form = PointForm(posted(request), initial=initial)
    form.fields["speaker"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    return form, staff


def _point(given: dict[str, Any], staff: Any) -> Point:
    return Point(given["title"], brief=given["brief"], speaker=staff.get(given["speaker"]))


@right("meeting.keep")
@form_page
def drop_question(request: SchoolRequest, agenda_item_id: int) -> HttpResponse:
    """Take a question off the agenda."""
    item = seen(request, AgendaItem, agenda_item_id)
    question = about(
        item.meeting, _("Take the question off the agenda"), _("Take off"), _("It is taken off."),
        lead=item.title,
    )  # fmt: skip
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.drop_item(item, by=request.user, at=now()),
    )


@right("meeting.keep")
@form_page
def invite(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Invite the members and the guests."""
    row = seen(request, Meeting, meeting_id)
    sitting = [one.person for one in bodies.sittings(row.body, row.day)]
    members = {person.pk for person in sitting}
    staff = {one.pk: one for one in people.staff(localdate()) if one.pk not in members}
    form = InviteForm(posted(request))
    form.fields["people"].choices = [(pk, one.full_name) for pk, one in staff.items()]  # type: ignore[attr-defined]
    names = ", ".join(person.short_name for person in sitting)
    question = about(
        row, _("Invite"), _("The invitations are out"), _("The invitations are recorded."),
        lead=_("Invited are all %(count)s members: %(names)s.")
        % {"count": len(sitting), "names": names},
    )  # fmt: skip
    return ask(
        request,
        form,
        question,
        lambda given: changes.invite(
            row,
            [
                *(Guest(staff[pk]) for pk in given["people"]),
                *(Guest(name=line) for line in given["guests"].splitlines() if line.strip()),
            ],
            Told(given["told"]),
            by=request.user,
            at=now(),
        ),
    )


@right("meeting.keep")
@form_page
def add_guest(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Put one more guest on the list."""
    row = seen(request, Meeting, meeting_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    form = GuestForm(posted(request))
    form.fields["person"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        about(row, _("One more guest"), _("Add"), _("The guest is on the list.")),
        lambda given: changes.add_guest(
            row, Guest(staff.get(given["person"]), given["name"]), by=request.user, at=now()
        ),
    )


@right("meeting.keep")
@form_page
def hold_meeting(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Record who came, who chaired and who kept the minutes."""
    row = seen(request, Meeting, meeting_id)
    listed = reads.attendances(row)
    lines = [
        Line(
            str(one.pk), str(one), one.get_part_display().capitalize(),
            mark=one.presence or Presence.PRESENT, words=one.reason,
        )
        for one in listed
    ]  # fmt: skip
    form = CameForm(posted(request), lines, Presence.choices, _("why absent"))
    _offer_leaders(form, row, listed)
    known = {one.person_id: one.person for one in listed if one.person_id}
    question = about(
        row, _("Who came"), _("Save"), _("It is recorded who came."),
        template="plan/sheet_form.html",
    )  # fmt: skip
    return ask(
        request,
        form,
        question,
        lambda given: changes.hold(
            row,
            {int(one.key): Came(one.mark, one.words) for one in form.given(given)},
            chair=known.get(given["chair"]),
            secretary=known.get(given["secretary"]),
            by=request.user,
            at=now(),
        ),
    )


def _offer_leaders(form: CameForm, row: Meeting, listed: list[Attendance]) -> None:
    """Offer everybody of the school on the list; who holds the seat stands there already."""
    known = [(one.person_id, str(one)) for one in listed if one.person_id]
    seats = {one.part: one.person_id for one in listed}
    for name, stands, part in (
        ("chair", row.chair_id, Part.CHAIR),
        ("secretary", row.secretary_id, Part.SECRETARY),
    ):
        form.fields[name].offer(known)  # type: ignore[attr-defined]
        form.fields[name].initial = stands or seats.get(part)


@right("meeting.keep")
@form_page
def call_off(request: SchoolRequest, meeting_id: int) -> HttpResponse:
    """Call the meeting off."""
    row = seen(request, Meeting, meeting_id)
    return ask(
        request,
        WhyForm(posted(request)),
        about(row, _("Call the meeting off"), _("Call off"), _("The meeting is called off.")),
        lambda given: changes.call_off(row, given["reason"], by=request.user, at=now()),
    )
