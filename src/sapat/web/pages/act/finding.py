"""One finding: confirm it, ask why, close it, open it again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.actions import changes as actions
from sapat.act.actions import reads as answers
from sapat.act.loop.chains import around_finding
from sapat.check.findings import changes, reads
from sapat.check.findings.changes import Why
from sapat.check.findings.models import Finding, FindingCause
from sapat.check.findings.rules import (
    NONCONFORMING,
    Cause,
    FindingState,
    Grade,
    NotSo,
    days_open,
    depth,
    root_causes,
)
from sapat.check.monitoring.factors import factors
from sapat.core.gates import objection
from sapat.publish.findings import finding_paper
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import address, linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.findings import (
    CauseForm,
    CloseForm,
    ConfirmForm,
    HandForm,
    ReasonForm,
    RewordForm,
)
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.actions import shown as shown_actions
from sapat.web.pages.act.findings import GRADE_LOOKS, LOOKS
from sapat.web.papers import answer_with


@right("finding.read")
@require_safe
def finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Show a finding: its source, its causes, its actions and its whole life."""
    row = seen(request, Finding, finding_id)
    causes = list(reads.causes(row))
    judged = reads.judged_causes([row.pk]).get(row.pk, [])
    life = reads.lives([row.pk]).get(row.pk, [])
    context = {
        "row": row,
        "look": LOOKS[FindingState(row.state)],
        "grade": GRADE_LOOKS[Grade(row.grade)],
        "source": address(request, row.source_page, row.source_args, row.source_query),
        "causes": tree_of(causes),
        "has_root": bool(root_causes(judged)),
        "actions": shown_actions(list(answers.of_finding(row))),
        "excuse": answers.excuse_of(row),
        "steps": reads.steps(row),
        "chain": linked(request, around_finding(row)),
        "repeats": list(row.repeats.order_by("found_on")),
        "days": days_open(life, localdate()),
        "late": bool(row.due_on and row.due_on < localdate() and not row.closed_on),
        **_allowed(request, row, has_root=bool(root_causes(judged))),
    }
    return render(request, "act/finding.html", context)


def _allowed(request: SchoolRequest, row: Finding, *, has_root: bool) -> dict[str, Any]:
    """Return what this reader may do now, and what still keeps the finding open."""
    working = row.state == FindingState.CONFIRMED
    mine = request.member.person_id in {row.owner_id, row.found_by_id}
    refused = objection(changes.CLOSE_GATE, row, localdate()) if working else None
    lacks_root = row.grade in NONCONFORMING and not has_root
    return {
        "can_confirm": request.may("finding.confirm") and row.state == FindingState.WRITTEN,
        "can_reword": row.state == FindingState.WRITTEN
        and (mine or request.may("finding.confirm")),
        "can_work": working and (mine or request.may("action.plan")),
        "can_close": working and request.may("finding.confirm") and not (refused or lacks_root),
        "can_reopen": request.may("finding.confirm") and row.state == FindingState.CLOSED,
        "can_hand": working and request.may("finding.confirm"),
        "keeps_open": NotSo.NO_CAUSE.label
        if working and lacks_root
        else refused.sentence
        if refused
        else "",
    }


def tree_of(causes: list[FindingCause]) -> list[dict[str, Any]]:
    """Return causes in the order of the tree, each with its depth and factor."""
    known = factors().factors
    plain = [Cause(row.pk, row.above_id, row.is_root, row.factor) for row in causes]
    below: dict[int | None, list[FindingCause]] = {}
    for row in causes:
        below.setdefault(row.above_id, []).append(row)
    found: list[dict[str, Any]] = []

    def walk(above: int | None) -> None:
        for row in below.get(above, ()):
            one = next(each for each in plain if each.pk == row.pk)
            factor = known[row.factor].name if row.factor in known else ""
            found.append(
                {
                    "row": row,
                    "depth": depth(one, plain),
                    "factor": factor,
                    "is_leaf": row.pk not in below,
                }
            )
            walk(row.pk)

    walk(None)
    return found


