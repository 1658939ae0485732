"""Plans of every level: the list of a year, one plan, what is done with a whole plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sapat.plan.documents.rules import EditionState
from sapat.plan.planning import changes, reads, rules, verdicts
from sapat.plan.planning.cascade import changes as cascading
from sapat.plan.planning.drafts import Frame
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.paper import changes as paper
from sapat.plan.planning.rules import ItemState, PlanLevel
from sapat.school.calendar.rules import ROMAN, year_label
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.planning import PlanForm, RestateForm, SureForm
from sapat.web.pages.plan.measures import Line
from sapat.web.pages.plan.plan_tabs import months, tabs

AROUND = range(-3, 7)
"""School years offered, counted from the running one."""
TERMS = 4


def chosen(request: SchoolRequest) -> int:
    """Return the school year the page speaks of: asked for, or running."""
    asked = request.GET.get("year", "")
    running = reads.running_year(localdate())
    return int(asked) if asked.isdigit() and abs(int(asked) - running) < len(AROUND) else running


def around(year: int) -> list[tuple[int, str]]:
    """Return school years to choose from."""
    return [(year + step, year_label(year + step)) for step in AROUND]


@right("plan.read")
@require_safe
def plans(request: SchoolRequest) -> HttpResponse:
    """Show the plans of a school year by level, with what is done and what is late."""
    day, year = localdate(), chosen(request)
    order = {month: place for place, month in enumerate(rules.MONTHS)}
    rows = sorted(reads.plans(year), key=lambda row: order.get(row.month, -1))
    lines = reads.lines_of(rows, day)
    approved = reads.approvals()
    levels = [
        (
            level.label,
            [
                (row, _tally(lines.get(row.pk, ())), approved.get(row.document_id or 0))
                for row in rows
                if row.level == level
            ],
        )
        for level in PlanLevel
    ]
    context = {
        "tabs": tabs(request),
        "year": year,
        "years": around(reads.running_year(day)),
        "levels": [each for each in levels if each[1]],
        "can_change": request.may("plan.change"),
    }
    return render(request, "plan/plans.html", context)


def _tally(lines: Sequence[verdicts.Line]) -> dict[str, Any]:
    """Return how many measures stand where, for a bar."""
    found = verdicts.counts(lines)
    done = found[ItemState.DONE] + found[ItemState.DONE_LATE]
    kept = len(lines) - found[ItemState.DROPPED]
    return {
        "all": kept,
        "done": done,
        "late": found[ItemState.LATE],
        "dropped": found[ItemState.DROPPED],
        "share": round(100 * done / kept) if kept else 0,
    }


def tally_of(row: Plan, day: date) -> dict[str, Any]:
    """Return how far a plan is, for a bar."""
    return _tally(reads.lines_of([row], day).get(row.pk, ()))


@right("plan.read")
@require_safe
def plan(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Show one plan: its measures by section, or by month, plan against fact."""
    row = seen(request, Plan, plan_id)
    day = localdate()
    items = list(reads.items_of(row))
    by_month = request.GET.get("by") == "month"
    edition = reads.paper_of(row)
    context = {
        "plan": row,
        "below": list(row.below.order_by("year", "term", "month")),
        "groups": _groups(items, by_month=by_month, request=request),
        "by_month": by_month,
        "tally": _tally([reads.line_of(item, day) for item in items]),
        "edition": edition,
        "span": reads.span(row),
        "to_write": edition is None or edition.state in paper.OPEN,
        "to_adopt": edition is not None and edition.state in paper.OPEN,
        "to_approve": edition is not None and edition.state == EditionState.ADOPTED,
        "can_adopt": request.may("document.adopt"),
        "can_approve": request.may("document.approve"),
        "can_change": request.may("plan.change"),
        "can_cascade": row.level != PlanLevel.MONTHLY and items,
    }
    return render(request, "plan/plan.html", context)


