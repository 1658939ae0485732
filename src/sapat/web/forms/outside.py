"""Forms of outside assessments and of discussions with other institutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.outside.rules import Decision, OutsideKind, PointKind
from sapat.web.forms.assessments import words
from sapat.web.forms.fields import DayField, RowField, today


class OutsideForm(forms.Form):
    """Who assessed what, when, and what was decided."""

    kind = forms.ChoiceField(label=_("kind"), choices=OutsideKind.choices)
    assessor = forms.CharField(
        label=_("who assessed"),
        max_length=200,
        help_text=_("The agency, the department or the ministry."),
    )
    programme = forms.CharField(
        label=_("programme"),
        max_length=300,
        required=False,
        help_text=_("Only where one programme was assessed."),
    )
    since = DayField(label=_("first day of the visit"), initial=today)
    until = DayField(label=_("last day of the visit"), required=False)
    paper = forms.CharField(
        label=_("act or certificate, its number and day"), max_length=120, required=False
    )
    decision = forms.ChoiceField(label=_("decision"), choices=Decision.choices)
    decided_on = DayField(label=_("decided on"), required=False)
    valid_until = DayField(
        label=_("valid until"),
        required=False,
        help_text=_("Usually five years, or one year if it is conditional."),
    )
    cycle = RowField(
        label=_("the school's own self-assessment"),
        required=False,
        help_text=_("Then the experts' levels can be set beside the school's."),
    )
    conclusion = words(_("conclusion"), required=False)


class OutsidePointForm(forms.Form):
    """A point as the paper has it."""

    kind = forms.ChoiceField(label=_("kind"), choices=PointKind.choices)
    text = words(_("what the paper says"))
    owner = RowField(label=_("who answers for it"), required=False)
    due_on = DayField(label=_("deadline"), required=False)
    criterion = RowField(label=_("criterion"), required=False)


class SettleForm(forms.Form):
    """What shows that a point is carried out."""

    words = words(_("what shows that it is carried out"))


class ExpertsForm(forms.Form):
    """The experts' levels, criterion by criterion."""

    def offer(self, lines: list[tuple[int, str]], levels: list[tuple[str, str]]) -> None:
        """Make a field for each criterion."""
        for pk, label in lines:
            self.fields[f"level_{pk}"] = forms.ChoiceField(
                label=label, choices=[("", "—"), *levels], required=False
            )

    def levels(self) -> dict[int, str]:
        """Return criterion -> level."""
        given: dict[str, Any] = self.cleaned_data
        return {int(name.removeprefix("level_")): level for name, level in given.items()}


class DiscussionForm(forms.Form):
    """A discussion with other institutions."""

    topic = forms.CharField(label=_("topic"), max_length=300)
    held_on = DayField(label=_("held on"), initial=today)
    place = forms.CharField(label=_("place"), max_length=200, required=False)
    partners = forms.TypedMultipleChoiceField(
        label=_("with whom"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    participants = forms.IntegerField(
        label=_("how many took part"), min_value=1, max_value=100_000, required=False
    )
    conclusions = words(_("conclusions"), required=False)
    taken_home = words(
        _("what the school takes home"),
        required=False,
        help_text=_("What is decided to be done here after it."),
    )
