"""Decisions to carry out, to confirm, and whose effect is to be checked."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.act.decisions import reads
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import DecisionState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question

CONFIRM_DAYS = 7


@due("decisions.open")
def open_ones(question: Question) -> Iterable[Due]:
    """List what owners carry out and what controllers confirm."""
    for row in question.once(reads.open_decisions, question.school, question.day):
        if row.state == DecisionState.OPEN:
            yield _due(row, "do", _("Carry out the decision: %(text)s"), row.term, row.owner_id)
        elif row.reported_on:
            by = row.reported_on + timedelta(days=CONFIRM_DAYS)
            words = _("Confirm that the decision is carried out: %(text)s")
            yield _due(row, "confirm", words, by, row.controller_id)


@due("decisions.effects")
def effects(question: Question) -> Iterable[Due]:
    """List the effects that controllers check."""
    for row in question.once(reads.effects_waiting):
        if row.effect_by:
            words = _("Check whether the decision worked: %(text)s")
            yield _due(row, "effect", words, row.effect_by, row.controller_id)


def _due(row: Decision, step: str, words: str, by: date, person: int | None) -> Due:
    return Due(
        key=f"decision:{row.pk}:{step}:{by:%Y%m%d}",
        sentence=words % {"text": row.text[:120]},
        by=by,
        page="act:decision",
        args=(row.pk,),
        persons=frozenset({person} if person else ()),
        phase="act",
        clause="B3.4-7",
    )
