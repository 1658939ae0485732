"""Forms of meetings: when, what is asked, who is invited, who came, what was heard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.act.decisions.rules import Stand
from sapat.act.meetings.changes import When
from sapat.act.meetings.rules import Share, Told
from sapat.web.forms.fields import DayField, RowField, today
from sapat.web.forms.sheets import SheetForm

LONG = {"rows": 4}


class WhenForm(forms.Form):
    """The day, the hour, the place and the theme of a meeting."""

    day = DayField(label=_("day"), initial=today)
    begins = forms.TimeField(
        label=_("hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=_("place"), max_length=120, required=False)
    title = forms.CharField(
        label=_("theme"),
        max_length=200,
        required=False,
        help_text=_("Where the meeting has one; its questions stand on the agenda."),
    )

    @staticmethod
    def when(given: dict[str, Any]) -> When:
        """Return what was written."""
        return When(given["day"], given["begins"], given["place"], given["title"])


class NewMeetingForm(WhenForm):
    """A meeting of a body."""

    body = RowField(label=_("council, union or committee"))
    field_order = ("body",)


class PointForm(forms.Form):
    """A question of the agenda."""

    title = forms.CharField(label=_("question"), max_length=300)
    brief = forms.CharField(
        label=_("what is put before the meeting"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
    )
    speaker = RowField(label=_("who speaks on it"), required=False)


class InviteForm(forms.Form):
    """How members and guests are invited."""

    told = forms.ChoiceField(label=_("how they are invited"), choices=Told.choices)
    people = forms.TypedMultipleChoiceField(
        label=_("guests from the school"), coerce=int, required=False
    )
    guests = forms.CharField(
        label=_("other guests, a line each"), widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )  # fmt: skip


class GuestForm(forms.Form):
    """One more guest."""

    person = RowField(label=_("from the school"), required=False)
    name = forms.CharField(label=_("or by name"), max_length=160, required=False)


class CameForm(SheetForm):
    """Who came, who chaired, who kept the minutes."""

    chair = RowField(label=_("who chairs"))
    secretary = RowField(label=_("who keeps the minutes"))


class HeardForm(forms.Form):
    """What was heard on a question and what was said."""

    heard = forms.CharField(
        label=_("heard"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("Who reported what, in a few sentences; or that the question was put off."),
    )
    spoke = forms.CharField(
        label=_("said in the discussion"), widget=forms.Textarea(attrs=LONG), required=False
    )


class WhyForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs=LONG), required=False)


class SignForm(forms.Form):
    """The signature: the mark of what is read goes along."""

    shown = forms.CharField(widget=forms.HiddenInput)


class QuorumForm(forms.Form):
    """How many members must come."""

    share = forms.ChoiceField(label=_("quorum"), choices=Share.choices)


class HandOverForm(forms.Form):
    """What a body of parents or pupils is given before the meeting."""

    body = RowField(label=_("who is heard"))
    figures = forms.MultipleChoiceField(
        label=_("figures of the newest term"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Figures of fewer than ten people are not offered."),
    )
    words = forms.CharField(
        label=_("what else is told: the draft of the decision, the question"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
    )
    given_on = DayField(label=_("handed over on"), initial=today)


class OpinionForm(forms.Form):
    """What the body said."""

    stand = forms.ChoiceField(label=_("opinion"), choices=Stand.choices)
    words = forms.CharField(
        label=_("in its words"), widget=forms.Textarea(attrs=LONG), required=False
    )
    on = DayField(label=_("stated on"), initial=today)
