"""Forms about tests: the answers pupils gave, and a corrected key."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.check.testing.rules import ITEMS_AT_MOST
from sapat.evidence.reading import Reason
from sapat.evidence.reading.limits import PASTED_CHARACTERS
from sapat.web.forms.fields import DayField, RowField, today

FILE_BYTES = 4 * 1024 * 1024
ENDINGS = ".xlsx,.xls,.ods,.csv,.txt"


class AnswersForm(forms.Form):
    """What the test was, and its table of answers as a file or pasted."""

    title = forms.CharField(label=_("title of the test"), max_length=200)
    subject = RowField(label=_("subject"), required=False)
    held_on = DayField(label=_("held on"), initial=today)
    school_class = RowField(
        label=_("class"),
        required=False,
        help_text=_("Names are looked up in its roster; without a class, in the whole school."),
    )
    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_("XLSX, XLS, ODS or CSV: a row a pupil, a column an item, names at the top."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    pasted = forms.CharField(
        label=_("or paste the table here"),
        required=False,
        strip=False,
        max_length=PASTED_CHARACTERS,
        widget=forms.Textarea(
            attrs={"rows": 7, "spellcheck": "false", "class": "form-control pasted"}
        ),
    )
    key = forms.CharField(
        label=_("key"),
        required=False,
        max_length=1000,
        help_text=_(
            "The right options in the order of the items, such as ABDCA; not needed if the table "
            "has a row named “key”, or if it holds points."
        ),
    )
    why = forms.CharField(label=_("why it is replaced"), max_length=300, required=False)

    def __init__(self, *args: Any, replacing: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if replacing:
            self.fields["why"].required = True
        else:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a text, one of the two."""
        given: dict[str, Any] = super().clean() or {}
        file, text = given.get("file"), (given.get("pasted") or "").strip()
        if not file and not text and not {"file", "pasted"} & set(self.errors):
            raise ValidationError(_("Choose a file or paste a table."))
        if file and file.size > FILE_BYTES:
            raise ValidationError(str(Reason.TOO_BIG.label))
        return given


class SheetForm(forms.Form):
    """For which class a sheet is to be filled in, and with how many items."""

    school_class = RowField(label=_("class"))
    items = forms.IntegerField(
        label=_("number of items"), min_value=2, max_value=ITEMS_AT_MOST, initial=20
    )


class KeyForm(forms.Form):
    """The right option of each item, and why the key changes."""

    why = forms.CharField(
        label=_("why the key changes"),
        max_length=300,
        help_text=_("Say what was wrong: pupils' scores change with the key."),
    )

    def __init__(self, *args: Any, items: list[tuple[str, str, bool]], **more: Any) -> None:
        super().__init__(*args, **more)
        for at, (item, option, doubtful) in enumerate(items):
            label = _("%(item)s — seems wrong") % {"item": item} if doubtful else item
            self.fields[f"item_{at}"] = forms.CharField(
                label=label, initial=option, max_length=20, widget=forms.TextInput()
            )
        self.many = len(items)

    def key(self) -> list[str]:
        """Return the options as written, in the order of the items."""
        return [self.cleaned_data[f"item_{at}"] for at in range(self.many)]
