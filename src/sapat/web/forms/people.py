"""Forms about people: who they are, their posts, their sign-in, the bodies they sit in."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.people.changes import Identity
from sapat.school.people.rules import Sex
from sapat.web.forms.fields import DayField, NameForm, RowField, today

ROLES = tuple((role.value, role.label) for role in Role if role != Role.INSPECTOR)
"""Posts a school gives; inspectors belong to their department."""


class PersonForm(forms.Form):
    """What the register says of a person."""

    family_name = forms.CharField(label=_("family name"), max_length=80)
    given_name = forms.CharField(label=_("given name"), max_length=80, required=False)
    patronymic = forms.CharField(label=_("patronymic"), max_length=80, required=False)
    number = forms.CharField(
        label=_("number in the register"),
        max_length=40,
        required=False,
        help_text=_("Pupils and staff are told apart by it, never by the name alone."),
    )
    sex = forms.ChoiceField(label=_("sex"), choices=[("", "—"), *Sex.choices], required=False)
    born_on = DayField(label=_("date of birth"), required=False)
    special_needs = forms.BooleanField(label=_("has special educational needs"), required=False)

    @staticmethod
    def identity(given: dict[str, Any]) -> Identity:
        """Return what was written."""
        return Identity(**given)


class PostForm(forms.Form):
    """A post from a day on, by an order."""

    role = forms.ChoiceField(label=_("post"), choices=ROLES)
    unit = RowField(label=_("in the unit"), required=False)
    since = DayField(label=_("first day"), initial=today)
    order_number = forms.CharField(label=_("order number"), max_length=40, required=False)


class DayForm(forms.Form):
    """The first day on which something no longer holds."""

    until = DayField(label=_("first day after it"), initial=today)


class SignInForm(forms.Form):
    """A sign-in name and a first password, to be changed by its owner."""

    login = forms.SlugField(
        label=_("sign-in name"), max_length=60, help_text=_("Latin letters, digits and dashes.")
    )
    password = forms.CharField(
        label=_("first password"),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters; its owner changes it after the first sign-in."),
    )

    def clean_password(self) -> str:
        """Ask for a password that is not too easy."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class PasswordForm(SignInForm):
    """A new password only; the sign-in name stays."""

    login = None  # type: ignore[assignment]


class ErasureForm(forms.Form):
    """The wish to erase, stated in so many words."""

    sure = forms.BooleanField(label=_("I know that this cannot be undone."))


class BodyForm(NameForm):
    """A body and how long it works."""

    kind = forms.ChoiceField(label=_("kind"), choices=BodyKind.choices)
    since = DayField(label=_("first day"), initial=today)
    until = DayField(
        label=_("ends on"),
        required=False,
        help_text=_("A temporary council or a commission needs its end."),
    )
    order_number = forms.CharField(label=_("order number"), max_length=40, required=False)


class SeatForm(forms.Form):
    """A person in a body."""

    person = RowField(label=_("person"))
    seat = forms.ChoiceField(label=_("seat"), choices=Seat.choices, initial=Seat.MEMBER)
    since = DayField(label=_("first day"), initial=today)
