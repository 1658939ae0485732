"""What the judgements on criteria say as facts, with those on the licence and the inspection."""

from collections.abc import Iterator

from sapat.check.assessments.criteria.rules import SetKind
from sapat.check.assessments.cycles import reads
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.plan.licensing import reads as licensing
from sapat.plan.licensing.rules import ItemState

COUNTED = {SetKind.INSTITUTIONAL, SetKind.PROGRAMME, SetKind.STATE_STANDARD}
STATES = {ItemState.MET: "meets", ItemState.REMARKS: "remarks", ItemState.NOT_MET: "fails"}
LEVELS = frozenset(STATES.values())


@tells("criteria")
def criteria(question: Question) -> Iterator[Fact]:
    """Tell what stands on every criterion at the end of the day, and how fresh its evidence is."""
    for line in reads.judged_until(question.day):
        known = line.assessment.criteria_set
        if known.kind not in COUNTED:
            continue
        agreed = line.commission_on is not None and line.commission_on <= question.day
        level = known.means(line.commission_level if agreed else "") or known.means(line.own_level)
        shown = [one.added_on for one in line.evidence.all() if one.added_on <= question.day]
        programme = f"{line.assessment_id}/" if line.assessment.programme else ""
        yield {
            "standard": known.kind,
            "section": line.criterion.section_code[:80] or None,
            "criterion": f"{programme}{line.criterion.code}",
            "judgement": level if level in LEVELS else None,
            "evidence_on": max(shown, default=None),
        }
    for item, check in licensing.last_checks(question.day):
        yield {
            "standard": item.requirement_set.kind,
            "section": None,
            "criterion": f"{item.requirement_set_id}/{item.code}",
            "judgement": STATES[ItemState(check.state)] if check else None,
            "evidence_on": check.on if check else None,
        }
