"""Forms about the nomenclature of files and the acts that documents cite."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.acts.changes import Act
from sapat.plan.acts.rules import ActKind
from sapat.plan.nomenclature.rules import Storage
from sapat.plan.nomenclature.shipped import File
from sapat.web.forms.documents import OWNERS
from sapat.web.forms.fields import DayField, NameForm, RowField, today


class FileCardForm(NameForm):
    """A file of the nomenclature that is there; its index stays."""

    storage = forms.ChoiceField(label=_("kept"), choices=Storage.choices)
    years = forms.IntegerField(label=_("years"), min_value=1, max_value=100, required=False)
    role = forms.ChoiceField(label=_("responsible"), choices=OWNERS)
    note = forms.CharField(label=_("note"), max_length=200, required=False)

    def file(self, given: dict[str, Any], index: str) -> File:
        """Return what was written."""
        return File(
            index=index,
            heading=self.text(given),
            storage=given["storage"],
            role=given["role"],
            years=given["years"] if given["storage"] != Storage.PERMANENT else None,
            note=given["note"],
        )


class NewFileForm(FileCardForm):
    """A new file of the nomenclature."""

    index = forms.CharField(label=_("index"), max_length=20, help_text=_("For example: 01-03"))

    field_order = ("index", "name_ky", "name_ru", "name_en")


class ActForm(NameForm):
    """An act as it is found in the official base."""

    kind = forms.ChoiceField(label=_("kind"), choices=ActKind.choices)
    number = forms.CharField(label=_("number"), max_length=40, required=False)
    dated = DayField(label=_("date"), required=False)
    edition = forms.CharField(
        label=_("edition used"), max_length=40, required=False, help_text=_("For example: 2025-04")
    )

    def act(self, given: dict[str, Any]) -> Act:
        """Return what was written."""
        return Act(
            given["kind"], self.text(given), given["number"], given["dated"], given["edition"]
        )


class CheckForm(forms.Form):
    """Somebody compared an act with its official text."""

    checked_on = DayField(label=_("compared on"), initial=today)


class ReplaceForm(forms.Form):
    """An act lost its force."""

    act = RowField(label=_("replaced by"), required=False)
    on = DayField(label=_("from what day"), initial=today)
