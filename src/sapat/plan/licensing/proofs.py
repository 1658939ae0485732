"""What licence, accreditation and inspection prove."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.licensing import reads
from sapat.plan.licensing.rules import Reason, SetKind, control, is_valid, why_not_valid

STATES = {
    Reason.CHECKED: State.PROVED,
    Reason.SOON: State.DUE,
}


def _records(question: Question) -> list[Record]:
    valid = {one.pk for one in question.once(reads.held) if is_valid(one, question.day)}
    return [
        Record(str(one.row), "plan:requirement_set", (one.row.pk,), "requirementset", one.row.pk)
        for one in question.once(reads.control)
        if one.row.pk in valid
    ]


@proof(
    "requirements.sets",
    _("Licence, accreditation and inspection are kept as sets that are valid"),
    Parameter("kinds", _("kinds of sets, by code"), "licence,accreditation,inspection"),
    Parameter("soon", _("days before its end at which a set is due"), 183),
)
def sets(question: Question) -> Answer:
    """Judge whether each kind has a valid set with items that does not run out soon."""
    found = question.once(reads.held)
    names = {kind: str(SetKind(kind).label) for kind in question.several("kinds")}
    lack = why_not_valid(found, names, question.day, question.number("soon"))
    if lack:
        reason, facts = lack
        state = State.DUE if reason == Reason.RUNS_OUT else State.MISSING
        return Answer(state, reason, facts, records=_records(question))
    since = max(
        one.valid_from for one in found if one.kind in names and is_valid(one, question.day)
    )
    return Answer(State.PROVED, Reason.VALID, since=since, records=_records(question))


@proof(
    "requirements.checked",
    _("Every item of a valid set is checked again and again"),
    Parameter("days", _("days after which a check is old"), 90),
    Parameter("soon", _("days before that at which it is due"), 14),
)
def checked(question: Question) -> Answer:
    """Judge whether every item that is required today was checked recently enough."""
    valid = {one.pk for one in question.once(reads.held) if is_valid(one, question.day)}
    items = [one for one in question.once(reads.controlled) if one.set_pk in valid]
    days, soon = question.number("days"), question.number("soon")
    reason, count = control(items, question.day, days=days, soon=soon)
    dates = [one.checked_on for one in items if one.checked_on]
    facts: dict[str, object] = {"count": count, "days": days}
    if reason == Reason.SOON:
        facts["day"] = min(dates) + timedelta(days=days)
    state = STATES.get(reason, State.MISSING)
    since = max(dates) if state == State.PROVED else None
    return Answer(state, reason, facts, since, _records(question))
