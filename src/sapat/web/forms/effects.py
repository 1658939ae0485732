"""The question whether an action worked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sapat.plan.indicators.rules import Indicator
from sapat.school.classes.models import SchoolClass
from sapat.web.forms.fields import DayField, today

OTHERS = "others"
"""All other classes of the school, as the one who compares."""


class EffectForm(forms.Form):
    """Which figure, since which day, whose, and beside whom."""

    indicator = forms.ChoiceField(label=gettext_lazy("indicator"))
    since = DayField(label=gettext_lazy("first day of the action"))
    group = forms.ChoiceField(label=gettext_lazy("who had the action"), required=False)
    beside = forms.ChoiceField(
        label=gettext_lazy("compared with, without the action"),
        required=False,
        help_text=gettext_lazy(
            "A class of the same year, if there is one: what happened to both is taken off."
        ),
    )

    def __init__(
        self, data: Any, *, indicators: Iterable[Indicator], classes: Iterable[SchoolClass]
    ) -> None:
        """Offer the school's indicators and classes."""
        super().__init__(data)
        self.known = {each.code: each for each in indicators}
        self.classes = list(classes)
        labelled = [(str(row.pk), row.label) for row in self.classes]
        choices = [(code, f"{code} · {each.name}") for code, each in self.known.items()]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", _("the whole school")), *labelled]  # type: ignore[attr-defined]
        self.fields["beside"].choices = [  # type: ignore[attr-defined]
            ("", _("with nobody")),
            (OTHERS, _("the other classes")),
            *labelled,
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a day to come, a class where the figure has none, and a class beside itself."""
        given = super().clean() or {}
        since, known = given.get("since"), self.known.get(given.get("indicator", ""))
        if since and since > today():
            self.add_error("since", _("The action has not begun yet."))
        if given.get("group") and known and "class" not in known.dims:
            self.add_error("group", _("This indicator has no figures of single classes."))
        if given.get("beside") and not given.get("group"):
            self.add_error("beside", _("Name the class that had the action."))
        elif given.get("beside") and given["beside"] == given.get("group"):
            self.add_error("beside", _("A class cannot be compared with itself."))
        return given
