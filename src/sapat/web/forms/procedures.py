"""Forms about assessment procedures and the frames of indicators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.indicators.rules import catalogue
from sapat.plan.procedures.rules import Method, Period
from sapat.web.forms.fields import DayField, today

LONG = {"rows": 3}


class SinceForm(forms.Form):
    """From which day on."""

    since = DayField(label=_("first day"), initial=today)


class ProcedureForm(SinceForm):
    """One procedure of the register."""

    criterion = forms.ChoiceField(label=_("what is judged"))
    method = forms.ChoiceField(label=_("method"), choices=Method.choices)
    tool = forms.CharField(
        label=_("tool"),
        max_length=120,
        help_text=_("The code of an instrument, for example SC, or the records that are used."),
    )
    norm = forms.CharField(
        label=_("judged against"), max_length=300, help_text=_("Law, standard or local act.")
    )
    period = forms.ChoiceField(label=_("how often"), choices=Period.choices)
    role = forms.ChoiceField(label=_("responsible post"), choices=Role.choices)

    field_order = ("criterion", "method", "tool", "norm", "period", "role", "since")

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        choices = [(code, f"{code} {one.name}") for code, one in catalogue().criteria.items()]
        self.fields["criterion"].choices = choices  # type: ignore[attr-defined]


class FrameForm(forms.Form):
    """The two frames of an indicator."""

    standard = forms.CharField(
        label=_("norm or standard it is held to"), max_length=600, widget=forms.Textarea(LONG)
    )
    need = forms.CharField(
        label=_("whose need it serves, in their words"),
        max_length=600,
        widget=forms.Textarea(LONG),
    )
