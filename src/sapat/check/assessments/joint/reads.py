"""Questions about discussions with other institutions."""

from datetime import date

from sapat.check.assessments.joint.models import JointDiscussion


def discussions() -> list[JointDiscussion]:
    """Return every discussion, the newest first, with its partners (two queries)."""
    rows = JointDiscussion.objects.order_by("-held_on", "-pk")
    return list(rows.prefetch_related("partners"))


def held() -> list[tuple[date, bool]]:
    """Return the day of every discussion, and whether its conclusions are written down."""
    rows = JointDiscussion.objects.order_by("held_on", "pk")
    return [(on, bool(words.strip())) for on, words in rows.values_list("held_on", "conclusions")]


def without_conclusions(day: date) -> list[JointDiscussion]:
    """Return the discussions that are over and say nothing yet."""
    rows = JointDiscussion.objects.filter(held_on__lte=day, conclusions="")
    return list(rows.order_by("held_on", "pk"))
