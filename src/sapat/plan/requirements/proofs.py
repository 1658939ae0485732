"""What the register of requirements proves."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.requirements import reads
from sapat.plan.requirements.rules import (
    Entry,
    Reason,
    loop_is_closed,
    stuck_entries,
    why_not_accounted,
    why_not_kept,
)
from sapat.plan.stakeholders import reads as stakeholders
from sapat.plan.stakeholders.groups import Group

SHOWN = 20
"""Records that an answer names; the page has the rest."""


def _records(entries: Iterable[Entry]) -> list[Record]:
    return [
        Record(f"№ {one.number}. {one.text[:120]}", "plan:requirement", (one.pk,),
               kind="requirement", pk=one.pk)
        for one in list(entries)[:SHOWN]
    ]  # fmt: skip


def _main(question: Question) -> list[Group]:
    return [one for one in question.once(stakeholders.groups) if one.main and one.is_on]


@proof(
    "requirements.register",
    _("The requirements of every main group are written down, owned and led on"),
)
def register(question: Question) -> Answer:
    """Judge the register: nobody's silence, no orphan, nothing stuck."""
    entries = question.once(reads.entries)
    late = stuck_entries(entries, question.once(reads.terms), question.day)
    lack = why_not_kept(entries, {one.code: str(one.name) for one in _main(question)}, len(late))
    if lack:
        reason, facts = lack
        state = State.DUE if reason == Reason.STUCK else State.MISSING
        shown = late if reason == Reason.STUCK else [one for one in entries if not one.owned]
        return Answer(state, reason, facts, records=_records(shown))
    since = min(one.since for one in entries)
    facts = {"count": len(entries)}
    return Answer(State.PROVED, Reason.KEPT, facts, since, _records(reversed(entries)))


@proof(
    "requirements.accounted",
    _("Accepted requirements are taken into account in content, technology or management"),
)
def accounted(question: Question) -> Answer:
    """Judge whether what was accepted has its proof, or is still within its term."""
    entries = question.once(reads.entries)
    terms = question.once(reads.terms)
    reason, shown = why_not_accounted(entries, terms, question.day)
    facts = {"count": len(shown)}
    states = {Reason.ACCOUNTED: State.PROVED, Reason.UNDER_WAY: State.DUE}
    since = max((one.since for one in shown), default=None)
    found = states.get(reason, State.MISSING)
    return Answer(found, reason, facts, since if found == State.PROVED else None, _records(shown))


@proof(
    "requirements.loop",
    _("Every main group is heard, answered and asked again"),
    Parameter("months", _("how often the loop is closed, in months"), 12),
)
def loop(question: Question) -> Answer:
    """Judge whether each main group was asked again about what was done for it."""
    steps = question.once(reads.loop)
    months = question.number("months")
    open_, closed = [], []
    for group in _main(question):
        step = steps.get(group.code, {}).get("asked")
        last = step.last if step else None
        if loop_is_closed(last, question.day, months):
            closed.append(last)
        else:
            open_.append(str(group.name))
    records = [Record(str(_("Satisfaction loop")), "plan:groups", kind="stakeholdergroup")]
    if open_ or not closed:
        facts = {"months": months, "groups": ", ".join(open_)}
        return Answer(State.MISSING, Reason.LOOP_OPEN, facts, records=records)
    since = max(day for day in closed if day)
    return Answer(State.PROVED, Reason.LOOP_CLOSED, {"months": months}, since, records)
