"""A sheet: many lines, each with a mark to choose and words to write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its key, what it says, what stands there now."""

    key: str
    title: str
    note: str = ""
    mark: str = ""
    words: str = ""


@dataclass(frozen=True)
class Given:
    """What was written into a line."""

    key: str
    mark: str
    words: str


class SheetForm(forms.Form):
    """A mark and words for each line; lines without a mark are left out."""

    def __init__(
        self, data: Any, lines: Sequence[Line], marks: Iterable[tuple[str, Any]], words: Any
    ) -> None:
        super().__init__(data)
        self.lines = lines
        choices = [("", "—"), *marks]
        for line in lines:
            mark = forms.ChoiceField(label=_("state"), choices=choices, required=False)
            mark.initial, mark.widget.attrs["aria-label"] = line.mark, f"{line.title}: {_('state')}"
            text = forms.CharField(label=words, max_length=2000, required=False)
            text.widget = forms.Textarea(attrs={"rows": 2, "aria-label": f"{line.title}: {words}"})
            text.initial = line.words
            self.fields[f"mark_{line.key}"], self.fields[f"words_{line.key}"] = mark, text

    @property
    def rows(self) -> list[tuple[Line, BoundField, BoundField]]:
        """Return the lines with their two fields, as the page draws them."""
        return [(one, self[f"mark_{one.key}"], self[f"words_{one.key}"]) for one in self.lines]

    @property
    def others(self) -> list[BoundField]:
        """Return the fields that hold for the whole sheet."""
        return [field for field in self if not field.name.startswith(("mark_", "words_"))]

    def given(self, cleaned: dict[str, Any]) -> list[Given]:
        """Return the lines that have a mark."""
        return [
            Given(line.key, mark, cleaned[f"words_{line.key}"])
            for line in self.lines
            if (mark := cleaned[f"mark_{line.key}"])
        ]
