"""Whom a document concerns, by when it is read, and whether a newcomer read in time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.plan.documents.rules import DocumentKind

TERM_DAYS = 14
"""Days in which an edition is read once it is in force, unless the school says otherwise."""
MOST_DAYS = 365
TALK_DAYS = 7
"""Days in which a unit head talks with somebody who declined."""
SHEET_DAYS = 14
"""Days in which a printed sheet comes back."""
MOST_QUESTIONS = 10
MOST_ANSWERS = 6
OFFICE = "office"
"""Key of those who sit in no unit and in no methodical union."""

FOR_EVERYBODY = frozenset({DocumentKind.POLICY, DocumentKind.REGULATION})
ABOUT_EVERYBODY = frozenset({"ethics", "requirements"})


class Whom(TextChoices):
    """Whom a document concerns."""

    EVERYBODY = "everybody", _("all staff")
    POSTS = "posts", _("certain posts")
    UNITS = "units", _("certain units")
    ASSESSORS = "assessors", _("those appointed to assess")
    NOBODY = "nobody", _("nobody is asked")


class Way(TextChoices):
    """What somebody did about an edition."""

    SCREEN = "screen", _("read on screen")
    PAPER = "paper", _("signed on paper")
    DECLINED = "declined", _("declined")


READ = frozenset({Way.SCREEN, Way.PAPER})


class Standing(TextChoices):
    """Where somebody stands with an edition that concerns them."""

    READ = "read", _("read")
    DECLINED = "declined", _("declined")
    WAITING = "waiting", _("not read yet")
    LATE = "late", _("late")


class Arrival(TextChoices):
    """Whether a newcomer read before the first working day."""

    IN_TIME = "in_time", _("read before the first day")
    WAITING = "waiting", _("to be read before the first day")
    LATE = "late", _("read too late")
    UNREAD = "unread", _("works unread")


class NotSo(TextChoices):
    """Why a reading cannot be recorded or laid down like that."""

    NOT_IN_FORCE = "not_in_force", _("This edition is not in force.")
    NOT_ASKED = "not_asked", _("This document does not concern %(name)s.")
    READ_ALREADY = "read_already", _("%(name)s has already read this edition.")
    DECLINED_ALREADY = "declined_already", _("%(name)s has already declined this edition.")
    TEXT_CHANGED = (
        "text_changed",
        _("The text changed while you were reading. Read it as it stands now."),
    )
    NO_REASON = "no_reason", _("Write the reason.")
    FUTURE = "future", _("The day %(day)s has not come yet.")
    BEFORE_FORCE = "before_force", _("The edition came into force only on %(since)s.")
    LEFT_BEFORE = "left_before", _("%(name)s came back only after %(day)s.")
    NOBODY_LEFT = "nobody_left", _("Everybody there has read this edition.")
    NOT_ON_SHEET = "not_on_sheet", _("This name is not on the sheet.")
    NOBODY_TICKED = "nobody_ticked", _("Tick who signed.")
    ONLY_PAPER = "only_paper", _("Only an entry from paper can be withdrawn.")
    WITHDRAWN = "withdrawn", _("This entry was withdrawn already.")
    NOT_DECLINED = "not_declined", _("Nothing was declined here.")
    NO_POSTS = "no_posts", _("Choose the posts.")
    NO_UNITS = "no_units", _("Choose the units.")
    DAYS = "days", _("The term is between 1 and %(most)s days.")
    FEW_ANSWERS = "few_answers", _("Give at least two different answers.")
    NO_RIGHT_ANSWER = "no_right_answer", _("Say which of the answers is right.")
    NO_QUESTION = "no_question", _("Write the question.")
    MANY_QUESTIONS = "many_questions", _("At most %(most)s questions.")
    NEEDED = "needed", _("So many right answers cannot be asked: there are %(count)s questions.")
    NO_NOTE = "no_note", _("There is no such post in the school.")


class Reason(TextChoices):
    """What a proof found."""

    NOT_IN_FORCE = "not_in_force", _("No edition of “%(about)s” is in force.")
    NOBODY_ASKED = "nobody_asked", _("Nobody is asked to read “%(about)s”.")
    REACHED = "reached", _("%(read)s of %(asked)s have read it.")
    UNDER_WAY = "under_way", _("%(read)s of %(asked)s have read it; the term ends on %(by)s.")
    NOT_REACHED = (
        "not_reached",
        _("%(read)s of %(asked)s have read it, and the term ended on %(by)s."),
    )
    NO_NOTES = "no_notes", _("No note says what it means for: %(posts)s.")
    POSTS_WAIT = "posts_wait", _("Not read yet by all in: %(posts)s. The term ends on %(by)s.")
    POSTS_BEHIND = "posts_behind", _("The term ended on %(by)s, not read by all in: %(posts)s.")
    EVERY_POST = "every_post", _("Every post has its note and has read it: %(count)s posts.")
    NO_NEWCOMERS = "no_newcomers", _("Nobody was hired in %(months)s months.")
    IN_TIME = "in_time", _("All newcomers read before their first day: %(count)s.")
    COMING = "coming", _("%(names)s: not read yet, the first day is %(day)s.")
    UNREAD = "unread", _("%(names)s: at work without having read it.")
    CAME_LATE = "came_late", _("%(names)s: read only after the first day.")


@dataclass(frozen=True)
class Audience:
    """Whom a document concerns, in how many days it is read, and what the check asks."""

    whom: str = Whom.NOBODY.value
    posts: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    days: int = TERM_DAYS
    newcomers: bool = False
    """Whether it is read before the first working day."""
    needed: int | None = None
    """Right answers that are enough; None: all of them."""


def usual_audience(kind: str, about: str) -> Audience:
    """Return whom a document concerns while the school has not said otherwise.

    >>> usual_audience("policy", "policy").whom
    'everybody'
    """
    everybody = kind in FOR_EVERYBODY or about in ABOUT_EVERYBODY
    whom = Whom.EVERYBODY if everybody else Whom.NOBODY
    return Audience(whom.value, newcomers=about == "policy")


def concerns(
    audience: Audience, roles: Collection[str], unit: str, *, is_assessor: bool = False
) -> bool:
    """Answer whether a document concerns somebody with these posts in this unit.

    >>> concerns(Audience("posts", frozenset({"nurse"})), ["teacher"], "office")
    False
    """
    match audience.whom:
        case Whom.EVERYBODY:
            return True
        case Whom.POSTS:
            return not audience.posts.isdisjoint(roles)
        case Whom.UNITS:
            return unit in audience.units
        case Whom.ASSESSORS:
            return is_assessor
        case _:
            return False


def awaits_newcomer(
    audience: Audience, roles: Collection[str], unit: str, *, is_assessor: bool = False
) -> bool:
    """Answer whether a newcomer with these posts reads the document before the first day."""
    own = concerns(audience, roles, unit, is_assessor=is_assessor)
    return audience.newcomers and (own or audience.whom == Whom.NOBODY)


def why_not_laid_down(audience: Audience, *, questions: int) -> NotSo | None:
    """Return why an audience cannot be laid down so, or None."""
    if audience.whom == Whom.POSTS and not audience.posts:
        return NotSo.NO_POSTS
    if audience.whom == Whom.UNITS and not audience.units:
        return NotSo.NO_UNITS
    if not 1 <= audience.days <= MOST_DAYS:
        return NotSo.DAYS
    if audience.needed is not None and not 1 <= audience.needed <= max(questions, 1):
        return NotSo.NEEDED
    return None


@dataclass(frozen=True)
class Employment:
    """A time in which somebody worked here without a break."""

    first_day: date
    until: date | None = None
    """First day on which they no longer work here."""
    before: date | None = None
    """First day after the employment before it; None: it is the first one."""

    @property
    def rehired(self) -> bool:
        """Return whether they had worked here before."""
        return self.before is not None

    def covers(self, day: date) -> bool:
        """Answer whether a reading of the day belongs to it, made on it or while it was coming."""
        return (self.before is None or day >= self.before) and (
            self.until is None or day < self.until
        )


def employments(posts: Iterable[tuple[date, date | None]]) -> list[Employment]:
    """Join posts that overlap or touch into employments, in order.

    >>> len(employments([(date(2020, 9, 1), date(2021, 9, 1)), (date(2021, 9, 1), None)]))
    1
    """
    found: list[Employment] = []
    for since, until in sorted(posts, key=lambda post: post[0]):
        last = found[-1] if found else None
        if last and (last.until is None or since <= last.until):
            ends = None if last.until is None or until is None else max(last.until, until)
            found[-1] = Employment(last.first_day, ends, last.before)
        else:
            found.append(Employment(since, until, last.until if last else None))
    return found


def employment_on(found: Sequence[Employment], day: date) -> Employment | None:
    """Return the employment that runs on the day, or else the one that comes next."""
    left = [one for one in found if one.until is None or one.until > day]
    return left[0] if left else None


def read_by(audience: Audience, *, since: date, first_day: date) -> date:
    """Return the last day on which somebody reads an edition in time.

    Staff have the term of the document; a newcomer reads what is marked before the first day.
    """
    if first_day > since and audience.newcomers:
        return first_day - timedelta(days=1)
    return max(since, first_day) + timedelta(days=audience.days)


def standing(way: str | None, *, by: date, day: date) -> Standing:
    """Return where somebody stands who did this by the day, or nothing yet.

    >>> standing(None, by=date(2026, 9, 14), day=date(2026, 9, 15))
    Standing.LATE
    """
    if way in READ:
        return Standing.READ
    if way == Way.DECLINED:
        return Standing.DECLINED
    return Standing.LATE if day > by else Standing.WAITING


def arrival(read_on: date | None, *, first_day: date, day: date) -> Arrival:
    """Return whether a newcomer read in time: the day before is in time, the same day is not.

    >>> arrival(date(2026, 9, 1), first_day=date(2026, 9, 1), day=date(2026, 9, 1))
    Arrival.LATE
    """
    if read_on:
        return Arrival.IN_TIME if read_on < first_day else Arrival.LATE
    return Arrival.UNREAD if day >= first_day else Arrival.WAITING


def gravest(found: Iterable[Arrival]) -> Arrival:
    """Return the gravest of several; who had nothing to read is in time."""
    order = [Arrival.IN_TIME, Arrival.WAITING, Arrival.LATE, Arrival.UNREAD]
    return max(found, key=order.index, default=Arrival.IN_TIME)


def day_reached(days: Sequence[date], asked: int, share: int) -> date | None:
    """Return the day on which the share of those asked had read, or None.

    >>> day_reached([date(2026, 9, 2), date(2026, 9, 1)], 2, 50)
    datetime.date(2026, 9, 1)
    """
    wanted = max(1, ceil(asked * share / 100))
    return sorted(days)[wanted - 1] if asked and len(days) >= wanted else None


def why_not_recorded(on: date, *, since: date | None, today: date) -> NotSo | None:
    """Return why nobody can have read an edition on the day, or None."""
    if since is None or since > today:
        return NotSo.NOT_IN_FORCE
    if on > today:
        return NotSo.FUTURE
    return NotSo.BEFORE_FORCE if on < since else None


@dataclass(frozen=True)
class Checked:
    """How a check of understanding went."""

    right: int
    asked: int
    passed: bool
    wrong: tuple[int, ...] = ()
    """Numbers of the questions that were answered wrongly."""


def check(rights: dict[int, int], given: dict[int, int | None], needed: int | None) -> Checked:
    """Compare answers with the right ones, by the number of the question.

    >>> check({1: 0, 2: 1}, {1: 0, 2: 0}, None)
    Checked(right=1, asked=2, passed=False, wrong=(2,))
    """
    wrong = tuple(number for number, right in rights.items() if given.get(number) != right)
    right, asked = len(rights) - len(wrong), len(rights)
    wanted = asked if needed is None else min(needed, asked)
    return Checked(right, asked, right >= wanted, wrong)


def why_not_asked(text: str, answers: Sequence[str], right: int) -> NotSo | None:
    """Return why a question cannot be asked so, or None."""
    if not text.strip():
        return NotSo.NO_QUESTION
    if len(answers) < 2 or len(set(answers)) < len(answers):
        return NotSo.FEW_ANSWERS
    return None if 0 <= right < len(answers) else NotSo.NO_RIGHT_ANSWER
