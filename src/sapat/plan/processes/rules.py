"""What makes a process card whole, which links make sense, and when a chain is broken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class Direction(TextChoices):
    """Whether something comes into a process or leaves it."""

    OUT = "out", _("output")
    IN = "in", _("input")


class LinkKind(TextChoices):
    """Work flows forward; what was learned flows back and may close a loop."""

    WORK = "work", _("work: the next process begins with it")
    FEEDBACK = "feedback", _("feedback: an earlier process learns from it")


class Frequency(TextChoices):
    """How often a process is measured."""

    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    TERM = "term", _("every term")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")
    EVENT = "event", _("each time")


class Part(TextChoices):
    """What a process card says."""

    PURPOSE = "purpose", _("purpose")
    OWNER = "owner", _("owner")
    INPUTS = "inputs", _("inputs")
    OUTPUTS = "outputs", _("outputs")
    CUSTOMERS = "customers", _("customers")
    RESOURCES = "resources", _("resources")
    DOCUMENTS = "documents", _("documents")
    INDICATORS = "indicators", _("indicators")
    RISKS = "risks", _("risks")


class NotSo(TextChoices):
    """Why a process cannot be like that."""

    NO_NAME = "no_name", _("Give the process a name.")
    NO_PURPOSE = "no_purpose", _("Say what the process is for.")
    ENDED = "ended", _("The process ended on %(day)s.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    ITSELF = "itself", _("A process cannot feed itself: split it, or name who really receives it.")
    CYCLE = (
        "cycle",
        _(
            "This would close a circle: %(path)s. If the later process only tells the earlier one "
            "what was learned, make it a feedback link."
        ),
    )
    LINKED = "linked", _("This link is already there.")
    NO_END = "no_end", _("Name who receives it or who gives it.")
    UNKNOWN_INDICATOR = "unknown_indicator", _("There is no indicator %(code)s.")
    NOT_MEASURED = "not_measured", _("Say what is measured, in which unit and by which method.")
    BAD_WEIGHT = "bad_weight", _("Likelihood and consequence go from 1 to 3.")
    TAKEN_OVER = "taken_over", _("The usual process cards are all there already.")


class Reason(TextChoices):
    """What a look at the processes found."""

    NO_CARDS = "no_cards", _("No process card is in force.")
    TOO_FEW = (
        "too_few",
        _("Only %(count)s process cards are in force; at least %(least)s are asked for."),
    )
    INCOMPLETE = (
        "incomplete",
        _("%(count)s process cards lack something; the first: %(process)s (%(parts)s)."),
    )
    COMPLETE = "complete", _("All %(count)s process cards in force are whole.")
    NO_LINKS = "no_links", _("The processes are not linked to each other.")
    LOOSE_OUTPUT = (
        "loose_output",
        _("Nobody receives %(count)s outputs; the first: %(flow)s (%(process)s)."),
    )
    LOOSE_INPUT = (
        "loose_input",
        _("Nobody gives %(count)s inputs; the first: %(flow)s (%(process)s)."),
    )
    LINKED = "linked", _("Every output is received and every input is given: %(count)s links.")
    NOT_MEASURED = (
        "not_measured",
        _(
            "%(count)s processes lack a requirement, a target or an indicator; "
            "the first: %(process)s (%(parts)s)."
        ),
    )
    MEASURED = (
        "measured",
        _("Each of %(count)s processes has a requirement, a target and an indicator."),
    )
    NO_METHOD = (
        "no_method",
        _("%(count)s processes have no measuring method; the first: %(process)s."),
    )
    METHODS = (
        "methods",
        _("Each of %(count)s processes says what is measured, in which unit, how often and how."),
    )
    NO_REQUIREMENTS = "no_requirements", _("No requirement of a stakeholder is registered.")
    BROKEN = (
        "broken",
        _("%(count)s of %(all)s requirements have a broken chain; the first: %(requirement)s."),
    )
    NEW_BROKEN = (
        "new_broken",
        _("%(count)s requirements found lately have no whole chain yet; it is due by %(day)s."),
    )
    TRACED = (
        "traced",
        _("Each of %(all)s requirements leads through a process and a measure to an indicator."),
    )


LEAST, MOST = 1, 3


@dataclass(frozen=True)
class Arrow:
    """A link between two processes, by their ids."""

    source: int
    target: int
    kind: str = LinkKind.WORK


def way_back(arrows: Iterable[Arrow], source: int, target: int) -> list[int] | None:
    """Return the way by which work from the target comes back to the source, or None.

    Feedback is left out: what was learned may flow back, that is how quality improves.

    >>> way_back([Arrow(1, 2), Arrow(2, 3)], source=3, target=1)
    [1, 2, 3]
    """
    onward: dict[int, list[int]] = {}
    for arrow in arrows:
        if arrow.kind == LinkKind.WORK:
            onward.setdefault(arrow.source, []).append(arrow.target)
    ways, been = [[target]], {target}
    while ways:
        way = ways.pop(0)
        if way[-1] == source:
            return way
        for place in onward.get(way[-1], []):
            if place not in been:
                been.add(place)
                ways.append([*way, place])
    return None


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Return which old line became which new one: first equal words, then what is left, in order.

    A line that was reworded keeps its links; (old, None) is gone and (None, new) has come.

    >>> paired(["plan", "report"], ["yearly plan", "report"])
    [('report', 'report'), ('plan', 'yearly plan')]
    """
    same = [line for line in before if line in after]
    pairs: list[tuple[str | None, str | None]] = [(line, line) for line in same]
    old = [line for line in before if line not in same]
    new = [line for line in after if line not in same]
    return pairs + list(zip_longest(old, new))


