"""What the expert reviews prove."""

from django.utils.translation import gettext_lazy as _

from sapat.check.expertises import reads
from sapat.check.expertises.judging import (
    Verdict,
    judge_attestation,
    judge_concluded,
    judge_made,
)
from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.school.bodies.rules import BodyKind

UNIONS = f"{BodyKind.MO.value},{BodyKind.SUBJECT_COUNCIL.value}"


@proof(
    "expertise.made",
    _("Expert reviews end with a conclusion and recommendations"),
    Parameter("months", _("months that are looked at"), 12),
)
def made(question: Question) -> Answer:
    """Judge the reviews of the last months."""
    found = question.once(reads.made)
    return _answer(question, judge_made(found, question.day, months=question.number("months")))


@proof(
    "expertise.attestation",
    _("Tasks, procedure and results of attestation are reviewed by a union"),
    Parameter("months", _("months that are looked at"), 12),
    Parameter("by", _("kinds of bodies that review"), UNIONS),
)
def attestation(question: Question) -> Answer:
    """Judge the reviews of attestation."""
    found, months = question.once(reads.made), question.number("months")
    by = question.several("by")
    return _answer(question, judge_attestation(found, question.day, months=months, by=by))


@proof(
    "expertise.concluded",
    _("A council concludes on expert reviews"),
    Parameter("by", _("which body"), BodyKind.PED_COUNCIL.value, BodyKind.choices),
    Parameter("months", _("months that are looked at"), 4),
)
def concluded(question: Question) -> Answer:
    """Judge whether the council concluded on a review lately."""
    found, months = question.once(reads.made), question.number("months")
    by = question.words("by")
    return _answer(question, judge_concluded(found, question.day, months=months, by=by))


def _answer(question: Question, verdict: Verdict) -> Answer:
    state, reason, facts, since, keys = verdict
    titles = {one.pk: one.title for one in question.once(reads.made)}
    records = [Record(titles[pk], "check:expertise", (pk,), "expertise", pk) for pk in keys]
    return Answer(state, reason, facts, since, records)
