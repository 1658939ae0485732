"""How a request for information is met, and what the study of needs proves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after


class Rhythm(TextChoices):
    """How often somebody needs the information."""

    ONCE = "once", _("once")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    TERM = "term", _("every term")
    YEAR = "year", _("every year")


class Form(TextChoices):
    """In what form the information is needed."""

    PAPER = "paper", _("on paper")
    TABLE = "table", _("as a table")
    PAGE = "page", _("on a page")
    MESSAGE = "message", _("as a message")
    TALK = "talk", _("in a talk or at a meeting")


class InquiryState(TextChoices):
    """Where a request for information stands."""

    NEW = "new", _("new")
    MATCHED = "matched", _("a report exists")
    TO_MAKE = "to_make", _("to be made")
    SATISFIED = "satisfied", _("satisfied")
    UNSATISFIED = "unsatisfied", _("not satisfied")


class NotSo(TextChoices):
    """Why a request or a study cannot change like that."""

    NO_TEXT = "no_text", _("Write what information is needed.")
    NO_GROUP = "no_group", _("There is no group %(group)s.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    NO_REPORT = "no_report", _("Name the report, or say that it is to be made and by when.")
    NOT_MATCHED = "not_matched", _("First say which report answers this request.")
    BEFORE = "before", _("The request was made only on %(day)s.")
    NO_METHOD = "no_method", _("Write how the needs were studied and what was found.")
    NO_PROTOCOL = "no_protocol", _("Write the number of the protocol.")


class Reason(TextChoices):
    """What requests and studies show, in one sentence."""

    NEVER = "never", _("The needs for information were never studied.")
    OLD = "old", _("The needs for information were last studied on %(day)s.")
    NO_COUNCIL = "no_council", _("The pedagogical council has not heard the list of requests.")
    UNMATCHED = "unmatched", _("%(count)s requests are not matched to any report.")
    NEAR = "near", _("The needs for information are to be studied again by %(day)s.")
    STUDIED = "studied", _("The needs were studied on %(day)s; every request has its answer.")


ANSWERED = frozenset({InquiryState.SATISFIED, InquiryState.UNSATISFIED})

MATCH_DAYS = 14
"""Days in which a request is to be matched to a report."""


@dataclass(frozen=True)
class Study:
    """A study of needs as the rules see it."""

    on: date
    heard: bool


@dataclass(frozen=True)
class Wanted:
    """A request as the rules see it."""

    pk: int
    state: str
    asked_on: date
    text: str


def judged(
    studies: Sequence[Study], wanted: Sequence[Wanted], day: date, months: int, council: bool
) -> tuple[Reason, date | int | None]:
    """Return what studies and requests show, with the day or the number its sentence names."""
    past = [one for one in studies if one.on <= day]
    if not past:
        return Reason.NEVER, None
    last = max(past, key=lambda one: one.on)
    again = months_after(last.on, months)
    if again <= day:
        return Reason.OLD, last.on
    if council and not any(one.heard for one in past if months_after(one.on, months) > day):
        return Reason.NO_COUNCIL, None
    late = [
        one
        for one in wanted
        if one.state == InquiryState.NEW and (day - one.asked_on).days > MATCH_DAYS
    ]
    if late:
        return Reason.UNMATCHED, len(late)
    return (Reason.NEAR, again) if (again - day).days <= 30 else (Reason.STUDIED, last.on)
