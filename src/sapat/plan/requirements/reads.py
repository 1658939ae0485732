"""Questions about groups, requirements and their way, in the active school."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Prefetch, QuerySet

from sapat.plan.documents.models import Document
from sapat.plan.requirements.models import (
    Reflection,
    RegisterTerms,
    Requirement,
    RequirementStage,
)
from sapat.plan.requirements.rules import (
    STEP_OF,
    TOOK_UP,
    Entry,
    Happened,
    LoopStep,
    Side,
    State,
    Terms,
    sides_left,
)
from sapat.school.people.rules import name_key

MOST_WORDS = 6
"""Words of a search that are looked for; a database refuses conditions without end."""


def terms() -> Terms:
    """Return the school's terms, or the usual ones."""
    row = RegisterTerms.objects.first()
    return Terms(row.analyse, row.decide, row.account, row.ask) if row else Terms()


def register() -> QuerySet[Requirement]:
    """Return every requirement, the newest first, with owner and reflections ready to read."""
    rows: QuerySet[Requirement] = Requirement.objects.order_by("-number")
    return rows.select_related("owner").prefetch_related("reflections")


def search(rows: QuerySet[Requirement], words: str) -> QuerySet[Requirement]:
    """Narrow to the requirements that hold every word, whatever its case and spelling."""
    for word in name_key(words).split()[:MOST_WORDS]:
        rows = rows.filter(search_key__contains=word)
    return rows


def entries() -> list[Entry]:
    """Return every requirement as the rules judge it (one query)."""
    rows = Requirement.objects.order_by("number")
    return [
        Entry(row.pk, row.number, row.group, row.state, row.state_since, bool(row.owner_id),
              row.text)
        for row in rows
    ]  # fmt: skip


def owners() -> dict[int, int]:
    """Return requirement id -> id of its owner (one query)."""
    rows = Requirement.objects.filter(owner__isnull=False)
    return dict(rows.values_list("pk", "owner_id"))


def flow() -> dict[str, dict[str, int]]:
    """Return group -> state -> how many requirements stand there (one query)."""
    found: dict[str, dict[str, int]] = {}
    rows = Requirement.objects.order_by().values_list("group", "state")
    for code, state, count in rows.annotate(count=Count("pk")):
        found.setdefault(code, {})[state] = count
    return found


def shown_sides(requirement: Requirement) -> set[str]:
    """Return the sides in which it was taken into account since the group was last asked."""
    return {one.side for one in requirement.reflections.all() if one.turn == requirement.turn}


@dataclass(frozen=True)
class Outstanding:
    """An accepted requirement and the sides in which it is not taken into account yet."""

    requirement: Requirement
    sides: list[Side] = field(default_factory=list)


def outstanding() -> list[Outstanding]:
    """Return what was accepted and is not taken into account everywhere (two queries)."""
    found = []
    for row in register().filter(state=State.ACCEPTED).order_by("state_since", "number"):
        left = sides_left(row.sides, shown_sides(row))
        found.append(Outstanding(row, left))
    return found


def by_side(rows: Iterable[Outstanding]) -> dict[Side, list[Requirement]]:
    """Return what is not taken into account yet, split by the three sides."""
    split: dict[Side, list[Requirement]] = {side: [] for side in Side}
    for row in rows:
        for side in row.sides:
            split[side].append(row.requirement)
    return split


def stages(requirement: Requirement) -> QuerySet[RequirementStage]:
    """Return the way of a requirement, the newest stage first."""
    rows: QuerySet[RequirementStage] = requirement.stages.select_related("person")
    return rows.order_by("-noted_at", "-pk")


def loop() -> dict[str, dict[str, LoopStep]]:
    """Return group -> step of the satisfaction loop -> how often and when last (one query)."""
    found: dict[str, dict[str, LoopStep]] = {}
    rows = RequirementStage.objects.order_by().values_list("requirement__group", "happened")
    for code, happened, count, last in rows.annotate(
        count=Count("requirement", distinct=True), last=Max("on")
    ):
        step = STEP_OF.get(Happened(happened))
        if step is None:
            continue
        known = found.setdefault(code, {}).get(step)
        if known and known.last:
            count, last = count + known.count, max(last, known.last)
        found[code][step] = LoopStep(count, last)
    return found


def taken_up(side: str = "") -> list[Requirement]:
    """Return the accepted requirements, in one side of the work if asked, by number."""
    rows = Requirement.objects.filter(state__in=TOOK_UP).order_by("number")
    return [row for row in rows if not side or side in row.sides]


def reflected_in(place: str, place_id: int) -> QuerySet[Reflection]:
    """Return what was taken into account in one record."""
    rows: QuerySet[Reflection] = Reflection.objects.filter(place=place, place_id=place_id)
    return rows.select_related("requirement").order_by("requirement__number", "pk")


def whole_register() -> QuerySet[Requirement]:
    """Return the register as an edition prints it: by number, with its stages in order."""
    ordered = RequirementStage.objects.order_by("noted_at", "pk")
    rows: QuerySet[Requirement] = Requirement.objects.order_by("number").select_related("owner")
    return rows.prefetch_related(Prefetch("stages", queryset=ordered, to_attr="way"), "reflections")


def last_change() -> date | None:
    """Return the day of the newest stage of any requirement, None for an empty register."""
    last: date | None = RequirementStage.objects.aggregate(last=Max("on"))["last"]
    return last


def documents() -> list[Document]:
    """Return the papers of the school that a requirement may name, by title."""
    return list(Document.objects.order_by("search_key", "pk"))


def decided_on() -> dict[int, date]:
    """Return requirement id -> day of the decision upon it, the last one (one query)."""
    rows = RequirementStage.objects.filter(happened__in=[Happened.ACCEPTED, Happened.DECLINED])
    return dict(rows.values_list("requirement_id").annotate(last=Max("on")).order_by())
