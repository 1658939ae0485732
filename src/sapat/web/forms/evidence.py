"""Forms about bringing evidence in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.evidence.imports.examining import importable
from sapat.evidence.reading.limits import FILE_BYTES
from sapat.evidence.reading.reasons import Reason
from sapat.school.calendar.rules import year_label

ENDINGS = ".xlsx,.xls,.ods,.csv,.txt,.html,.htm,.zip"
TERMS = (
    ("", "—"),
    ("Q1", _("quarter I")),
    ("Q2", _("quarter II")),
    ("Q3", _("quarter III")),
    ("Q4", _("quarter IV")),
    ("H1", _("half-year I")),
    ("H2", _("half-year II")),
    ("S1", _("session I")),
    ("S2", _("session II")),
    ("Y", _("the whole year")),
)


class ImportForm(forms.Form):
    """A file, or a table copied from a spreadsheet; and what the file itself may not say."""

    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_("XLSX, XLS, ODS, CSV, a saved web page or a OneRoster archive, up to 64 MB."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    pasted = forms.CharField(
        label=_("or paste a table here"),
        required=False,
        strip=False,
        help_text=_("Copy the cells in your spreadsheet, header row included, and paste them."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    data_set = forms.ChoiceField(label=_("what the rows are"), required=False)
    year = forms.TypedChoiceField(
        label=_("school year"), required=False, coerce=int, empty_value=None
    )
    term = forms.ChoiceField(label=_("term"), required=False, choices=TERMS)
    school_class = forms.CharField(label=_("class"), required=False, max_length=12)
    enrol_new = forms.BooleanField(
        label=_("enrol pupils nobody knows yet"),
        required=False,
        help_text=_("Without this an unknown name in a class with pupils is an error."),
    )

    def __init__(self, *args: Any, years: list[int], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(code, str(one.name)) for code, one in importable().items()]
        named = sorted(choices, key=lambda pair: pair[1])
        offered: dict[str, list[tuple[Any, Any]]] = {
            "data_set": [("", _("find out from the file")), *named],
            "year": [("", "—"), *((year, year_label(year)) for year in years)],
        }
        for name, listed in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a text, one of the two."""
        given: dict[str, Any] = super().clean() or {}
        file, text = given.get("file"), (given.get("pasted") or "").strip()
        if not file and not text and "file" not in self.errors:
            raise ValidationError(_("Choose a file or paste a table."))
        if file and text:
            raise ValidationError(_("Give either a file or a pasted table, not both."))
        if file and file.size > FILE_BYTES:
            raise ValidationError(str(Reason.TOO_BIG.label))
        return given