def _groups(
    items: Sequence[PlanItem], *, by_month: bool, request: SchoolRequest
) -> list[tuple[str, list[Line]]]:
    """Return the measures under the headings of sections, or of months."""
    day = localdate()
    if by_month:
        heads: list[tuple[Any, str]] = list(months())
        keys: list[Any] = [item.due_on.month for item in items]
    else:
        heads = [(code, str(label)) for code, label in rules.Section.choices]
        keys = [item.section for item in items]
    lines = [Line(item, day, request) for item in items]
    return [
        (label, found)
        for key, label in heads
        if (found := [line for line, own in zip(lines, keys, strict=True) if own == key])
    ]


@right("plan.change")
@form_page
def new_plan(request: SchoolRequest) -> HttpResponse:
    """Open a plan of any level."""
    day = localdate()
    year = chosen(request)
    staff = {person.pk: person for person in people.staff(day)}
    above = {row.pk: row for row in reads.plans(year)}
    form = PlanForm(posted(request), initial={"year": year})
    offer_frame(form, reads.running_year(day))
    form.fields["owner"].offer(staff.items())  # type: ignore[attr-defined]
    form.fields["above"].offer(above.items())  # type: ignore[attr-defined]
    question = Question(
        heading=_("New plan"),
        button=_("Open the plan"),
        back=reverse("plan:plans", args=[request.school.code]),
        pretitle=_("Plans"),
        done=_("The plan is open: write its measures."),
    )

    def change(given: dict[str, Any]) -> object:
        rest = given | {"owner": staff.get(given["owner"]), "above": above.get(given["above"])}
        return changes.make(request.school, frame_of(rest), by=request.user, at=now())

    return ask(request, form, question, change)


def frame_of(given: dict[str, Any]) -> Frame:
    """Return the frame; what does not belong to the level is left out."""
    level = given["level"]
    keep = {
        "last_year": PlanLevel.STRATEGIC,
        "term": PlanLevel.QUARTERLY,
        "month": PlanLevel.MONTHLY,
    }
    numbers = {name: (given[name] or 0) if level == own else 0 for name, own in keep.items()}
    return Frame(**(given | numbers))


def offer_frame(form: PlanForm, year: int) -> None:
    """Offer years, terms and months to choose from."""
    fields: dict[str, Any] = form.fields
    fields["year"].choices = around(year)
    fields["last_year"].choices = [("", "—"), *around(year)]
    fields["term"].choices = [("", "—"), *((n, ROMAN[n]) for n in range(1, TERMS + 1))]
    fields["month"].choices = [("", "—"), *months()]


@right("plan.change")
@form_page
def restate(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Give a plan another name or owner."""
    row = seen(request, Plan, plan_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    form = RestateForm(posted(request), initial={"title": row.title, "owner": row.owner_id})
    form.fields["owner"].offer(staff.items())  # type: ignore[attr-defined]
    question = about(row, _("Name and owner of the plan"), _("Save"), _("The plan is changed."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.restate(
            row, given["title"], staff.get(given["owner"]), by=request.user, at=now()
        ),
    )


@right("plan.change")
@form_page
def cascade(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Carry the open measures down into the plans below."""
    row = seen(request, Plan, plan_id)
    question = about(
        row,
        _("Carry the measures down"),
        _("Carry down"),
        "",
        _(
            "Open measures go on in the plans below, each in the time it falls into. What is "
            "there already stays; done again, only what is missing is added."
        ),
    )

    def change(_given: dict[str, Any]) -> object:
        written = cascading.cascade(row, by=request.user, at=now())
        return tell(request, len(written))

    return ask(request, SureForm(posted(request)), question, change)


def tell(request: SchoolRequest, count: int) -> int:
    """Say how many measures were written."""
    said = ngettext("%(count)s measure is written.", "%(count)s measures are written.", count)
    messages.success(request, said % {"count": count})
    return count


@right("plan.change")
@form_page
def publish(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Open the plan to everybody, beforehand."""
    row = seen(request, Plan, plan_id)
    question = about(
        row,
        _("Open the plan to everybody"),
        _("Open it"),
        _("The plan is open to everybody."),
        _("The day is kept: it shows that procedures were known before they began."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.publish(row, by=request.user, at=now()),
    )


def about(row: Plan, heading: str, button: str, done: str, lead: str = "") -> Question:
    """Return the words around a form about a plan."""
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:plan", args=[row.school.code, row.pk]),
        pretitle=row.title,
        lead=lead,
        done=done,
    )
