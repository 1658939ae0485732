"""Forms of self-assessment: cycles, judgements, annexes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.documents.texts.rules import ENDINGS
from sapat.web.forms.fields import DayField, RowField, today


def words(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    """Return a field for several sentences."""
    return forms.CharField(
        label=label, max_length=6000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class TermsForm(forms.Form):
    """Which period is assessed, and by when."""

    since = DayField(label=_("assessed period from"))
    until = DayField(label=_("assessed period until"))
    due_on = DayField(label=_("to be closed by"))


class CycleForm(TermsForm):
    """What is assessed."""

    criteria_set = RowField(label=_("set of criteria"))
    programme = forms.CharField(
        label=_("programme"),
        max_length=300,
        required=False,
        help_text=_("Only for criteria of a programme: which one is assessed."),
    )

    field_order = ("criteria_set", "programme", "since", "until", "due_on")


class StartForm(forms.Form):
    """By which order, with which commission."""

    commission = RowField(label=_("commission"))
    order = RowField(
        label=_("order of the director"),
        required=False,
        help_text=_("Signed orders of Sapat; or write the number and the day below."),
    )
    number = forms.CharField(label=_("number of the order"), max_length=40, required=False)
    on = DayField(label=_("day of the order"), required=False)


class GiveForm(forms.Form):
    """Who answers for which criteria."""

    owner = RowField(label=_("who judges for the school"), required=False)
    lines = forms.TypedMultipleChoiceField(
        label=_("criteria"), coerce=int, widget=forms.CheckboxSelectMultiple
    )


class JudgementForm(forms.Form):
    """A level with what shows it; `turn` is what the judge has seen."""

    level = forms.ChoiceField(label=_("level"), widget=forms.RadioSelect)
    words = words(
        _("what shows it"),
        help_text=_("Facts with days and numbers; the evidence itself is laid beside."),
    )
    turn = forms.IntegerField(widget=forms.HiddenInput)


class OwnJudgementForm(JudgementForm):
    """What the school says of a criterion."""

    strengths = words(_("strengths"), rows=3, required=False)
    gaps = words(_("gaps"), rows=3, required=False)

    field_order = ("level", "words", "strengths", "gaps", "turn")


class SendBackForm(forms.Form):
    """Why the school is to judge again."""

    reason = words(_("reason"))
    turn = forms.IntegerField(widget=forms.HiddenInput)


class CloseCycleForm(forms.Form):
    """What the cycle found."""

    conclusion = words(_("conclusion"), rows=6)
    heard_at = forms.CharField(
        label=_("heard at"),
        max_length=120,
        required=False,
        help_text=_("Council, number and day of the protocol."),
    )


class DropForm(forms.Form):
    """Why a cycle is given up."""

    reason = words(_("reason"))


class AnnexForm(forms.Form):
    """Something of Sapat that is laid beside criteria."""

    source = forms.ChoiceField(label=_("what"))
    lines = forms.TypedMultipleChoiceField(
        label=_("which criteria it shows"), coerce=int, widget=forms.CheckboxSelectMultiple
    )


class FileAnnexForm(forms.Form):
    """A file that is laid beside criteria."""

    label = forms.CharField(label=_("what it is"), max_length=300)
    file = forms.FileField(
        label=_("file"),
        help_text=_("PDF, DOCX, ODT, XLSX, PNG or JPEG, up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{one}" for one in ENDINGS)}),
    )
    since = DayField(label=_("of the period from"), required=False)
    until = DayField(label=_("of the period until"), required=False)
    lines = forms.TypedMultipleChoiceField(
        label=_("which criteria it shows"), coerce=int, widget=forms.CheckboxSelectMultiple
    )


class LinesForm(forms.Form):
    """Which criteria an annex shows."""

    lines = forms.TypedMultipleChoiceField(
        label=_("which criteria it shows"), coerce=int, widget=forms.CheckboxSelectMultiple
    )


class OnDayForm(forms.Form):
    """A day."""

    on = DayField(label=_("on"), initial=today)