@right("finding.read")
@require_safe
def finding_sheet(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Show the sheet of a finding as it is printed and signed, or hand it out."""
    row = seen(request, Finding, finding_id)
    causes = tree_of(list(reads.causes(row)))
    told = [(one["depth"], one["row"].text, one["row"].is_root) for one in causes]
    done = list(answers.of_finding(row))
    back = reverse("act:finding", args=[request.school.code, row.pk])
    return answer_with(
        request,
        lambda language: finding_paper(row, told, done, language=language, at=now()),
        back=back,
        back_to=row.name,
    )


@right("finding.confirm")
@form_page
def confirm_finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Confirm a finding and say who answers for it."""
    row = seen(request, Finding, finding_id)
    form = ConfirmForm(posted(request))
    staff = {person.pk: person for person in people.staff(localdate())}
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Confirm the finding"), _("Confirm"), _("The finding is confirmed.")),
        lambda given: changes.confirm(
            row,
            owner=staff.get(given["owner"]),
            due_on=given["due_on"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("finding.confirm")
@form_page
def refuse_finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Say why a finding is not confirmed."""
    row = seen(request, Finding, finding_id)
    question = _about(
        row, _("Do not confirm the finding"), _("Do not confirm"), _("The reason is kept.")
    )
    return ask(
        request,
        ReasonForm(posted(request)),
        question,
        lambda given: changes.refuse(
            row,
            given["reason"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("finding.write")
@form_page
def correct_finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Reword a finding that nobody has confirmed yet."""
    row = seen(request, Finding, finding_id)
    initial = {"title": row.title, "text": row.text, "grade": row.grade}
    return ask(
        request,
        RewordForm(posted(request), initial=initial),
        _about(row, _("Reword the finding"), _("Save"), _("The finding is reworded.")),
        lambda given: changes.correct(
            row, **given, person=people.person_of(request.user), by=request.user, at=now()
        ),
    )


@right("finding.confirm")
@form_page
def hand_finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Make somebody else answer for a finding."""
    row = seen(request, Finding, finding_id)
    form = HandForm(posted(request), initial={"owner": row.owner_id})
    staff = {person.pk: person for person in people.staff(localdate())}
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Hand the finding over"), _("Hand over"), _("It is handed over.")),
        lambda given: changes.hand(
            row,
            staff[given["owner"]],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("finding.write")
@form_page
def name_cause(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Answer “why?” once more."""
    row = seen(request, Finding, finding_id)
    known = {one["row"].pk: one["row"] for one in tree_of(list(reads.causes(row)))}
    newest = max(known, default=None)
    form = CauseForm(posted(request), initial={"above": newest})
    form.fields["above"].offer(  # type: ignore[attr-defined]
        [(pk, one.text) for pk, one in known.items()], blank=row.title
    )
    groups = factors()
    form.fields["factor"].choices = [  # type: ignore[attr-defined]
        ("", "—"),
        *(
            (str(name), [(one.code, str(one.name)) for one in groups.of(code)])
            for code, name in groups.groups.items()
        ),
    ]
    question = _about(row, _("Why is it so?"), _("Add the cause"), _("The cause is named."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.name_cause(
            row,
            Why(given["text"], known.get(given["above"]), given["factor"], given["is_root"]),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("finding.write")
@form_page
def drop_cause(request: SchoolRequest, findingcause_id: int) -> HttpResponse:
    """Take a cause away that proved wrong."""
    cause = seen(request, FindingCause, findingcause_id)
    question = _about(
        cause.finding, _("Take the cause away"), _("Take away"), _("The cause is taken away.")
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.drop_cause(cause, by=request.user, at=now()),
    )


@right("finding.confirm")
@form_page
def close_finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Close a finding whose cause is done away with."""
    row = seen(request, Finding, finding_id)
    return ask(
        request,
        CloseForm(posted(request)),
        _about(row, _("Close the finding"), _("Close it"), _("The finding is closed.")),
        lambda given: changes.close(
            row, given["words"], person=people.person_of(request.user), by=request.user, at=now()
        ),
    )


@right("finding.confirm")
@form_page
def reopen_finding(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Open a closed finding again."""
    row = seen(request, Finding, finding_id)
    return ask(
        request,
        ReasonForm(posted(request)),
        _about(row, _("Open the finding again"), _("Open again"), _("The finding is open again.")),
        lambda given: changes.reopen(
            row, given["reason"], person=people.person_of(request.user), by=request.user, at=now()
        ),
    )


@right("action.plan")
@form_page
def excuse_prevention(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Write why no action against the cause is needed."""
    row = seen(request, Finding, finding_id)
    question = _about(
        row, _("No preventive action is needed"), _("Save the reason"), _("The reason is kept.")
    )
    return ask(
        request,
        ReasonForm(posted(request)),
        question,
        lambda given: actions.need_no_prevention(
            row, given["reason"], person=people.person_of(request.user), by=request.user, at=now()
        ),
    )


def _about(row: Finding, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:finding", args=[row.school.code, row.pk]),
        pretitle=_("Finding %(name)s") % {"name": row.name},
        lead=row.title,
        done=done,
    )
