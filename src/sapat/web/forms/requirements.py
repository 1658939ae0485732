"""Forms of the register of requirements and of the groups that require."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text
from sapat.plan.requirements.changes import Decision
from sapat.plan.requirements.rules import Origin, Side, Terms
from sapat.plan.stakeholders.changes import Description
from sapat.web.forms.fields import DayField, NameForm, RowField, today


def long_text(**more: Any) -> forms.CharField:
    """Return a field for several sentences."""
    more.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(max_length=4000, **more)


class HeardForm(forms.Form):
    """Who requires it, how the school learned of it, who looks after it."""

    group = forms.ChoiceField(label=_("group"))
    text = long_text(label=_("what is required"))
    origin = forms.ChoiceField(label=_("how the school learned of it"), choices=Origin.choices)
    source = forms.CharField(
        label=_("source"),
        max_length=300,
        required=False,
        help_text=_("The letter, the protocol, the survey or the act with its number and date."),
    )
    document = RowField(label=_("document of the school"), required=False)
    found_on = DayField(label=_("found on"), initial=today)
    owner = RowField(label=_("owner"), required=False)


class SeveralForm(HeardForm):
    """Several requirements of one source at once."""

    text = long_text(
        label=_("requirements, one on each line"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Empty lines are left out. Everything below holds for all of them."),
    )


class AnalysisForm(forms.Form):
    """What the analysis showed."""

    text = long_text(
        label=_("what the analysis showed"),
        help_text=_(
            "How many share it, what it costs, what it changes, whether the law allows it."
        ),
    )
    on = DayField(label=_("day"), initial=today)


class DecisionForm(forms.Form):
    """What was decided, why, and by which paper."""

    accepted = forms.TypedChoiceField(
        label=_("decision"),
        choices=[("yes", _("accept")), ("no", _("decline"))],
        coerce=lambda value: value == "yes",
    )
    content = forms.BooleanField(label=_("in teaching content"), required=False)
    technology = forms.BooleanField(label=_("in teaching technology"), required=False)
    management = forms.BooleanField(label=_("in management"), required=False)
    reason = long_text(label=_("reason"), required=False, help_text=_("Declining needs a reason."))
    paper = forms.CharField(label=_("protocol or order, with its number"), max_length=120)
    on = DayField(label=_("day of the decision"), initial=today)

    @staticmethod
    def decision(given: dict[str, Any]) -> Decision:
        """Return what was written."""
        sides = [side.value for side in Side if given[side.value]]
        return Decision(
            given["accepted"], given["reason"], given["paper"], given["on"], tuple(sides)
        )


class ShownForm(forms.Form):
    """Where a requirement was taken into account and what shows it."""

    side = forms.ChoiceField(label=_("side of the work"), choices=Side.choices)
    place = forms.ChoiceField(label=_("record"))
    words = forms.CharField(
        label=_("what was done"),
        max_length=300,
        help_text=_("For example: 12 hours of financial literacy in the programme of grade 9."),
    )
    proof = forms.CharField(
        label=_("what shows it"),
        max_length=300,
        help_text=_("The page, the annex, the order or the protocol with its number."),
    )
    on = DayField(label=_("day"), initial=today)


class AnswerForm(forms.Form):
    """What the group says of what was done."""

    satisfied = forms.TypedChoiceField(
        label=_("the group is"),
        choices=[("yes", _("satisfied")), ("no", _("not satisfied"))],
        coerce=lambda value: value == "yes",
    )
    answer = long_text(label=_("how it was asked again and what it said"))
    on = DayField(label=_("day"), initial=today)


class OwnerForm(forms.Form):
    """Who looks after a requirement."""

    owner = RowField(label=_("owner"))


class TermsForm(forms.Form):
    """How many days a requirement may wait for each step."""

    analyse = forms.IntegerField(label=_("days until it is analysed"), max_value=1000)
    decide = forms.IntegerField(label=_("days until it is decided"), max_value=1000)
    account = forms.IntegerField(label=_("days until it is taken into account"), max_value=1000)
    ask = forms.IntegerField(label=_("days until the group is asked again"), max_value=1000)

    @staticmethod
    def terms(given: dict[str, Any]) -> Terms:
        """Return what was written."""
        return Terms(**given)


class GroupForm(NameForm):
    """What the school knows of a group."""

    heard = forms.CharField(
        label=_("where the school hears it"),
        max_length=300,
        required=False,
        help_text=_("A meeting, a survey, a box for letters: how their voice comes to the school."),
    )
    contact = forms.CharField(
        label=_("contact"),
        max_length=200,
        required=False,
        help_text=_("Whom to talk to: a person, a telephone, an address."),
    )

    @staticmethod
    def description(given: dict[str, Any]) -> Description:
        """Return what was written."""
        name = Text(ky=given["name_ky"], ru=given["name_ru"], en=given["name_en"])
        return Description(name, given["contact"], given["heard"])


class NewGroupForm(GroupForm):
    """A group of the school's own."""

    group = forms.SlugField(
        label=_("code"), max_length=20, help_text=_("Small Latin letters, digits and dashes.")
    )


class OffForm(forms.Form):
    """Why the school does not work with a group."""

    reason = forms.CharField(label=_("reason"), max_length=300)
    since = DayField(label=_("from"), initial=today)


class SureForm(forms.Form):
    """Nothing to fill in: the button says it all."""
