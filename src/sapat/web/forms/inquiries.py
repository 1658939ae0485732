"""Forms of information requests and of the study of needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.inquiries.rules import Form, Rhythm
from sapat.web.forms.fields import DayField, today
from sapat.web.forms.requirements import long_text


class NeedForm(forms.Form):
    """Who needs what information, how often and in what form."""

    group = forms.ChoiceField(label=_("who needs it"))
    asker = forms.CharField(label=_("who asked"), max_length=200, required=False)
    text = long_text(label=_("what information is needed"))
    rhythm = forms.ChoiceField(label=_("how often"), choices=Rhythm.choices)
    form = forms.ChoiceField(label=_("in what form"), choices=Form.choices)
    asked_on = DayField(label=_("asked on"), initial=today)


class MatchForm(forms.Form):
    """The report that answers a request."""

    page = forms.ChoiceField(
        label=_("existing report"), required=False, help_text=_("What Sapat already makes.")
    )
    report = forms.CharField(
        label=_("report to be made"),
        max_length=200,
        required=False,
        help_text=_("Only where no existing report answers the request."),
    )
    make_by = DayField(label=_("to be made by"), required=False)


class SufficeForm(forms.Form):
    """Whether the information sufficed."""

    satisfied = forms.TypedChoiceField(
        label=_("the information was"),
        choices=[("yes", _("sufficient")), ("no", _("not sufficient"))],
        coerce=lambda value: value == "yes",
    )
    words = long_text(label=_("what the asker said"), required=False)
    on = DayField(label=_("day"), initial=today)


class StudyForm(forms.Form):
    """How the needs were studied and what was found."""

    on = DayField(label=_("day of the study"), initial=today)
    method = long_text(label=_("how the needs were studied"))
    findings = long_text(label=_("what was found"))


class HearForm(forms.Form):
    """The protocol of the pedagogical council that heard the study."""

    protocol = forms.CharField(label=_("protocol number"), max_length=40)
    on = DayField(label=_("day of the council"), initial=today)
