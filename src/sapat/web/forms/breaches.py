"""Forms of cases of breach: fact, evidence, explanation, measure, order, reply, terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.act.breaches.rules import measures
from sapat.check.findings.rules import Grade
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 5}


class FactForm(forms.Form):
    """What happened, when, and what of the policy was acted against."""

    point = forms.CharField(
        label=_("point of the policy"),
        max_length=200,
        help_text=_("In general words, without a name."),
    )
    fact = forms.CharField(label=_("what happened"), widget=forms.Textarea(attrs=LONG))
    happened_on = DayField(label=_("on"), initial=today)


class NewBreachForm(FactForm):
    """A new case: whom it concerns comes first."""

    person = RowField(label=_("employee concerned"))
    field_order = ("person",)


class EvidenceForm(forms.Form):
    """A file of evidence."""

    file = forms.FileField(
        label=_("file"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text=_("PDF, PNG or JPEG, up to 5 MB."),
    )


class AskForm(forms.Form):
    """Until when the person explains."""

    until = DayField(label=_("explanation by"))


class ExplanationForm(forms.Form):
    """The explanation."""

    words = forms.CharField(label=_("explanation"), widget=forms.Textarea(attrs={"rows": 8}))


class NoExplanationForm(forms.Form):
    """That no explanation is given."""

    words = forms.CharField(
        label=_("how it was refused, before whom"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
        help_text=_("Leave it empty if the term passed in silence."),
    )


class MeasureForm(forms.Form):
    """Which measure, why, and until when the person may reply."""

    measure = forms.ChoiceField(label=_("measure"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("why this measure, or why none"), widget=forms.Textarea(attrs=LONG)
    )
    reply_by = DayField(label=_("reply possible until"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            (one.code, str(one.name)) for one in measures().values()
        ]


class MeasureOrderForm(forms.Form):
    """The order that gives the measure."""

    order = RowField(
        label=_("order in Sapat"),
        required=False,
        help_text=_("All staff read orders in Sapat: it should not name the employee."),
    )
    paper = forms.CharField(label=_("or number of the paper order"), max_length=60, required=False)
    on = DayField(label=_("of the day"), required=False)


class ReplyForm(forms.Form):
    """What the person concerned replies to the measure."""

    words = forms.CharField(label=_("reply"), widget=forms.Textarea(attrs={"rows": 8}))


class DropForm(forms.Form):
    """Why a case is dropped."""

    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs=LONG))


class BreachFindingForm(forms.Form):
    """What in the system let it happen, without a name."""

    title = forms.CharField(
        label=_("what was found"),
        max_length=300,
        help_text=_("What in the work of the school let it happen. All staff read it: no names."),
    )
    grade = forms.ChoiceField(label=_("grade"), choices=Grade.choices, initial=Grade.MINOR)


class TermsForm(forms.Form):
    """How many months a case is kept after its end, by measure."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in measures().values():
            self.fields[one.code] = forms.IntegerField(
                label=str(one.name), min_value=1, max_value=120, initial=one.months
            )
