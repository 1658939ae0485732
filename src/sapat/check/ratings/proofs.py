"""What the ratings prove."""

from django.utils.translation import gettext_lazy as _

from sapat.check.ratings import judging, reads
from sapat.check.ratings.judging import Verdict
from sapat.check.ratings.rules import Kind
from sapat.core.proofs import Answer, Parameter, Question, Record, proof

MONTHS = Parameter("months", _("months that are looked at"), 12)


@proof(
    "ratings.kept",
    _("Every term has a rating of the school's own, from open weights"),
    Parameter("days", _("days after the end of the term in which it is published"), 30),
)
def kept(question: Question) -> Answer:
    """Judge whether the last term that ended was rated."""
    found = question.once(reads.last_ended, question.day)
    ended = None
    if found:
        code, end = found
        ended = (code.year, code.number), code.label, end
    verdict = judging.judge_kept(
        question.once(reads.told),
        ended,
        question.day,
        days=question.number("days"),
        has_scheme=question.once(reads.has_scheme),
    )
    return _answer(question, verdict)


@proof(
    "ratings.published",
    _("Ratings of programmes are published with their method in plain words"),
    MONTHS,
    Parameter("kind", _("what is rated"), Kind.PROGRAMMES.value, Kind.choices),
    Parameter("soon", _("days before the term at which it is said to come soon"), 30),
)
def published(question: Question) -> Answer:
    """Judge whether a rating of programmes serves its readers."""
    verdict = judging.judge_published(
        question.once(reads.told),
        question.day,
        kind=question.words("kind"),
        months=question.number("months"),
        soon=question.number("soon"),
    )
    return _answer(question, verdict)


@proof(
    "ratings.improvements",
    _("What a rating shows to fall or to be low leads to a measure"),
    MONTHS,
    Parameter("days", _("days after the publication in which a measure is proposed"), 30),
)
def improvements(question: Question) -> Answer:
    """Judge whether a low place or a fall is answered."""
    found = question.once(reads.told)
    sources = tuple(source for one in found for source in one.called)
    verdict = judging.judge_improvements(
        found,
        question.once(reads.answered, sources),
        question.day,
        months=question.number("months"),
        days=question.number("days"),
    )
    return _answer(question, verdict)


def _answer(question: Question, verdict: Verdict) -> Answer:
    state, reason, facts, since, keys = verdict
    names = {one.pk: one.name for one in question.once(reads.told)}
    records = [Record(names[pk], "check:rating", (pk,), "rating", pk) for pk in keys]
    return Answer(state, reason, facts, since, records)