def lines(text: str) -> list[str]:
    """Return the lines of a text, each once, without empty ones."""
    found = (" ".join(line.split())[:200] for line in text.splitlines())
    return list(dict.fromkeys(filter(None, found)))


def weight(likelihood: int, consequence: int) -> int:
    """Return how much a risk weighs, from 1 to 9."""
    return likelihood * consequence


HEAVY, NOTABLE = 6, 3


def heaviness(weighs: int) -> str:
    """Return the status by which a risk of this weight is shown."""
    if weighs >= HEAVY:
        return "critical"
    return "attention" if weighs >= NOTABLE else "normal"


@dataclass(frozen=True)
class Chain:
    """One requirement and what stands behind it, by their ids and codes."""

    requirement: int
    processes: tuple[int, ...] = ()
    measures: tuple[int, ...] = ()
    """Items of plans, or the measurings of the process where no item is named."""
    indicators: tuple[str, ...] = ()

    @property
    def broken_at(self) -> str:
        """Return the first link that is missing, or nothing."""
        ends = (
            ("process", self.processes),
            ("measure", self.measures),
            ("indicator", self.indicators),
        )
        return next((name for name, found in ends if not found), "")


def lacking(said: Mapping[str, object], wanted: Iterable[str]) -> list[str]:
    """Return the parts of a card that say nothing, in the order of the card."""
    wished = set(wanted)
    return [part for part in Part.values if part in wished and not said.get(part)]


@dataclass(frozen=True)
class Looked:
    """What the rules need to know of one card."""

    name: str
    lacking: tuple[str, ...] = ()
    """Parts of the card that say nothing."""
    loose_outputs: tuple[str, ...] = ()
    loose_inputs: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()
    """Of requirement, target and indicator, what it has none of; as the reader reads it."""
    has_method: bool = False


Judged = tuple[State, Reason, dict[str, object]]


def judge_cards(cards: Sequence[Looked], least: int) -> Judged:
    """Judge whether the school works by whole process cards."""
    if not cards:
        return State.MISSING, Reason.NO_CARDS, {}
    if len(cards) < least:
        return State.MISSING, Reason.TOO_FEW, {"count": len(cards), "least": least}
    poor = [card for card in cards if card.lacking]
    if poor:
        parts = ", ".join(str(Part(part).label) for part in poor[0].lacking)
        facts = {"count": len(poor), "process": poor[0].name, "parts": parts}
        return State.MISSING, Reason.INCOMPLETE, facts
    return State.PROVED, Reason.COMPLETE, {"count": len(cards)}


def judge_links(cards: Sequence[Looked], links: int) -> Judged:
    """Judge whether what one process makes is received, and what it needs is given."""
    if not links:
        return State.MISSING, Reason.NO_LINKS, {}
    for reason, side in ((Reason.LOOSE_OUTPUT, "outputs"), (Reason.LOOSE_INPUT, "inputs")):
        loose = [(card.name, flow) for card in cards for flow in getattr(card, f"loose_{side}")]
        if loose:
            facts = {"count": len(loose), "flow": loose[0][1], "process": loose[0][0]}
            return State.MISSING, reason, facts
    return State.PROVED, Reason.LINKED, {"count": links}


def judge_measured(cards: Sequence[Looked]) -> Judged:
    """Judge whether each process serves a requirement, has a target and an indicator."""
    if not cards:
        return State.MISSING, Reason.NO_CARDS, {}
    poor = [card for card in cards if card.unserved]
    if poor:
        facts = {"count": len(poor), "process": poor[0].name, "parts": ", ".join(poor[0].unserved)}
        return State.MISSING, Reason.NOT_MEASURED, facts
    return State.PROVED, Reason.MEASURED, {"count": len(cards)}


def judge_methods(cards: Sequence[Looked]) -> Judged:
    """Judge whether each process has its measuring method."""
    if not cards:
        return State.MISSING, Reason.NO_CARDS, {}
    without = [card for card in cards if not card.has_method]
    if without:
        facts = {"count": len(without), "process": without[0].name}
        return State.MISSING, Reason.NO_METHOD, facts
    return State.PROVED, Reason.METHODS, {"count": len(cards)}


def judge_chains(chains: Sequence[tuple[str, date, Chain]], day: date, grace: int) -> Judged:
    """Judge whether every requirement leads to an indicator; a new one has some days for it.

    `chains` holds the words of a requirement, the day it was found, and its chain.
    """
    if not chains:
        return State.MISSING, Reason.NO_REQUIREMENTS, {}
    broken = [(words, found) for words, found, chain in chains if chain.broken_at]
    if not broken:
        return State.PROVED, Reason.TRACED, {"all": len(chains)}
    late = [words for words, found in broken if found + timedelta(days=grace) < day]
    if late:
        facts = {"count": len(late), "all": len(chains), "requirement": late[0][:80]}
        return State.MISSING, Reason.BROKEN, facts
    by = min(found for _words, found in broken) + timedelta(days=grace)
    return State.DUE, Reason.NEW_BROKEN, {"count": len(broken), "day": by}
