"""What self-assessment proves."""

from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.criteria.rules import SetKind
from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.rules import Held, judge_criteria, judge_cycle
from sapat.check.assessments.joint import reads as joint
from sapat.check.assessments.outside import reads as others
from sapat.check.assessments.outside.rules import judge_accreditation, judge_joint
from sapat.core.days import months_after
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


@proof(
    "self_assessment.accreditation",
    _("An accreditation is valid, and each of its recommendations is answered"),
    Parameter("soon", _("days before its end at which a new one is due"), 180),
)
def accreditation(question: Question) -> Answer:
    """Judge the accreditations and what they recommended."""
    held = question.once(others.accredited)
    judged = judge_accreditation(held, question.day, soon=question.number("soon"))
    newest = sorted(held, key=lambda one: one.pk, reverse=True)[:SHOWN]
    records = [
        Record(one.name, "check:outside_assessment", (one.pk,), "outside", one.pk) for one in newest
    ]
    return Answer(*judged, records=records)


@proof(
    "partners.joint_events",
    _("Quality is discussed with other institutions, and conclusions are written down"),
    YEAR,
)
def joint_events(question: Question) -> Answer:
    """Judge the discussions of the last months."""
    since = months_after(question.day, -question.number("months"))
    held = question.once(joint.held)
    judged = judge_joint(held, since, question.day)
    records = [Record(str(_("Discussions with others")), "check:joint_discussions")] if held else []
    return Answer(*judged, records=records)


def _records(held: list[Held]) -> list[Record]:
    newest = sorted(held, key=lambda one: one.pk, reverse=True)[:SHOWN]
    return [Record(one.name, "check:assessment", (one.pk,), "assessment", one.pk) for one in newest]
