"""What plans prove: pure judgements over plans and their measures as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State
from sapat.plan.planning.rules import ItemKind, ItemState, PlanLevel, Subject


class Reason(TextChoices):
    """What the rules of this room found."""

    NO_PLAN = "no_plan", _("There is no plan “%(subject)s” for %(year)s.")
    EMPTY = "empty", _("The plan “%(title)s” has no measures.")
    NO_OWNER = "no_owner", _("Nobody answers for the plan “%(title)s”.")
    LATE = "late", _("%(late)s of %(count)s measures are late.")
    WORKS = "works", _("%(done)s of %(count)s measures are done, none is late.")
    LEVEL_MISSING = "level_missing", _("There is no %(level)s that holds today.")
    LEVEL_EMPTY = "level_empty", _("The %(level)s has no measures.")
    NOT_SERVING = (
        "not_serving",
        _("No measure of the plans serves an objective."),
    )
    ALL_LEVELS = "all_levels", _("Plans of all %(count)s levels hold today and carry measures.")
    NO_UNITS = "no_units", _("No unit or methodical union of the school is written down.")
    UNITS_EMPTY = (
        "units_empty",
        _("%(count)s of %(all)s units have no measure this year: %(names)s."),
    )
    UNITS_COVERED = "units_covered", _("All %(all)s units have measures this year.")
    NOT_LINKED = (
        "not_linked",
        _("%(count)s measures of improvement name no result that they answer."),
    )
    NONE_DONE = "none_done", _("No measure of improvement is done yet.")
    IMPROVES = (
        "improves",
        _("%(count)s measures answer results; %(done)s of them are done."),
    )
    NOT_PUBLISHED = "not_published", _("The calendar of procedures is not open to everybody.")
    PUBLISHED_LATE = (
        "published_late",
        _("The calendar was opened on %(day)s, after the first procedure of %(first)s."),
    )
    PUBLISHED = "published", _("The calendar is open since %(day)s, before the first procedure.")
    KINDS_MISSING = "kinds_missing", _("The yearly calendar has nothing of: %(kinds)s.")
    NOT_APPROVED = "not_approved", _("The yearly calendar is not approved by an order yet.")
    ONE_CALENDAR = (
        "one_calendar",
        _("Control, monitoring and studies stand in one yearly calendar: %(count)s measures."),
    )


STUDIES: Mapping[str, frozenset[str]] = {
    "control": frozenset({ItemKind.CONTROL}),
    "monitoring": frozenset({ItemKind.MONITORING}),
    "survey": frozenset({ItemKind.SURVEY}),
    "statistics": frozenset({ItemKind.STATISTICS}),
}
Facts = dict[str, object]
Verdict = tuple[State, Reason, Facts]


@dataclass(frozen=True)
class Line:
    """One measure as the rules see it."""

    since: date
    due_on: date
    state: ItemState
    kind: str = ItemKind.MEASURE
    unit: int | None = None
    body: int | None = None
    objective: int | None = None
    answers: bool = False


@dataclass(frozen=True)
class Sheet:
    """One plan as the rules see it."""

    pk: int
    title: str
    level: str
    subject: str
    owned: bool
    holds: bool
    """It speaks of the day: its year, its term or its month is the running one."""
    made_on: date
    published_on: date | None
    approved_on: date | None
    lines: Sequence[Line] = ()


def counts(lines: Iterable[Line]) -> dict[ItemState, int]:
    """Return how many measures stand where."""
    found = dict.fromkeys(ItemState, 0)
    for line in lines:
        found[line.state] += 1
    return found


def share_done(lines: Sequence[Line]) -> float | None:
    """Return the share of measures done among those not dropped, or None for none."""
    kept = [line for line in lines if line.state != ItemState.DROPPED]
    done = [line for line in kept if line.state in {ItemState.DONE, ItemState.DONE_LATE}]
    return len(done) / len(kept) if kept else None


def system_plan(sheets: Sequence[Sheet], subject: str, name: object, year: str) -> Verdict:
    """Judge A2-1 and A5-2: a yearly plan on quality with an owner, worked through in time."""
    found = [
        one
        for one in sheets
        if one.holds and one.level == PlanLevel.ANNUAL and one.subject == subject
    ]
    if not found:
        return State.MISSING, Reason.NO_PLAN, {"subject": name, "year": year}
    sheet = found[0]
    if not sheet.lines:
        return State.MISSING, Reason.EMPTY, {"title": sheet.title}
    if not sheet.owned:
        return State.MISSING, Reason.NO_OWNER, {"title": sheet.title}
    tally = counts(sheet.lines)
    done = tally[ItemState.DONE] + tally[ItemState.DONE_LATE]
    facts: Facts = {"count": len(sheet.lines), "late": tally[ItemState.LATE], "done": done}
    if tally[ItemState.LATE]:
        return State.DUE, Reason.LATE, facts
    return State.PROVED, Reason.WORKS, facts


def all_levels(sheets: Sequence[Sheet], wanted: Sequence[str]) -> Verdict:
    """Judge A2-2: a plan of every level holds today, with measures, some for an objective."""
    now = [one for one in sheets if one.holds]
    for level in wanted:
        label = PlanLevel(level).label
        plans = [one for one in now if one.level == level]
        if not plans:
            return State.MISSING, Reason.LEVEL_MISSING, {"level": label}
        if not any(one.lines for one in plans):
            return State.MISSING, Reason.LEVEL_EMPTY, {"level": label}
    if not any(line.objective for one in now for line in one.lines):
        return State.MISSING, Reason.NOT_SERVING, {}
    return State.PROVED, Reason.ALL_LEVELS, {"count": len(wanted)}


def units_covered(sheets: Sequence[Sheet], units: Mapping[tuple[str, int], str]) -> Verdict:
    """Judge A1.1-2: every unit and union has a measure in the plans of the running year."""
    if not units:
        return State.MISSING, Reason.NO_UNITS, {}
    met: set[tuple[str, int]] = set()
    for one in sheets:
        if one.level != PlanLevel.STRATEGIC:
            for line in one.lines:
                if line.state == ItemState.DROPPED:
                    continue
                met |= {("unit", line.unit)} if line.unit else set()
                met |= {("body", line.body)} if line.body else set()
    empty = [name for key, name in units.items() if key not in met]
    if empty:
        facts: Facts = {"count": len(empty), "all": len(units), "names": ", ".join(empty)}
        return State.MISSING, Reason.UNITS_EMPTY, facts
    return State.PROVED, Reason.UNITS_COVERED, {"all": len(units)}


def improvement(sheets: Sequence[Sheet], name: object, year: str) -> Verdict:
    """Judge A4-11: measures of improvement, each with the result it answers, and some done."""
    found = [one for one in sheets if one.subject == Subject.IMPROVEMENT and one.lines]
    if not found:
        return State.MISSING, Reason.NO_PLAN, {"subject": name, "year": year}
    lines = [line for one in found for line in one.lines if line.state != ItemState.DROPPED]
    loose = [line for line in lines if not line.answers]
    if not lines or loose:
        return State.MISSING, Reason.NOT_LINKED, {"count": len(loose)}
    done = [line for line in lines if line.state in {ItemState.DONE, ItemState.DONE_LATE}]
    late = [line for line in lines if line.state == ItemState.LATE]
    if late:
        return State.DUE, Reason.LATE, {"late": len(late), "count": len(lines)}
    return State.PROVED, Reason.IMPROVES, {"count": len(lines), "done": len(done)}


def calendar_published(sheets: Sequence[Sheet], name: object, year: str) -> Verdict:
    """Judge B2.3-3: everybody could read the calendar of procedures before the first of them."""
    sheet = _calendar(sheets)
    if sheet is None:
        return State.MISSING, Reason.NO_PLAN, {"subject": name, "year": year}
    if not sheet.lines:
        return State.MISSING, Reason.EMPTY, {"title": sheet.title}
    if sheet.published_on is None:
        return State.MISSING, Reason.NOT_PUBLISHED, {}
    first = min(line.since for line in sheet.lines)
    if sheet.published_on > first:
        facts: Facts = {"day": sheet.published_on, "first": first}
        return State.MISSING, Reason.PUBLISHED_LATE, facts
    return State.PROVED, Reason.PUBLISHED, {"day": sheet.published_on}


def control_calendar(
    sheets: Sequence[Sheet], wanted: Sequence[str], name: object, year: str
) -> Verdict:
    """Judge B3.4-3: control, monitoring and studies stand in one approved yearly calendar."""
    sheet = _calendar(sheets)
    if sheet is None:
        return State.MISSING, Reason.NO_PLAN, {"subject": name, "year": year}
    kept = [line for line in sheet.lines if line.state != ItemState.DROPPED]
    lacking = [kind for kind in wanted if not any(line.kind in STUDIES[kind] for line in kept)]
    if lacking:
        words = ", ".join(str(ItemKind(kind).label) for kind in lacking)
        return State.MISSING, Reason.KINDS_MISSING, {"kinds": words}
    if sheet.approved_on is None:
        return State.DUE, Reason.NOT_APPROVED, {}
    late = [line for line in kept if line.state == ItemState.LATE]
    if late:
        return State.DUE, Reason.LATE, {"late": len(late), "count": len(kept)}
    return State.PROVED, Reason.ONE_CALENDAR, {"count": len(kept)}


def _calendar(sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the yearly plan of control and studies that holds now, or None."""
    found = [
        one
        for one in sheets
        if one.holds and one.subject == Subject.CONTROL and one.level == PlanLevel.ANNUAL
    ]
    return found[0] if found else None
