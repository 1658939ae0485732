"""One criterion of a cycle: both judgements side by side, its evidence, last year's answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.assessments.annexes import reads as annexes
from sapat.check.assessments.criteria.models import CriteriaSet
from sapat.check.assessments.criteria.rules import Standing
from sapat.check.assessments.cycles import changes, reads
from sapat.check.assessments.cycles.changes import Said
from sapat.check.assessments.cycles.models import AssessedCriterion
from sapat.check.assessments.cycles.rules import WEAK, CycleState
from sapat.check.findings import reads as findings
from sapat.core import proofs
from sapat.plan.regulations.reads import readings
from sapat.plan.regulations.standing import judge as judged
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import address
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.assessments import JudgementForm, OwnJudgementForm, SendBackForm
from sapat.web.pages.check.assessments import look_of


@right("self_assessment.read")
@require_safe
def assessed_criterion(request: SchoolRequest, assessed_criterion_id: int) -> HttpResponse:
    """Show a criterion: what the school says, what the commission says, what lies beside."""
    line = seen(request, AssessedCriterion, assessed_criterion_id)
    known, cycle = line.assessment.criteria_set, line.assessment
    me = people.person_of(request.user)
    own, agreed = known.means(line.own_level), known.means(line.commission_level)
    rows = list(reads.evidence_of(line))
    ground, _term, figures = annexes.figures(request.school, line.criterion.indicators)
    context = {
        "line": line,
        "own": _shown(known, line.own_level),
        "commission": _shown(known, line.commission_level),
        "differs": bool(own and agreed and own != agreed),
        "before": _before(line),
        "annexes": [(one, address(request, one.page, tuple(one.args))) for one in rows],
        "changed": annexes.changed(rows),
        "clauses": _clauses(request, line.criterion.clauses),
        "figures": [
            (one, annexes.of_figure(one, ground).label.partition(" ")[2]) for one in figures
        ],
        "levels": known.levels,
        "finding": findings.of_source(line.source).first(),
        "weak": (agreed or own) in WEAK,
        "grade": "major" if (agreed or own) == Standing.FAILS else "minor",
        "is_open": cycle.is_open,
        **_allowed(request, line, me),
    }
    return render(request, "check/assessed_criterion.html", context)


def _allowed(request: SchoolRequest, line: AssessedCriterion, me: Person | None) -> dict[str, Any]:
    """Return what this reader may do now."""
    cycle = line.assessment
    running = cycle.state == CycleState.RUNNING
    sits = bool(
        me
        and cycle.commission
        and me.pk in {one.person_id for one in reads.members(cycle.commission, localdate())}
    )
    judges = running and request.may("self_assessment.judge")
    mine = line.owner_id is None or bool(me and line.owner_id == me.pk)
    return {
        "can_judge": judges
        and not line.commission_level
        and (mine or request.may("self_assessment.run")),
        "can_agree": judges
        and sits
        and bool(line.own_level)
        and not (me and line.own_by_id == me.pk),
        "can_send_back": judges and sits and bool(line.commission_level),
        "can_lay": cycle.is_open and request.may("self_assessment.judge"),
    }


def _shown(known: CriteriaSet, level: str) -> tuple[str, object] | None:
    names = {one.code: one.name for one in known.levels}
    return look_of(known.means(level), names.get(level))


def _before(line: AssessedCriterion) -> dict[str, Any] | None:
    """Return last year's answer with its looks, or None."""
    was = reads.before(line)
    if was is None:
        return None
    known = was.assessment.criteria_set
    return {
        "line": was,
        "own": _shown(known, was.own_level),
        "commission": _shown(known, was.commission_level),
    }


def _clauses(request: SchoolRequest, codes: list[str]) -> list[dict[str, Any]]:
    """Return the clauses a criterion points to, each with what the records prove today."""
    day = localdate()
    question = proofs.Question(request.school, day)
    found = []
    for one in readings(day, every=True) if codes else ():
        for clause in one.clauses:
            if clause.code in codes:
                line = judged(clause, question)
                found.append({"clause": clause, "line": line, "look": f"clause_{line.state}"})
    return sorted(found, key=lambda one: codes.index(one["clause"].code))


@right("self_assessment.judge")
@form_page
def judge_criterion(request: SchoolRequest, assessed_criterion_id: int) -> HttpResponse:
    """Judge a criterion for the school; last year's answer stands beside an empty one."""
    line = seen(request, AssessedCriterion, assessed_criterion_id)
    was = reads.before(line)
    initial = {
        "level": line.own_level,
        "words": line.own_words,
        "strengths": line.strengths,
        "gaps": line.gaps,
        "turn": line.turn,
    }
    form = OwnJudgementForm(posted(request), initial=initial)
    _offer_levels(form, line)
    return ask(
        request,
        form,
        _about(line, _("Judge for the school"), _("Judge"), _("The judgement is kept.")),
        lambda given: changes.judge(
            line,
            Said(given["level"], given["words"], given["strengths"], given["gaps"]),
            given["turn"],
            person=people.person_of(request.user),
            leads=request.may("self_assessment.run"),
            by=request.user,
            at=now(),
        ),
        line=line,
        before=_before(line) if was else None,
    )


@right("self_assessment.judge")
@form_page
def agree_criterion(request: SchoolRequest, assessed_criterion_id: int) -> HttpResponse:
    """Judge a criterion for the commission, with the school's judgement beside it."""
    line = seen(request, AssessedCriterion, assessed_criterion_id)
    initial = {
        "level": line.commission_level or line.own_level,
        "words": line.commission_words if line.commission_level else "",
        "turn": line.turn,
    }
    form = JudgementForm(posted(request), initial=initial)
    _offer_levels(form, line)
    return ask(
        request,
        form,
        _about(line, _("Judge for the commission"), _("Judge"), _("The judgement is kept.")),
        lambda given: changes.agree(
            line,
            Said(given["level"], given["words"]),
            given["turn"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
        line=line,
        own=_shown(line.assessment.criteria_set, line.own_level),
    )


@right("self_assessment.judge")
@form_page
def send_criterion_back(request: SchoolRequest, assessed_criterion_id: int) -> HttpResponse:
    """Let the school judge a criterion again."""
    line = seen(request, AssessedCriterion, assessed_criterion_id)
    return ask(
        request,
        SendBackForm(posted(request), initial={"turn": line.turn}),
        _about(line, _("Send it back to the school"), _("Send back"), _("It is sent back.")),
        lambda given: changes.send_back(
            line,
            given["reason"],
            given["turn"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
        line=line,
    )


def _offer_levels(form: JudgementForm, line: AssessedCriterion) -> None:
    levels = line.assessment.criteria_set.levels
    choices = [
        (one.code, f"{one.name}: {one.words}" if str(one.words) else str(one.name))
        for one in levels
    ]
    form.fields["level"].choices = choices  # type: ignore[attr-defined]


def _about(line: AssessedCriterion, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("check:assessed_criterion", args=[line.school.code, line.pk]),
        pretitle=line.criterion.code,
        lead=line.criterion.text,
        done=done,
        template="check/judge_criterion.html",
    )
