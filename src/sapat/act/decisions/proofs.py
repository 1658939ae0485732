"""What decisions prove: they stand on analyses, are checked, and those concerned were heard."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sapat.act.decisions import judging, reads
from sapat.act.decisions.judging import Judged, Told
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import JUDGED, DecisionState
from sapat.act.meetings.rules import school_year
from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.plan.requirements import reads as requirements
from sapat.plan.requirements.rules import State as Step

MONTHS = Parameter("months", _("how many months are looked at"), 12)
SOON = Parameter("soon", _("days before a term counts as near"), 14)
SHOWN = 8


@proof(
    "decisions.grounded",
    _("Decisions stand on analyses, and analyses lead to decisions"),
    MONTHS,
    Parameter("spare", _("per cent of decisions that may be matters of procedure"), 10),
)
def grounded(question: Question) -> Answer:
    """Judge the ground of the decisions, and whether analyses heard led to any."""
    rows = question.once(reads.in_force, question.day)
    undecided = question.once(reads.undecided_analyses, question.day)
    months, spare = question.number("months"), question.number("spare")
    told = [_told(row) for row in rows]
    verdict = judging.are_grounded(told, undecided, question.day, months, spare)
    bare = [row for row in rows if row.no_ground]
    return _answer(verdict, bare if verdict[1] == judging.Reason.UNGROUNDED else rows)


@proof(
    "decisions.effect_checked",
    _("The effect of management decisions is checked by its day"),
    MONTHS,
    SOON,
)
def effect_checked(question: Question) -> Answer:
    """Judge whether effects are laid down and were checked."""
    rows = question.once(reads.in_force, question.day)
    told = [_told(row) for row in rows]
    given = question.number("months"), question.number("soon")
    return _answer(
        judging.are_checked(told, question.day, *given), [row for row in rows if row.effect_by]
    )


@proof(
    "decisions.consumers_heard",
    _("Parents and pupils have the figures and are heard before a decision that concerns them"),
    MONTHS,
)
def consumers_heard(question: Question) -> Answer:
    """Judge the decisions that concern those whom the school serves."""
    rows = question.once(reads.in_force, question.day)
    told = [_told(row) for row in rows]
    verdict = judging.are_consumers_heard(told, question.day, question.number("months"))
    return _answer(verdict, [row for row in rows if row.for_consumers])


@proof("requirements.decided", _("Every requirement is analysed and decided upon within its term"))
def requirements_decided(question: Question) -> Answer:
    """Judge by the register: what is found or analysed still waits for its decision."""
    entries = question.once(requirements.entries)
    terms = question.once(requirements.terms)
    waits = []
    for one in entries:
        days = terms.days(one.state) if one.state in (Step.FOUND, Step.ANALYSED) else None
        if days is not None:
            waits.append(one.since + timedelta(days=days) < question.day)
    last = max((one.since for one in entries if one.state not in (Step.FOUND, Step.ANALYSED)),
               default=None)  # fmt: skip
    state, reason, facts, since = judging.are_requirements_decided(waits, len(entries), last)
    shown = [Record(f"№ {one.number}", "plan:requirement", (one.pk,), "requirement", one.pk)
             for one in entries[-SHOWN:]]  # fmt: skip
    return Answer(state, reason, facts, since, shown)


def _told(row: Decision) -> Told:
    hearings = row.item.hearings.all() if row.item else ()
    return Told(
        pk=row.pk,
        taken_on=row.taken_on,
        grounded=not row.no_ground and bool(row.grounds.all()),
        effect_by=row.effect_by,
        effect_judged=row.effect_on if row.effect in JUDGED else None,
        for_consumers=row.for_consumers,
        heard=any(one.was_before(row.taken_on) for one in hearings),
        done=row.state == DecisionState.DONE,
    )


def _answer(verdict: Judged, rows: list[Decision]) -> Answer:
    state, reason, facts, since = verdict
    records = [
        Record(label_of(row), "act:decision", (row.pk,), "decision", row.pk) for row in rows[:SHOWN]
    ]
    return Answer(state, reason, facts, since, records)


def label_of(row: Decision) -> str:
    """Return how a decision is called: its number, its day and no name."""
    return f"№ {row.number}, {_year(row.taken_on)}"


def _year(day: date) -> str:
    return f"{day:%d.%m.%Y} ({school_year(day)}/{(school_year(day) + 1) % 100:02d})"
