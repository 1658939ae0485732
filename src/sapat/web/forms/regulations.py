"""Forms about regulations: narrowing the map, the school's own words, the sign-off."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Parameter, ProofRule
from sapat.plan.regulations.glossary import STRUCTURE
from sapat.plan.regulations.parameters import MOST, NotSo, sentence_of
from sapat.plan.regulations.standing import SHOWN, Standing
from sapat.plan.regulations.states import SignOff
from sapat.plan.regulations.wording import Restated, SchoolClause
from sapat.plan.regulations.words import (
    ROLES,
    Learners,
    Phase,
    Priority,
    Rhythm,
    Standard,
    role_name,
)
from sapat.school.classes.rules import Level
from sapat.school.classes.shipped import structures, usual_structure
from sapat.web.forms.fields import DayField, RowField, today
from sapat.web.shell import CLAUSE_STATES

SETTING = "set_"
"""The beginning of a field that holds a setting of the rule."""
TICKED = 40
"""Up to so many values are ticked off a list; more are written, with commas between them."""


class MapFilter(forms.Form):
    """By which the clause map is narrowed; what is not known is passed over."""

    regulation = forms.ChoiceField(label=_("regulation"), required=False)
    chapter = forms.ChoiceField(label=_("chapter"), required=False)
    role = forms.ChoiceField(label=_("who answers"), required=False)
    state = forms.ChoiceField(label=_("state"), required=False)
    priority = forms.ChoiceField(label=_("weight"), required=False)

    def __init__(self, data: Any, found: Sequence[Standing]) -> None:
        super().__init__(data, auto_id="filter_%s")
        clauses = [line.clause for each in found for line in each.lines]
        read = [each.reading.regulation for each in found]
        self._offer("regulation", [(one.code, str(one.name)) for one in read])
        chapters = [chapter for one in read for chapter in one.chapters]
        self._offer("chapter", [(one.code, f"{one.code} · {one.heading}") for one in chapters])
        roles = dict.fromkeys(clause.role for clause in clauses)
        self._offer("role", sorted(((one, role_name(one)) for one in roles), key=_by_words))
        states = [(str(one), CLAUSE_STATES[f"clause_{one}"][1]) for one in SHOWN]
        self._offer("state", states)
        self._offer("priority", Priority.choices)
        if len(read) < 2:
            del self.fields["regulation"]

    def wanted(self) -> dict[str, str]:
        """Return what the map is narrowed to."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]


