"""What the duties prove."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.duties import reads, shipped
from sapat.plan.duties.rules import judge_held, judge_matrix, judge_readings
from sapat.school.people import reads as people

HOLDER = frozenset({"holder"})
"""The fact that names who holds a duty."""


@proof(
    "duties.matrix",
    _("Every duty has one owner, and the responsibility matrix is approved by order"),
    Parameter("signed", _("percent of the heads who have signed it"), 0),
)
def matrix(question: Question) -> Answer:
    """Answer whether responsibility is laid out without gaps and approved."""
    found = reads.matrix_of(question)
    posts = question.once(people.held, question.day)
    approved = reads.standing(found, posts)
    state, reason, facts = judge_matrix(found.rows, approved, question.number("signed"))
    since = approved.ordered_on if approved and state == State.PROVED else None
    record = Record(gettext("Responsibility matrix"), "plan:duties")
    records = [record] if found.lines else []
    return Answer(state, reason, facts, since, records, HOLDER)


@proof(
    "duties.held",
    _("A duty that has to be given by name is held by order"),
    Parameter(
        "duty",
        _("which duty"),
        "feedback",
        choices=(
            ("feedback", _("feedback with stakeholders")),
            ("head_of_quality", _("general leadership in quality")),
            ("controller", _("control that the system works")),
            ("policy_update", _("updating the quality policy")),
        ),
    ),
    Parameter("soon", _("days before its end from which it is due"), 30),
)
def held(question: Question) -> Answer:
    """Answer whether somebody who is really there holds a duty by order."""
    code = question.words("duty")
    found = reads.matrix_of(question)
    line = next((one for one in found.lines if one.duty.code == code), None)
    known = shipped.named().get(code)
    row = line.row if line else None
    name = str(known.name) if known else code
    state, reason, facts = judge_held(row, name, question.day, question.number("soon"))
    if row is None:
        return Answer(state, reason, facts)
    days = [one.since for one in row.responsible if one.is_filled and one.since]
    since = max(days, default=None) if state == State.PROVED else None
    record = Record(row.name, "plan:duty", (row.pk,), kind="duty", pk=row.pk)
    return Answer(state, reason, facts, since, [record], HOLDER)


@proof(
    "duties.contribution",
    _("Members of staff confirm that they know their contribution to quality"),
    Parameter("share", _("percent of the staff"), 90),
    Parameter("days", _("days from the start of the school year to do it"), 30),
)
def contribution(question: Question) -> Answer:
    """Answer whether the staff have read their contribution in this school year."""
    staff, read, starts = question.once(reads.readers, question.day)
    last_day = starts + timedelta(days=question.number("days")) if starts else None
    share = question.number("share")
    state, reason, facts = judge_readings(
        len(staff), len(read), share, last_day=last_day, day=question.day
    )
    since = starts if state == State.PROVED else None
    record = Record(gettext("Who has read their contribution"), "plan:contributions")
    return Answer(state, reason, facts, since=since, records=[record] if read else [])
