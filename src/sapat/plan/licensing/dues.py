"""Sets that run out, and items whose check is near or late."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.licensing import reads
from sapat.plan.licensing.rules import is_valid, reminder

AHEAD = 14
"""Days before its term at which a check is shown as waiting."""


@due("requirements.expiry")
def running_out(question: Question) -> Iterable[Due]:
    """List the sets that run out, told anew 12, 6 and 3 months before; and those that have."""
    for one in question.once(reads.held):
        months = reminder(one.valid_to, question.day)
        if months is None or one.valid_to is None or one.ended_on:
            continue
        row = next(each.row for each in question.once(reads.control) if each.row.pk == one.pk)
        told = {"set": row}
        yield Due(
            key=f"set:{one.pk}:{months}:{one.valid_to:%Y%m%d}",
            sentence=_("%(set)s runs out: prepare the next one.") % told,
            by=one.valid_to,
            page="plan:requirement_set",
            args=(one.pk,),
            roles=frozenset({Role.DIRECTOR.value, Role.DEP_ACADEMIC.value}),
            clause="A4-3",
        )


@due("requirements.control")
def checks(question: Question) -> Iterable[Due]:
    """List the sets whose items are to be checked, with the earliest term."""
    valid = {one.pk for one in question.once(reads.held) if is_valid(one, question.day)}
    for one in question.once(reads.control):
        if one.row.pk not in valid:
            continue
        near = [term for term in one.terms if (term - question.day).days <= AHEAD]
        if not near:
            continue
        words = ngettext(
            "%(set)s: check %(count)s item.", "%(set)s: check %(count)s items.", len(near)
        )
        yield Due(
            key=f"set:{one.row.pk}:control:{min(near):%Y%m%d}",
            sentence=words % {"set": one.row, "count": len(near)},
            by=min(near),
            page="plan:requirement_set",
            args=(one.row.pk,),
            roles=frozenset({Role.ACADEMIC_DEPT.value, Role.DEP_ACADEMIC.value}),
            phase="check",
            clause="A4-4",
        )
