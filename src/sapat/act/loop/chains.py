"""What hangs together in the active school: from the clause to the effect, in both directions."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet

from sapat.act.actions import reads as actions
from sapat.act.actions.models import Action
from sapat.act.decisions import reads as decisions
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import PAGES, GroundKind
from sapat.act.loop.rules import Link, Stage, in_order
from sapat.act.orders import reads as orders
from sapat.act.orders.models import Order
from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.check.monitoring.models import Signal
from sapat.plan.objectives import reads as objectives
from sapat.plan.processes.models import Process
from sapat.plan.regulations.rules import regulations
from sapat.plan.requirements.models import Requirement

MOST = 5
"""The newest records of a kind that a chain of many names."""
LONG = 120

STAGES = {
    "plan:clause": Stage.CLAUSE,
    "plan:requirement": Stage.REQUIREMENT,
    "plan:process": Stage.PROCESS,
    "plan:objective": Stage.OBJECTIVE,
    "check:indicator": Stage.INDICATOR,
    "check:signal": Stage.SIGNAL,
    "act:finding": Stage.FINDING,
    "act:action": Stage.ACTION,
    "act:decision": Stage.DECISION,
}
"""Page of a source -> what it is in a chain; every other record is a source."""


@dataclass
class Web:
    """The records of a chain as they are gathered, each once."""

    findings: dict[int, Finding] = field(default_factory=dict)
    actions: dict[int, Action] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)

    def add_findings(self, rows: Iterable[Finding]) -> None:
        """Take findings in."""
        self.findings.update({row.pk: row for row in rows})

    def add_actions(self, rows: Iterable[Action]) -> None:
        """Take actions in."""
        self.actions.update({row.pk: row for row in rows})

    def add_decisions(self, rows: Iterable[Decision]) -> None:
        """Take decisions in."""
        self.decisions.update({row.pk: row for row in rows})

    def spread(self) -> None:
        """Follow what was gathered to what it answers, and to what answers it."""
        self._up()
        self._down()
        self._up()

    def _up(self) -> None:
        """Take in the decisions that actions carry out, and the findings all of them answer."""
        told = [one.ground_args[0] for one in self.actions.values() if _is_of_decision(one)]
        self.add_decisions(decisions.numbered(told))
        stood_on = [
            one.reference
            for row in self.decisions.values()
            for one in row.grounds.all()
            if one.kind == GroundKind.FINDING and one.reference.isdecimal()
        ]
        answered = [one.finding_id for one in self.actions.values() if one.finding_id]
        wanted = {*answered, *map(int, stood_on)} - set(self.findings)
        if wanted:
            self.add_findings(findings.findings().filter(pk__in=wanted))

    def _down(self) -> None:
        """Take in the decisions that stand on the findings, and the actions that answer both."""
        self.add_decisions(decisions.on_findings(self.findings))
        self.add_actions(actions.answering(self.findings, self.decisions))

    def woven(self, *, page: str, args: tuple[object, ...]) -> list[Link]:
        """Return every record as a link, in the order of the loop."""
        codes = set(self.codes)
        for row in self.findings.values():
            self.links += _above_finding(row)
            self.links.append(of_finding(row))
            codes.add(row.indicator)
        causes = findings.root_causes_of(self.findings)
        self.links += [Link(Stage.CAUSE, text) for text in causes]
        for one in self.actions.values():
            self.links.append(of_action(one))
            codes.add(one.indicator)
        self.links += _effects(self.actions)
        for taken in self.decisions.values():
            self.links += _of_decision(taken)
            codes.add(taken.effect_indicator)
        self.links += [of_order(row) for row in orders.of_decisions(self.decisions)]
        known = objectives.known_indicators()
        self.links += [
            Link(Stage.INDICATOR, f"{code} {known[code].name}", "check:indicator", (code,))
            for code in sorted(codes)
            if code in known
        ]
        return in_order(self.links, page=page, args=args)


def around_finding(row: Finding) -> list[Link]:
    """Return what led to a finding and what it led to."""
    web = Web()
    web.add_findings([row])
    web.spread()
    return web.woven(page="act:finding", args=(row.pk,))


def around_action(row: Action) -> list[Link]:
    """Return what an action answers, what was decided, and what came of it."""
    web = Web()
    web.add_actions([row])
    if row.ground_label and not _is_of_decision(row):
        web.links.append(_source(row.ground_label, row.ground_page, row.ground_args))
    web.spread()
    return web.woven(page="act:action", args=(row.pk,))


def around_decision(row: Decision) -> list[Link]:
    """Return on what a decision stands and what it led to."""
    web = Web()
    web.add_decisions([row])
    web.spread()
    return web.woven(page="act:decision", args=(row.pk,))


def around_order(row: Order) -> list[Link]:
    """Return the chain in which an order stands; without a decision it begins one."""
    web = Web()
    if row.decision:
        web.add_decisions([row.decision])
    web.links.append(of_order(row))
    web.spread()
    return web.woven(page="act:order", args=(row.pk,))


def around_indicator(code: str, day: date) -> list[Link]:
    """Return what hangs on an indicator, from the process to the effect."""
    web = Web(codes={code})
    web.links += [of_process(row) for row in _live() if code in row.indicators]
    web.links += [
        Link(Stage.OBJECTIVE, row.title, "plan:objective", (row.pk,))
        for row in objectives.open_objectives(day)
        if row.indicator == code
    ]
    rows = Signal.objects.filter(indicator=code, person__isnull=True, part_of__isnull=True)
    web.links += [of_signal(row) for row in rows.order_by("-raised_at", "-pk")[:MOST]]
    web.add_findings(findings.of_indicator(code)[:MOST])
    web.add_actions(actions.of_indicator(code)[:MOST])
    aimed = decisions.decisions().filter(effect_indicator=code).prefetch_related("grounds")
    web.add_decisions(aimed[:MOST])
    web.spread()
    return web.woven(page="check:indicator", args=(code,))


def around_clause(code: str) -> list[Link]:
    """Return what was found about a clause and what became of it."""
    web = Web(links=[of_clause(code)])
    web.add_findings(findings.findings().filter(clause=code)[:MOST])
    web.spread()
    return web.woven(page="plan:clause", args=(code,))


def around_process(row: Process) -> list[Link]:
    """Return what a process answers, by what it is measured, and what was found in it."""
    web = Web(codes=set(row.indicators), links=[of_process(row)])
    web.links += [of_requirement(one) for one in row.requirements.order_by("number")[:MOST]]
    web.add_findings(findings.findings().filter(process=row)[:MOST])
    web.spread()
    return web.woven(page="plan:process", args=(row.pk,))


def around_requirement(row: Requirement) -> list[Link]:
    """Return by which processes a requirement is met, what was found and decided upon it."""
    web = Web(links=[of_requirement(row)])
    for process in _live().filter(requirements=row)[:MOST]:
        web.links.append(of_process(process))
        web.codes.update(process.indicators)
    web.add_findings(findings.written_from("plan:requirement", [row.pk])[:MOST])
    web.add_decisions(decisions.grounded_on(GroundKind.REQUIREMENT, row.pk)[:MOST])
    web.spread()
    return web.woven(page="plan:requirement", args=(row.pk,))


def around_signal(row: Signal) -> list[Link]:
    """Return what was done about a signal."""
    web = Web(codes={row.indicator}, links=[of_signal(row)])
    web.add_findings(findings.of_source(row.finding_key))
    web.add_decisions(decisions.grounded_on(GroundKind.SIGNAL, row.pk)[:MOST])
    web.spread()
    return web.woven(page="check:signal", args=(row.pk,))


def _live() -> QuerySet[Process]:
    return Process.objects.filter(until__isnull=True).order_by("number", "pk")


def _is_of_decision(row: Action) -> bool:
    return row.ground_page == "act:decision" and bool(row.ground_args)


def of_clause(code: str) -> Link:
    """Return a clause as a link."""
    for regulation in regulations().values():
        if found := regulation.clause(code):
            return Link(Stage.CLAUSE, f"{code} {found.heading}", "plan:clause", (code,))
    return Link(Stage.CLAUSE, code)


def of_process(row: Process) -> Link:
    """Return a process as a link."""
    return Link(Stage.PROCESS, row.name, "plan:process", (row.pk,))


def of_requirement(row: Requirement) -> Link:
    """Return a requirement as a link."""
    label = f"№ {row.number} {row.text[:LONG]}"
    state = str(row.get_state_display())
    return Link(Stage.REQUIREMENT, label, "plan:requirement", (row.pk,), state)


def of_signal(row: Signal) -> Link:
    """Return a signal as a link."""
    label = " · ".join(filter(None, [row.name, row.group_label, row.term]))
    return Link(Stage.SIGNAL, label, "check:signal", (row.pk,), str(row.get_state_display()))


def of_finding(row: Finding) -> Link:
    """Return a finding as a link."""
    label, state = f"{row.name} {row.title}", str(row.get_state_display())
    return Link(Stage.FINDING, label, "act:finding", (row.pk,), state)


def of_action(row: Action) -> Link:
    """Return an action as a link."""
    label, state = f"{row.name} {row.title}", str(row.get_state_display())
    return Link(Stage.ACTION, label, "act:action", (row.pk,), state)


def of_order(row: Order) -> Link:
    """Return an order as a link."""
    return Link(Stage.ORDER, f"{row}", "act:order", (row.pk,), str(row.get_state_display()))


def _above_finding(row: Finding) -> list[Link]:
    """Return the clause, the process with its requirements, and the source of a finding."""
    found: list[Link] = []
    if row.clause:
        found.append(of_clause(row.clause))
    if row.process:
        found.append(of_process(row.process))
        found += [of_requirement(one) for one in row.process.requirements.order_by("number")[:MOST]]
    if row.source_label:
        origin = str(row.get_origin_display())
        link = _source(row.source_label, row.source_page, row.source_args, origin)
        found.append(replace(link, query=row.source_query))
    return found


def _source(label: str, page: str, args: Iterable[object], words: str = "") -> Link:
    stage = STAGES.get(page, Stage.SOURCE)
    return Link(stage, label, page, tuple(args), words=words if stage == Stage.SOURCE else "")


def _effects(rows: dict[int, Action]) -> list[Link]:
    """Return what was said last of the effect of each action."""
    return [
        Link(Stage.EFFECT, one.words, "act:action", (pk,), str(one.get_verdict_display()))
        for pk, one in actions.last_checks(rows).items()
    ]


def _of_decision(row: Decision) -> list[Link]:
    """Return a decision, the analyses on which it stands, and its effect."""
    state = str(row.get_state_display())
    found = [Link(Stage.DECISION, row.text[:LONG], "act:decision", (row.pk,), state)]
    for one in row.grounds.all():
        page = PAGES.get(GroundKind(one.kind), "") if one.reference else ""
        if one.kind == GroundKind.FINDING and page:
            continue  # it stands in the chain itself
        args = (one.reference,) if page else ()
        found.append(_source(one.words, page, args, str(one.get_kind_display())))
    if row.effect:
        effect = str(row.get_effect_display())
        found.append(Link(Stage.EFFECT, row.effect_found, "act:decision", (row.pk,), effect))
    return found
