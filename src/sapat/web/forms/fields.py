"""Fields every form shares: a day, a name in three languages, a choice of people or classes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text

ISO = "%Y-%m-%d"


class DayField(forms.DateField):
    """A day, picked in the browser's calendar or written as 31.12.2026."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format=ISO))
        super().__init__(input_formats=[ISO, "%d.%m.%Y"], **more)


def today() -> Any:
    """Return today, asked when the form is drawn."""
    return timezone.localdate()


class NameForm(forms.Form):
    """A name in three languages; Kyrgyz is asked for, the others help their readers."""

    name_ky = forms.CharField(label=_("name in Kyrgyz"), max_length=200)
    name_ru = forms.CharField(label=_("name in Russian"), max_length=200, required=False)
    name_en = forms.CharField(label=_("name in English"), max_length=200, required=False)

    @staticmethod
    def text(given: dict[str, Any]) -> Text:
        """Return the three names as one text."""
        return Text(ky=given["name_ky"], ru=given["name_ru"], en=given["name_en"])


class RowField(forms.TypedChoiceField):
    """A choice among rows of the school, by id; the rows are given when the form is made."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("coerce", int)
        more.setdefault("empty_value", None)
        super().__init__(**more)

    def offer(self, rows: Iterable[tuple[int, object]], *, blank: str = "—") -> None:
        """Take the rows to choose from, as (id, words)."""
        self.choices = [("", blank), *((pk, str(words)) for pk, words in rows)]


class NothingForm(forms.Form):
    """A form without fields: its button is the whole answer."""
