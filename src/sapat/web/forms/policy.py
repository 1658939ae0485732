"""Forms about the quality policy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.web.forms.fields import DayField, RowField, today
from sapat.web.forms.objectives import long_text


class OpeningForm(forms.Form):
    """What the policy says before its five inputs."""

    text = long_text(_("opening words"), required=True)


class SectionForm(forms.Form):
    """One input of the policy."""

    text = long_text(_("in the school's own words"))
    take = forms.BooleanField(
        label=_("take over what the records say today"), required=False, initial=True
    )


class AdoptForm(forms.Form):
    """The body that adopted it, and its protocol."""

    body = RowField(label=_("adopted by"))
    protocol_number = forms.CharField(label=_("number of the protocol"), max_length=40)
    adopted_on = DayField(label=_("date of the protocol"), initial=today)


class ApproveForm(forms.Form):
    """The order, and what is asked at approval."""

    agrees = forms.BooleanField(label=_("The policy agrees with this main goal."), required=False)
    note = long_text(_("how it serves the goal"))
    plan = RowField(label=_("plan that carries it out"), required=False)
    order_number = forms.CharField(label=_("order number"), max_length=40)
    approved_on = DayField(label=_("date of the order"), initial=today)
    since = DayField(label=_("in force from"), initial=today)


class OrderForm(forms.Form):
    """The order that approves, and from when it holds."""

    order_number = forms.CharField(label=_("order number"), max_length=40)
    approved_on = DayField(label=_("date of the order"), initial=today)
    since = DayField(label=_("in force from"), initial=today)


class ReviewForm(forms.Form):
    """What the director found on looking at the policy."""

    verdict = forms.ChoiceField(
        label=_("result of the review"),
        choices=(("same", _("Reviewed, no change")), ("change", _("To be changed"))),
        widget=forms.RadioSelect,
        initial="same",
        help_text=_("A change is handed to the deputy as a new draft edition."),
    )
    note = long_text(_("what was looked at, and why"), required=True)
