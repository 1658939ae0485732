"""Forms of orders: their text, their points, who takes note, reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.act.orders.rules import Series
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 4}


class OrderForm(forms.Form):
    """The text of an order around its points."""

    series = forms.ChoiceField(label=_("book of orders"), choices=Series.choices)
    title = forms.CharField(label=_("about what"), max_length=300)
    preamble = forms.CharField(
        label=_("for what purpose and on what ground"),
        widget=forms.Textarea(attrs=LONG),
        help_text=_("The words “I order” follow by themselves."),
    )
    control = RowField(label=_("who controls it"), required=False)
    cancels = RowField(label=_("cancels the order"), required=False)


class NewOrderForm(OrderForm):
    """A new order with its points, a line each."""

    items = forms.CharField(
        label=_("points, a line each"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("Who carries each out and by when is set afterwards."),
    )


class OrderPointForm(forms.Form):
    """A point of an order."""

    text = forms.CharField(label=_("what is ordered"), widget=forms.Textarea(attrs=LONG))
    owner = RowField(label=_("who carries it out"), required=False)
    term = DayField(label=_("deadline"), required=False)


class PeopleForm(forms.Form):
    """Who takes note of an order."""

    people = forms.TypedMultipleChoiceField(
        label=_("who takes note"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SignOrderForm(forms.Form):
    """The director's signature: the mark of what is read goes along."""

    on = DayField(label=_("signed on"), initial=today)
    shown = forms.CharField(widget=forms.HiddenInput)


class PaperNoteForm(forms.Form):
    """Who took note on paper, and when."""

    people = forms.TypedMultipleChoiceField(
        label=_("who signed the paper"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label=_("on"), initial=today)
