"""Questions about management reviews, in the active school."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sapat.act.decisions.models import Decision, Ground
from sapat.act.decisions.reads import decisions
from sapat.act.decisions.rules import DecisionState, GroundKind
from sapat.act.reviews.gathering import mark_of
from sapat.act.reviews.models import (
    Review,
    ReviewEdition,
    ReviewInput,
    ReviewResource,
    ReviewRhythm,
)
from sapat.act.reviews.rules import USUAL_TIMES, Held, Ready, ReviewState, Rhythm
from sapat.plan.regulations import reads as regulations

WAS_HELD = frozenset({ReviewState.HELD, ReviewState.APPROVED})


def reviews() -> QuerySet[Review]:
    """Return every review, the newest first."""
    rows: QuerySet[Review] = Review.objects.select_related("keeper", "meeting__body")
    return rows.order_by("-day", "-pk")


def open_reviews() -> QuerySet[Review]:
    """Return the reviews that are planned or held and not approved yet, by day."""
    return reviews().filter(state__in=[ReviewState.PLANNED, ReviewState.HELD]).order_by("day", "pk")


def kept_by(person_id: int) -> QuerySet[Review]:
    """Return the open reviews somebody prepares."""
    return open_reviews().filter(keeper=person_id)


def rhythm(day: date, *, soon: int = 30) -> Rhythm:
    """Return how often the school reviews its system, counted from its first regulation."""
    row = ReviewRhythm.objects.first()
    began = regulations.began() or day
    return (
        Rhythm(row.times, max(began, row.since), soon) if row else Rhythm(USUAL_TIMES, began, soon)
    )


def last_day() -> date | None:
    """Return the day of the last review that was held, or None."""
    rows = reviews().filter(state__in=WAS_HELD)
    found: date | None = rows.values_list("day", flat=True).first()
    return found


def last_number(year: int) -> int:
    """Return the highest number given in a school year, 0 if none."""
    rows = Review.objects.filter(year=year).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def held() -> list[Held]:
    """Return the reviews that were held, as the proofs look at them (two queries)."""
    rows = reviews().filter(state__in=WAS_HELD)
    newest = ReviewEdition.objects.order_by("-number").prefetch_related("inputs")
    found = []
    for row in rows.prefetch_related(Prefetch("editions", queryset=newest)):
        editions = list(row.editions.all())
        inputs = editions[0].inputs.all() if editions else ()
        there = frozenset(one.code for one in inputs if not one.is_lacking)
        found.append(Held(row.day, row.state == ReviewState.APPROVED, there))
    return found


def held_rows() -> list[Review]:
    """Return the reviews that were held, the newest first."""
    return list(reviews().filter(state__in=WAS_HELD))


def editions(review: Review) -> list[ReviewEdition]:
    """Return the editions of a review, the newest first."""
    return list(review.editions.select_related("person").order_by("-number"))


def edition_of(review: Review) -> ReviewEdition | None:
    """Return the newest edition of a review, None before its inputs were frozen."""
    found: ReviewEdition | None = (
        review.editions.select_related("person").order_by("-number").first()
    )
    return found


def inputs_of(edition: ReviewEdition) -> list[ReviewInput]:
    """Return the inputs of an edition in their order."""
    return list(edition.inputs.select_related("judged_by").order_by("place", "code"))


def outputs(review: Review) -> QuerySet[Decision]:
    """Return what a review decided: grounded on it, or taken at its meeting."""
    own = Q(grounds__kind=GroundKind.REVIEW, grounds__reference=str(review.pk))
    if review.meeting_id:
        own |= Q(item__meeting=review.meeting_id)
    rows = decisions().exclude(state=DecisionState.REJECTED)
    return rows.filter(own).distinct().order_by("taken_on", "number", "pk")


def resources(review: Review) -> list[ReviewResource]:
    """Return the requests for resources that a review made."""
    rows = review.resources.select_related("request__asked_by")
    return list(rows.order_by("pk"))


def earlier(review: Review) -> Review | None:
    """Return the approved review before this one, or None."""
    rows = reviews().filter(state=ReviewState.APPROVED, day__lt=review.day)
    return rows.first()


def last_approved(day: date) -> Review | None:
    """Return the last review approved before a day, or None."""
    return reviews().filter(state=ReviewState.APPROVED, day__lt=day).first()


def ready(review: Review) -> Ready:
    """Return a review as its approval looks at it."""
    edition = edition_of(review)
    inputs = inputs_of(edition) if edition else []
    return Ready(
        [one.name for one in inputs if not one.judgement],
        outputs(review).count(),
        len(resources(review)),
        review.no_resources,
        review.suits,
        review.works,
        review.conclusion,
    )


def digest(review: Review) -> str:
    """Return the mark of all that is approved: inputs, judgements, conclusion, outputs."""
    edition = edition_of(review)
    inputs = inputs_of(edition) if edition else []
    return mark_of(
        {
            "review": [review.name, f"{review.day}", f"{review.since}"],
            "edition": edition.digest if edition else "",
            "judged": [[one.code, one.digest, one.judgement, one.words] for one in inputs],
            "conclusion": [review.suits, review.works, review.conclusion, review.no_resources],
            "decisions": [[one.pk, one.text] for one in outputs(review)],
            "resources": [[one.request_id, one.request.title] for one in resources(review)],
        }
    )


def counted(reviews_: Iterable[Review]) -> dict[int, int]:
    """Return review -> how many decisions stand on it (one query)."""
    ids = {str(row.pk): row.pk for row in reviews_}
    found: dict[int, int] = {}
    rows = Ground.objects.filter(kind=GroundKind.REVIEW, reference__in=list(ids))
    rows = rows.exclude(decision__state=DecisionState.REJECTED).order_by("pk")
    for reference in rows.values_list("reference", flat=True):
        found[ids[reference]] = found.get(ids[reference], 0) + 1
    return found
