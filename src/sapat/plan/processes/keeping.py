"""Write what comes in and goes out of a process, and keep what its card said before."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from sapat.plan.processes import reads
from sapat.plan.processes.models import Process, ProcessEdition, ProcessFlow
from sapat.plan.processes.rules import Direction, paired


def new_flow(row: Process, direction: str, name: str, place: int) -> ProcessFlow:
    """Write one more input or output."""
    flow: ProcessFlow = ProcessFlow.objects.create(
        school=row.school, process=row, direction=direction, name=name, place=place
    )
    return flow


def write_flows(row: Process, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """Bring inputs and outputs to what was written; a reworded line keeps its links."""
    for direction, wanted in ((Direction.IN, inputs), (Direction.OUT, outputs)):
        there = {flow.name: flow for flow in row.flows.filter(direction=direction)}
        ordered = sorted(there.values(), key=lambda flow: (flow.place, flow.pk))
        for old, new in paired([flow.name for flow in ordered], wanted):
            if old is None and new is not None:
                new_flow(row, direction, new, wanted.index(new))
            elif old is not None and new is None:
                there[old].delete()
            elif old is not None and new is not None:
                flow = there[old]
                flow.name, flow.place = new, wanted.index(new)
                flow.save(update_fields=["name", "place"])


def keep(rows: Iterable[Process], *, at: datetime) -> None:
    """Keep what the cards say from today on; several changes of one day make one edition."""
    day = localdate(at)
    for row, said in reads.contents({row.pk for row in rows}, day):
        last = row.editions.order_by("-since").first()
        since = max(day, last.since) if last else row.since
        if last and last.content == said:
            continue
        if last and last.kept_at and localdate(last.kept_at) == day:
            last.content, last.kept_at = said, at
            last.save(update_fields=["content", "kept_at"])
            continue
        if last:
            last.until = since
            last.save(update_fields=["until"])
        ProcessEdition.objects.create(
            school=row.school,
            process=row,
            number=last.number + 1 if last else 1,
            since=since,
            content=said,
            kept_at=at,
        )
