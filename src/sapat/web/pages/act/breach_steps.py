"""The way of a case: fact, evidence, explanation, measure, order, close."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.act.breaches import changes, outcomes
from sapat.act.breaches.changes import Choice, Fact, GivenBy
from sapat.act.breaches.models import Breach
from sapat.act.breaches.rules import FILE_BYTES, explain_days, reply_days
from sapat.act.orders import reads as orders
from sapat.act.orders.rules import Series
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.breaches import (
    AskForm,
    BreachFindingForm,
    DropForm,
    EvidenceForm,
    ExplanationForm,
    FactForm,
    MeasureForm,
    MeasureOrderForm,
    NewBreachForm,
    NoExplanationForm,
)
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.breaches import handled


def _acting(request: SchoolRequest) -> dict[str, Any]:
    return {"person": people.person_of(request.user), "by": request.user, "at": now()}


@right("breach.change")
@form_page
def open_breach(request: SchoolRequest) -> HttpResponse:
    """Write down that somebody acted against the policy."""
    me = request.member.person_id
    staff = {one.pk: one for one in people.staff(localdate()) if one.pk != me}
    form = NewBreachForm(posted(request))
    form.fields["person"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    question = Question(
        heading=_("Write a case down"),
        button=_("Write down"),
        back=reverse("act:breaches", args=[request.school.code]),
        pretitle=_("Breaches"),
        lead=_("Only the director, the deputy and personnel read it; the employee concerned from "
               "the day an explanation is asked for."),
        done=_("The case is written down. Add evidence, then ask for an explanation."),
    )  # fmt: skip
    return ask(
        request,
        form,
        question,
        lambda given: changes.open_case(
            staff[given.pop("person")], Fact(**given), **_acting(request)
        ),
    )


@right("breach.change")
@form_page
def correct_breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Correct the fact before an explanation is asked for."""
    row = handled(request, breach_id)
    initial = {"point": row.point, "fact": row.fact, "happened_on": row.happened_on}
    return ask(
        request,
        FactForm(posted(request), initial=initial),
        _about(row, _("Correct the fact"), _("Save"), _("The fact is corrected.")),
        lambda given: changes.correct(row, Fact(**given), **_acting(request)),
    )


@right("breach.change")
@form_page
def attach_evidence(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Add a file of evidence."""
    row = handled(request, breach_id)
    files = request.FILES if request.method == "POST" else None
    return ask(
        request,
        EvidenceForm(posted(request), files),
        _about(row, _("Add evidence"), _("Add"), _("The file is kept with the case.")),
        lambda given: changes.attach(
            row, given["file"].name, given["file"].read(FILE_BYTES + 1), **_acting(request)
        ),
    )


@right("breach.change")
@form_page
def ask_explanation(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Ask the person concerned for an explanation."""
    row = handled(request, breach_id)
    initial = {"until": localdate() + timedelta(days=explain_days())}
    lead = _("From now on the employee concerned reads the case and may answer.")
    return ask(
        request,
        AskForm(posted(request), initial=initial),
        _about(
            row, _("Ask for an explanation"), _("Ask"), _("The explanation is asked for."), lead
        ),
        lambda given: changes.ask_explanation(row, given["until"], **_acting(request)),
    )


@right("breach.change")
@form_page
def explanation_on_paper(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Keep an explanation that was handed in on paper."""
    row = handled(request, breach_id)
    return ask(
        request,
        ExplanationForm(posted(request)),
        _about(row, _("Explanation on paper"), _("Save"), _("The explanation is kept.")),
        lambda given: changes.explain_on_paper(row, given["words"], **_acting(request)),
    )


@right("breach.change")
@form_page
def no_explanation(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Record that no explanation is given."""
    row = handled(request, breach_id)
    return ask(
        request,
        NoExplanationForm(posted(request)),
        _about(row, _("No explanation"), _("Record"), _("It is recorded.")),
        lambda given: changes.record_refusal(row, given["words"], **_acting(request)),
    )


@right("breach.change")
@form_page
def choose_measure(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Choose the measure."""
    row = handled(request, breach_id)
    initial = {"reply_by": localdate() + timedelta(days=reply_days())}
    return ask(
        request,
        MeasureForm(posted(request), initial=initial),
        _about(row, _("Choose the measure"), _("Decide"), _("The measure is chosen.")),
        lambda given: changes.decide(row, Choice(**given), **_acting(request)),
    )


@right("breach.change")
@form_page
def measure_order(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Name the order that gives the measure."""
    row = handled(request, breach_id)
    known = {one.pk: one for one in orders.orders() if one.series == Series.STAFF}
    initial = {"order": row.order_id, "paper": row.order_paper, "on": row.order_paper_on}
    form = MeasureOrderForm(posted(request), initial=initial)
    form.fields["order"].offer(list(known.items()))  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("The order"), _("Save"), _("The order is named.")),
        lambda given: changes.name_order(
            row,
            GivenBy(known.get(given["order"]), given["paper"], given["on"]),
            **_acting(request),
        ),
    )


@right("breach.change")
@form_page
def draft_measure_order(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Draft the order that gives the measure, without a name in it."""
    row = handled(request, breach_id)
    lead = _("All staff read orders: the draft names the case, not the employee.")
    return ask(
        request,
        SureForm(posted(request)),
        _about(row, _("Draft an order"), _("Draft"), _("The draft stands among the orders."), lead),
        lambda _given: outcomes.draft_order(row, **_acting(request)),
    )


@right("breach.change")
@form_page
def close_breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Close a case; from here its term of keeping runs."""
    row = handled(request, breach_id)
    return ask(
        request,
        SureForm(posted(request)),
        _about(row, _("Close the case"), _("Close"), _("The case is closed.")),
        lambda _given: changes.close(row, **_acting(request)),
    )


@right("breach.change")
@form_page
def drop_breach(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Drop a case whose fact is not confirmed."""
    row = handled(request, breach_id)
    return ask(
        request,
        DropForm(posted(request)),
        _about(row, _("Drop the case"), _("Drop"), _("The case is dropped.")),
        lambda given: changes.drop(row, given["reason"], **_acting(request)),
    )


@right("breach.change")
@form_page
def breach_finding(request: SchoolRequest, breach_id: int) -> HttpResponse:
    """Write a finding from a case, without a name."""
    row = handled(request, breach_id)
    lead = _("It leads to a cause and an action: the case is about one person, the finding is not.")
    return ask(
        request,
        BreachFindingForm(posted(request), initial={"title": row.point}),
        _about(row, _("Write a finding"), _("Write down"), _("The finding is written."), lead),
        lambda given: outcomes.write_finding(
            row, given["title"], given["grade"], **_acting(request)
        ),
    )


def _about(row: Breach, heading: str, button: str, done: str, lead: str = "") -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:breach", args=[row.school.code, row.pk]),
        pretitle=_("Case %(name)s") % {"name": row.name},
        lead=lead,
        done=done,
    )
