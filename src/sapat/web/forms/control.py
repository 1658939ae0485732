"""Forms of the control note: its month, its text."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.plan.control.rules import Month, month_of


class MonthField(forms.CharField):
    """A month, picked in the browser or written as 2026-09 or 09.2026."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "month"}), **more)

    def clean(self, value: Any) -> Month:
        """Return the month."""
        words = super().clean(value)
        for pattern in ("%Y-%m", "%m.%Y"):
            try:
                read: date = datetime.strptime(words, pattern).date()  # noqa: DTZ007 (a month)
            except ValueError:
                continue
            return month_of(read)
        raise ValidationError(_("Write the month as 09.2026."))


class MonthForm(forms.Form):
    """The month of a note."""

    month = MonthField(label=_("month"), max_length=7)


class NoteForm(forms.Form):
    """What the control of the month found."""

    text = forms.CharField(
        label=_("what the control found"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("A line that begins with a dash becomes a list."),
    )
