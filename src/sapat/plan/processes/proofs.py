"""What the process cards prove."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.processes import reads
from sapat.plan.processes.reads import Card
from sapat.plan.processes.rules import (
    Judged,
    Looked,
    Part,
    judge_cards,
    judge_chains,
    judge_links,
    judge_measured,
    judge_methods,
    lacking,
)

MANY = 30
"""Records of one answer: a reader follows a few, the page shows all."""


def looked(card: Card, parts: Iterable[str] = Part.values) -> Looked:
    """Return what the rules need to know of a card."""
    row = card.process
    measures = list(row.measures.all())
    served = (
        (gettext("requirement"), list(row.requirements.all())),
        (gettext("target"), [one for one in measures if one.target]),
        (gettext("indicator"), row.indicators),
    )
    return Looked(
        name=row.name,
        lacking=tuple(lacking(card.said, parts)),
        loose_outputs=tuple(flow.name for flow in card.loose_outputs),
        loose_inputs=tuple(flow.name for flow in card.loose_inputs),
        unserved=tuple(name for name, found in served if not found),
        has_method=any(one.what and one.unit and one.method for one in measures),
    )


def _answer(question: Question, judged: Judged, cards: Sequence[Card]) -> Answer:
    state, reason, facts = judged
    since = _since(question) if state == State.PROVED else None
    records = [_record(card) for card in cards[:MANY]]
    return Answer(state, reason, facts, since=since, records=records)


def _record(card: Card) -> Record:
    row = card.process
    return Record(row.name, "plan:process", (row.pk,), kind="process", pk=row.pk)


def _since(question: Question) -> date | None:
    """Return the day of the newest change of any card: what holds now holds since then."""
    return question.once(reads.last_change)


@proof(
    "processes.cards",
    _("The processes have cards that say everything that matters"),
    Parameter("least", _("how many process cards there are at least"), 5),
    Parameter("parts", _("what each card must say"), ", ".join(Part.values)),
)
def cards(question: Question) -> Answer:
    """Answer whether there are process cards, and whether each is whole."""
    found = question.once(reads.cards, question.day)
    parts = question.several("parts")
    judged = judge_cards([looked(card, parts) for card in found], question.number("least"))
    return _answer(question, judged, found)


@proof("processes.linked", _("What a process makes is received, what it needs is given"))
def linked(question: Question) -> Answer:
    """Answer whether the processes are linked without loose ends."""
    found = question.once(reads.cards, question.day)
    links = question.once(reads.live_links)
    return _answer(question, judge_links([looked(card) for card in found], len(links)), found)


@proof("processes.measured", _("Each process has a requirement, a target and an indicator"))
def measured(question: Question) -> Answer:
    """Answer whether each process is understood, has a planned result and is measured."""
    found = question.once(reads.cards, question.day)
    return _answer(question, judge_measured([looked(card) for card in found]), found)


@proof("processes.methods", _("Each process has its measuring method, unit and frequency"))
def methods(question: Question) -> Answer:
    """Answer whether each process says how it is measured."""
    found = question.once(reads.cards, question.day)
    return _answer(question, judge_methods([looked(card) for card in found]), found)


@proof(
    "processes.traced",
    _("Each requirement leads through a process and a measure to an indicator"),
    Parameter("grace", _("days a newly found requirement has until its chain is whole"), 30),
)
def traced(question: Question) -> Answer:
    """Answer whether the chain from requirement to indicator is broken anywhere."""
    cards = question.once(reads.cards, question.day)
    found = question.once(reads.chains, cards)
    chains = [(row.text, row.found_on, chain) for row, chain in found]
    state, reason, facts = judge_chains(chains, question.day, question.number("grace"))
    since = _since(question) if state == State.PROVED else None
    record = Record(gettext("From requirement to evidence"), "plan:chains")
    return Answer(state, reason, facts, since=since, records=[record] if found else [])
