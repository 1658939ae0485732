"""Forms of my work: letters, substitutes, handing over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.act.work.rules import Rhythm
from sapat.web.forms.fields import DayField, RowField, today

LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]


class MailForm(forms.Form):
    """Where and how often letters come."""

    rhythm = forms.ChoiceField(label=_("letters come"), choices=Rhythm.choices)
    address = forms.EmailField(label=_("address"), required=False)
    language = forms.ChoiceField(label=_("language of the letters"), choices=LANGUAGES)


class StandInForm(forms.Form):
    """Who acts for whom."""

    person = RowField(label=_("who is away"))
    substitute = RowField(label=_("who acts for them"))
    since = DayField(label=_("from"), initial=today)
    until = DayField(label=_("until"))
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)


class HandEverythingForm(forms.Form):
    """To whom everything passes."""

    to = RowField(label=_("to whom"))
