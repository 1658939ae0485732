"""The form of the yearly cycle: every date can be changed before it is written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sapat.plan.planning.cycle.changes import Chosen
from sapat.plan.planning.cycle.rules import Proposal
from sapat.web.forms.fields import DayField


class CycleForm(forms.Form):
    """A line for each proposal: take it or not, its first day, its deadline."""

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        for place, one in enumerate(proposals):
            words = str(one.duty.text)
            self.fields[f"take_{place}"] = forms.BooleanField(
                label=words, required=False, initial=True
            )
            for name, day in (("since", one.since), ("due", one.due_on)):
                field = DayField(label=words, required=False, initial=day)
                field.widget.attrs["aria-label"] = f"{_LABELS[name]()}: {words}"
                self.fields[f"{name}_{place}"] = field
            self.initial.update({f"since_{place}": one.since, f"due_{place}": one.due_on})

    def lines(self) -> list[tuple[Proposal, Any, Any, Any]]:
        """Return each proposal with its three fields."""
        return [
            (one, self[f"take_{place}"], self[f"since_{place}"], self[f"due_{place}"])
            for place, one in enumerate(self.proposals)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for both days of a line that is taken."""
        given: dict[str, Any] = self.cleaned_data
        for place, one in enumerate(self.proposals):
            lacks = not (given.get(f"since_{place}") and given.get(f"due_{place}"))
            if given.get(f"take_{place}") and lacks:
                raise ValidationError(
                    _("Write both days, or leave out: %(text)s") % {"text": one.duty.text}
                )
        return given

    def chosen(self, given: dict[str, Any]) -> list[Chosen]:
        """Return what the school takes, with its own days."""
        return [
            Chosen(one, _day(given, f"since_{place}"), _day(given, f"due_{place}"))
            for place, one in enumerate(self.proposals)
            if given[f"take_{place}"]
        ]


_LABELS = {"since": lambda: _("First day"), "due": lambda: _("Deadline")}


def _day(given: dict[str, Any], name: str) -> date:
    found: date = given[name]
    return found
