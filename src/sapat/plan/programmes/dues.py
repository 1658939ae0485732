"""Programmes that wait to be compared, signed or approved."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.programmes import reads
from sapat.plan.programmes.rules import ProgrammeState, Sheet

DAYS = 30
"""Days in which a new programme, or a new requirement, finds its place in the sheet."""


@due("programmes.sheet")
def sheets(question: Question) -> Iterable[Due]:
    """List the programmes whose sheet is to be completed or signed, and those to be approved."""
    asked = question.once(reads.asked, question.day)
    newest = max((one.since for one in asked), default=question.day)
    begun = question.once(reads.drafted)
    for one in question.once(reads.sheets, question.day):
        if one.state == ProgrammeState.APPROVED and not one.unmarked:
            continue
        sentence, roles = _step(one)
        since = begun[one.pk] if one.state == ProgrammeState.DRAFT else newest
        yield Due(
            key=f"programme:{one.pk}:{one.state}:{one.unmarked}:{one.signed}",
            sentence=sentence % {"title": one.title, "count": one.unmarked},
            by=since + timedelta(days=DAYS),
            page="plan:programme",
            args=(one.pk,),
            roles=roles,
            clause="A4-8",
        )


def _step(one: Sheet) -> tuple[str, frozenset[str]]:
    if one.unmarked:
        words = _("“%(title)s”: compare it with %(count)s more requirements.")
        return words, frozenset({Role.DEP_ACADEMIC.value, Role.MO.value})
    if not one.signed:
        return _("“%(title)s”: sign the sheet of requirements."), frozenset(
            {Role.DEP_ACADEMIC.value}
        )
    return _("“%(title)s”: approve it by an order."), frozenset({Role.DIRECTOR.value})
