"""Forms of proposals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}


class ProposalForm(forms.Form):
    """What is proposed, and from which result."""

    body = RowField(label=_("union or council that proposes"), required=False)
    text = forms.CharField(label=_("what is proposed"), widget=forms.Textarea(attrs=LONG))
    result = forms.CharField(
        label=_("result of assessment from which it follows"), widget=forms.Textarea(attrs=LONG)
    )
    made_on = DayField(label=_("proposed on"), initial=today)
    answer_by = DayField(
        label=_("answer by"), required=False, help_text=_("Two weeks later unless said otherwise.")
    )


class AnswerForm(forms.Form):
    """The answer of administration."""

    accepted = forms.TypedChoiceField(
        label=_("answer"),
        choices=(("yes", _("accepted")), ("no", _("declined"))),
        coerce=lambda word: word == "yes",
    )
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs=LONG), required=False)
    owner = RowField(label=_("who carries it out"), required=False)
    do_by = DayField(label=_("deadline"), required=False)
    decision = RowField(label=_("decision that took it up"), required=False)


class OutcomeForm(forms.Form):
    """What was done and what came of it."""

    outcome = forms.CharField(
        label=_("what was done and what came of it"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
    )
    on = DayField(label=_("carried out on"), initial=today)
