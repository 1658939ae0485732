"""Forms of expert reviews: the task, who reviews, marks, recommendations, conclusion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sapat.check.expertises.changes import Said
from sapat.check.expertises.models import ExpertiseCriterion
from sapat.check.expertises.rules import Kind, Mark, Outcome, Part, Seat
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}
SHORT = {"rows": 2}


class TaskForm(forms.Form):
    """What is reviewed, by whom and by when."""

    kind = forms.ChoiceField(label=_("kind"), choices=Kind.choices)
    title = forms.CharField(label=_("what is reviewed"), max_length=300)
    looked_at = forms.CharField(
        label=_("which papers, classes and days are looked at"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    programme = RowField(
        label=_("programme"),
        required=False,
        help_text=_("Its author is named by itself and cannot be an expert."),
    )
    body = RowField(label=_("which union or council reviews"))
    ground = forms.CharField(label=_("by which order or decision"), max_length=200, required=False)
    due_on = DayField(label=_("conclusion by"))


class MemberForm(forms.Form):
    """Somebody of the school, or an expert from outside."""

    seat = forms.ChoiceField(label=_("what they do"), choices=Seat.choices, initial=Seat.EXPERT)
    person = RowField(label=_("person of the school"), required=False)
    outside = forms.CharField(
        label=_("or an outside expert: name and post"), max_length=160, required=False
    )


class CriterionForm(forms.Form):
    """A criterion of the school's own."""

    part = forms.ChoiceField(label=_("side"), choices=Part.choices)
    text = forms.CharField(label=_("criterion"), max_length=300)


class MarksForm(forms.Form):
    """A mark and words for every criterion of one side."""

    def __init__(self, given: Any, criteria: Sequence[ExpertiseCriterion]) -> None:
        stood = {f"mark_{one.pk}": one.mark for one in criteria}
        stood |= {f"words_{one.pk}": one.words for one in criteria}
        super().__init__(given, initial=stood)
        self.criteria = criteria
        choices = [("", pgettext_lazy("criterion", "not judged yet")), *Mark.choices]
        for one in criteria:
            self.fields[f"mark_{one.pk}"] = forms.ChoiceField(
                label=one.shown, choices=choices, required=False
            )
            self.fields[f"words_{one.pk}"] = forms.CharField(
                label=_("what shows it, what is lacking"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs=SHORT),
            )

    @property
    def said(self) -> dict[int, Said]:
        """Return criterion -> what was said of it."""
        given = self.cleaned_data
        return {
            one.pk: Said(given[f"mark_{one.pk}"], given[f"words_{one.pk}"]) for one in self.criteria
        }


class AdviceForm(forms.Form):
    """A recommendation."""

    text = forms.CharField(label=_("what is recommended"), max_length=300)
    addressee = forms.CharField(label=_("to whom"), max_length=160, required=False)
    due_on = DayField(label=pgettext_lazy("recommendation", "by when"), required=False)


class ConclusionForm(forms.Form):
    """What the experts conclude."""

    outcome = forms.ChoiceField(
        label=_("outcome"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    conclusion = forms.CharField(
        label=_("conclusion"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8})
    )


class SignForm(forms.Form):
    """An expert's own view beside the conclusion."""

    opinion = forms.CharField(
        label=_("your opinion where you see it otherwise"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )


class PaperSignForm(SignForm):
    """The day on which somebody signed the printed conclusion."""

    field_order = ("day", "opinion")
    day = DayField(label=_("signed on paper on"), initial=today)
    opinion = forms.CharField(
        label=_("opinion written beside the signature"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )


class HeardForm(forms.Form):
    """What a council concluded."""

    council = RowField(label=_("which council"))
    on = DayField(label=_("heard on"), initial=today)
    protocol = forms.CharField(label=_("number of the protocol"), max_length=40)
    words = forms.CharField(
        label=_("what the council concluded"),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
    )
