"""Forms about norms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.indicators.rules import catalogue
from sapat.web.forms.fields import DayField


class NormForm(forms.Form):
    """The school's own levels of an indicator, and who approved them."""

    target = forms.FloatField(label=_("target"), localize=True)
    ok = forms.FloatField(label=_("norm"), localize=True)
    alarm = forms.FloatField(label=_("alarm"), localize=True)
    since_year = forms.TypedChoiceField(
        label=_("in force from the school year"),
        coerce=int,
        help_text=_("Figures of earlier years keep the norm they were judged by."),
    )
    basis = forms.ChoiceField(label=_("basis"))
    body = forms.CharField(
        label=_("approved by"), max_length=200, help_text=_("For example the pedagogical council.")
    )
    protocol = forms.CharField(label=_("number of the protocol"), max_length=40)
    decided_on = DayField(label=_("date of the protocol"))

    def __init__(self, *args: object, years: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["since_year"].choices = years  # type: ignore[attr-defined]
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (code, str(name)) for code, name in catalogue().bases.items()
        ]
