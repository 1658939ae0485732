"""Forms about signals: the answer, and what lay behind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.check.monitoring.factors import factors
from sapat.check.monitoring.rules import ANSWERS, Answered

EXPLAINED_BY = {
    "explained": _("explained: it is known why, and it needs no step of its own"),
    "accepted": _("accepted: the school knows it and lives with it for now"),
    "acted_on": _("acted on: something was begun"),
}
LONG = {"rows": 4}


def factor_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the factors by their groups, in the reader's language."""
    known = factors()
    return [
        (str(name), [(one.code, str(one.name)) for one in known.of(group)])
        for group, name in known.groups.items()
    ]


class AnswerForm(forms.Form):
    """What somebody says about a signal."""

    state = forms.ChoiceField(
        label=_("answer"),
        choices=[(state.value, EXPLAINED_BY[state.value]) for state in ANSWERS],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("in words"),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_(
            "What was looked at, and what it showed. The next reader has to understand it."
        ),
    )
    begun = forms.CharField(
        label=_("what was begun"),
        max_length=300,
        required=False,
        help_text=_("For “acted on”: the measure, the order or the decision, with its number."),
    )
    address = forms.CharField(
        label=_("where it stands"),
        max_length=300,
        required=False,
        help_text=_("The address of its page, if it has one."),
    )
    factors = forms.MultipleChoiceField(
        label=_("what lay behind it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = forms.CharField(
        label=_("another factor, in your own words"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["factors"].choices = factor_choices()  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        """Take only addresses that lead into Sapat or to a web page."""
        address: str = self.cleaned_data["address"].strip()
        leads = address.startswith(("/", "https://", "http://")) and address[:2] != "//"
        if address and not leads:
            raise forms.ValidationError(
                _("Write an address that begins with https:// or with a slash."), code="address"
            )
        return address

    @staticmethod
    def answered(given: dict[str, Any]) -> Answered:
        """Return the answer."""
        return Answered(given["state"], given["words"], given["begun"], given["address"])

    @staticmethod
    def named(given: dict[str, Any]) -> list[tuple[str, str]]:
        """Return the factors that were ticked or written."""
        own = given["own"].strip()
        return [(code, "") for code in given["factors"]] + ([("", own)] if own else [])


class FactorForm(forms.Form):
    """One more factor of a signal."""

    factor = forms.ChoiceField(label=_("factor"), required=False)
    own = forms.CharField(label=_("or in your own words"), max_length=200, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["factor"].choices = [("", "—"), *factor_choices()]  # type: ignore[attr-defined]
