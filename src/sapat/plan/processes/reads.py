"""Questions about processes, as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from sapat.plan.documents.models import Document
from sapat.plan.planning.models import PlanItem
from sapat.plan.processes.models import (
    Process,
    ProcessEdition,
    ProcessFlow,
    ProcessLink,
    ProcessMeasure,
    ProcessRisk,
)
from sapat.plan.processes.rules import Arrow, Chain, Direction, Part
from sapat.plan.requirements.models import Reflection, Requirement
from sapat.plan.requirements.rules import Place, State
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.people import reads as people
from sapat.school.people.models import Person, current


@dataclass(frozen=True, eq=False)
class Card:
    """A process with everything its card says, read at once; so it is equal only to itself."""

    process: Process
    owners: tuple[Person, ...]
    """Who holds the owner's post today; empty: it is vacant, or no post is named."""
    outputs: tuple[ProcessFlow, ...]
    inputs: tuple[ProcessFlow, ...]
    going: dict[int, list[ProcessLink]] = field(default_factory=dict)
    """Output id -> the links by which it is received."""
    coming: dict[int, list[ProcessLink]] = field(default_factory=dict)
    """Input id -> the links by which it is given."""

    @property
    def said(self) -> dict[str, object]:
        """Return part of the card -> what it says."""
        row = self.process
        return {
            Part.PURPOSE: row.purpose.strip(),
            Part.OWNER: row.owner_role,
            Part.INPUTS: self.inputs,
            Part.OUTPUTS: self.outputs,
            Part.CUSTOMERS: row.customers,
            Part.RESOURCES: row.resources.strip(),
            Part.DOCUMENTS: list(row.documents.all()),
            Part.INDICATORS: row.indicators,
            Part.RISKS: list(row.risks.all()),
        }

    @property
    def loose_outputs(self) -> list[ProcessFlow]:
        """Return the outputs nobody receives."""
        return [flow for flow in self.outputs if not self.going.get(flow.pk)]

    @property
    def loose_inputs(self) -> list[ProcessFlow]:
        """Return the inputs nobody gives."""
        return [flow for flow in self.inputs if not self.coming.get(flow.pk)]

    @property
    def is_measured(self) -> bool:
        """Answer whether a target stands beside at least one measuring."""
        return any(measure.target for measure in self.process.measures.all())


def processes(day: date) -> QuerySet[Process]:
    """Return the processes in force on the day, in their order."""
    found: QuerySet[Process] = Process.objects.filter(current(day))
    return found.order_by("number", "pk")


def live_links() -> list[ProcessLink]:
    """Return the links between processes that have no end (one query)."""
    rows = ProcessLink.objects.select_related("flow__process", "into__process").order_by("pk")
    return [link for link in rows if all(end.until is None for end in ends(link))]


def ends(link: ProcessLink) -> list[Process]:
    """Return the processes at the ends of a link."""
    return [flow.process for flow in (link.flow, link.into) if flow]


def cards(day: date) -> tuple[Card, ...]:
    """Return every process in force with what its card says (a fixed number of questions)."""
    return tuple(_cards({row.pk for row in processes(day)}, people.held(day)))


def card(process: Process, day: date) -> Card:
    """Return one process with what its card says, ended or not."""
    return _cards({process.pk}, people.held(day))[0]


def _cards(ids: set[int], held: dict[str, list[Person]] | None = None) -> list[Card]:
    rows = Process.objects.filter(pk__in=ids).order_by("number", "pk")
    rows = rows.select_related("unit").prefetch_related(
        Prefetch("flows", ProcessFlow.objects.order_by("place", "pk")),
        Prefetch("risks", ProcessRisk.objects.order_by("pk")),
        Prefetch("measures", ProcessMeasure.objects.order_by("pk")),
        "documents",
        "requirements",
        "plan_items",
    )
    going: dict[int, list[ProcessLink]] = {}
    coming: dict[int, list[ProcessLink]] = {}
    for link in live_links():
        if link.output:
            going.setdefault(link.output.pk, []).append(link)
        if link.input:
            coming.setdefault(link.input.pk, []).append(link)
    return [_card(row, (held or {}).get(row.owner_role, []), going, coming) for row in rows]


def _card(
    row: Process,
    owners: list[Person],
    going: dict[int, list[ProcessLink]],
    coming: dict[int, list[ProcessLink]],
) -> Card:
    flows = list(row.flows.all())
    return Card(
        process=row,
        owners=tuple(owners),
        outputs=tuple(flow for flow in flows if flow.direction == Direction.OUT),
        inputs=tuple(flow for flow in flows if flow.direction == Direction.IN),
        going=going,
        coming=coming,
    )


def arrows(found: Iterable[ProcessLink]) -> list[Arrow]:
    """Return the links that join two processes, each pair once a kind."""
    pairs = {
        Arrow(link.output.process_id, link.input.process_id, link.kind)
        for link in found
        if link.output and link.input
    }
    return sorted(pairs, key=lambda arrow: (arrow.source, arrow.target, arrow.kind))


