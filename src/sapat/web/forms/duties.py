"""Forms about duties: lay out, write, give, re-assign, approve."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.duties.changes import DutyText, OrderLine
from sapat.plan.duties.rules import Letter
from sapat.school.bodies.rules import BodyKind
from sapat.web.forms.fields import DayField, NameForm, RowField, today
from sapat.web.forms.processes import RowsField

POSTS = [
    ("", "—"),
    (_("posts"), [(role.value, role.label) for role in Role if role != Role.INSPECTOR]),
    (_("bodies"), [(kind.value, kind.label) for kind in BodyKind if kind.value not in Role.values]),
]


class LayOutForm(forms.Form):
    """Which regulations' clauses become duties, from which day on."""

    regulations = forms.MultipleChoiceField(
        label=_("regulations"), required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=_("Each clause becomes a duty of the post that it names."),
    )  # fmt: skip
    since = DayField(label=_("first day"), initial=today)


class HolderForm(forms.Form):
    """A post or body, a unit or a person: exactly one of them."""

    role = forms.ChoiceField(label=_("post or body"), choices=POSTS, required=False)
    unit = RowField(label=_("or a unit"), required=False)
    person = RowField(label=_("or a person"), required=False)


class GiveForm(HolderForm):
    """A part in a duty, from a day on."""

    letter = forms.ChoiceField(label=_("part in it"), choices=Letter.choices)
    since = DayField(label=_("first day"), initial=today)


class OrderForm(forms.Form):
    """The number and the day of an order."""

    order_number = forms.CharField(label=_("order number"), max_length=40)
    ordered_on = DayField(label=_("day of the order"), initial=today)

    @staticmethod
    def order(given: dict[str, Any]) -> OrderLine:
        """Return the order as written."""
        return OrderLine(given["order_number"], given["ordered_on"], given.get("reason", ""))


class ReassignForm(HolderForm, OrderForm):
    """Whom a duty passes to, by which order and why."""

    reason = forms.CharField(
        label=_("reason"), max_length=300, help_text=_("For example: the school has no such unit.")
    )
    since = DayField(label=_("first day"), initial=today)


class WordsForm(forms.Form):
    """A duty in the school's own words; empty: the words of its source."""

    said = forms.CharField(
        label=_("duty"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    powers = forms.CharField(
        label=_("powers"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    interfaces = forms.CharField(
        label=_("relations with others"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    @staticmethod
    def words(given: dict[str, Any]) -> DutyText:
        """Return the words as written."""
        return DutyText(given["said"], given["powers"], given["interfaces"])


class NewDutyForm(NameForm, WordsForm, HolderForm):
    """A duty of the school's own, and who answers for it."""

    since = DayField(label=_("first day"), initial=today)


class PersonsForm(forms.Form):
    """Several people of the staff."""

    persons = RowsField(label=_("who has signed"))
