"""A form that asks for nothing but the press of its button."""

from django import forms


class SureForm(forms.Form):
    """Nothing to fill in: the page says what happens, the button does it."""
