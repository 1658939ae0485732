"""Write process cards, link them, and keep what each card said before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents.models import Document
from sapat.plan.indicators.rules import indicators as known_indicators
from sapat.plan.planning.models import PlanItem
from sapat.plan.processes import reads
from sapat.plan.processes.keeping import keep, new_flow, write_flows
from sapat.plan.processes.models import (
    Process,
    ProcessFlow,
    ProcessLink,
    ProcessMeasure,
    ProcessRisk,
)
from sapat.plan.processes.rules import LEAST, MOST, Direction, LinkKind, NotSo, way_back
from sapat.plan.processes.usual import UsualProcess, usual
from sapat.plan.requirements.models import Requirement
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@dataclass(frozen=True)
class CardText:
    """What a person writes on a card."""

    name: Text
    purpose: str
    owner_role: str = ""
    unit: Organisation | None = None
    inputs: Sequence[str] = ()
    outputs: Sequence[str] = ()
    customers: Sequence[str] = ()
    resources: str = ""
    indicators: Sequence[str] = ()


@dataclass(frozen=True)
class Ground:
    """What a process rests on: papers, requirements it answers, items of plans that improve it."""

    documents: Iterable[Document] = ()
    requirements: Iterable[Requirement] = ()
    plan_items: Iterable[PlanItem] = ()


@dataclass(frozen=True)
class Measuring:
    """How a process is measured."""

    what: str
    unit: str
    frequency: str
    method: str
    indicator: str = ""
    target: str = ""


@transaction.atomic
def lay_down(
    school: Organisation,
    text: CardText,
    *,
    since: date,
    code: str = "",
    by: User | None,
    at: datetime,
) -> Process:
    """Write a new process card."""
    _refuse_text(text)
    with within(school):
        number = 1 + max(Process.objects.values_list("number", flat=True), default=0)
        row: Process = Process.objects.create(
            school=school,
            code=code or f"own-{number}",
            number=number,
            since=since,
            **_columns(text),
        )
        write_flows(row, text.inputs, text.outputs)
        keep([row], at=at)
    facts = {"name": row.name_ky, "owner": row.owner_role}
    trail.note("process.laid_down", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def restate(row: Process, text: CardText, *, by: User | None, at: datetime) -> Process:
    """Write the card anew; what it said until today stays readable."""
    _refuse_ended(row)
    _refuse_text(text)
    columns = _columns(text)
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    with within(row.school):
        row.save()
        write_flows(row, text.inputs, text.outputs)
        keep([row], at=at)
    facts = {"name": row.name_ky, "fields": changed, "owner": row.owner_role}
    trail.note("process.restated", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def set_ground(row: Process, ground: Ground, *, by: User | None, at: datetime) -> Process:
    """Name the papers, requirements and plan items of a process."""
    _refuse_ended(row)
    with within(row.school):
        row.documents.set(ground.documents)
        row.requirements.set(ground.requirements)
        row.plan_items.set(ground.plan_items)
        keep([row], at=at)
    facts = {"name": row.name_ky}
    trail.note("process.ground_set", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def end(row: Process, *, until: date, by: User | None, at: datetime) -> Process:
    """End a process; its links fall away, its card stays readable."""
    _refuse_ended(row)
    if until <= row.since:
        raise Refused(NotSo.ENDS_BEFORE)
    row.until = until
    with within(row.school):
        row.save(update_fields=["until"])
        row.editions.filter(until__isnull=True, since__lt=until).update(until=until)
    facts = {"name": row.name_ky, "until": until.isoformat()}
    trail.note("process.ended", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def add_risk(
    row: Process,
    text: str,
    likelihood: int,
    consequence: int,
    *,
    answer: str = "",
    by: User | None,
    at: datetime,
) -> ProcessRisk:
    """Write down what may go wrong, and how much it weighs."""
    _refuse_ended(row)
    if not all(LEAST <= level <= MOST for level in (likelihood, consequence)):
        raise Refused(NotSo.BAD_WEIGHT)
    with within(row.school):
        risk: ProcessRisk = ProcessRisk.objects.create(
            school=row.school,
            process=row,
            text=text,
            likelihood=likelihood,
            consequence=consequence,
            answer=answer,
        )
        keep([row], at=at)
    facts = {"name": text, "weight": risk.weight}
    trail.note("process.risk_added", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return risk


@transaction.atomic
def drop_risk(risk: ProcessRisk, *, by: User | None, at: datetime) -> Process:
    """Take a risk off the card; earlier editions keep it."""
    row = risk.process
    with within(row.school):
        risk.delete()
        keep([row], at=at)
    facts = {"name": risk.text}
    trail.note("process.risk_dropped", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def add_measure(
    row: Process, measuring: Measuring, *, by: User | None, at: datetime
) -> ProcessMeasure:
    """Say how the process is measured; its indicator joins the card."""
    _refuse_ended(row)
    if not all(part.strip() for part in (measuring.what, measuring.unit, measuring.method)):
        raise Refused(NotSo.NOT_MEASURED)
    _refuse_indicators([measuring.indicator] if measuring.indicator else [])
    with within(row.school):
        measure: ProcessMeasure = ProcessMeasure.objects.create(
            school=row.school, process=row, **vars(measuring)
        )
        if measuring.indicator and measuring.indicator not in row.indicators:
            row.indicators = [*row.indicators, measuring.indicator]
            row.save(update_fields=["indicators"])
        keep([row], at=at)
    facts = {"name": measure.what, "indicator": measure.indicator}
    trail.note("process.measure_added", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return measure


@transaction.atomic
def drop_measure(measure: ProcessMeasure, *, by: User | None, at: datetime) -> Process:
    """Take a measuring off the card; earlier editions keep it."""
    row = measure.process
    with within(row.school):
        measure.delete()
        keep([row], at=at)
    facts = {"name": measure.what}
    trail.note("process.measure_dropped", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def link(
    output: ProcessFlow | None,
    into: ProcessFlow | None,
    *,
    outside: str = "",
    kind: str = LinkKind.WORK,
    by: User | None,
    at: datetime,
) -> ProcessLink:
    """Join an output with an input, or either with somebody outside; work runs in no circle."""
    near = output or into
    if near is None or (output is None or into is None) == (not outside):
        raise Refused(NotSo.NO_END)
    row = near.process
    with within(row.school):
        # Two links made at once could close a circle that neither of them sees.
        list(Process.objects.select_for_update().values_list("pk", flat=True))
        if output and into:
            _refuse_circle(output.process, into.process, kind)
        made, new = ProcessLink.objects.get_or_create(
            school=row.school,
            flow=near,
            into=into if output else None,
            outside=outside,
            defaults={"kind": kind},
        )
        if not new:
            raise Refused(NotSo.LINKED)
        keep(reads.ends(made), at=at)
    facts = {"name": near.name, "kind": made.kind, "outside": outside}
    trail.note("process.linked", made, chain=row.school.chain, by=by, at=at, facts=facts)
    return made


@transaction.atomic
def link_to(
    output: ProcessFlow, receiver: Process, *, kind: str = LinkKind.WORK, by: User | None,
    at: datetime,
) -> ProcessLink:  # fmt: skip
    """Give an output to a process: its input of the same name takes it, or a new one."""
    _refuse_ended(receiver)
    with within(receiver.school):
        into = receiver.flows.filter(direction=Direction.IN, name=output.name).first()
        into = into or new_flow(receiver, Direction.IN, output.name, receiver.flows.count())
    return link(output, into, kind=kind, by=by, at=at)


@transaction.atomic
def unlink(row: ProcessLink, *, by: User | None, at: datetime) -> None:
    """Take a link away."""
    near = reads.ends(row)
    name = row.flow.name
    pk = row.pk
    with within(row.school):
        row.delete()
        keep(near, at=at)
    row.pk = pk  # the trail names the link that was there
    trail.note("process.unlinked", row, chain=row.school.chain, by=by, at=at, facts={"name": name})


def _columns(text: CardText) -> dict[str, object]:
    return {
        **Process.names(text.name),
        "purpose": text.purpose.strip(),
        "owner_role": text.owner_role,
        "unit": text.unit,
        "customers": list(text.customers),
        "resources": text.resources.strip(),
        "indicators": list(text.indicators),
    }


def _refuse_text(text: CardText) -> None:
    if not text.name.ky.strip():
        raise Refused(NotSo.NO_NAME)
    if not text.purpose.strip():
        raise Refused(NotSo.NO_PURPOSE)
    _refuse_indicators(text.indicators)


def _refuse_indicators(codes: Iterable[str]) -> None:
    for code in codes:
        if code not in known_indicators():
            raise Refused(NotSo.UNKNOWN_INDICATOR, code=code)


def _refuse_ended(row: Process) -> None:
    if row.until:
        raise Refused(NotSo.ENDED, day=row.until)


def _refuse_circle(source: Process, target: Process, kind: str) -> None:
    if source.pk == target.pk:
        raise Refused(NotSo.ITSELF)
    if kind != LinkKind.WORK:
        return
    way = way_back(reads.arrows(reads.live_links()), source.pk, target.pk)
    if way:
        names = {row.pk: row.name for row in Process.objects.filter(pk__in=way)}
        path = " → ".join(names[pk] for pk in [*way, way[0]])
        raise Refused(NotSo.CYCLE, path=path)


@transaction.atomic
def take_over(school: Organisation, *, since: date, by: User | None, at: datetime) -> list[Process]:
    """Lay down the usual cards that are not there yet, in the school's language, and link them."""
    language = school.edition(since).language
    with within(school):
        there = set(Process.objects.values_list("code", flat=True))
    wanted = [one for one in usual().values() if one.code not in there]
    if not wanted:
        raise Refused(NotSo.TAKEN_OVER)
    made = {one.code: _take(school, one, language, since, by=by, at=at) for one in wanted}
    with within(school):
        for one in wanted:
            _join(made, one, language)
        keep(made.values(), at=at)
    return list(made.values())


