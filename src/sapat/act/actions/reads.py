"""Questions about actions of the active school."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from sapat.act.actions.models import Action, ActionStep, EffectCheck, NoPrevention
from sapat.act.actions.rules import OPEN, ActionState, Done, Fact, Found
from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.school.people.rules import name_key

MOST_WORDS = 6


def actions() -> QuerySet[Action]:
    """Return every action, the newest first, with its people and finding ready."""
    rows: QuerySet[Action] = Action.objects.select_related("owner", "opened_by", "finding")
    return rows.order_by("-opened_on", "-pk")


def open_actions() -> QuerySet[Action]:
    """Return the actions that are not judged or given up, the most urgent first."""
    return actions().filter(state__in=OPEN).order_by("due_on", "pk")


def owned_by(person_id: int) -> QuerySet[Action]:
    """Return the actions somebody has to do."""
    mine = [ActionState.PLANNED, ActionState.STARTED]
    return open_actions().filter(owner=person_id, state__in=mine)


def to_judge(day: date) -> list[Action]:
    """Return the done actions whose effect may be judged on the day."""
    rows = open_actions().filter(state=ActionState.DONE)
    return [row for row in rows if row.judged_from and row.judged_from <= day]


def of_finding(finding: Finding) -> QuerySet[Action]:
    """Return the actions that answer a finding, oldest first."""
    return actions().filter(finding=finding).order_by("opened_on", "pk")


def of_findings(finding_ids: Iterable[int]) -> dict[int, list[Action]]:
    """Return finding -> its actions, oldest first (one query)."""
    found: dict[int, list[Action]] = {}
    rows = actions().filter(finding__in=list(finding_ids)).order_by("opened_on", "pk")
    for row in rows:
        if row.finding_id is not None:
            found.setdefault(row.finding_id, []).append(row)
    return found


def answering(finding_ids: Iterable[int], decision_ids: Iterable[int]) -> QuerySet[Action]:
    """Return the actions that answer these findings or carry out these decisions."""
    wanted = Q(finding__in=list(finding_ids))
    for one in decision_ids:
        wanted |= Q(ground_page="act:decision", ground_args=[str(one)])
    return actions().filter(wanted)


def last_checks(action_ids: Iterable[int]) -> dict[int, EffectCheck]:
    """Return action -> what was said last of its effect (one query)."""
    rows = EffectCheck.objects.filter(action__in=list(action_ids)).order_by("on", "pk")
    return {row.action_id: row for row in rows}


def of_indicator(code: str) -> QuerySet[Action]:
    """Return the actions that are to move an indicator."""
    return actions().filter(indicator=code)


def search(rows: QuerySet[Action], words: str) -> QuerySet[Action]:
    """Narrow to the actions that hold every word, whatever its case and spelling."""
    for word in name_key(words).split()[:MOST_WORDS]:
        rows = rows.filter(search_key__contains=word)
    return rows


def steps(action: Action) -> list[ActionStep]:
    """Return the plan of an action in its order."""
    return list(action.steps.order_by("place", "pk"))


def checks(action: Action) -> list[EffectCheck]:
    """Return what was said of its effect, oldest first."""
    return list(action.checks.select_related("person").order_by("on", "pk"))


def done_of(finding: Finding) -> list[Done]:
    """Return the actions of a finding as its closing looks at them (one query)."""
    rows = Action.objects.filter(finding=finding).order_by("pk")
    return [Done(kind, state) for kind, state in rows.values_list("kind", "state")]


def excuse_of(finding: Finding) -> NoPrevention | None:
    """Return the reason for no action against the cause, or None."""
    found: NoPrevention | None = (
        NoPrevention.objects.filter(finding=finding).select_related("person").first()
    )
    return found


def facts(day: date, *, days: int = 365) -> list[Fact]:
    """Return the actions of the last year and those still open, as proofs look at them."""
    since = day - timedelta(days=days)
    rows = Action.objects.filter(Q(opened_on__gte=since) | Q(state__in=OPEN)).order_by("pk")
    columns = rows.values_list("kind", "state", "opened_on", "due_on", "finding_id")
    return [Fact(kind, state, opened, due, bool(of)) for kind, state, opened, due, of in columns]


def found(day: date, *, days: int = 365) -> list[Found]:
    """Return the nonconformities of the last year with what was done (four queries)."""
    rows = list(findings.nonconforming(day - timedelta(days=days), day))
    ids = [row.pk for row in rows]
    causes = findings.judged_causes(ids)
    answered = of_findings(ids)
    excused = set(NoPrevention.objects.filter(finding__in=ids).values_list("finding_id", flat=True))
    return [
        Found(
            row.name,
            row.found_on,
            any(one.is_root for one in causes.get(row.pk, ())),
            frozenset(
                one.kind for one in answered.get(row.pk, ()) if one.state != ActionState.DROPPED
            ),
            row.pk in excused,
            bool(row.indicator),
        )
        for row in rows
    ]


def last_number(year: int) -> int:
    """Return the highest number given in a school year, 0 if none."""
    last: int | None = Action.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return last or 0


def excused(finding_ids: Iterable[int]) -> set[int]:
    """Return the findings for which it is written why no prevention is needed (one query)."""
    rows = NoPrevention.objects.filter(finding__in=list(finding_ids))
    return set(rows.values_list("finding_id", flat=True))
