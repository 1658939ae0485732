"""What the quality policy proves."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.plan.policy import reads, rules
from sapat.plan.policy.reads import Policy
from sapat.plan.policy.rules import Now, SectionCode, Verdict

MONTHS = Parameter("months", _("months between two reviews"), 12)


def _read(question: Question) -> tuple[Policy, Now]:
    return question.once(reads.now, question.school, question.day)


def _answer(verdict: Verdict, found: Policy, since: date | None) -> Answer:
    state, reason, facts = verdict
    records = []
    if found.edition:
        label = gettext("Quality policy, edition %(number)s") % {"number": found.edition.number}
        records = [Record(label, "plan:policy")]
    names = frozenset({"name"} & set(facts))
    return Answer(state, reason, facts, since, records, names)


@proof("policy.agrees_with_goal", _("The policy agrees with the main goal of the school"))
def agrees_with_goal(question: Question) -> Answer:
    """Judge the agreement with the goal, asked at approval."""
    found, now = _read(question)
    return _answer(rules.agrees_with_goal(now), found, now.approved_on)


@proof("policy.approved", _("The director approved the policy; a plan carries it out"))
def approved(question: Question) -> Answer:
    """Judge the approval by an order and the plan."""
    found, now = _read(question)
    return _answer(rules.approved(now), found, now.approved_on)


@proof(
    "policy.section",
    _("An input of the policy is filled from records"),
    Parameter("section", _("which input"), SectionCode.LONG_TERM.value, SectionCode.choices),
    Parameter("months", _("months after which records are taken over anew"), 18),
)
def section(question: Question) -> Answer:
    """Judge one of the five inputs."""
    found, now = _read(question)
    code = question.words("section")
    verdict = rules.section(now, code, question.day, question.number("months"))
    known = now.sections.get(code)
    return _answer(verdict, found, known.taken_on if known else None)


@proof(
    "policy.reviewed",
    _("The director reviews the policy every year"),
    MONTHS,
    Parameter("soon", _("days before the anniversary in which to remind"), 30),
)
def reviewed(question: Question) -> Answer:
    """Judge the yearly review."""
    found, now = _read(question)
    months, soon = question.number("months"), question.number("soon")
    verdict = rules.reviewed(now, question.day, months, soon)
    last = now.last_review
    return _answer(verdict, found, last.day if last else now.approved_on)


@proof(
    "policy.updated",
    _("A change of the policy is made by the deputy in time"),
    Parameter("days", _("days in which the new edition comes into force"), 60),
)
def updated(question: Question) -> Answer:
    """Judge the update that a review asked for."""
    found, now = _read(question)
    return _answer(rules.updated(now, question.day, question.number("days")), found, now.since)
