"""What this room proves: the system is in working order, and a note says so every month."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sapat.core.dues import everything_due
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.control import reads
from sapat.plan.control.rules import (
    Month,
    Order,
    Reason,
    Signed,
    is_in_order,
    is_noted,
    last_month_asked,
)

NAMED = 50
"""How much of what is late is named, the most urgent first; the reason says how much there is."""


@proof(
    "regulations.in_order",
    _("Nothing is overdue, and the weekly digest is kept"),
    Parameter("days", _("days by which something may be late"), 14),
)
def in_order(question: Question) -> Answer:
    """Judge whether the system is kept in working order."""
    days = question.number("days")
    watch = question.once(reads.watch, question.day)
    waits = [one for one in everything_due(question) if one.is_late(question.day)]
    late = tuple((question.day - one.by).days for one in waits)
    digest = watch.digest
    order = Order(late, digest.week if digest else None)
    state, reason = is_in_order(order, days=days, today=question.day)
    over = [each for each in late if each > days]
    facts = {
        "day": digest.week if digest else "",
        "count": len(over) if over else len(late),
        "days": days,
    }
    records = [_digest_record(digest.pk, digest.week)] if digest else []
    records += [Record(one.sentence, one.page, one.args) for one in waits[:NAMED]]
    since = digest.week if digest and state == State.PROVED else None
    return Answer(State(state), reason, facts, since, records, frozenset({"name"}))


def _digest_record(pk: int, week: date) -> Record:
    return Record(f"{week:%d.%m.%Y}", "plan:digest", (pk,), kind="digest", pk=pk)


@proof(
    "regulations.control_note",
    _("The deputy signs a control note every month"),
    Parameter("days", _("days after the month by which it is signed"), 10),
    Parameter("free_months", _("months without a note, by their numbers"), "7, 8"),
)
def control_note(question: Question) -> Answer:
    """Judge whether the last month that is over has its signed note."""
    watch = question.once(reads.watch, question.day)
    free = {int(one) for one in question.several("free_months") if one.isdigit()}
    month = last_month_asked(question.day, free)
    asked = watch.since is not None and month.ends >= watch.since
    until = month.ends + timedelta(days=question.number("days"))
    note = watch.note
    signed = Signed(Month(note.year, note.month), note.signed_on or question.day) if note else None
    state, reason = is_noted(signed, month, until=until, today=question.day)
    if not asked and signed is None:
        # Nothing was to be noted before the regulation began; the first note is still to come.
        state, reason = "missing", Reason.NO_NOTE
    name = note.signed_by.short_name if note and note.signed_by else ""
    told = signed.month if signed and reason is Reason.NOTE_SIGNED else month
    facts = {"month": told.name, "day": until, "name": name}
    records = []
    if note and signed:
        label = signed.month.name
        records = [Record(label, "plan:control_note", (note.pk,), kind="control_note", pk=note.pk)]
    since = signed.on if signed and state == State.PROVED else None
    return Answer(State(state), reason, facts, since, records)
