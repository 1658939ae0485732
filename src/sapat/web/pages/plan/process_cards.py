"""Write process cards: lay down, edit, end; what they rest on; risks, measurings, links."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.core.language import Text
from sapat.plan.processes import changes, reads
from sapat.plan.processes.changes import CardText, Ground, Measuring
from sapat.plan.processes.models import (
    Process,
    ProcessFlow,
    ProcessLink,
    ProcessMeasure,
    ProcessRisk,
)
from sapat.plan.processes.rules import Direction
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.organisations import reads as organisations
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import DayForm
from sapat.web.forms.processes import (
    CardForm,
    ConfirmForm,
    GroundForm,
    LinkForm,
    MeasureForm,
    NewCardForm,
    RiskForm,
    TakeOverForm,
)


@right("process.change")
@form_page
def take_over(request: SchoolRequest) -> HttpResponse:
    """Take over the usual cards in one step."""
    question = Question(
        heading=_("Take over the usual processes"),
        button=_("Take over"),
        back=reverse("plan:processes", args=[request.school.code]),
        lead=_(
            "About a dozen cards from a requirement found to a requirement satisfied, with owners, "
            "links, risks and measurings. Afterwards every card is yours to edit."
        ),
        pretitle=_("Processes"),
        done=_("The usual processes are laid down."),
    )
    return ask(
        request,
        TakeOverForm(posted(request)),
        question,
        lambda given: changes.take_over(
            request.school, since=given["since"], by=request.user, at=now()
        ),
    )


@right("process.change")
@form_page
def new_process(request: SchoolRequest) -> HttpResponse:
    """Write a new card."""
    form = _offered(request, NewCardForm(posted(request)))
    question = Question(
        heading=_("New process"),
        button=_("Write the card"),
        back=reverse("plan:processes", args=[request.school.code]),
        pretitle=_("Processes"),
        done=_("The process card is written."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.lay_down(
            request.school, _text(request, given), since=given["since"], by=request.user, at=now()
        ),
    )


@right("process.change")
@form_page
def edit_process(request: SchoolRequest, process_id: int) -> HttpResponse:
    """Write a card anew; what it said before stays readable."""
    row = seen(request, Process, process_id)
    card = reads.card(row, localdate())
    said = {
        "name_ky": row.name_ky, "name_ru": row.name_ru, "name_en": row.name_en,
        "purpose": row.purpose, "owner_role": row.owner_role, "unit": row.unit_id,
        "inputs": "\n".join(flow.name for flow in card.inputs),
        "outputs": "\n".join(flow.name for flow in card.outputs),
        "customers": row.customers, "resources": row.resources, "indicators": row.indicators,
    }  # fmt: skip
    form = _offered(request, CardForm(posted(request), initial=said))
    return ask(
        request,
        form,
        _about(row, _("Edit the card"), _("Save"), _("The card is saved; the earlier one stays.")),
        lambda given: changes.restate(row, _text(request, given), by=request.user, at=now()),
    )


@right("process.change")
@form_page
def end_process(request: SchoolRequest, process_id: int) -> HttpResponse:
    """End a process."""
    row = seen(request, Process, process_id)
    return ask(
        request,
        DayForm(posted(request)),
        _about(row, _("End the process"), _("End it"), _("The process has ended."), danger=True),
        lambda given: changes.end(row, until=given["until"], by=request.user, at=now()),
    )


@right("process.change")
@form_page
def process_ground(request: SchoolRequest, process_id: int) -> HttpResponse:
    """Name the papers, requirements and plan items of a process."""
    row = seen(request, Process, process_id)
    offered = reads.grounds(row)
    here = {name: [one.pk for one in getattr(row, name).all()] for name in offered}
    form = GroundForm(posted(request), initial=here)
    for name, rows in offered.items():
        form.fields[name].offer((one.pk, one) for one in rows)  # type: ignore[attr-defined]

    def carry_out(given: dict[str, Any]) -> object:
        chosen = {
            name: [one for one in rows if one.pk in given[name]] for name, rows in offered.items()
        }
        return changes.set_ground(row, Ground(**chosen), by=request.user, at=now())

    heading = _("What the process rests on")
    return ask(request, form, _about(row, heading, _("Save"), _("Saved.")), carry_out)


@right("process.change")
@form_page
def new_risk(request: SchoolRequest, process_id: int) -> HttpResponse:
    """Write down a risk."""
    row = seen(request, Process, process_id)
    return ask(
        request,
        RiskForm(posted(request)),
        _about(row, _("New risk"), _("Write it down"), _("The risk is written down.")),
        lambda given: changes.add_risk(row, **given, by=request.user, at=now()),
    )


@right("process.change")
@form_page
def drop_risk(request: SchoolRequest, processrisk_id: int) -> HttpResponse:
    """Take a risk off a card."""
    risk = seen(request, ProcessRisk, processrisk_id)
    return _drop(request, risk.process, risk.text, lambda: changes.drop_risk(
        risk, by=request.user, at=now()
    ))  # fmt: skip


@right("process.change")
@form_page
def new_measure(request: SchoolRequest, process_id: int) -> HttpResponse:
    """Say how a process is measured."""
    row = seen(request, Process, process_id)
    return ask(
        request,
        MeasureForm(posted(request)),
        _about(row, _("New measuring"), _("Write it down"), _("The measuring is on the card.")),
        lambda given: changes.add_measure(row, Measuring(**given), by=request.user, at=now()),
    )


@right("process.change")
@form_page
def drop_measure(request: SchoolRequest, processmeasure_id: int) -> HttpResponse:
    """Take a measuring off a card."""
    measure = seen(request, ProcessMeasure, processmeasure_id)
    return _drop(request, measure.process, measure.what, lambda: changes.drop_measure(
        measure, by=request.user, at=now()
    ))  # fmt: skip


@right("process.change")
@form_page
def link_flow(request: SchoolRequest, processflow_id: int) -> HttpResponse:
    """Name who receives an output, or who gives an input."""
    flow = seen(request, ProcessFlow, processflow_id)
    is_output = flow.direction == Direction.OUT
    form = LinkForm(posted(request))
    form.fields["far"].choices = _far_ends(flow)  # type: ignore[attr-defined]
    heading = _("Who receives “%(name)s”?") if is_output else _("Who gives “%(name)s”?")
    question = _about(
        flow.process, heading % {"name": flow.name}, _("Link"), _("The link is there.")
    )
    return ask(request, form, question, lambda given: _link(request, flow, given))


@right("process.change")
@form_page
def unlink(request: SchoolRequest, processlink_id: int) -> HttpResponse:
    """Take a link away."""
    link = seen(request, ProcessLink, processlink_id)
    near = reads.ends(link)[0]
    return _drop(request, near, link.flow.name, lambda: changes.unlink(
        link, by=request.user, at=now()
    ))  # fmt: skip


def _offered(request: SchoolRequest, form: CardForm) -> CardForm:
    """Give the form the units and groups of the school."""
    units = organisations.units(request.school, localdate())
    form.fields["unit"].offer(  # type: ignore[attr-defined]
        (unit.organisation_id, unit.name) for unit in units
    )
    form.fields["customers"].choices = stakeholders.names().items()  # type: ignore[attr-defined]
    return form


def _text(request: SchoolRequest, given: dict[str, Any]) -> CardText:
    units = organisations.units(request.school, localdate())
    unit = next((one.organisation for one in units if one.organisation_id == given["unit"]), None)
    return CardText(
        name=Text(given["name_ky"], given["name_ru"], given["name_en"]),
        unit=unit,
        **{
            name: given[name]
            for name in (
                "purpose", "owner_role", "inputs", "outputs", "customers", "resources",
                "indicators",
            )
        },
    )  # fmt: skip


def _far_ends(flow: ProcessFlow) -> list[tuple[str, Any]]:
    """Return what can stand at the other end, in groups: processes first, then those outside."""
    wanted = Direction.IN if flow.direction == Direction.OUT else Direction.OUT
    groups: list[tuple[str, Any]] = [("", "—")]
    for card in reads.cards(localdate()):
        if card.process.pk == flow.process_id:
            continue
        flows = card.inputs if wanted == Direction.IN else card.outputs
        offered = [(f"flow:{one.pk}", one.name) for one in flows]
        if wanted == Direction.IN:
            offered.append((f"process:{card.process.pk}", _("as a new input")))
        groups.append((card.process.name, offered))
    outside = [(f"group:{code}", name) for code, name in stakeholders.names().items()]
    return [*groups, (_("outside the school"), outside)]


def _link(request: SchoolRequest, flow: ProcessFlow, given: dict[str, Any]) -> object:
    what, _colon, key = given["far"].partition(":")
    more: dict[str, Any] = {"kind": given["kind"], "by": request.user, "at": now()}
    is_output = flow.direction == Direction.OUT
    if what == "process":
        return changes.link_to(flow, seen(request, Process, int(key)), **more)
    if what == "flow":
        far = seen(request, ProcessFlow, int(key))
        return changes.link(*((flow, far) if is_output else (far, flow)), **more)
    ends = (flow, None) if is_output else (None, flow)
    return changes.link(*ends, outside=key, **more)


def _drop(request: SchoolRequest, row: Process, name: str, drop: Any) -> HttpResponse:
    heading = _("Take “%(name)s” off the card?") % {"name": name}
    question = _about(row, heading, _("Take it off"), _("It is off the card."), danger=True)
    return ask(request, ConfirmForm(posted(request)), question, lambda _given: drop())


def _about(row: Process, heading: str, button: str, done: str, *, danger: bool = False) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:process", args=[row.school.code, row.pk]),
        pretitle=row.name,
        done=done,
        danger=danger,
    )
