"""Forms about plans and their measures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.planning.rules import ItemKind, PlanLevel, Section, Subject
from sapat.school.bodies.rules import BodyKind
from sapat.web.forms.fields import DayField, RowField, today
from sapat.web.forms.objectives import long_text

EXECUTORS = (
    ("", "—"),
    *((role.value, role.label) for role in Role if role != Role.INSPECTOR),
    *((kind.value, kind.label) for kind in BodyKind if kind.value not in Role.values),
)
"""Posts and bodies that can carry out a measure."""


class PlanForm(forms.Form):
    """How far a plan looks, of what it speaks, who answers for it."""

    title = forms.CharField(label=_("name of the plan"), max_length=300)
    level = forms.ChoiceField(
        label=_("how far it looks"), choices=PlanLevel.choices, initial=PlanLevel.ANNUAL
    )
    subject = forms.ChoiceField(label=_("about"), choices=Subject.choices)
    year = forms.TypedChoiceField(label=_("school year"), coerce=int)
    last_year = RowField(
        label=_("to the school year"),
        required=False,
        help_text=_("For a strategic plan of three to five years."),
    )
    term = RowField(
        label=_("term"),
        required=False,
        help_text=_("For the plan of a term."),
    )
    month = RowField(
        label=_("month"),
        required=False,
        help_text=_("For a monthly plan."),
    )
    above = RowField(label=_("below the plan"), required=False)
    owner = RowField(label=_("answers for it"), required=False)


class RestateForm(forms.Form):
    """Another name or owner of a plan."""

    title = forms.CharField(label=_("name of the plan"), max_length=300)
    owner = RowField(label=_("answers for it"), required=False)


class MeasureForm(forms.Form):
    """One measure of a plan."""

    text = long_text(_("what is to be done"), required=True)
    section = forms.ChoiceField(label=_("section of the plan"), choices=Section.choices)
    kind = forms.ChoiceField(label=_("kind"), choices=ItemKind.choices)
    since = DayField(label=_("first day"), initial=today)
    due_on = DayField(label=_("deadline"))
    executor = RowField(label=_("carried out by"), required=False)
    role = forms.ChoiceField(
        label=_("or by whoever holds the post"), choices=EXECUTORS, required=False
    )
    unit = forms.ChoiceField(label=_("unit or union"), required=False)
    objective = RowField(label=_("serves the objective"), required=False)
    clauses = forms.CharField(
        label=_("clauses"),
        max_length=200,
        required=False,
        help_text=_("Codes of the regulation, such as A2-2, B3.4-3."),
    )
    answers_indicator = forms.ChoiceField(label=_("answers the indicator"), required=False)
    answers = forms.CharField(
        label=_("answers the result"),
        max_length=300,
        required=False,
        help_text=_("What a survey, an audit or a figure has shown."),
    )
    heard_at = forms.CharField(label=_("heard at"), max_length=120, required=False)
    outcome = forms.CharField(
        label=_("ends with"),
        max_length=200,
        required=False,
        help_text=_("An order, minutes, a note."),
    )

    def clean_clauses(self) -> list[str]:
        """Return the codes as a list."""
        words = self.cleaned_data["clauses"].replace(";", ",").split(",")
        return [word.strip().upper() for word in words if word.strip()]


class RewriteForm(MeasureForm):
    """A measure without its term: that is moved with a reason."""

    due_on: Any = None


class FinishForm(forms.Form):
    """What came of a measure."""

    on = DayField(label=_("done on"), initial=today)
    result = long_text(_("result"), required=True)


class MoveForm(forms.Form):
    """Another term, and why."""

    to = DayField(label=_("new deadline"))
    reason = long_text(_("reason"), required=True)


class ReasonForm(forms.Form):
    """Why."""

    reason = long_text(_("reason"), required=True)


class SureForm(forms.Form):
    """Nothing to fill in: the button says it."""
