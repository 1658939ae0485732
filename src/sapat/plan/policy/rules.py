"""What a quality policy must have, when it is reviewed, and how it is proved."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class SectionCode(TextChoices):
    """The five inputs of the policy, in the order of the regulation (A5-4)."""

    LONG_TERM = "long_term", _("The long-term goal")
    FUTURE = "future", _("Measures foreseen for the future")
    SATISFACTION = "satisfaction", _("How satisfied consumers and stakeholders are")
    REQUIREMENTS = "requirements", _("Requirements and expectations of stakeholders")
    RESOURCES = "resources", _("Resources needed")


class NotSo(TextChoices):
    """Why the policy cannot change like that."""

    EXISTS = "exists", _("A policy is in work or in force already: review it, then change it.")
    LOCKED = "locked", _("The edition is %(state)s: its text is no longer changed.")
    NO_STRATEGY = "no_strategy", _("Lay down the strategy first: the policy agrees with its goal.")
    EMPTY = "empty", _("These sections are still empty: %(sections)s.")
    NOT_AGREED = (
        "not_agreed",
        _("A policy that does not agree with the main goal is not approved: change one of them."),
    )
    NO_PLAN = "no_plan", _("Attach the plan that carries the policy out.")
    NOT_IN_FORCE = "not_in_force", _("No policy is in force on that day.")
    NO_NOTE = "no_note", _("Say in a sentence what was looked at and why it changes or does not.")
    NO_DEPUTY = (
        "no_deputy",
        _("Nobody holds the post of deputy director for academic work, who updates the policy."),
    )


class Reason(TextChoices):
    """What the rules of this room found."""

    NO_POLICY = "no_policy", _("No quality policy is in force.")
    NOT_STATED = "not_stated", _("Nobody has stated that the policy agrees with the main goal.")
    DISAGREES = "disagrees", _("The policy was found not to agree with the main goal.")
    GOAL_CHANGED = (
        "goal_changed",
        _("The strategy has changed since: state anew that the policy agrees with its goal."),
    )
    AGREES = "agrees", _("On approval it was stated that the policy agrees with the main goal.")
    NO_ORDER = "no_order", _("The policy in force names no order of approval.")
    NO_PLAN = "no_plan", _("No implementation plan is attached to the policy.")
    APPROVED = "approved", _("Approved by order %(order)s, with the plan “%(plan)s”.")
    SECTION_EMPTY = "section_empty", _("The section “%(section)s” is empty.")
    WAITS_SURVEYS = (
        "waits_surveys",
        _("The section says nothing of satisfaction measured: it waits for surveys."),
    )
    NOTHING_TAKEN = (
        "nothing_taken",
        _("The section “%(section)s” rests on no record of the school."),
    )
    TAKEN_LONG_AGO = (
        "taken_long_ago",
        _("The section “%(section)s” rests on records of %(day)s: take them over anew."),
    )
    SECTION_STANDS = (
        "section_stands",
        _("The section “%(section)s” rests on the records of %(day)s."),
    )
    REVIEW_LATE = "review_late", _("The yearly review was due on %(day)s.")
    REVIEW_NEAR = "review_near", _("The yearly review is due on %(day)s.")
    NOT_BY_DIRECTOR = (
        "not_by_director",
        _("The last review, of %(day)s, was not made by the director."),
    )
    REVIEWED = "reviewed", _("Reviewed on %(day)s; the next review is due on %(next)s.")
    YOUNG = "young", _("Approved on %(day)s; the first review is due on %(next)s.")
    NOTHING_ASKED = "nothing_asked", _("No review has asked for a change of this edition.")
    NOT_ASSIGNED = (
        "not_assigned",
        _("A change was asked on %(day)s; nobody is updating the policy."),
    )
    UPDATING = "updating", _("%(name)s is updating the policy; due on %(day)s.")
    UPDATE_LATE = "update_late", _("The update asked on %(asked)s was due on %(day)s.")
    UPDATED = "updated", _("The change asked on %(asked)s is in force since %(day)s.")


Facts = dict[str, object]
Verdict = tuple[State, Reason, Facts]


@dataclass(frozen=True)
class Section:
    """One section as the rules see it."""

    name: str
    text: bool = False
    taken: bool = False
    taken_on: date | None = None


@dataclass(frozen=True)
class Review:
    """One look of the director at the policy."""

    day: date
    to_change: bool
    by_director: bool = True
    of_number: int = 0


@dataclass(frozen=True)
class Now:
    """What the records say of the policy on a day, as plain values."""

    number: int = 0
    since: date | None = None
    approved_on: date | None = None
    order: str = ""
    plan: str = ""
    agrees: bool | None = None
    same_goal: bool = True
    sections: Mapping[str, Section] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    updater: str = ""
    """Who prepares the next edition; empty while there is none."""

    @property
    def last_review(self) -> Review | None:
        """Return the newest review, or None."""
        return max(self.reviews, key=lambda one: one.day, default=None)


def months_later(day: date, months: int) -> date:
    """Return the day so many months later; where that month is shorter, its last day.

    >>> months_later(date(2028, 2, 29), 12)
    datetime.date(2029, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_review(now: Now, months: int) -> date | None:
    """Return by when the policy is to be reviewed; None while none is in force."""
    if now.since is None:
        return None
    seen = [now.approved_on or now.since, *(review.day for review in now.reviews)]
    return months_later(max(seen), months)


def agrees_with_goal(now: Now) -> Verdict:
    """Judge A5-1: on approval somebody stated that the policy agrees with the main goal."""
    if now.since is None:
        return State.MISSING, Reason.NO_POLICY, {}
    if now.agrees is None:
        return State.MISSING, Reason.NOT_STATED, {}
    if not now.agrees:
        return State.MISSING, Reason.DISAGREES, {}
    if not now.same_goal:
        return State.DUE, Reason.GOAL_CHANGED, {}
    return State.PROVED, Reason.AGREES, {}


def approved(now: Now) -> Verdict:
    """Judge A5-3: approved by an order, with the plan that carries it out."""
    if now.since is None:
        return State.MISSING, Reason.NO_POLICY, {}
    if not now.order or now.approved_on is None:
        return State.MISSING, Reason.NO_ORDER, {}
    if not now.plan:
        return State.MISSING, Reason.NO_PLAN, {}
    return State.PROVED, Reason.APPROVED, {"order": now.order, "plan": now.plan}


def section(now: Now, code: str, day: date, months: int) -> Verdict:
    """Judge A5-4: one input of the policy, in words and from records that are not old."""
    if now.since is None:
        return State.MISSING, Reason.NO_POLICY, {}
    name = SectionCode(code).label
    found = now.sections.get(code)
    if found is None or not (found.text or found.taken):
        return State.MISSING, Reason.SECTION_EMPTY, {"section": name}
    if not found.taken or found.taken_on is None:
        waits = code == SectionCode.SATISFACTION
        reason = Reason.WAITS_SURVEYS if waits else Reason.NOTHING_TAKEN
        return State.MISSING, reason, {"section": name}
    facts: Facts = {"section": name, "day": found.taken_on}
    if day > months_later(found.taken_on, months):
        return State.DUE, Reason.TAKEN_LONG_AGO, facts
    return State.PROVED, Reason.SECTION_STANDS, facts


def reviewed(now: Now, day: date, months: int, soon: int) -> Verdict:
    """Judge A5-8: the director looked at the policy in the last year, or approved it then."""
    due_on = next_review(now, months)
    if due_on is None:
        return State.MISSING, Reason.NO_POLICY, {}
    if day > due_on:
        return State.MISSING, Reason.REVIEW_LATE, {"day": due_on}
    last = now.last_review
    if last and not last.by_director:
        return State.MISSING, Reason.NOT_BY_DIRECTOR, {"day": last.day}
    if due_on - day <= timedelta(days=soon):
        return State.DUE, Reason.REVIEW_NEAR, {"day": due_on}
    if last is None:
        return State.PROVED, Reason.YOUNG, {"day": now.approved_on or now.since, "next": due_on}
    return State.PROVED, Reason.REVIEWED, {"day": last.day, "next": due_on}


def updated(now: Now, day: date, days: int) -> Verdict:
    """Judge A5-9: a change that a review asked for is made by the deputy, in time."""
    if now.since is None:
        return State.MISSING, Reason.NO_POLICY, {}
    asked = max(
        (one for one in now.reviews if one.to_change), key=lambda one: one.day, default=None
    )
    if asked is None:
        return State.NOT_APPLICABLE, Reason.NOTHING_ASKED, {}
    if now.number > asked.of_number:
        return State.PROVED, Reason.UPDATED, {"asked": asked.day, "day": now.since}
    if not now.updater:
        return State.MISSING, Reason.NOT_ASSIGNED, {"day": asked.day}
    due_on = asked.day + timedelta(days=days)
    if day > due_on:
        return State.MISSING, Reason.UPDATE_LATE, {"asked": asked.day, "day": due_on}
    return State.DUE, Reason.UPDATING, {"name": now.updater, "day": due_on}