def contents(ids: set[int], day: date) -> list[tuple[Process, dict[str, object]]]:
    """Return processes with everything their cards say, in words that stay readable for good."""
    names = stakeholders.names()
    return [(one.process, _content(one, names, day)) for one in _cards(ids)]


def _content(said: Card, names: dict[str, str], day: date) -> dict[str, object]:
    row = said.process
    return {
        "name": {"ky": row.name_ky, "ru": row.name_ru, "en": row.name_en},
        "purpose": row.purpose,
        "owner_role": row.owner_role,
        "unit": row.unit.edition(day).name if row.unit else "",
        "customers": [names.get(code, code) for code in row.customers],
        "resources": row.resources,
        "indicators": list(row.indicators),
        "inputs": [_told(flow, said.coming, names, giving=True) for flow in said.inputs],
        "outputs": [_told(flow, said.going, names, giving=False) for flow in said.outputs],
        "documents": [str(document) for document in row.documents.all()],
        "requirements": [str(requirement) for requirement in row.requirements.all()],
        "plan_items": [str(item) for item in row.plan_items.all()],
        "risks": [_columns(one, "text", "weight", "answer") for one in row.risks.all()],
        "measures": [
            _columns(one, "what", "indicator", "unit", "frequency", "method", "target")
            for one in row.measures.all()
        ],
    }


def _columns(row: object, *names: str) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def _told(
    flow: ProcessFlow,
    links: dict[int, list[ProcessLink]],
    names: dict[str, str],
    *,
    giving: bool,
) -> dict[str, object]:
    far = [far_end(link, names, giving=giving) for link in links.get(flow.pk, [])]
    return {"name": flow.name, "far": far}


def far_end(link: ProcessLink, names: dict[str, str], *, giving: bool) -> str:
    """Return who gives (or receives) at the far end of a link, in the reader's language."""
    far = link.output if giving else link.input
    return far.process.name if far else names.get(link.outside, link.outside)


def grounds(row: Process) -> dict[str, list[Any]]:
    """Return what a process can rest on: papers, requirements, plan items that are not done."""
    open_items = Q(done_on__isnull=True) | Q(pk__in=row.plan_items.values("pk"))
    return {
        "documents": list(Document.objects.order_by("title", "pk")),
        "requirements": list(Requirement.objects.order_by("-found_on", "-pk")),
        "plan_items": list(PlanItem.objects.filter(open_items).order_by("due_on", "pk")),
    }


def last_change() -> date | None:
    """Return the day from which the newest edition of any card holds (one query)."""
    day: date | None = ProcessEdition.objects.aggregate(last=Max("since"))["last"]
    return day


def editions(row: Process) -> QuerySet[ProcessEdition]:
    """Return what the card said from day to day, the newest first."""
    found: QuerySet[ProcessEdition] = row.editions.order_by("-since")
    return found


def chains(of: Sequence[Card]) -> list[tuple[Requirement, Chain]]:
    """Return every requirement that was not declined, with what stands behind it.

    A requirement leads to the processes whose cards name it, and to those in which its register
    says it was taken into account.
    """
    by_process = {card.process.pk: card for card in of}
    answering: dict[int, list[int]] = {}
    for one in by_process.values():
        for requirement in one.process.requirements.all():
            answering.setdefault(requirement.pk, []).append(one.process.pk)
    measures: dict[int, list[int]] = {}
    kept = {Place.PROCESS: answering, Place.PLAN_ITEM: measures}
    for requirement_id, place, pk in _reflections():
        kept[Place(place)].setdefault(requirement_id, []).append(pk)
    items = _items_by_indicator()
    found = []
    rows = Requirement.objects.exclude(state=State.DECLINED)
    for row in rows.order_by("found_on", "pk"):
        near = dict.fromkeys(answering.get(row.pk, []))
        behind = [by_process[pk] for pk in near if pk in by_process]
        found.append((row, _chain(row, behind, items, measures.get(row.pk, []))))
    return found


def _reflections() -> list[tuple[int, str, int]]:
    """Return where the register says a requirement was taken into account (one query)."""
    places = [Place.PROCESS, Place.PLAN_ITEM]
    rows = Reflection.objects.filter(place__in=places, place_id__isnull=False).order_by("pk")
    return [(row.requirement_id, row.place, row.place_id or 0) for row in rows]


def _items_by_indicator() -> dict[str, list[int]]:
    """Return indicator -> the items of plans that serve an objective on it (one query)."""
    found: dict[str, list[int]] = {}
    rows = PlanItem.objects.filter(objective__isnull=False).order_by("pk")
    for indicator, item in rows.values_list("objective__indicator", "pk"):
        found.setdefault(indicator, []).append(item)
    return found


def _chain(
    row: Requirement, behind: list[Card], items: dict[str, list[int]], measures: list[int]
) -> Chain:
    indicators = [code for one in behind for code in one.process.indicators]
    named = [item.pk for one in behind for item in one.process.plan_items.all()]
    served = [item for code in indicators for item in items.get(code, [])]
    return Chain(
        requirement=row.pk,
        processes=tuple(one.process.pk for one in behind),
        measures=tuple(dict.fromkeys([*measures, *named, *served])),
        indicators=tuple(dict.fromkeys(indicators)),
    )
