"""What waits in the room of expert reviews."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.check.expertises import reads
from sapat.check.expertises.judging import HEARD_WITHIN
from sapat.check.expertises.models import Expertise, ExpertiseAdvice, ExpertiseMember
from sapat.check.expertises.rules import ExpertiseState, Seat
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

SIGN_WITHIN = timedelta(days=5)
ANSWER_WITHIN = timedelta(days=10)
LOOKED_BACK = timedelta(days=366)


@due("expertises.open")
def open_reviews(question: Question) -> Iterator[Due]:
    """List the reviews that have a term, and the conclusions that wait for a signature."""
    rows = question.once(_open)
    named = reads.members_of(row.pk for row in rows)
    for row in rows:
        members = named.get(row.pk, [])
        if row.state != ExpertiseState.CONCLUDED:
            yield _do(row, members)
            continue
        unsigned = [one for one in members if one.seat != Seat.AUTHOR and not one.signed_on]
        yield Due(
            f"expertise.sign:{row.pk}",
            _("Sign the conclusion: %(title)s") % {"title": row.title},
            (row.concluded_on or row.due_on) + SIGN_WITHIN,
            "check:expertise",
            (row.pk,),
            persons=frozenset(one.person_id for one in unsigned if one.person_id),
            phase="check",
            clause="B1-7",
        )


def _do(row: Expertise, members: list[ExpertiseMember]) -> Due:
    leads = frozenset(one.person_id for one in members if one.seat == Seat.LEAD and one.person_id)
    return Due(
        f"expertise.do:{row.pk}:{row.due_on}",
        _("Bring the expert review to its end: %(title)s") % {"title": row.title},
        row.due_on,
        "check:expertise",
        (row.pk,),
        persons=leads,
        roles=frozenset() if leads else frozenset({Role.DEP_ACADEMIC.value}),
        phase="check",
        clause="B3.5-5" if row.kind == "attestation" else "B1-7",
    )


@due("expertises.advice")
def advice(question: Question) -> Iterator[Due]:
    """List recommendations that nobody has answered, and reviews that wait for the council."""
    signed = [one for one in question.once(reads.made) if one.signed_on]
    if not signed:
        return
    for row in question.once(_unanswered, question.day - LOOKED_BACK):
        yield Due(
            f"expertise.answer:{row.pk}",
            _("Answer the recommendation: %(text)s") % {"text": row.text},
            (row.expertise.signed_on or question.day) + ANSWER_WITHIN,
            "check:expertise",
            (row.expertise_id,),
            roles=frozenset({Role.DEP_ACADEMIC.value}),
            phase="act",
            clause="B3.5-5",
        )
    for one in signed:
        if one.signed_on and not one.heard_on and one.signed_on > question.day - LOOKED_BACK:
            yield Due(
                f"expertise.hear:{one.pk}",
                _("Put the expert review before the council: %(title)s") % {"title": one.title},
                one.signed_on + HEARD_WITHIN,
                "check:expertise",
                (one.pk,),
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="check",
                clause="B3.6-4",
            )


def _open() -> list[Expertise]:
    return list(reads.open_expertises())


def _unanswered(since: date) -> list[ExpertiseAdvice]:
    return reads.unanswered(since)
