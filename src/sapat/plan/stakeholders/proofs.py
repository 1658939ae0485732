"""What the groups prove."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Question, Record, State, proof
from sapat.plan.stakeholders import reads
from sapat.plan.stakeholders.rules import Kept, Reason, why_not_known


@proof("requirements.groups", _("Stakeholder groups are kept, and it is known where each is heard"))
def groups(question: Question) -> Answer:
    """Judge whether every group the school works with has a place where it is heard."""
    found = question.once(reads.groups)
    kept = [Kept(str(one.name), one.main, one.is_on, bool(one.heard)) for one in found]
    records = [
        Record(f"{one.name}: {one.heard}", "plan:groups", kind="stakeholdergroup")
        for one in found
        if one.is_on and one.heard
    ]
    if lack := why_not_known(kept):
        reason, names = lack
        facts = {"groups": ", ".join(names)}
        return Answer(State.MISSING, reason, facts, records=records)
    return Answer(State.PROVED, Reason.KNOWN, {"count": len(records)}, records=records)
