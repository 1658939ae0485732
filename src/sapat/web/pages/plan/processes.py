"""Processes: the map, the cards, the chain from requirement to evidence."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sapat.act.loop.chains import around_process
from sapat.check.measuring.readings import Request, evaluate
from sapat.plan.indicators.rules import indicators
from sapat.plan.processes import reads
from sapat.plan.processes.models import Process, ProcessEdition, ProcessFlow, ProcessLink
from sapat.plan.processes.rules import Frequency, LinkKind
from sapat.plan.stakeholders import reads as stakeholders
from sapat.publish.process_map.drawing import is_loose, process_map
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.check.terms import chosen_term
from sapat.web.pages.plan.process_tabs import tabs


@right("process.read")
@require_safe
def processes(request: SchoolRequest) -> HttpResponse:
    """Show the map, the same as a table, and every loose end."""
    cards = reads.cards(localdate())
    links, names = reads.live_links(), stakeholders.names()
    context = {
        "tabs": tabs(request),
        "cards": [(card, is_loose(card)) for card in cards],
        "maps": [process_map(cards, links, names, narrow=narrow) for narrow in (False, True)],
        "links": _told(links, names),
        "loose": [card for card in cards if is_loose(card)],
        "can_change": request.may("process.change"),
    }
    return render(request, "plan/processes.html", context)


@right("process.read")
@require_safe
def process(request: SchoolRequest, process_id: int) -> HttpResponse:
    """Show one card as it is today, and what it said before."""
    row = seen(request, Process, process_id)
    card, names = reads.card(row, localdate()), stakeholders.names()
    context = {
        "row": row,
        "card": card,
        "inputs": [(flow, _ends(card.coming, flow, names, giving=True)) for flow in card.inputs],
        "outputs": [(flow, _ends(card.going, flow, names, giving=False)) for flow in card.outputs],
        "customers": [names.get(code, code) for code in row.customers],
        "indicators": named(row.indicators),
        "editions": reads.editions(row),
        "unit": row.unit.edition(localdate()).name if row.unit else "",
        "chain": linked(request, around_process(row)),
        "can_change": request.may("process.change") and not row.until,
    }
    return render(request, "plan/process.html", context)


@right("process.read")
@require_safe
def edition(request: SchoolRequest, processedition_id: int) -> HttpResponse:
    """Show what a card said from one day to another."""
    row = seen(request, ProcessEdition, processedition_id)
    said = row.content
    measures = [
        {**one, "frequency": _frequency(one.get("frequency", ""))}
        for one in said.get("measures", [])
    ]
    context = {
        "edition": row,
        "said": said,
        "measures": measures,
        "owner": dict(Process.owner_role.field.flatchoices).get(said.get("owner_role", ""), ""),
        "indicators": named(said.get("indicators", [])),
    }
    return render(request, "plan/process_edition.html", context)


@right("process.read")
@require_safe
def chains(request: SchoolRequest) -> HttpResponse:
    """Show requirement, process, measure, indicator and evidence, and where a chain breaks."""
    chosen = chosen_term(request)
    found = reads.chains(reads.cards(localdate()))
    codes = sorted({code for _row, chain in found for code in chain.indicators} & set(indicators()))
    asked = [Request(code, chosen.term) for code in codes] if chosen.term else []
    readings = evaluate(chosen.ground, asked) if asked else {}
    status = {one.indicator: readings[one][0].status.value for one in asked}
    proven = {code for code, said in status.items() if said not in NOTHING}
    names = {row.pk: row.name for row in reads.processes(localdate())}
    lines = [
        {
            "requirement": row,
            "processes": [(pk, names.get(pk, "")) for pk in chain.processes],
            "measures": len(chain.measures),
            "indicators": [(code, status.get(code, "no_data")) for code in chain.indicators],
            "broken": chain.broken_at or ("" if proven & set(chain.indicators) else "evidence"),
        }
        for row, chain in found
    ]
    context = {
        "tabs": tabs(request),
        "chosen": chosen,
        "lines": lines,
        "broken": sum(bool(line["broken"]) for line in lines),
        "ends": ("process", "measure", "indicator", "evidence"),
    }
    return render(request, "plan/chains.html", context)


NOTHING = frozenset({"no_data", "waiting", "not_applicable"})
"""Statuses of an indicator without a figure: no evidence stands behind it."""


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return indicators as code and name; the name is empty for one that is not known."""
    known = indicators()
    return [(code, str(known[code].name) if code in known else "") for code in codes]


def _frequency(code: str) -> str:
    return str(Frequency(code).label) if code in Frequency.values else code


def _ends(
    links: dict[int, list[ProcessLink]], flow: ProcessFlow, names: dict[str, str], *, giving: bool
) -> list[tuple[ProcessLink, str]]:
    return [(link, reads.far_end(link, names, giving=giving)) for link in links.get(flow.pk, [])]


def _told(links: Iterable[ProcessLink], names: dict[str, str]) -> list[dict[str, object]]:
    """Return what the map shows as a table: what goes from whom to whom, each thing once."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for link in links:
        key = (link.flow.name, link.kind)
        ends = found.setdefault(key, {"sources": [], "targets": []})
        for side, giving in (("sources", True), ("targets", False)):
            name = reads.far_end(link, names, giving=giving)
            if name not in ends[side]:
                ends[side].append(name)
    return [
        {"carries": name, "is_feedback": kind == LinkKind.FEEDBACK, **ends}
        for (name, kind), ends in found.items()
    ]
