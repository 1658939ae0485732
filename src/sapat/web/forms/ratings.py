"""Forms of ratings: weights, their approval, the term, appeals and answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sapat.check.ratings.changes import Weighing
from sapat.check.ratings.rules import APPEAL_DAYS, COVERAGE, MOST_PARTS, Answer, Part
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}


class WeightsForm(forms.Form):
    """The indicators of a rating with their weights and reasons, and how it is told."""

    name = forms.CharField(label=_("name of the rating"), max_length=200)
    plain = forms.CharField(
        label=_("how it is made, in plain words"),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("Parents and pupils read it: what counts, why, and what it does not say."),
    )
    least_coverage = forms.IntegerField(
        label=_("a group gets a place if so many per cent of the weights are known"),
        min_value=50,
        max_value=100,
        initial=COVERAGE,
    )
    appeal_days = forms.IntegerField(
        label=_("days to appeal"), min_value=1, max_value=60, initial=APPEAL_DAYS
    )

    def __init__(
        self, given: Any, offered: Mapping[str, object], parts: Sequence[Part] = (), **more: Any
    ) -> None:
        stood: dict[str, Any] = dict(more.pop("initial", {}))
        for place, part in enumerate(parts):
            stood |= {f"code_{place}": part.code, f"weight_{place}": part.weight}
            stood[f"why_{place}"] = part.why
        super().__init__(given, initial=stood, **more)
        choices = [("", "—"), *((code, f"{code} {name}") for code, name in offered.items())]
        for place in range(MOST_PARTS):
            number = {"number": place + 1}
            self.fields[f"code_{place}"] = forms.ChoiceField(
                label=_("indicator %(number)s") % number, choices=choices, required=False
            )
            self.fields[f"weight_{place}"] = forms.FloatField(
                label=_("weight %(number)s") % number, required=False, localize=True
            )
            self.fields[f"why_{place}"] = forms.CharField(
                label=_("why %(number)s") % number, max_length=300, required=False
            )

    @property
    def lines(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """Return the rows of indicator, weight and reason."""
        return [
            (self[f"code_{at}"], self[f"weight_{at}"], self[f"why_{at}"])
            for at in range(MOST_PARTS)
        ]

    @property
    def others(self) -> list[BoundField]:
        """Return the fields that stand outside the rows."""
        return [self[name] for name in ("name", "plain", "least_coverage", "appeal_days")]

    def weighing(self, kind: str) -> Weighing:
        """Return what was written; rows without an indicator are left out."""
        given = self.cleaned_data
        parts = [
            Part(given[f"code_{at}"], given[f"weight_{at}"] or 0.0, given[f"why_{at}"].strip())
            for at in range(MOST_PARTS)
            if given[f"code_{at}"]
        ]
        names = ("name", "plain", "least_coverage", "appeal_days")
        return Weighing(kind, parts=parts, **{name: given[name] for name in names})


class ApproveForm(forms.Form):
    """The body that approved the weights."""

    body = RowField(label=_("which body approved"))
    protocol = forms.CharField(label=_("number of the protocol"), max_length=40)
    on = DayField(label=_("approved on"), initial=today)


class RateForm(forms.Form):
    """The term that is rated."""

    term = forms.ChoiceField(label=_("term"))


class AppealForm(forms.Form):
    """What somebody holds to be wrong."""

    unit = forms.ChoiceField(label=_("what it is about"), required=False)
    text = forms.CharField(
        label=_("what is wrong, and what shows it"),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
    )


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    verdict = forms.ChoiceField(
        label=pgettext_lazy("appeal", "answer"), choices=Answer.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("reason"), max_length=2000, widget=forms.Textarea(attrs=LONG))
