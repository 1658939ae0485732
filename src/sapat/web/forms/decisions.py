"""Forms of decisions: their wording, the vote, reports, terms, the check of the effect."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import Effect, GroundKind
from sapat.act.decisions.wording import Aim, Reason, Resolution, Vote
from sapat.act.meetings.rules import Votes
from sapat.school.people.models import Person
from sapat.web.forms.fields import DayField, RowField, today

LONG = {"rows": 3}


class ResolutionForm(forms.Form):
    """What is decided, who carries it out by when, on what ground, to what effect."""

    text = forms.CharField(label=_("decided"), widget=forms.Textarea(attrs=LONG))
    owner = RowField(label=_("who carries it out"))
    controller = RowField(label=_("who controls it"))
    term = DayField(label=_("deadline"))
    record = forms.ChoiceField(
        label=_("ground: what Sapat holds"),
        required=False,
        help_text=_("A finding, a signal, a proposal, a requirement: it is linked both ways."),
    )
    kind = forms.ChoiceField(
        label=_("or another: kind of analysis"), choices=[("", "—"), *GroundKind.choices],
        required=False,
    )  # fmt: skip
    words = forms.CharField(
        label=_("ground: which analysis and what it showed"), max_length=300, required=False
    )
    reference = forms.CharField(
        label=_("ground: code or number"),
        max_length=60,
        required=False,
        help_text=_("Such as R-01 for an indicator, or the number of a report."),
    )
    no_ground = forms.CharField(
        label=_("or why it needs no analysis"),
        max_length=300,
        required=False,
        help_text=_("A matter of procedure; such decisions are counted apart."),
    )
    indicator = forms.ChoiceField(label=_("effect: seen on the indicator"), required=False)
    expected = forms.CharField(label=_("effect: what is expected"), max_length=300, required=False)
    effect_by = DayField(label=_("effect: checked by"), required=False)
    for_consumers = forms.BooleanField(
        label=_("concerns pupils and parents: their bodies are heard before"), required=False
    )

    def _reasons(self, given: dict[str, Any]) -> list[Reason]:
        """Return the analyses that were named: a record of Sapat, another one, or both."""
        found, words = [], given["words"].strip()
        kind, _colon, reference = given["record"].partition(":")
        if kind:
            found.append(Reason(kind, self._label(given["record"]), reference))
        if given["kind"] and words:
            found.append(Reason(given["kind"], words, given["reference"].strip()))
        return found

    def _label(self, value: str) -> str:
        groups = self.fields["record"].choices  # type: ignore[attr-defined]
        lines = {one: str(label) for _kind, rows in groups if not isinstance(rows, str)
                 for one, label in rows}  # fmt: skip
        return lines[value][:300]

    def resolution(self, given: dict[str, Any], people: Mapping[int, Person]) -> Resolution:
        """Return the decision as it was worded."""
        return Resolution(
            text=given["text"],
            owner=people.get(given["owner"]),
            controller=people.get(given["controller"]),
            term=given["term"],
            reasons=self._reasons(given),
            no_ground=given["no_ground"],
            aim=Aim(given["indicator"], given["expected"].strip(), given["effect_by"]),
            for_consumers=given["for_consumers"],
        )


class DecideForm(ResolutionForm):
    """A decision with the vote."""

    in_favour = forms.IntegerField(label=_("votes for"), min_value=0, initial=0)
    against = forms.IntegerField(label=_("votes against"), min_value=0, initial=0)
    abstained = forms.IntegerField(label=_("abstained"), min_value=0, initial=0)
    chair_in_favour = forms.BooleanField(
        label=_("the chair voted for it (decides a tie)"), required=False, initial=True
    )
    interest = forms.TypedMultipleChoiceField(
        label=_("did not vote: has an interest of their own"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dissent = forms.TypedMultipleChoiceField(
        label=_("holds a dissenting opinion"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dissent_words = forms.CharField(
        label=_("the dissenting opinion"), widget=forms.Textarea(attrs=LONG), required=False
    )

    @staticmethod
    def vote(given: dict[str, Any]) -> Vote:
        """Return how the members voted."""
        votes = Votes(
            given["in_favour"], given["against"], given["abstained"], given["chair_in_favour"]
        )
        return Vote(
            votes,
            dissent=dict.fromkeys(given["dissent"], given["dissent_words"].strip()),
            interest=dict.fromkeys(given["interest"], ""),
        )


class AloneForm(ResolutionForm):
    """A decision of the head without a meeting."""

    on = DayField(label=_("decided on"), initial=today)
    field_order = ("on",)


def worded(row: Decision, known: Collection[str]) -> dict[str, Any]:
    """Return what stands in a decision, for its form; `known`: the records it offers."""
    grounds = list(row.grounds.all())
    records = [one for one in grounds if one.reference and f"{one.kind}:{one.reference}" in known]
    ground = next((one for one in grounds if one not in records), None)
    dissents = list(row.dissents.all())
    return {
        "text": row.text,
        "owner": row.owner_id,
        "controller": row.controller_id,
        "term": row.term,
        "record": f"{records[0].kind}:{records[0].reference}" if records else "",
        "kind": ground.kind if ground else "",
        "words": ground.words if ground else "",
        "reference": ground.reference if ground else "",
        "no_ground": row.no_ground,
        "indicator": row.effect_indicator,
        "expected": row.effect_expected,
        "effect_by": row.effect_by,
        "for_consumers": row.for_consumers,
        "in_favour": row.in_favour,
        "against": row.against,
        "abstained": row.abstained,
        "chair_in_favour": row.chair_in_favour,
        "interest": [one.person_id for one in dissents if one.has_interest],
        "dissent": [one.person_id for one in dissents if not one.has_interest],
        "dissent_words": next((one.words for one in dissents if not one.has_interest), ""),
    }


class WordsForm(forms.Form):
    """A few sentences."""

    words = forms.CharField(
        label=_("in words"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class TermForm(WordsForm):
    """A new term and the reason for it."""

    term = DayField(label=_("new term"))
    field_order = ("term",)


class OwnerForm(WordsForm):
    """Another owner."""

    owner = RowField(label=_("who carries it out"))
    field_order = ("owner",)


class EffectForm(WordsForm):
    """What the check of the effect found."""

    effect = forms.ChoiceField(label=_("what was found"), choices=Effect.choices)
    again = DayField(label=_("too early: check again on"), required=False)
    field_order = ("effect", "words", "again")
