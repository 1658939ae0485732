"""Forms about the strategy and the objectives below it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.objectives.rules import Outcome, Shape, Way
from sapat.web.forms.fields import DayField, RowField, today

LINES = {"rows": 3}


def long_text(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """Return a field of several lines."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs=LINES)
    )


class StrategyForm(forms.Form):
    """What a strategy says and how far it looks."""

    mission = long_text(_("mission"), required=True)
    vision = long_text(_("vision"))
    values = long_text(_("values"), help_text=_("One on a line."))
    goal = long_text(_("main goal"), required=True)
    goals = long_text(_("goals"), help_text=_("One on a line; objectives say which they serve."))
    since_year = forms.IntegerField(label=_("from the year"), min_value=1990, max_value=2100)
    horizon_year = forms.IntegerField(label=_("to the year"), min_value=1990, max_value=2100)
    document = RowField(
        label=_("document"),
        required=False,
        help_text=_("The strategy as adopted and approved. It can be linked later."),
    )
    note = long_text(_("why it changes"))


class RenewalForm(StrategyForm):
    """A strategy with a new horizon, and which objectives go over into it."""

    keep = forms.TypedMultipleChoiceField(
        label=_("objectives that go on"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those left out end as given up, with the reason above."),
    )


class PaperForm(forms.Form):
    """The document in which something stands."""

    document = RowField(label=_("document"))


class ObjectiveForm(forms.Form):
    """An objective whose indicator is chosen already."""

    title = forms.CharField(label=_("what is to be reached"), max_length=300)
    baseline = forms.FloatField(label=_("baseline"), required=False, localize=True)
    target = forms.FloatField(label=_("target value"), localize=True)
    set_on = DayField(label=_("set on"), initial=today)
    due_on = DayField(label=_("deadline"))
    owner = RowField(label=_("answers for it"))
    goal = RowField(label=_("serves the goal"), required=False)
    above = RowField(label=_("part of the objective"), required=False)
    unit = RowField(label=_("unit"), required=False)
    shape = forms.ChoiceField(label=_("way to the target"), choices=Shape.choices)

    def __init__(
        self, *args: Any, terms: Iterable[tuple[date, str]], changes: bool = False, **kwargs: Any
    ) -> None:
        """Offer a value for the end of every term ahead; a change also asks why."""
        super().__init__(*args, **kwargs)
        self.ends: dict[str, date] = {}
        for day, label in terms:
            name = f"step_{day:%Y%m%d}"
            self.ends[name] = day
            self.fields[name] = forms.FloatField(label=label, required=False, localize=True)
        if changes:
            self.fields["reason"] = long_text(_("why it changes"), required=True)

    @property
    def plain(self) -> list[Any]:
        """Return the fields that are no steps."""
        return [field for field in self if field.name not in self.ends]

    @property
    def steps(self) -> list[Any]:
        """Return the fields for the ends of terms."""
        return [self[name] for name in self.ends]

    def way(self, given: dict[str, Any]) -> Way:
        """Return the way that was written."""
        steps = [(day, given[name]) for name, day in self.ends.items() if given[name] is not None]
        chosen = tuple(steps) if given["shape"] == Shape.STEPS else ()
        return Way(given["set_on"], given["due_on"], given["baseline"], given["target"], chosen)


class EndForm(forms.Form):
    """What came of an objective."""

    on = DayField(label=_("ended on"), initial=today)
    outcome = forms.ChoiceField(label=_("outcome"), choices=Outcome.choices)
    result = long_text(_("result"), required=True)