def _take(
    school: Organisation, one: UsualProcess, language: str, since: date, *, by: User | None,
    at: datetime,
) -> Process:  # fmt: skip
    text = CardText(
        name=one.name,
        purpose=one.purpose.in_language(language),
        owner_role=one.owner,
        inputs=[flow.name.in_language(language) for flow in one.inputs],
        outputs=[flow.name.in_language(language) for flow in one.outputs],
        customers=one.customers,
        resources=one.resources.in_language(language),
        indicators=one.indicators,
    )
    row = lay_down(school, text, since=since, code=one.code, by=by, at=at)
    with within(school):
        for risk in one.risks:
            words = {"text": risk.text, "answer": risk.answer}
            ProcessRisk.objects.create(
                school=school, process=row, likelihood=risk.likelihood,
                consequence=risk.consequence, **_said(words, language),
            )  # fmt: skip
        for each in one.measures:
            words = {name: getattr(each, name) for name in ("what", "unit", "method", "target")}
            ProcessMeasure.objects.create(
                school=school, process=row, frequency=each.frequency, indicator=each.indicator,
                **_said(words, language),
            )  # fmt: skip
    return row


def _said(words: dict[str, Text], language: str) -> dict[str, str]:
    return {name: text.in_language(language) for name, text in words.items()}


def _join(made: dict[str, Process], one: UsualProcess, language: str) -> None:
    """Link what a usual process makes and needs, as far as the other ends were laid down too."""
    row = made[one.code]
    flows = {(flow.direction, flow.name): flow for flow in row.flows.all()}
    for flow in one.inputs:
        near = flows[Direction.IN, flow.name.in_language(language)]
        for outside in flow.outside:
            ProcessLink.objects.create(school=row.school, flow=near, outside=outside)
    for flow in one.outputs:
        name = flow.name.in_language(language)
        near = flows[Direction.OUT, name]
        for outside in flow.outside:
            ProcessLink.objects.create(school=row.school, flow=near, outside=outside)
        ways = [(code, LinkKind.WORK) for code in flow.to]
        ways += [(code, LinkKind.FEEDBACK) for code in flow.back]
        for code, kind in ways:
            if far := made.get(code):
                into = new_flow(far, Direction.IN, name, far.flows.count())
                ProcessLink.objects.create(school=row.school, flow=near, into=into, kind=kind)
