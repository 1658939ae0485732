"""Meetings, their agenda, and who was told and who came."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.act.meetings.rules import MeetingState, Part, Presence, Share, Told
from sapat.act.meetings.standing import title_in_language
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class QuorumRule(SchoolRow):
    """How many members of a body must be present for it to decide, where it is not the usual."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="+")
    share = models.CharField(max_length=10, choices=Share.choices)

    def __str__(self) -> str:
        return self.get_share_display()


class Meeting(SchoolRow):
    """A meeting of a body, from its plan to its signed minutes.

    Once both have signed nothing of it is changed: `digest` is taken over all that was signed.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    """What it is about, where it has a theme."""
    year = models.PositiveSmallIntegerField()
    protocol_number = models.PositiveSmallIntegerField(null=True, editable=False)
    """Of the minutes, in the school year of the body; given when both have signed."""
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    invited_on = models.DateField(null=True, blank=True)
    members = models.PositiveSmallIntegerField(default=0)
    """How many sat in the body on the day."""
    least = models.PositiveSmallIntegerField(default=0)
    """How many of them make the quorum."""
    chair = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    minuted_at = models.DateTimeField(null=True, editable=False)
    chair_signed_at = models.DateTimeField(null=True, editable=False)
    secretary_signed_at = models.DateTimeField(null=True, editable=False)
    signed_on_paper = models.BooleanField(default=False)
    signed_on = models.DateField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    returned = models.TextField(blank=True)
    """Why the minutes went back to be corrected."""
    called_off = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "protocol_number"],
                condition=Q(protocol_number__isnull=False),
                name="one_protocol_a_number",
            ),
            models.CheckConstraint(
                condition=Q(protocol_number__isnull=True) | Q(state=MeetingState.SIGNED),
                name="only_signed_minutes_have_a_number",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "day"])]

    def __str__(self) -> str:
        return f"{self.body}, {self.day:%d.%m.%Y}"


class AgendaItem(SchoolRow):
    """A question of a meeting: what was put before it, what was heard and said."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=24, blank=True)
    """Code of the standing item, empty for a question of this meeting alone."""
    title = models.CharField(max_length=300)
    brief = models.TextField(blank=True)
    """What is put before the meeting: figures, a list, a draft."""
    speaker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    heard = models.TextField(blank=True)
    spoke = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_agenda_item_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.shown_title}"

    @property
    def shown_title(self) -> str:
        """Return the title, that of a standing item in the reader's language."""
        return title_in_language(self.standing, self.title)


class Attendance(SchoolRow):
    """Somebody at a meeting: as what, how invited, whether present."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    """Of a guest whom the school does not know."""
    part = models.CharField(max_length=10, choices=Part.choices)
    told_on = models.DateField(null=True, blank=True)
    told = models.CharField(max_length=8, choices=Told.choices, blank=True)
    presence = models.CharField(max_length=8, choices=Presence.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="one_place_a_person_at_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.person.short_name if self.person else self.name
