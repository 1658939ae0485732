"""Levels of plans, states of their measures, and when a plan is as the regulation asks."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import month_in_words
from sapat.core.rights import Role
from sapat.school.bodies.rules import BodyKind
from sapat.school.calendar.rules import TermCode, TermKind


class PlanLevel(TextChoices):
    """How far a plan looks."""

    STRATEGIC = "strategic", _("strategic plan")
    ANNUAL = "annual", _("annual plan")
    QUARTERLY = "quarterly", _("plan of a term")
    MONTHLY = "monthly", _("monthly plan")


class Subject(TextChoices):
    """What a plan is about."""

    SCHOOL = "school", _("the work of the school")
    QUALITY = "quality", _("quality management")
    CONTROL = "control", _("in-school control and studies")
    IMPROVEMENT = "improvement", _("improvement after results")


class Section(TextChoices):
    """The part of the annual plan in which a measure stands."""

    MANAGEMENT = "management", _("Organisation and management")
    TEACHING = "teaching", _("Teaching and learning")
    METHODS = "methods", _("Methodical work and staff")
    UPBRINGING = "upbringing", _("Upbringing")
    CONTROL = "control", _("In-school control")
    QUALITY = "quality", _("Quality management and assessment")
    PARENTS = "parents", _("Parents and community")
    CONDITIONS = "conditions", _("Conditions and facilities")


class ItemKind(TextChoices):
    """What kind of work a measure is."""

    MEASURE = "measure", _("measure")
    CONTROL = "control", _("control and assessment")
    MONITORING = "monitoring", _("monitoring")
    SURVEY = "survey", _("sociological study")
    STATISTICS = "statistics", _("statistical study")


class ItemState(TextChoices):
    """Where a measure stands: the plan against the fact."""

    AHEAD = "ahead", _("ahead")
    RUNNING = "running", _("running")
    LATE = "late", _("late")
    DONE = "done", _("done")
    DONE_LATE = "done_late", _("done late")
    DROPPED = "dropped", _("dropped")


OPEN = frozenset({ItemState.AHEAD, ItemState.RUNNING, ItemState.LATE})


class NotSo(TextChoices):
    """Why a plan or a measure cannot be like that."""

    NO_TITLE = "no_title", _("Give the plan a name.")
    EXISTS = "exists", _("There is such a plan already: %(title)s.")
    SPAN = "span", _("A strategic plan covers three to five years.")
    NO_TERM = "no_term", _("The school year %(year)s has no such term.")
    NO_YEAR = "no_year", _("Lay out the school year %(year)s in the calendar first.")
    NO_MONTH = "no_month", _("Choose the month of the plan.")
    WRONG_ABOVE = "wrong_above", _("A plan stands below a plan that looks further.")
    NO_TEXT = "no_text", _("Say what is to be done.")
    NOBODY = "nobody", _("Name who carries it out: a person or a post.")
    NO_POST = "no_post", _("%(name)s holds no post in the school on that day.")
    DUE_BEFORE = "due_before", _("The deadline comes before the first day.")
    OUTSIDE = "outside", _("The deadline %(day)s lies outside the plan (%(first)s – %(last)s).")
    CLOSED = "closed", _("This measure is finished: %(state)s.")
    NO_RESULT = "no_result", _("Say in a sentence what came of it.")
    NO_REASON = "no_reason", _("Say why: the reason stays beside the measure.")
    SAME_DAY = "same_day", _("That is the deadline it has already.")
    NOT_YET = "not_yet", _("That day has not come yet.")
    HAS_PARTS = (
        "has_parts",
        _("It goes on in %(count)s open parts of lower plans: finish them there."),
    )
    NOTHING_BELOW = "nothing_below", _("A monthly plan is the lowest: nothing goes down from it.")
    NO_ITEMS = "no_items", _("The plan has no measures yet.")
    SIGNED = "signed", _("The document of the plan is %(state)s: its text stands as it is.")
    NO_PAPER = "no_paper", _("Write the plan as a document first.")
    PUBLISHED = "published", _("The plan is open to everybody since %(day)s.")
    OVERLAP = (
        "overlap",
        _("%(one)s and %(other)s overlap: correct the calendar, then lay out the year."),
    )
    NO_ANSWER = (
        "no_answer",
        _("A measure of improvement names the result it answers."),
    )


ORDER = tuple(PlanLevel)
FEWEST, MOST = 3, 5
"""Years that a strategic plan covers."""
FIRST_MONTH, AUGUST = 9, 8


def state_of(
    since: date, due_on: date, done_on: date | None, dropped_on: date | None, day: date
) -> ItemState:
    """Return where a measure stands on a day; the day of the term itself is not late.

    >>> start, term = date(2026, 9, 1), date(2026, 9, 10)
    >>> [state_of(start, term, None, None, day) for day in (term, date(2026, 9, 11))]
    [ItemState.RUNNING, ItemState.LATE]
    """
    if dropped_on:
        return ItemState.DROPPED
    if done_on:
        return ItemState.DONE_LATE if done_on > due_on else ItemState.DONE
    if day > due_on:
        return ItemState.LATE
    return ItemState.AHEAD if day < since else ItemState.RUNNING


@dataclass(frozen=True)
class YearDays:
    """The days of a school year as the calendar has them; terms by number."""

    year: int
    starts: date
    ends: date
    terms: Mapping[int, tuple[date, date]]
    kind: TermKind = TermKind.QUARTER

    def term_on(self, day: date) -> int:
        """Return the number of the term the day is in; days after a term belong to it."""
        begun = [number for number, (starts, _ends) in self.terms.items() if starts <= day]
        return max(begun, default=min(self.terms, default=0))


def usual_year(day: date) -> int:
    """Return the school year of a day where the calendar says nothing: it turns on 1 September.

    >>> usual_year(date(2026, 8, 31)), usual_year(date(2026, 9, 1))
    (2025, 2026)
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_span(year: int, last_year: int = 0) -> tuple[date, date]:
    """Return the days a plan of one or several school years covers: August prepares the year."""
    return date(year, 8, 1), date((last_year or year) + 1, 8, 31)


