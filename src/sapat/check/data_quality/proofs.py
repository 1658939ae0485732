"""What the checks of the data prove."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sapat.check.data_quality import looking, reads
from sapat.check.data_quality.checks import limit
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.rules import Checked, Known, Terms, judge
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.evidence.store.reads import live
from sapat.school.calendar import reads as calendar
from sapat.school.organisations.models import Organisation

LOOKED_BACK = 365
DAYS = limit("answer_days")
LEAST = limit("preliminary")
NAMED = 20
"""Records a rule names at most."""


@proof(
    "data_quality.issues_settled",
    _("What is incomplete or inaccurate in the data is found and settled in time"),
    Parameter("days", _("days within which an issue that may mislead is answered"), DAYS),
    Parameter("least", _("how complete the data of the last term must be, per cent"), LEAST),
)
def issues_settled(question: Question) -> Answer:
    """Judge the issues of the last twelve months and all that are still open."""
    terms = Terms(question.number("days"), question.number("least"))
    since = question.day - timedelta(days=LOOKED_BACK)
    rows = [
        row for row in question.once(reads.followed) if row.is_open or row.opened_at.date() >= since
    ]
    checked = question.once(_checked, question.school, question.day)
    known = [Known(row.pk, row.severity, row.state, row.opened_at.date()) for row in rows]
    state, reason, facts = judge(known, checked, terms, question.day)
    return Answer(
        state,
        reason,
        facts,
        since=checked.on if state == State.PROVED else None,
        records=[_record(row) for row in rows[:NAMED]],
    )


def _checked(school: Organisation, day: date) -> Checked:
    look = reads.last_look()
    if look is None:
        return Checked(None, is_current=False)
    ended = [row for row in calendar.terms() if row.ends < day]
    if not ended:
        return Checked(look.day, is_current=_is_current(school, look.fingerprint))
    term = ended[-1].code
    percent = reads.percent_full(look, term)
    return Checked(look.day, _is_current(school, look.fingerprint), term.label, percent)


def _is_current(school: Organisation, fingerprint: str) -> bool:
    return looking.state_of_facts(live(school)) == fingerprint


def _record(row: QualityIssue) -> Record:
    label = f"{row.name}: {row.place}" if row.place else row.name
    return Record(label, "check:quality_issue", (row.pk,), "quality_issue", row.pk)
