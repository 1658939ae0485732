"""Forms of licence, accreditation and inspection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text
from sapat.plan.licensing.changes import SetPaper
from sapat.plan.licensing.rules import MOST_DAYS, SetKind
from sapat.web.forms.fields import DayField, today
from sapat.web.forms.sheets import SheetForm


class SetForm(forms.Form):
    """The paper of a set."""

    kind = forms.ChoiceField(label=_("kind"), choices=SetKind.choices)
    title = forms.CharField(label=_("title"), max_length=200)
    number = forms.CharField(label=_("number"), max_length=60)
    issued_by = forms.CharField(label=_("issued by"), max_length=200, required=False)
    valid_from = DayField(label=_("valid from"))
    valid_to = DayField(
        label=_("valid until"),
        required=False,
        help_text=_("The last day. Leave it empty where there is no end."),
    )
    check_days = forms.IntegerField(
        label=_("days between two checks"), initial=90, min_value=1, max_value=MOST_DAYS
    )

    @staticmethod
    def paper(given: dict[str, Any]) -> SetPaper:
        """Return what was written."""
        return SetPaper(**{name: value for name, value in given.items() if name != "usual"})


class NewSetForm(SetForm):
    """A new set, with the usual items or empty."""

    usual = forms.BooleanField(
        label=_("begin with the usual items"),
        required=False,
        initial=True,
        help_text=_("They are short and are to be compared with the current text."),
    )


class EndSetForm(forms.Form):
    """Why and when a set ends."""

    on = DayField(label=_("first day after it"), initial=today)
    reason = forms.CharField(label=_("reason"), max_length=300, required=False)


class ItemForm(forms.Form):
    """What is required, in the words of the act."""

    text_ky = forms.CharField(
        label=_("requirement in Kyrgyz"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_ru = forms.CharField(label=_("in Russian"), max_length=400, required=False)
    text_en = forms.CharField(label=_("in English"), max_length=400, required=False)
    content = forms.BooleanField(label=_("concerns what is taught"), required=False)

    @staticmethod
    def text(given: dict[str, Any]) -> Text:
        """Return the three texts as one."""
        return Text(given["text_ky"].strip(), given["text_ru"].strip(), given["text_en"].strip())


class NewItemForm(ItemForm):
    """A new item with its code."""

    item = forms.CharField(label=_("code"), max_length=20)
    field_order = ("item",)


class CheckForm(SheetForm):
    """What a check found, item by item."""

    on = DayField(label=_("day of the check"), initial=today)