def month_span(year: int, month: int) -> tuple[date, date]:
    """Return the days of a month of a school year; August is the one before it.

    >>> month_span(2026, 2)[1], month_span(2026, 8)[0]
    (datetime.date(2027, 2, 28), datetime.date(2026, 8, 1))
    """
    place = year if month >= AUGUST else year + 1
    return date(place, month, 1), date(place, month, monthrange(place, month)[1])


def term_span(days: YearDays, number: int) -> tuple[date, date]:
    """Return the days a term's plan covers: from the end of the term before to its own end.

    August belongs to the first term, what follows the last lesson to the last.
    """
    first, last = year_span(days.year)
    if number + 1 in days.terms:
        last = days.terms[number + 1][0] - timedelta(days=1)
    if number - 1 in days.terms:
        first = days.terms[number][0]
    return first, last


def usual_title(level: str, subject: str, span: tuple[int, int], term: TermCode, month: int) -> str:
    """Return the name a plan has until somebody gives it another, in the active language."""
    when = term.label
    if level == PlanLevel.STRATEGIC:
        when = f"{span[0]}–{span[1] + 1}"
    elif level == PlanLevel.MONTHLY:
        when = month_in_words(month_span(span[0], month)[0])
    return f"{when}: {Subject(subject).label}"


MONTHS = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)
"""The months of a school year as plans print them."""


def who(code: str) -> str:
    """Return the words for a post, a body or somebody outside that carries a measure out."""
    if code in Role.values:
        return str(Role(code).label)
    return str(BodyKind(code).label) if code in BodyKind.values else str(OUTSIDE.get(code, code))


OUTSIDE = {
    "employer": _("employers"),
    "graduate": _("graduates"),
    "parent": _("parents"),
    "pupil": _("pupils"),
    "public": _("the public"),
    "unit_head": _("heads of units"),
}
"""Users outside the school, as the regulations name them."""