def _by_words(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


class SettingsForm(forms.Form):
    """What an edition sets as a whole."""

    learners = forms.ChoiceField(
        label=_("those who learn are called"), choices=Learners.choices, initial=Learners.PUPIL
    )
    parent = forms.CharField(
        label=_("institution the school is part of"),
        max_length=200,
        required=False,
        help_text=_("In the nominative. Leave it empty if there is none."),
    )
    standard = forms.ChoiceField(
        label=_("standard the quality system rests on"),
        choices=Standard.choices,
        initial=Standard.ISO_2008,
    )
    structure = forms.ChoiceField(label=_("division into levels"))
    primary = forms.CharField(label=_("code of primary education"), max_length=12, initial="БЖББ")
    basic = forms.CharField(label=_("code of basic education"), max_length=12, initial="НЖББ")
    secondary = forms.CharField(
        label=_("code of secondary education"), max_length=12, initial="ОЖББ"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(one.code, str(one.name)) for one in structures().values()]
        self.fields[STRUCTURE].choices = offered  # type: ignore[attr-defined]
        self.initial.setdefault(STRUCTURE, usual_structure().code)

    @staticmethod
    def levels(given: Mapping[str, Any]) -> dict[str, str]:
        """Return level -> the code the school uses for it, and the division into grades."""
        return {name: given[name] for name in (*Level.values, STRUCTURE)}


class SureForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class SignOffForm(forms.Form):
    """The protocol, the order, and the day from which the edition holds."""

    body = RowField(label=_("adopted by"))
    protocol_number = forms.CharField(label=_("protocol number"), max_length=40)
    adopted_on = DayField(label=_("day of the protocol"), initial=today)
    order_number = forms.CharField(label=_("order number"), max_length=40)
    approved_on = DayField(label=_("day of the order"), initial=today)
    effective_from = DayField(label=_("in force from"), initial=today)

    @staticmethod
    def sign_off(given: Mapping[str, Any]) -> SignOff:
        """Return what was written."""
        return SignOff(**{name: value for name, value in given.items() if name != "body"})


class ClauseForm(forms.Form):
    """A clause in the school's words, with the settings of its rule."""

    heading = forms.CharField(label=_("heading"), max_length=200)
    meaning = forms.CharField(label=_("meaning"), widget=forms.Textarea(attrs={"rows": 5}))
    role = forms.ChoiceField(label=_("who answers"), choices=tuple(ROLES.items()))
    holder = RowField(
        label=_("named person"),
        required=False,
        help_text=_("Leave it empty and whoever holds the post answers."),
    )
    rhythm = forms.ChoiceField(label=_("how often"), choices=Rhythm.choices)

    def __init__(self, data: Any, rule: ProofRule | None, **more: Any) -> None:
        super().__init__(data, **more)
        self.rule = rule
        set_to: Mapping[str, Any] = self.initial.get("parameters", {})
        for each in rule.parameters if rule else ():
            value = set_to.get(each.name, each.default)
            name = f"{SETTING}{each.name}"
            self.fields[name] = _field(each)
            written = _is_list(value) and not isinstance(
                self.fields[name], forms.MultipleChoiceField
            )
            self.initial[name] = ", ".join(map(str, value)) if written else value

    def settings(self) -> dict[str, Any]:
        """Return the settings of the rule as they were written."""
        found = {}
        for each in self.rule.parameters if self.rule else ():
            value = self.cleaned_data[f"{SETTING}{each.name}"]
            found[each.name] = _several(value) if _is_list(each.default) else value
        return found


class RestateForm(ClauseForm):
    """A clause of the regulation, which may not apply at this school."""

    not_here = forms.BooleanField(label=_("does not apply at our school"), required=False)
    why_not = forms.CharField(
        label=_("why it does not apply"),
        max_length=300,
        required=False,
        help_text=_("Asked for when the clause does not apply; it is printed with the clause."),
    )

    field_order = ("heading", "meaning", "role", "holder", "rhythm", "not_here", "why_not")

    def said(self, clause: SchoolClause, plain: SchoolClause | None, renewal: str = "") -> Restated:
        """Return only what differs from the plain clause; all of it where there is none."""
        given = self.cleaned_data
        settings = self.settings()
        words = {
            name: str(given[name]).strip() for name in ("heading", "meaning", "role", "rhythm")
        }
        if plain:
            words = {
                name: "" if value == str(getattr(plain, name)) else value
                for name, value in words.items()
            }
            usual = {each.name: each.default for each in self.rule.parameters} if self.rule else {}
            usual |= plain.parameters
            settings = {name: one for name, one in settings.items() if one != usual.get(name)}
        return Restated(
            code=clause.code,
            **words,
            holder=given["holder"],
            parameters=settings,
            applies=not given["not_here"],
            why_not=given["why_not"].strip() if given["not_here"] else "",
            own=clause.own,
            chapter=clause.chapter if clause.own else "",
            priority=clause.priority,
            phase=clause.phase,
            rule=clause.rule if clause.own else "",
            renewal=renewal,
        )


class OwnClauseForm(ClauseForm):
    """A clause of the school's own, proved by a rule of the library."""

    chapter = forms.ChoiceField(label=_("chapter"))
    priority = forms.ChoiceField(label=_("weight"), choices=Priority.choices)
    phase = forms.ChoiceField(label=_("quarter of the wheel"), choices=Phase.choices)

    field_order = ("chapter", "heading", "meaning", "role", "holder", "rhythm", "priority", "phase")

    def said(self) -> Restated:
        """Return the clause as it was written; its code is given when it is kept."""
        given = self.cleaned_data
        names = ("heading", "meaning", "role", "holder", "rhythm", "chapter", "priority", "phase")
        return Restated(
            code="",
            **{name: given[name] for name in names},
            parameters=self.settings(),
            own=True,
            rule=self.rule.name if self.rule else "",
        )


def _field(each: Parameter) -> forms.Field:
    """Return the field for a setting; its usual value says what kind it is."""
    label, usual = str(each.label), each.default
    if each.choices and not _is_list(usual):
        return forms.ChoiceField(label=label, choices=tuple(each.choices))
    if each.choices and len(each.choices) <= TICKED:
        choices = [(code, str(words)) for code, words in each.choices]
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    if isinstance(usual, bool):
        return forms.BooleanField(label=label, required=False)
    if isinstance(usual, int | float):
        whole = isinstance(usual, int)
        kind = forms.IntegerField if whole else forms.FloatField
        wrong = sentence_of(NotSo.NO_NUMBER if whole else NotSo.NO_FRACTION)
        return kind(
            label=label,
            min_value=0,
            max_value=MOST,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )
    return forms.CharField(label=label, max_length=300, required=bool(usual))


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _several(words: str | list[str]) -> list[str]:
    """Return the codes that were ticked, or written with commas between them."""
    if isinstance(words, list):
        return words
    return [word.strip() for word in words.split(",") if word.strip()]
