"""What waits in the room of ratings."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.check.ratings import reads
from sapat.check.ratings.models import Rating, RatingAppeal
from sapat.check.ratings.rules import STANDING, RatingState
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

RATED_WITHIN = timedelta(days=30)
FINAL_WITHIN = timedelta(days=10)
ASKED_FOR = timedelta(days=120)
"""After so many days without a rating of a term nobody is asked for it any more."""
HEADS = frozenset({Role.DEP_ACADEMIC.value})


@due("ratings.term")
def term(question: Question) -> Iterator[Due]:
    """List the last term, if it has weights and no rating yet."""
    found = question.once(reads.last_ended, question.day)
    if found is None or not question.once(reads.has_scheme):
        return
    code, end = found
    there = {one.term for one in question.once(reads.told) if one.state in STANDING}
    if (code.year, code.number) in there or question.day - end > ASKED_FOR:
        return
    yield Due(
        f"rating.rate:{code}",
        _("Work out and publish the rating of %(term)s") % {"term": code.label},
        end + RATED_WITHIN,
        "check:ratings",
        roles=HEADS,
        phase="check",
        clause="A10-5",
    )


@due("ratings.appeals")
def appeals(question: Question) -> Iterator[Due]:
    """List the appeals to answer, and the ratings whose time of appeal is over."""
    if not any(one.state == RatingState.PUBLISHED for one in question.once(reads.told)):
        return
    for one in question.once(_open_appeals):
        yield Due(
            f"rating.answer:{one.pk}",
            _("Answer an appeal against a rating: %(text)s") % {"text": one.text[:80]},
            one.answer_by,
            "check:rating",
            (one.rating_id,),
            roles=HEADS,
            phase="check",
            clause="A10-5",
        )
    for row in question.once(_published):
        if row.appeals_until and row.appeals_until < question.day:
            yield Due(
                f"rating.finish:{row.pk}",
                _("Appeals are over: make the rating “%(name)s” final") % {"name": row.scheme.name},
                row.appeals_until + FINAL_WITHIN,
                "check:rating",
                (row.pk,),
                roles=HEADS,
                phase="check",
                clause="A10-5",
            )


def _open_appeals() -> list[RatingAppeal]:
    return list(reads.open_appeals())


def _published() -> list[Rating]:
    return list(reads.ratings().filter(state=RatingState.PUBLISHED))
