"""What programmes, their sheets and technologies prove."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.programmes import reads
from sapat.plan.programmes.rules import Reason, Sheet, adopted, compared, scope
from sapat.school.subjects import reads as subjects


def _records(sheets: Iterable[Sheet]) -> list[Record]:
    return [
        Record(one.title, "plan:programme", (one.pk,), kind="programme", pk=one.pk)
        for one in sheets
    ]


@proof(
    "programmes.against_requirements",
    _("Programmes are compared with the requirements and signed off before they are approved"),
)
def against_requirements(question: Question) -> Answer:
    """Judge the sheets of the approved programmes."""
    reason, shown = compared(question.once(reads.sheets, question.day))
    count = sum(one.uncovered for one in shown) if reason == Reason.NOT_COVERED else len(shown)
    states = {Reason.COMPARED: State.PROVED, Reason.NONE_APPROVED: State.MISSING}
    state = states.get(reason, State.DUE)
    return Answer(state, reason, {"count": count}, records=_records(shown))


@proof(
    "programmes.scope",
    _("Basic and additional programmes are kept with content, conditions and results"),
)
def in_scope(question: Question) -> Answer:
    """Judge whether the register covers basic and additional programmes, each described."""
    reason, shown = scope(question.once(reads.sheets, question.day))
    state = State.PROVED if reason == Reason.IN_SCOPE else State.MISSING
    facts = {"titles": "; ".join(one.title for one in shown[:5])}
    return Answer(state, reason, facts, records=_records(shown))


@proof(
    "programmes.technologies",
    _("Teaching technologies are in use, each with its date and somebody responsible"),
    Parameter("share", _("share of subjects with a technology in use, per cent"), 50),
)
def technologies(question: Question) -> Answer:
    """Judge the register of technologies by the subjects it reaches."""
    found = question.once(reads.judged_uses)
    every = question.once(_subjects)
    share = question.number("share")
    reason, count = adopted(found, every, share)
    state = State.PROVED if reason == Reason.ADOPTED else State.MISSING
    since = max((one.since for one in found if one.since), default=None)
    facts = {"count": count, "all": every, "share": share}
    records = [Record(str(_("Register of technologies")), "plan:technologies")] if found else []
    return Answer(state, reason, facts, since if state == State.PROVED else None, records)


def _subjects() -> int:
    return subjects.subjects().count()
