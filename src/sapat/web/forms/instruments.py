"""Forms about instruments: an item, the protocol that puts an edition in force."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 2}


class WordsForm(forms.Form):
    """The words of an item in three languages; Kyrgyz is asked for."""

    ky = forms.CharField(label=_("words in Kyrgyz"), max_length=500, widget=forms.Textarea(LONG))
    ru = forms.CharField(
        label=_("words in Russian"), max_length=500, required=False, widget=forms.Textarea(LONG)
    )
    en = forms.CharField(
        label=_("words in English"), max_length=500, required=False, widget=forms.Textarea(LONG)
    )

    @staticmethod
    def text(given: dict[str, Any]) -> Text:
        """Return the three wordings as one text."""
        return Text(ky=given["ky"], ru=given["ru"], en=given["en"])


class NewItemForm(WordsForm):
    """An item the school adds to an instrument."""

    code = forms.SlugField(
        label=_("code of the item"),
        max_length=20,
        help_text=_("Answers are kept under it for good; it is never given to another item."),
    )
    part = forms.ChoiceField(label=_("below the heading"), required=False)
    free = forms.BooleanField(label=_("answered in one's own words"), required=False)


class RewordForm(WordsForm):
    """Other words for an item."""

    meaning = forms.BooleanField(
        label=_("it asks something else now"),
        required=False,
        help_text=_("Then its results before and after are not compared."),
    )


class ProtocolForm(forms.Form):
    """Which body decided, in which protocol, and from when it holds."""

    body = RowField(label=_("approved by"))
    protocol = forms.CharField(label=_("number of the protocol"), max_length=40)
    decided_on = DayField(label=_("date of the protocol"), initial=today)
    since = DayField(label=_("in force from"), initial=today)


class WithdrawForm(forms.Form):
    """From which day an instrument is not used, and why."""

    until = DayField(label=_("first day without it"), initial=today)
    why = forms.CharField(label=_("why"), max_length=500, widget=forms.Textarea(LONG))
