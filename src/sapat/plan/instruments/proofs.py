"""What the school's instruments prove."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.instruments import reads, rules
from sapat.plan.instruments.sheets import shipped


@proof(
    "instruments.teacher_criteria",
    _("Criteria of the effectiveness of teachers' work are approved by a union's protocol"),
    Parameter("code", _("code of the set of criteria"), "TE"),
    Parameter("months", _("how often they are looked at, in months"), 24),
)
def teacher_criteria(question: Question) -> Answer:
    """Judge whether the criteria are in force, by a methodical union's protocol."""
    code = question.words("code")
    edition = question.once(reads.in_force, question.day).get(code)
    known = edition.sheet if edition else shipped().get(code)
    standing = reads.standing(edition, str(known.name) if known else code)
    months = question.number("months")
    state, reason = rules.judge(standing, question.day, by_union=True, months=months)
    facts = {
        "name": standing.name,
        "day": standing.decided_on if reason == rules.Reason.OLD else standing.since,
        "protocol": standing.protocol,
    }
    records = [Record(standing.name, "plan:instrument", (code,), kind="instrumentedition")]
    since = standing.since if state == State.PROVED else None
    return Answer(state, reason, facts, since, records if edition else ())
