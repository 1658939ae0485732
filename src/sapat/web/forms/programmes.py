"""Forms of programmes, their sheets and teaching technologies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.plan.programmes.rules import ProgrammeKind, TechnologyState
from sapat.school.classes.rules import Level
from sapat.web.forms.fields import DayField, NameForm, RowField, today
from sapat.web.forms.sheets import SheetForm

LANGUAGES = (("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English")))


def _year(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1990, max_value=2100, **more)


def _several(**more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


class ProgrammeForm(forms.Form):
    """What a programme is."""

    kind = forms.ChoiceField(label=_("kind"), choices=ProgrammeKind.choices)
    title = forms.CharField(label=_("title"), max_length=300)
    level = forms.ChoiceField(label=_("level"), choices=[("", "—"), *Level.choices], required=False)
    subject = RowField(label=_("subject"), required=False)
    since_year = _year(label=_("first school year"), help_text=_("The year in which it begins."))
    until_year = _year(label=_("last school year"), required=False)
    hours = forms.IntegerField(label=_("hours"), min_value=1, max_value=20000, required=False)
    language = forms.ChoiceField(label=_("language of teaching"), choices=LANGUAGES)
    content = _several(label=_("content"))
    conditions = _several(label=_("conditions"))
    results = _several(label=_("expected results"))
    document = RowField(label=_("document of the school"), required=False)
    author = RowField(label=_("author"), required=False)


class CompareForm(SheetForm):
    """The sheet of a programme: only its lines."""


class SignForm(forms.Form):
    """The day of the signature."""

    on = DayField(label=_("day"), initial=today)


class ApproveForm(forms.Form):
    """The order that approves a programme."""

    order_number = forms.CharField(label=_("order number"), max_length=40)
    on = DayField(label=_("day of the order"), initial=today)
    considered = forms.CharField(
        label=_("considered by"),
        max_length=200,
        required=False,
        help_text=_("The methodical union with the number and the day of its protocol."),
    )


class AdoptionForm(forms.Form):
    """How a technology stands in a subject."""

    state = forms.ChoiceField(label=_("state"), choices=TechnologyState.choices)
    since = DayField(label=_("adopted on"), required=False)
    responsible = RowField(label=_("responsible"), required=False)
    note = forms.CharField(label=_("note"), max_length=300, required=False)


class TechnologyForm(NameForm):
    """A technology of the school's own."""

    technology = forms.SlugField(
        label=_("code"), max_length=20, help_text=_("Small Latin letters, digits and dashes.")
    )
