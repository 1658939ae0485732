"""Forms of findings, their causes, and the actions that answer them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.act.actions.changes import Step
from sapat.act.actions.rules import WAIT_DAYS, Kind, Verdict
from sapat.check.findings.rules import Grade, Origin
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}
DAY_AT_END = re.compile(r"^(?P<text>.*?)\s*[;|]\s*(?P<day>\d{1,2}\.\d{1,2}\.\d{4})\s*$")


def words(label: Any, **more: Any) -> forms.CharField:
    """Return a field for several sentences."""
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs=LONG), **more)


class FindingForm(forms.Form):
    """What was found."""

    title = forms.CharField(label=_("what was found"), max_length=300)
    text = words(_("details and evidence"), required=False)
    grade = forms.ChoiceField(label=_("grade"), choices=Grade.choices, initial=Grade.MINOR)
    origin = forms.ChoiceField(
        label=_("where it comes from"), choices=Origin.choices, initial=Origin.HAND
    )
    found_on = DayField(label=_("found on"), initial=today)
    indicator = forms.ChoiceField(label=_("indicator"), required=False)
    group = forms.CharField(label=_("class, subject or unit"), max_length=120, required=False)
    clause = forms.ChoiceField(label=_("clause of the regulation"), required=False)
    process = RowField(label=_("process"), required=False)


class RewordForm(forms.Form):
    """Better words for a finding that nobody has confirmed yet."""

    title = forms.CharField(label=_("what was found"), max_length=300)
    text = words(_("details and evidence"), required=False)
    grade = forms.ChoiceField(label=_("grade"), choices=Grade.choices)


class ConfirmForm(forms.Form):
    """Who answers for a finding, and by when it is brought to its end."""

    owner = RowField(label=_("who answers for it"), required=False)
    due_on = DayField(label=_("to be closed by"), required=False)


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = words(_("reason"))


class HandForm(forms.Form):
    """Who takes it over."""

    owner = RowField(label=_("who takes it over"))


class CauseForm(forms.Form):
    """An answer to “why?”."""

    above = RowField(label=_("why is that so"), required=False)
    text = forms.CharField(label=_("because …"), max_length=300)
    factor = forms.ChoiceField(label=_("factor"), required=False)
    is_root = forms.BooleanField(
        label=_("this is the root cause"),
        required=False,
        help_text=_("Nothing more follows from asking “why?”; if it is done away with, it stops."),
    )


class ActionForm(forms.Form):
    """What is to be done, by whom, by when, and what is to come of it."""

    kind = forms.ChoiceField(label=_("kind"), choices=Kind.choices, initial=Kind.CORRECTIVE)
    title = forms.CharField(label=_("what is to be done"), max_length=300)
    owner = RowField(label=_("who does it"))
    due_on = DayField(label=_("done by"))
    indicator = forms.ChoiceField(
        label=_("which indicator is to move"),
        required=False,
        help_text=_("A correction needs none: it only puts one case right."),
    )
    expected = words(_("what is expected to change"), required=False)
    target = forms.FloatField(label=_("value that is hoped for"), required=False, localize=True)
    effect_by = DayField(label=_("effect seen by"), required=False)
    wait_days = forms.IntegerField(
        label=_("days to wait before the effect is judged"),
        min_value=0,
        max_value=730,
        initial=WAIT_DAYS,
    )


class ExpectForm(forms.Form):
    """What is to come of an action that has not begun."""

    indicator = forms.ChoiceField(label=_("which indicator is to move"), required=False)
    expected = words(_("what is expected to change"), required=False)
    target = forms.FloatField(label=_("value that is hoped for"), required=False, localize=True)
    effect_by = DayField(label=_("effect seen by"), required=False)


class PlanForm(forms.Form):
    """The steps of an action, one on each line."""

    steps = forms.CharField(
        label=_("steps, one on each line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A day may follow after a semicolon: Call the electrician; 15.10.2026"),
    )

    def clean_steps(self) -> list[Step]:
        """Read the lines; name the one whose day does not exist."""
        lines = [line.strip() for line in self.cleaned_data["steps"].splitlines()]
        return [_step(number, line) for number, line in enumerate(lines, 1) if line]


def _step(number: int, line: str) -> Step:
    found = DAY_AT_END.match(line)
    if not found:
        return Step(line[:300])
    day, month, year = (int(part) for part in found["day"].split("."))
    try:
        return Step(found["text"][:300], date(year, month, day))
    except ValueError:
        raise ValidationError(
            _("Line %(line)s: there is no such day: %(day)s.")
            % {"line": number, "day": found["day"]}
        ) from None


class ReportForm(forms.Form):
    """What was done."""

    report = words(_("what was done"))


class JudgeForm(forms.Form):
    """What somebody else says of the effect."""

    verdict = forms.ChoiceField(
        label=_("did it work"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    words = words(_("what shows it"))
    look_again_on = DayField(label=_("if it is too early: look again on"), required=False)


class CloseForm(forms.Form):
    """What shows that a finding may be closed."""

    words = words(_("what shows that it is settled"))
