"""What the register of procedures proves."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import catalogue
from sapat.plan.indicators.system import system_at
from sapat.plan.instruments import reads as instruments
from sapat.plan.procedures import reads, rules
from sapat.plan.procedures.models import AssessmentProcedure
from sapat.plan.procedures.rules import Verdict

SHOWN = 12
"""Records that an answer names; the page has the rest."""


def _answer(verdict: Verdict, rows: Iterable[AssessmentProcedure], page: str) -> Answer:
    """Return the verdict with the procedures it rests on."""
    state, reason, facts = verdict
    every = list(rows)
    since = max((row.since for row in every), default=None)
    records = [
        Record(f"{row.criterion}: {row.get_method_display()}, {row.tool}", page,
               kind="procedure", pk=row.pk)
        for row in every[:SHOWN]
    ]  # fmt: skip
    return Answer(state, reason, facts, since if state == State.PROVED else None, records)


@proof("instruments.procedures", _("Assessment procedures are registered with all they need"))
def procedures(question: Question) -> Answer:
    """Judge whether results, process, conditions and expectations have their procedures."""
    rows = question.once(reads.on, question.day)
    verdict = rules.judge_register([row.plain for row in rows])
    return _answer(verdict, rows, "plan:procedures")


@proof(
    "instruments.complement",
    _("Procedures complement each other: criteria are judged by more than one method"),
    Parameter("least", _("how many criteria at least"), 3),
)
def complement(question: Question) -> Answer:
    """Judge whether enough criteria are judged by two methods."""
    rows = question.once(reads.on, question.day)
    plain = [row.plain for row in rows]
    several = {code for code, one in rules.by_criterion(plain).items() if len(one) > 1}
    verdict = rules.judge_complement(plain, question.number("least"))
    shown = [row for row in rows if row.criterion in several]
    return _answer(verdict, shown, "plan:procedure_map")


@proof(
    "instruments.safety",
    _("Safety and sanitary conditions are checked by a list with a period and a post"),
    Parameter("code", _("code of the checklist"), "SC"),
)
def safety(question: Question) -> Answer:
    """Judge whether the safety checklist is in force and regularly filled in."""
    code = question.words("code")
    rows = question.once(reads.on, question.day)
    in_force = code in question.once(instruments.in_force, question.day)
    verdict = rules.judge_safety([row.plain for row in rows], code, in_force=in_force)
    return _answer(verdict, [row for row in rows if row.tool == code], "plan:procedures")


@proof("indicators.workable", _("Each indicator in use has a source, a tool and a held post"))
def workable(question: Question) -> Answer:
    """Judge whether there is an indicator that nobody could fill."""
    rows = question.once(reads.on, question.day)
    term = question.once(proposals.term_of, question.day)
    place = (term.year, term.number) if term else (question.day.year, 1)
    system = system_at(question.once(proposals.decisions), *place)
    kind = question.school.edition(question.day).school_type
    used = [each for each in system.active if each.applies_to(kind)]
    own = [code for code in system.own if code not in catalogue().indicators]
    held = question.once(reads.held, question.day)
    verdict = rules.judge_workable(used, own, [row.plain for row in rows], held)
    return _answer(verdict, rows, "plan:procedures")
