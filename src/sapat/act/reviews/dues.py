"""What waits in the room of reviews."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.act.reviews import reads
from sapat.act.reviews.models import Review
from sapat.act.reviews.rules import APPROVE_DAYS, ReviewState, next_due
from sapat.core.days import in_words
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

AHEAD = timedelta(days=45)
"""How long before its day a review is to be planned."""
CLAUSE = "A2-11"


@due("reviews.open")
def open_reviews(question: Question) -> Iterator[Due]:
    """List the review to plan, those to hold and those to approve."""
    rows = question.once(_open)
    if not rows:
        yield from _to_plan(question)
    for row in rows:
        planned = row.state == ReviewState.PLANNED
        said = (
            _("Hold the management review of %(day)s: freeze its inputs")
            if planned
            else _("Judge the inputs of the management review of %(day)s, decide and approve")
        )
        keeper = row.keeper_id if planned else None
        yield Due(
            f"review.{'hold' if planned else 'approve'}:{row.pk}:{row.day}",
            said % {"day": in_words(row.day)},
            row.day if planned else row.day + timedelta(days=APPROVE_DAYS),
            "act:review",
            (row.pk,),
            persons=frozenset({keeper}) if keeper else frozenset(),
            roles=frozenset({(Role.DEP_ACADEMIC if planned else Role.DIRECTOR).value}),
            phase="check" if planned else "act",
            clause=CLAUSE,
        )


def _to_plan(question: Question) -> Iterator[Due]:
    rhythm = question.once(reads.rhythm, question.day)
    by = next_due(question.once(reads.last_day), rhythm.times, rhythm.began)
    if by <= question.day + AHEAD:
        yield Due(
            f"review.plan:{by}",
            _("Plan the next management review"),
            by,
            "act:reviews",
            roles=frozenset({Role.DEP_ACADEMIC.value}),
            phase="check",
            clause=CLAUSE,
        )


def _open() -> list[Review]:
    return list(reads.open_reviews())
