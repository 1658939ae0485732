"""When a draft may be commented on, and how a comment is answered."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.plan.documents.rules import EditionState


class Verdict(TextChoices):
    """What becomes of a comment."""

    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class NotSo(TextChoices):
    """Why a comment cannot be made or answered like that."""

    NO_WORDS = "no_words", _("Write the comment.")
    NO_ROUND = "no_round", _("Comments on this edition are not being taken.")
    OVER = "over", _("Comments were taken until %(day)s.")
    NO_REASON = "no_reason", _("Say why the comment is declined.")
    ANSWERED = "answered", _("This comment has its answer.")


def why_not_comment(text: str, state: str, until: date | None, today: date) -> NotSo | None:
    """Return why a comment cannot be made, or None; the last day still counts."""
    if state != EditionState.DISCUSSION or until is None:
        return NotSo.NO_ROUND
    if today > until:
        return NotSo.OVER
    return None if text.strip() else NotSo.NO_WORDS


def why_not_answer(verdict: str, answer: str, *, answered: bool) -> NotSo | None:
    """Return why a comment cannot be answered so, or None."""
    if answered:
        return NotSo.ANSWERED
    if verdict == Verdict.DECLINED and not answer.strip():
        return NotSo.NO_REASON
    return None
