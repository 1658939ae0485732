"""The quality policy: its inputs from live records, approval, yearly review."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import Request, evaluate
from sapat.plan.documents import changes as documents
from sapat.plan.documents import reads as papers
from sapat.plan.documents.changes import Adoption, Approval
from sapat.plan.documents.rules import EditionState
from sapat.plan.indicators.rules import catalogue
from sapat.plan.objectives import reads as objectives
from sapat.plan.policy import changes, reads, rules
from sapat.plan.policy.changes import Agreement
from sapat.plan.policy.models import PolicyEdition, PolicySection
from sapat.plan.policy.rules import SectionCode
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.planning import SureForm
from sapat.web.forms.policy import AdoptForm, ApproveForm, OpeningForm, ReviewForm, SectionForm
from sapat.web.pages.check.words import Shown
from sapat.web.pages.plan.plans import tally_of
from sapat.web.pages.plan.policy_tabs import tabs

SATISFACTION = ("P-18", "P-19", "R-20", "C-17", "S-01", "S-02", "S-03")
"""Indicators of how satisfied pupils, parents, graduates and employers are."""
MONTHS = 12


@right("objective.read")
@require_safe
def policy(request: SchoolRequest) -> HttpResponse:
    """Show the policy in force, or the one in work, with what the records say today."""
    day = localdate()
    found, known = reads.now(request.school, day)
    wanted = "draft" if request.GET.get("show") == "draft" or not found.edition else "force"
    row = found.in_work if wanted == "draft" else found.in_force
    edition = found.draft if wanted == "draft" else found.edition
    plan = row.plan if row else None
    context = {
        "tabs": tabs(request),
        "found": found,
        "row": row,
        "edition": edition,
        "known": known,
        "strategy": objectives.strategy_on(day),
        "sections": _sections(request, row) if row else [],
        "review_due": rules.next_review(known, MONTHS),
        "today": day,
        "plan": plan,
        "tally": tally_of(plan, day) if plan else None,
        "reviews": list(papers.reviews(found.document)) if found.document else [],
        "paper_url": _document_url(request, found),
        "open": edition is not None and edition.state in changes.OPEN,
        "adopted": edition is not None and edition.state == EditionState.ADOPTED,
        "can_write": request.may("objective.change"),
        "can_adopt": request.may("document.adopt"),
        "can_approve": request.may("document.approve"),
    }
    return render(request, "plan/policy.html", context)


def _document_url(request: SchoolRequest, found: reads.Policy) -> str:
    if found.document is None:
        return ""
    try:
        return reverse("plan:document", args=[request.school.code, found.document.pk])
    except NoReverseMatch:
        return ""


def _sections(request: SchoolRequest, row: PolicyEdition) -> list[tuple[PolicySection, list[str]]]:
    """Return each input with what the records say of it today."""
    return [(one, live(request, one.code)) for one in reads.sections_of(row)]


def live(request: SchoolRequest, code: str) -> list[str]:
    """Return what the records say today for a section; satisfaction is measured."""
    if code == SectionCode.SATISFACTION:
        return _measured(request)
    return reads.from_records(code, localdate())


def _measured(request: SchoolRequest) -> list[str]:
    """Return the latest figure of every indicator of satisfaction that has one."""
    ground = ground_of(request.school)
    known = [
        catalogue().indicators[code] for code in SATISFACTION if code in catalogue().indicators
    ]
    asked = {
        one.code: [Request(one.code, term) for term in ground.history(one.window)] for one in known
    }
    found = evaluate(ground, [each for wanted in asked.values() for each in wanted])
    lines = []
    for one in known:
        judged = [r for each in asked[one.code] if (r := found[each][0]).judged]
        if judged:
            shown = Shown(judged[-1], one)
            interval = f" ({shown.interval})" if shown.interval else ""
            lines.append(f"{one.name}: {shown.text}{interval}, {judged[-1].term.label}")
    return lines


@right("objective.change")
@form_page
def begin(request: SchoolRequest) -> HttpResponse:
    """Draft the first policy of the school."""
    question = _about(
        request,
        _("Draft the quality policy"),
        _("Begin the draft"),
        _("The draft is begun: fill its five inputs."),
        _("Five inputs are asked for; each can take over what the school's records say."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.begin(request.school, by=request.user, at=now()),
    )


@right("objective.change")
@form_page
def opening(request: SchoolRequest, policy_edition_id: int) -> HttpResponse:
    """Write what the policy says before its five inputs."""
    row = seen(request, PolicyEdition, policy_edition_id)
    form = OpeningForm(posted(request), initial={"text": row.opening})
    question = _about(request, _("Opening words"), _("Save"), _("The words are saved."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.write_opening(row, given["text"], by=request.user, at=now()),
    )


@right("objective.change")
@form_page
def section(request: SchoolRequest, policy_section_id: int) -> HttpResponse:
    """Write one input, and take over what the records say."""
    row = seen(request, PolicySection, policy_section_id)
    says = live(request, row.code)
    form = SectionForm(posted(request), initial={"text": row.text, "take": True})
    question = _about(
        request,
        str(row.get_code_display()),
        _("Save"),
        _("The section is saved."),
        _("The records say today: %(says)s") % {"says": "; ".join(says)}
        if says
        else _("The records say nothing of this yet."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.write_section(
            row.policy,
            row.code,
            given["text"],
            taken=says if given["take"] else None,
            by=request.user,
            at=now(),
        ),
    )


@right("document.adopt")
@form_page
def adopt(request: SchoolRequest, policy_edition_id: int) -> HttpResponse:
    """Record that the pedagogical council adopted the policy."""
    row = seen(request, PolicyEdition, policy_edition_id)
    offered = {body.pk: body for body in bodies.bodies(localdate())}
    form = AdoptForm(posted(request))
    form.fields["body"].offer(offered.items())  # type: ignore[attr-defined]
    question = _about(request, _("The policy is adopted"), _("Record it"), _("It is adopted."))

    def change(given: dict[str, Any]) -> object:
        adoption = Adoption(offered[given["body"]], given["protocol_number"], given["adopted_on"])
        return documents.adopt(row.edition, adoption, by=request.user, at=now())

    return ask(request, form, question, change)


@right("document.approve")
@form_page
def approve(request: SchoolRequest, policy_edition_id: int) -> HttpResponse:
    """Approve by order; ask whether the policy agrees with the main goal."""
    row = seen(request, PolicyEdition, policy_edition_id)
    day = localdate()
    strategy = objectives.strategy_on(day)
    offered = {plan.pk: plan for plan in reads.plans_for_policy(day)}
    form = ApproveForm(posted(request), initial={"plan": row.plan_id})
    form.fields["plan"].offer(offered.items())  # type: ignore[attr-defined]
    question = _about(
        request,
        _("Approve the policy"),
        _("Approve by order"),
        _("The policy is approved."),
        _("Main goal: %(goal)s") % {"goal": strategy.goal if strategy else "—"},
    )

    def change(given: dict[str, Any]) -> object:
        person = people.director(given["approved_on"])
        approval = Approval(found_or_404(person), given["order_number"], given["approved_on"])
        agreement = Agreement(given["agrees"], offered.get(given["plan"]), given["note"])
        return changes.approve(
            row, approval, agreement, since=given["since"], by=request.user, at=now()
        )

    return ask(request, form, question, change)


@right("document.approve")
@form_page
def review(request: SchoolRequest) -> HttpResponse:
    """Record the yearly review of the director, also when nothing changes."""
    person = people.director(localdate())
    question = _about(
        request,
        _("Yearly review of the policy"),
        _("Record the review"),
        _("It is recorded."),
    )
    return ask(
        request,
        ReviewForm(posted(request)),
        question,
        lambda given: changes.review(
            request.school,
            person=person,
            to_change=given["verdict"] == "change",
            note=given["note"],
            by=request.user,
            at=now(),
        ),
    )


def _about(
    request: SchoolRequest, heading: str, button: str, done: str, lead: str = ""
) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:policy", args=[request.school.code]),
        pretitle=_("Quality policy"),
        lead=lead,
        done=done,
    )
