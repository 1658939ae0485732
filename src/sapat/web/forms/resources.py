"""Forms about resources, training and the ethics of assessing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.resources.changes import Arrival, Ruling, Wish
from sapat.plan.resources.rules import ResourceKind
from sapat.plan.training.rules import Procedure, TrainingKind
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}


class ResourceForm(forms.Form):
    """What is needed, why, for which objective, by when."""

    kind = forms.ChoiceField(label=_("kind"), choices=ResourceKind.choices)
    title = forms.CharField(label=_("what is needed"), max_length=300)
    why = forms.CharField(
        label=_("why"),
        widget=forms.Textarea(attrs=LONG),
        help_text=_("What becomes better with it, and what happens without it."),
    )
    objective = RowField(label=_("for the objective"), required=False)
    unit = RowField(label=_("for the unit"), required=False)
    needed = forms.DecimalField(
        label=_("sum, som"), max_digits=12, decimal_places=2, required=False, localize=False
    )
    asked_on = DayField(label=_("asked on"), initial=today)
    needed_by = DayField(label=_("needed by"))

    @staticmethod
    def wish(given: dict[str, Any], objectives: dict[int, Any], units: dict[int, Any]) -> Wish:
        """Return what was written, with the rows behind the choices."""
        rows = {
            "objective": objectives.get(given["objective"]),
            "unit": units.get(given["unit"]),
        }
        return Wish(**{**given, **rows})


class ResourceRulingForm(forms.Form):
    """What the director decides on a request."""

    granted = forms.TypedChoiceField(
        label=_("decision"),
        choices=[("yes", _("granted")), ("no", _("refused"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("decided on"), initial=today)
    order_number = forms.CharField(label=_("order number"), max_length=40, required=False)
    reason = forms.CharField(
        label=_("reason for a refusal"), widget=forms.Textarea(attrs=LONG), required=False
    )

    @staticmethod
    def ruling(given: dict[str, Any]) -> Ruling:
        """Return what was decided."""
        return Ruling(**given)


class ArrivalForm(forms.Form):
    """What came, and when."""

    on = DayField(label=_("provided on"), initial=today)
    provided = forms.DecimalField(
        label=_("sum, som"), max_digits=12, decimal_places=2, required=False, localize=False
    )
    note = forms.CharField(label=_("note"), widget=forms.Textarea(attrs=LONG), required=False)

    @staticmethod
    def arrival(given: dict[str, Any]) -> Arrival:
        """Return what was written."""
        return Arrival(**given)


class TrainingForm(forms.Form):
    """A training in the plan of a school year."""

    kind = forms.ChoiceField(label=_("kind"), choices=TrainingKind.choices)
    title = forms.CharField(label=_("subject of the training"), max_length=300)
    provider = forms.CharField(label=_("who teaches"), max_length=200, required=False)
    body = RowField(label=_("held by the methodical union"), required=False)
    planned_on = DayField(label=_("planned for"))
    hours = forms.IntegerField(label=_("hours"), min_value=1, max_value=1000, required=False)


class HeldForm(forms.Form):
    """When a training was held, and how long it counts."""

    on = DayField(label=_("held on"), initial=today)
    valid_until = DayField(
        label=_("counts until"), required=False, help_text=_("Empty: it does not run out.")
    )


class CallOffForm(forms.Form):
    """Why a training does not take place."""

    reason = forms.CharField(label=_("reason"), max_length=300)


class PartForm(forms.Form):
    """Who took part in a training."""

    people = forms.TypedMultipleChoiceField(
        label=_("who took part"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    certificate = forms.CharField(
        label=_("number of the certificate"), max_length=80, required=False
    )


class ProtocolForm(forms.Form):
    """A decision of a body."""

    body = RowField(label=_("body"))
    number = forms.CharField(label=_("protocol number"), max_length=40)
    on = DayField(label=_("held on"), initial=today)


class AssessorForm(forms.Form):
    """An assessor, appointed by order."""

    person = RowField(label=_("person"))
    procedure = forms.ChoiceField(label=_("entrusted with"), choices=Procedure.choices)
    since = DayField(label=_("first day"), initial=today)
    until = DayField(label=_("ends on"), required=False)
    order_number = forms.CharField(label=_("order number"), max_length=40)


class EthicsForm(forms.Form):
    """The rules of ethics, one a line."""

    texts = forms.CharField(
        label=_("rules"),
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("One rule a line; an empty line is left out."),
    )
    since = DayField(label=_("holds from"), initial=today)
    body = forms.CharField(label=_("adopted by"), max_length=200, required=False)
    protocol_number = forms.CharField(label=_("protocol number"), max_length=40, required=False)


class ComplaintForm(forms.Form):
    """A complaint about how an assessment was carried out."""

    procedure = forms.ChoiceField(label=_("about"), choices=Procedure.choices)
    text = forms.CharField(
        label=_("what happened"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only the director and the deputy read it. Your name is not kept with it."),
    )
    on = DayField(label=_("when"), initial=today)


class ComplaintAnswerForm(forms.Form):
    """The answer to a complaint."""

    words = forms.CharField(label=_("answer"), widget=forms.Textarea(attrs={"rows": 6}))
    breach = forms.BooleanField(label=_("a rule of ethics was broken"), required=False)
    on = DayField(label=_("answered on"), initial=today)
