"""What the school's own system of indicators proves."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.plan.indicators import reads
from sapat.plan.indicators.frames import Meeting, judge_frames, judge_meetings, judge_norms
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.proposals.models import IndicatorProposal

SHOWN = 12


def _proposal(row: IndicatorProposal) -> Record:
    return Record(row.title, "plan:proposal", (row.pk,), kind="indicatorproposal", pk=row.pk)


@proof(
    "indicators.two_frames",
    _("Indicators stand beside the norm and beside the need of those they serve"),
    Parameter("least", _("how many indicators at least"), 3),
)
def two_frames(question: Question) -> Answer:
    """Judge whether enough indicators name both the norm and a need."""
    rows = [row for row in question.once(reads.frames) if row.noted_on <= question.day]
    needed = [row for row in question.once(proposals.approved, question.day) if row.sketch.need]
    own = {row.indicator: row for row in needed if row.decided_on}
    noted = [row.noted_on for row in rows if row.indicator not in own]
    noted += [row.decided_on for row in own.values() if row.decided_on]
    state, reason, facts, since = judge_frames(noted, question.number("least"))
    records = [Record(row.indicator, "plan:frames", kind="frame", pk=row.pk) for row in rows]
    records += [_proposal(row) for row in own.values()]
    return Answer(state, reason, facts, since, records[:SHOWN])


@proof(
    "indicators.approved",
    _("The system of indicators is discussed and approved by the bodies"),
    Parameter("by", _("which body"), "ped_council", choices=(
        ("ped_council", _("pedagogical council")), ("mo", _("methodical union")),
    )),
    Parameter("months", _("how often, in months"), 12),
    Parameter("soon", _("days before the term to warn"), 30),
)  # fmt: skip
def approved(question: Question) -> Answer:
    """Judge whether the union discussed, or the council decided, within the year."""
    if question.words("by") == "mo":
        rows = question.once(proposals.discussed, question.day)
        held = [(row.discussed_on, row.union_protocol) for row in rows]
    else:
        rows = question.once(proposals.approved, question.day)
        held = [(row.decided_on, row.protocol_number) for row in rows]
    meetings = [Meeting(day, protocol) for day, protocol in held if day]
    months, soon = question.number("months"), question.number("soon")
    state, reason, facts, since = judge_meetings(meetings, question.day, months=months, soon=soon)
    return Answer(state, reason, facts, since, [_proposal(row) for row in rows[:SHOWN]])


@proof(
    "indicators.norms",
    _("The school's bodies set norms of their own and look at them again"),
    Parameter("least", _("how many norms at least"), 3),
    Parameter("months", _("how often they are looked at, in months"), 24),
)
def norms(question: Question) -> Answer:
    """Judge whether norms are the school's own decision."""
    rows = [row for row in question.once(reads.all_norms) if row.decided_on <= question.day]
    latest = {row.indicator: row for row in rows}
    least, months = question.number("least"), question.number("months")
    state, reason, facts, since = judge_norms(
        [row.decided_on for row in latest.values()], question.day, least=least, months=months
    )
    records = [
        Record(code, "check:indicator", (code,), kind="norm", pk=row.pk)
        for code, row in latest.items()
    ]
    return Answer(state, reason, facts, since, records[:SHOWN])
