"""Forms about processes: the card, what it rests on, risks, measurings, links."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.indicators.rules import indicators
from sapat.plan.processes.rules import Frequency, LinkKind, lines
from sapat.web.forms.fields import DayField, NameForm, RowField, today

ROLES = (
    ("", _("nobody yet")),
    *((role.value, role.label) for role in Role if role != Role.INSPECTOR),
)
LEVELS = ((1, _("low")), (2, _("middle")), (3, _("high")))


def indicator_choices() -> list[tuple[str, str]]:
    """Return every indicator as code and name, in the reader's language."""
    return [(code, f"{code} {each.name}") for code, each in indicators().items()]


class RowsField(forms.TypedMultipleChoiceField):
    """A choice of several rows of the school, by id; given when the form is made."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("coerce", int)
        more.setdefault("widget", forms.CheckboxSelectMultiple())
        super().__init__(required=False, **more)

    def offer(self, rows: Iterable[tuple[int, object]]) -> None:
        """Take the rows to choose from, as (id, words)."""
        self.choices = [(pk, str(words)) for pk, words in rows]


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(required=False, max_length=4000, **more)

    def clean(self, value: Any) -> list[str]:
        """Return the lines."""
        return lines(super().clean(value))


class CardForm(NameForm):
    """What a process card says."""

    purpose = forms.CharField(
        label=_("purpose"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner_role = forms.ChoiceField(
        label=_("owner: the post that answers for the result"), choices=ROLES, required=False
    )
    unit = RowField(label=_("in the unit"), required=False)
    inputs = LinesField(label=_("inputs"), help_text=_("What the work begins with, one a line."))
    outputs = LinesField(label=_("outputs"), help_text=_("What the work makes, one a line."))
    customers = forms.MultipleChoiceField(
        label=_("customers"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    resources = forms.CharField(
        label=_("resources"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    indicators = forms.MultipleChoiceField(
        label=_("indicators"), required=False, choices=indicator_choices,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Hold Ctrl to choose several."),
    )  # fmt: skip


class NewCardForm(CardForm):
    """A new card, from a day on."""

    since = DayField(label=_("in force from"), initial=today)


class TakeOverForm(forms.Form):
    """The day from which the usual cards hold."""

    since = DayField(label=_("in force from"), initial=today)


class GroundForm(forms.Form):
    """The papers, requirements and plan items of a process."""

    documents = RowsField(label=_("documents"))
    requirements = RowsField(label=_("requirements it answers"))
    plan_items = RowsField(label=_("measures from the plans"))


class RiskForm(forms.Form):
    """What may go wrong."""

    text = forms.CharField(label=_("what may go wrong"), max_length=300)
    likelihood = forms.TypedChoiceField(label=_("likelihood"), choices=LEVELS, coerce=int)
    consequence = forms.TypedChoiceField(label=_("consequence"), choices=LEVELS, coerce=int)
    answer = forms.CharField(label=_("what is done about it"), max_length=300, required=False)


class MeasureForm(forms.Form):
    """How a process is measured."""

    what = forms.CharField(label=_("what is measured"), max_length=200)
    indicator = forms.ChoiceField(
        label=_("indicator"), required=False,
        choices=lambda: [("", _("no indicator of the catalogue")), *indicator_choices()],
    )  # fmt: skip
    unit = forms.CharField(label=_("unit"), max_length=60)
    frequency = forms.ChoiceField(label=_("how often"), choices=Frequency.choices)
    method = forms.CharField(label=_("method"), max_length=300)
    target = forms.CharField(label=_("target"), max_length=100, required=False)


class LinkForm(forms.Form):
    """Who receives an output, or who gives an input."""

    far = forms.ChoiceField(label=_("at the other end"))
    kind = forms.ChoiceField(label=_("kind of link"), choices=LinkKind.choices)


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button says it all."""
