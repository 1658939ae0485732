"""Forms of the registers and of change requests."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.plan.change_requests.rules import Subject
from sapat.plan.indicators.rules import catalogue
from sapat.plan.registers.rules import MethodPart, NotSo, PartnerKind, Scope, StudyForm
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}
PART = re.compile(r"(?P<name>.+?)\s*[;|]\s*(?P<weight>[\d.,]+)\s*(?:[;|]\s*(?P<code>\S*)\s*)?\Z")


class PartnerForm(forms.Form):
    """A partner of the school."""

    kind = forms.ChoiceField(label=_("kind"), choices=PartnerKind.choices)
    name = forms.CharField(label=_("name"), max_length=200)
    contact = forms.CharField(
        label=_("contact (person, telephone)"), max_length=200, required=False
    )
    agreement = forms.CharField(label=_("agreement, number"), max_length=80, required=False)
    since = DayField(label=_("partner since"), initial=today)
    until = DayField(label=_("agreement ends on"), required=False)
    keeper = RowField(label=_("who keeps the contact"), required=False)
    next_contact_on = DayField(label=_("next contact"), required=False)


class ContactForm(forms.Form):
    """A contact with a partner."""

    on = DayField(label=_("day"), initial=today)
    how = forms.CharField(label=_("how (meeting, letter, call)"), max_length=80)
    outcome = forms.CharField(label=_("what came of it"), widget=forms.Textarea(attrs=LONG))
    next_on = DayField(label=_("next contact"), required=False)


class OfferForm(forms.Form):
    """A programme offered to learners from abroad."""

    programme = forms.CharField(label=_("programme"), max_length=300)
    language = forms.CharField(label=_("language of teaching"), max_length=40)
    form = forms.ChoiceField(label=_("form"), choices=StudyForm.choices)
    country = forms.CharField(label=_("country"), max_length=80)
    recognition = forms.CharField(label=_("recognition there"), max_length=300, required=False)
    price = forms.CharField(label=_("price"), max_length=80, required=False)
    learners = forms.IntegerField(label=_("learners from abroad"), min_value=0, required=False)
    improvement = forms.CharField(
        label=_("what has to become better at the school for it"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
    )
    reviewed_on = DayField(label=_("looked through on"), initial=today)


class EndOfferForm(forms.Form):
    """The day on which an offer ends."""

    on = DayField(label=_("ends on"), initial=today)


class LinkForm(forms.Form):
    """What a programme leads on to."""

    programme = forms.CharField(label=_("programme of the school"), max_length=300)
    partner = RowField(label=_("partner"))
    leads_to = forms.CharField(label=_("leads on to"), max_length=300)
    terms = forms.CharField(
        label=_("on what terms"), widget=forms.Textarea(attrs=LONG), required=False
    )


class MethodForm(forms.Form):
    """How a rating counts."""

    name = forms.CharField(label=_("rating"), max_length=200)
    organiser = forms.CharField(label=_("organiser"), max_length=200)
    scope = forms.ChoiceField(label=_("scope"), choices=Scope.choices, initial=Scope.COUNTRY)
    parts = forms.CharField(
        label=_("parts of the score"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One a line: name; weight; code of your own indicator. For example: Exams; 40; R-08"
        ),
    )
    studied_on = DayField(label=_("studied on"), initial=today)
    note = forms.CharField(label=_("note"), widget=forms.Textarea(attrs=LONG), required=False)

    def clean_parts(self) -> list[MethodPart]:
        """Read the lines, and name the one that cannot be read."""
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines()]
        known = catalogue().indicators
        return [_part(number, line, known) for number, line in enumerate(lines, 1) if line]


def _part(number: int, line: str, known: Any) -> MethodPart:
    found = PART.match(line)
    weight = float(found["weight"].replace(",", ".")) if found and _is_number(found) else 0.0
    if not found or not weight:
        raise ValidationError(str(NotSo.BAD_WEIGHT.label) % {"line": number})
    code = found["code"] or ""
    if code and code not in known:
        raise ValidationError(str(NotSo.UNKNOWN.label) % {"line": number, "code": code})
    return MethodPart(found["name"], weight, code)


def _is_number(found: re.Match[str]) -> bool:
    return found["weight"].replace(",", ".").replace(".", "", 1).isdecimal()


class PlaceForm(forms.Form):
    """A place in a rating."""

    year = forms.IntegerField(label=_("year"), min_value=1990, max_value=2100)
    place = forms.IntegerField(label=_("place"), min_value=1)
    participants = forms.IntegerField(label=_("of how many"), min_value=1, required=False)
    score = forms.FloatField(label=_("score"), required=False)


class ChangeForm(forms.Form):
    """What is to be changed, and why."""

    subject = forms.ChoiceField(label=_("what to change"), choices=Subject.choices)
    document = RowField(label=_("document"), required=False)
    what = forms.CharField(label=_("the change in one sentence"), max_length=300)
    why = forms.CharField(label=_("why"), widget=forms.Textarea(attrs=LONG))


class ChangeRulingForm(forms.Form):
    """What the director decides on a change."""

    approved = forms.TypedChoiceField(
        label=_("decision"),
        choices=[("yes", _("approved")), ("no", _("refused"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("decided on"), initial=today)
    do_by = DayField(label=_("to be done by"), required=False)
    reason = forms.CharField(
        label=_("reason for a refusal"), widget=forms.Textarea(attrs=LONG), required=False
    )


class DoneForm(forms.Form):
    """That a change is made."""

    on = DayField(label=_("done on"), initial=today)
    note = forms.CharField(label=_("what was done"), widget=forms.Textarea(attrs=LONG))
