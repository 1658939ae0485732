"""Where chains are broken in the active school, and how fast signals are answered."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils.timezone import localdate

from sapat.act.actions import reads as actions
from sapat.act.actions.models import Action
from sapat.act.actions.rules import AGAINST_CAUSES, ActionState, Kind
from sapat.act.decisions import reads as decisions
from sapat.act.decisions.rules import GroundKind
from sapat.act.loop.rules import (
    ACT_DAYS,
    ANSWER_DAYS,
    JUDGE_DAYS,
    Answered,
    Break,
    Broken,
    Speed,
    decided_on,
    speed,
)
from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import NONCONFORMING, FindingState
from sapat.check.monitoring import reads as signals
from sapat.check.monitoring.models import Signal
from sapat.check.monitoring.rules import Side
from sapat.plan.objectives import reads as objectives
from sapat.plan.planning.models import PlanItem


def broken(day: date) -> list[Broken]:
    """Return every broken chain on the day (about a dozen queries, however many records)."""
    return [
        *_unanswered(day),
        *_of_findings(day),
        *_of_actions(day),
        *_of_decisions(day),
        *_still(day),
    ]


def _unanswered(day: date) -> Iterator[Broken]:
    for row in signals.open_now():
        raised = localdate(row.raised_at)
        if row.person_id is None and raised + timedelta(days=ANSWER_DAYS) < day:
            label = " · ".join(filter(None, [row.name, row.group_label]))
            yield Broken(Break.UNANSWERED, label, raised, "check:signal", (row.pk,))


def _of_findings(day: date) -> Iterator[Broken]:
    rows = [row for row in findings.open_findings() if row.grade in NONCONFORMING]
    done = actions.of_findings(row.pk for row in rows)
    excused = actions.excused(row.pk for row in rows)
    for row in rows:
        since = row.decided_on or row.found_on
        kinds = {one.kind for one in done.get(row.pk, ()) if one.state != ActionState.DROPPED}
        if row.state != FindingState.CONFIRMED or row.pk in excused:
            continue
        name = f"{row.name} {row.title}"
        if not kinds and since + timedelta(days=ACT_DAYS) < day:
            yield Broken(Break.NO_ACTION, name, since, "act:finding", (row.pk,))
        elif Kind.CORRECTION in kinds and not kinds & AGAINST_CAUSES:
            yield Broken(Break.NO_PREVENTION, name, since, "act:finding", (row.pk,))


def _of_actions(day: date) -> Iterator[Broken]:
    rows = list(actions.actions())
    later = {row.finding_id: row.opened_on for row in reversed(rows) if row.finding_id}
    for row in rows:
        name = f"{row.name} {row.title}"
        from_day = row.judged_from
        if row.state == ActionState.DONE and from_day:
            if from_day + timedelta(days=JUDGE_DAYS) < day and not _looked_later(row, day):
                yield Broken(Break.NOT_JUDGED, name, from_day, "act:action", (row.pk,))
        elif row.state == ActionState.FAILED and row.ended_on:
            open_ = row.finding is not None and row.finding.state == FindingState.CONFIRMED
            if open_ and later[row.finding_id or 0] <= row.opened_on:
                yield Broken(Break.FAILED, name, row.ended_on, "act:action", (row.pk,))


def _looked_later(row: Action, day: date) -> bool:
    """Answer whether somebody found it too early and will look again."""
    last = row.checks.order_by("-on", "-pk").first()
    return bool(last and last.look_again_on and last.look_again_on >= day)


def _of_decisions(day: date) -> Iterator[Broken]:
    for row in decisions.in_force(day):
        if not row.no_ground and not row.grounds.all():
            label = row.text[:120]
            yield Broken(Break.NO_GROUND, label, row.taken_on, "act:decision", (row.pk,))
    for item in decisions.undecided_items(day):
        met = item.meeting
        label = f"{met.body.name}: {item.shown_title}"
        yield Broken(Break.NO_DECISION, label, met.day, "act:meeting", (met.pk,))


def _still(day: date) -> Iterator[Broken]:
    rows = list(objectives.open_objectives(day))
    served = set(
        PlanItem.objects.filter(
            objective__in=[row.pk for row in rows], dropped_on__isnull=True
        ).values_list("objective_id", flat=True)
    )
    for row in rows:
        if row.pk not in served:
            yield Broken(Break.STILL, row.title, row.set_on, "plan:objective", (row.pk,))


def answered(day: date) -> list[Answered]:
    """Return the signals that a figure became worse, with when it was decided (three queries)."""
    told = Signal.objects.filter(side=Side.WORSE, person__isnull=True, part_of__isnull=True)
    rows = list(told.order_by("raised_at", "pk"))
    keys = {row.finding_key: row.pk for row in rows}
    found: dict[int, list[Finding]] = {}
    for finding in findings.findings().filter(source__startswith="signal:"):
        if finding.source in keys:
            found.setdefault(keys[finding.source], []).append(finding)
    taken = decisions.taken_on_grounds([GroundKind.SIGNAL, GroundKind.FINDING], day)
    return [_answered(row, found.get(row.pk, []), taken) for row in rows]


def _answered(
    row: Signal, found: list[Finding], taken: Mapping[tuple[str, str], list[date]]
) -> Answered:
    decided = list(taken.get((GroundKind.SIGNAL, str(row.pk)), []))
    for one in found:
        decided += taken.get((GroundKind.FINDING, str(one.pk)), [])
    answer = localdate(row.answered_at) if row.answered_at else None
    when = decided_on(answer, [one.decided_on for one in found], decided)
    return Answered(row.pk, row.indicator, localdate(row.raised_at), when)


def decision_speed(day: date) -> Speed:
    """Return how long it took from the signals of the last year to a decision."""
    since = day - timedelta(days=365)
    told = [one for one in answered(day) if one.decided_on and one.raised_on >= since]
    return speed([one.days(day) for one in told])


def answer_speed(day: date) -> Speed:
    """Return how fast the signals of the last year were answered first."""
    told = signals.told_since(day - timedelta(days=365))
    return speed(
        [
            (localdate(row.answered_at) - localdate(row.raised_at)).days
            for row in told
            if row.answered_at
        ]
    )
