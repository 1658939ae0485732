"""Forms about classes and pupils."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.school.classes.rules import Level, Mode, NotSo, parse_label
from sapat.web.forms.fields import DayField, RowField, today
from sapat.web.forms.school import LANGUAGES

SHIFTS = ((1, _("first shift")), (2, _("second shift")), (3, _("third shift")))


class ClassForm(forms.Form):
    """What a class is: label, year of study and level are three different things."""

    label = forms.CharField(label=_("class"), max_length=12, help_text=_("For example 7Б or 10."))
    year_of_study = forms.IntegerField(label=_("year of study"), min_value=1, max_value=12)
    level = forms.ChoiceField(label=_("level"), choices=Level.choices)
    language = forms.ChoiceField(label=_("language of instruction"), choices=LANGUAGES)
    shift = forms.TypedChoiceField(label=_("shift"), choices=SHIFTS, coerce=int)
    mode = forms.ChoiceField(label=_("mode of study"), choices=Mode.choices)
    continues = RowField(
        label=_("the same pupils a year before"),
        required=False,
        help_text=_("Figures of earlier years follow the pupils, not the number on the door."),
    )
    class_teacher = RowField(label=_("class teacher"), required=False)

    def clean_label(self) -> tuple[int, str]:
        """Read the label, whatever way it is written."""
        label = parse_label(self.cleaned_data["label"])
        if label is None:
            raise ValidationError(NotSo.BAD_LABEL.label)
        return label


class EnrolForm(forms.Form):
    """A pupil in a class from a day on."""

    person = RowField(label=_("pupil"))
    since = DayField(label=_("first day"), initial=today)


class LeaveForm(forms.Form):
    """A pupil leaves a class."""

    until = DayField(label=_("first day without the class"), initial=today)
    reason = forms.CharField(label=_("reason"), max_length=120, required=False)


def plan_of(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was written in the words of `ClassPlan`, rows still as ids."""
    grade, letter = given["label"]
    plain = {name: given[name] for name in ("year_of_study", "language", "shift")}
    return {
        **plain,
        "grade_label": grade,
        "letter": letter,
        "level": Level(given["level"]),
        "mode": Mode(given["mode"]),
    }
