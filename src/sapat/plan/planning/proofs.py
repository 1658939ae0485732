"""What plans prove."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.plan.planning import reads, verdicts
from sapat.plan.planning.rules import ItemKind, PlanLevel, Subject
from sapat.plan.planning.verdicts import Sheet, Verdict
from sapat.school.calendar.rules import year_label

SUBJECTS = tuple((one.value, one.label) for one in Subject)
LEVELS = tuple((one.value, one.label) for one in PlanLevel)


def _sheets(question: Question) -> list[Sheet]:
    return question.once(reads.sheets, question.day)


def _year(question: Question) -> str:
    return year_label(question.once(reads.running_year, question.day))


def _answer(
    verdict: Verdict, sheets: Sequence[Sheet], concerned: Callable[[Sheet], bool]
) -> Answer:
    """Return the answer with the plans it stands on; it holds since the newest was made."""
    state, reason, facts = verdict
    found = [one for one in sheets if one.holds and concerned(one)]
    since: date | None = max((one.made_on for one in found), default=None)
    records = [Record(one.title, "plan:plan", (one.pk,)) for one in found]
    return Answer(state, reason, facts, since=since, records=records)


def _of(subject: str) -> Callable[[Sheet], bool]:
    return lambda one: one.subject == subject and one.level == PlanLevel.ANNUAL


@proof(
    "planning.system_plan",
    _("The yearly plan of the system has an owner and is worked through in time"),
    Parameter("subject", _("what the plan is about"), Subject.QUALITY.value, SUBJECTS),
)
def system_plan(question: Question) -> Answer:
    """Judge the yearly plan of quality management."""
    sheets, subject = _sheets(question), question.words("subject")
    label = Subject(subject).label
    verdict = verdicts.system_plan(sheets, subject, label, _year(question))
    return _answer(verdict, sheets, _of(subject))


@proof(
    "planning.levels",
    _("Plans of every level hold today and serve objectives"),
    Parameter("levels", _("levels the school plans on"), [one.value for one in PlanLevel], LEVELS),
)
def levels(question: Question) -> Answer:
    """Judge strategic and operational planning."""
    sheets = _sheets(question)
    wanted = question.several("levels")
    return _answer(verdicts.all_levels(sheets, wanted), sheets, lambda one: one.level in wanted)


@proof("planning.units_covered", _("Every unit has measures in the plans of the year"))
def units_covered(question: Question) -> Answer:
    """Judge whether the measures reach all units and methodical unions."""
    sheets = _sheets(question)
    units = question.once(reads.units, question.school, question.day)
    verdict = verdicts.units_covered(sheets, units)
    return _answer(verdict, sheets, lambda one: one.level == PlanLevel.ANNUAL)


@proof("planning.improvement", _("Measures of improvement answer results and are carried out"))
def improvement(question: Question) -> Answer:
    """Judge the plan that answers surveys, audits and indicators."""
    sheets = _sheets(question)
    verdict = verdicts.improvement(sheets, Subject.IMPROVEMENT.label, _year(question))
    return _answer(verdict, sheets, lambda one: one.subject == Subject.IMPROVEMENT)


@proof("planning.calendar_published", _("The calendar of procedures is open beforehand"))
def calendar_published(question: Question) -> Answer:
    """Judge whether everybody could read the calendar before the first procedure."""
    sheets = _sheets(question)
    verdict = verdicts.calendar_published(sheets, Subject.CONTROL.label, _year(question))
    return _answer(verdict, sheets, _of(Subject.CONTROL))


@proof(
    "planning.control_calendar",
    _("Control, monitoring and studies stand in one yearly calendar"),
    Parameter(
        "kinds",
        _("kinds of work the calendar must hold"),
        list(verdicts.STUDIES),
        tuple((kind, ItemKind(kind).label) for kind in verdicts.STUDIES),
    ),
)
def control_calendar(question: Question) -> Answer:
    """Judge the yearly calendar of control and studies."""
    sheets = _sheets(question)
    verdict = verdicts.control_calendar(
        sheets, question.several("kinds"), Subject.CONTROL.label, _year(question)
    )
    return _answer(verdict, sheets, _of(Subject.CONTROL))
