"""Forms of the room of data quality."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.check.data_quality.rules import IssueState


class AnswerForm(forms.Form):
    """Why the data are as they are."""

    state = forms.ChoiceField(
        label=_("what follows"),
        choices=[
            (IssueState.EXPLAINED, _("explained: the data are right, and this is why")),
            (IssueState.ACCEPTED, _("accepted: it cannot be mended, figures are read with care")),
        ],
        widget=forms.RadioSelect,
        initial=IssueState.EXPLAINED,
    )
    words = forms.CharField(
        label=_("in your own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: the pupils were ill; order No. 12 changed the marks."),
    )


class ExplainForm(forms.Form):
    """Why the data are right, from the person whose data they are."""

    words = forms.CharField(
        label=_("in your own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: the pupils were ill; order No. 12 changed the marks."),
    )


class PaperForm(forms.Form):
    """What is to be remembered of a comparison with the paper; the rows stand beside it."""

    words = forms.CharField(
        label=_("remark"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("For example: compared with the paper journal of the class."),
    )
