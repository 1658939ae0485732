"""What self-assessment proves."""

from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.criteria.rules import SetKind
from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.rules import Held, judge_criteria, judge_cycle
from sapat.core.proofs import Answer, Parameter, Question, Record, proof

YEAR = Parameter("months", _("how fresh it must be, in months"), 12)
SETS = {
    "accreditation": (SetKind.INSTITUTIONAL.value, SetKind.PROGRAMME.value),
    "institutional": (SetKind.INSTITUTIONAL.value,),
    "programme": (SetKind.PROGRAMME.value,),
    "state_standard": (SetKind.STATE_STANDARD.value,),
}
SHOWN = 4


@proof(
    "self_assessment.cycle",
    _("A self-assessment by order was closed, with evidence beside its criteria"),
    YEAR,
    Parameter("share", _("share of criteria that need evidence, per cent"), 80),
)
def cycle(question: Question) -> Answer:
    """Judge the cycles of the last months."""
    judged = judge_cycle(
        question.once(reads.held),
        question.day,
        months=question.number("months"),
        share=question.number("share"),
    )
    return Answer(*judged, records=_records(question.once(reads.held)))


@proof(
    "self_assessment.criteria",
    _("The last self-assessment by these criteria led to findings on every weak point"),
    Parameter(
        "set",
        _("by which criteria"),
        "accreditation",
        (
            ("accreditation", _("of accreditation")),
            ("institutional", _("of institutional accreditation")),
            ("programme", _("of programme accreditation")),
            ("state_standard", _("of the state standard")),
        ),
    ),
    YEAR,
)
def criteria(question: Question) -> Answer:
    """Judge the last cycles by some kinds of sets."""
    kinds = SETS.get(question.words("set"), (question.words("set"),))
    held = question.once(reads.held)
    judged = judge_criteria(held, question.day, kinds, months=question.number("months"))
    return Answer(*judged, records=_records([one for one in held if one.kind in kinds]))


def _records(held: list[Held]) -> list[Record]:
    newest = sorted(held, key=lambda one: one.pk, reverse=True)[:SHOWN]
    return [Record(one.name, "check:assessment", (one.pk,), "assessment", one.pk) for one in newest]
