"""Forms of management reviews: their plan, judgements, conclusion, approval."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.act.reviews.rules import Effectiveness, Judgement, Suitability
from sapat.plan.resources.rules import ResourceKind
from sapat.web.forms.fields import DayField, RowField

LONG = {"rows": 4}


class PlanReviewForm(forms.Form):
    """When a review is held, from when on it looks, who prepares it, at which meeting."""

    day = DayField(label=_("day of the review"))
    since = DayField(
        label=_("looks at the time from"),
        help_text=_("Usually the day after the review before."),
    )
    keeper = RowField(label=_("who prepares it"), required=False)
    meeting = RowField(
        label=_("meeting at which it is discussed"),
        required=False,
        help_text=_("What the meeting decides then belongs to the review."),
    )


class FreezeForm(forms.Form):
    """The first freezing of the inputs."""


class FreezeAgainForm(forms.Form):
    """Why the inputs are frozen a second time."""

    reason = forms.CharField(
        label=_("why they are frozen again"), widget=forms.Textarea(attrs=LONG)
    )


class JudgeInputForm(forms.Form):
    """What the director says of one input."""

    judgement = forms.ChoiceField(
        label=_("judgement"), choices=Judgement.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("what you see in these figures"), widget=forms.Textarea(attrs=LONG)
    )


class ConclusionForm(forms.Form):
    """What the review says of the system as a whole."""

    suits = forms.ChoiceField(
        label=_("does the system suit the school"), choices=Suitability.choices
    )
    works = forms.ChoiceField(label=_("does it work"), choices=Effectiveness.choices)
    words = forms.CharField(label=_("conclusion"), widget=forms.Textarea(attrs={"rows": 6}))
    no_resources = forms.CharField(
        label=_("why no resources are needed"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Leave it empty where the review asks for resources."),
    )


class ReviewResourceForm(forms.Form):
    """A resource the review found lacking."""

    kind = forms.ChoiceField(label=_("kind"), choices=ResourceKind.choices)
    title = forms.CharField(label=_("what is needed"), max_length=300)
    why = forms.CharField(label=_("why"), widget=forms.Textarea(attrs=LONG))
    needed = forms.DecimalField(
        label=_("sum, som"), max_digits=12, decimal_places=2, required=False, localize=False
    )
    needed_by = DayField(label=_("needed by"))


class ApproveReviewForm(forms.Form):
    """The director's approval: the mark of what is read goes along."""

    shown = forms.CharField(widget=forms.HiddenInput)


class RhythmForm(forms.Form):
    """How often the system is reviewed."""

    times = forms.IntegerField(label=_("reviews a year"), min_value=1, max_value=12)


class CallOffForm(forms.Form):
    """Why a review is not held."""

    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs=LONG))
