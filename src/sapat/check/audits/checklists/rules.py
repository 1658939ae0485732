"""How a checklist is made of clauses, process cards and earlier findings; plain values in."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sapat.check.audits.rules import Judgement, Origin
from sapat.core.language import LANGUAGES, Text

MOST = 60
"""A checklist longer than this is not carried through in a day."""


class NotSo(TextChoices):
    """Why a checklist cannot change like that."""

    EMPTY = "empty", gettext_lazy("Write the question.")
    ANSWERED = "answered", gettext_lazy("This question is answered already: it stays.")
    TOO_MANY = (
        "too_many",
        gettext_lazy("A checklist holds at most %(most)s questions: choose fewer clauses."),
    )
    NOTHING_NEW = "nothing_new", gettext_lazy("All of that stands in the checklist already.")
    NO_SOURCE = "no_source", gettext_lazy("Choose what the checklist is made of.")
    CHANGED = (
        "changed",
        gettext_lazy("%(name)s has answered this question meanwhile: %(judgement)s."),
    )
    NEEDS_NOTE = "needs_note", gettext_lazy("Write what was seen: a judgement stands on evidence.")
    NO_KEY = "no_key", gettext_lazy("The answer came without its key: open the page again.")
    OPEN = (
        "open",
        gettext_lazy("Questions without an answer: %(count)s. “Not looked at” is one too."),
    )
    KEY_OF_ANOTHER = "key_of_another", gettext_lazy("This answer was sent for another question.")


@dataclass(frozen=True)
class Asked:
    """A question as it is to be asked, in three languages, and where it comes from."""

    words: Text
    origin: Origin
    source: str
    clause: str = ""
    finding: int | None = None


@dataclass(frozen=True)
class Topic:
    """A clause with its heading and meaning."""

    code: str
    heading: Text
    meaning: Text


@dataclass(frozen=True)
class Ready:
    """A question of the shipped checklist, with the clauses it belongs to."""

    code: str
    words: Text
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """An earlier finding."""

    pk: int
    name: str
    title: str


@dataclass(frozen=True)
class CardSays:
    """What the card of a process says, as far as an audit asks about it."""

    pk: int
    name: Text
    outputs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    risks: tuple[tuple[str, str], ...] = ()
    """A risk and the answer to it."""


OF_CLAUSE = gettext_lazy("%(code)s %(heading)s: what shows that it is lived by? (%(meaning)s)")
OF_OWNER = gettext_lazy("Process “%(name)s”: does its owner know the card, and is it followed?")
OF_OUTPUT = gettext_lazy("“%(name)s”: is “%(what)s” made in time, and does its receiver accept it?")
OF_MEASURE = gettext_lazy(
    "“%(name)s”: is “%(what)s” measured as often as the card says? The last value?"
)
OF_RISK = gettext_lazy("“%(name)s”, risk “%(what)s”: what is done so that it does not happen?")
OF_ANSWER = gettext_lazy("“%(name)s”, risk “%(what)s”: is it carried out: %(answer)s?")
OF_FINDING = gettext_lazy(
    "Finding %(name)s “%(title)s”: is its cause done away with, is there no repeat?"
)


def of_clauses(topics: Iterable[Topic], ready: Iterable[Ready]) -> Iterator[Asked]:
    """Yield the shipped questions of the clauses, and one of our own for each clause without."""
    told = list(topics)
    codes = {topic.code for topic in told}
    covered: set[str] = set()
    for each in ready:
        about = [code for code in sorted(codes) if _belongs(code, each.clauses)]
        if about:
            covered |= set(about)
            yield Asked(each.words, Origin.CLAUSE, f"ia:{each.code}", about[0])
    for topic in told:
        if topic.code not in covered:
            facts = {"code": topic.code, "heading": topic.heading, "meaning": topic.meaning}
            yield Asked(
                _in_three(OF_CLAUSE, facts), Origin.CLAUSE, f"clause:{topic.code}", topic.code
            )


def _belongs(code: str, clauses: Collection[str]) -> bool:
    """Answer whether a clause is one of these, or one of theirs: A7.2 holds A7.2-1."""
    return any(code == one or code.startswith(f"{one}-") for one in clauses)


def of_card(card: CardSays) -> Iterator[Asked]:
    """Yield what the card of a process promises, as questions."""
    key = f"card:{card.pk}"
    name = {"name": card.name}
    yield Asked(_in_three(OF_OWNER, name), Origin.CARD, f"{key}:owner")
    for number, what in enumerate(card.outputs):
        yield Asked(_in_three(OF_OUTPUT, {**name, "what": what}), Origin.CARD, f"{key}:out{number}")
    for number, what in enumerate(card.measures):
        told = _in_three(OF_MEASURE, {**name, "what": what})
        yield Asked(told, Origin.CARD, f"{key}:measure{number}")
    for number, (what, answer) in enumerate(card.risks):
        facts = {**name, "what": what, "answer": answer}
        told = _in_three(OF_ANSWER if answer else OF_RISK, facts)
        yield Asked(told, Origin.CARD, f"{key}:risk{number}")


def of_findings(found: Iterable[Before]) -> Iterator[Asked]:
    """Yield a question for each earlier finding."""
    for one in found:
        facts = {"name": one.name, "title": one.title}
        yield Asked(_in_three(OF_FINDING, facts), Origin.FINDING, f"finding:{one.pk}", "", one.pk)


def _in_three(words: Promise, facts: Mapping[str, object]) -> Text:
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = str(words) % {name: str(fact) for name, fact in facts.items()}
    return Text(**told)


def new_ones(asked: Iterable[Asked], there: Collection[str]) -> list[Asked]:
    """Return the questions that do not stand in the checklist yet, each once."""
    seen = set(there)
    found = []
    for one in asked:
        if one.source not in seen:
            seen.add(one.source)
            found.append(one)
    return found


@dataclass(frozen=True)
class Tally:
    """How the questions of a checklist were answered."""

    asked: int = 0
    conforms: int = 0
    remarks: int = 0
    faults: int = 0
    skipped: int = 0

    @property
    def answered(self) -> int:
        """Return how many questions have an answer."""
        return self.conforms + self.remarks + self.faults + self.skipped

    @property
    def open(self) -> int:
        """Return how many questions wait."""
        return self.asked - self.answered


def tally(judgements: Sequence[str]) -> Tally:
    """Count the newest judgement of each question; empty: not answered yet.

    >>> tally(["conforms", "fault", ""]).open
    1
    """
    return Tally(
        len(judgements),
        *(judgements.count(one) for one in ("conforms", "remark", "fault", "skipped")),
    )


def why_not_answer(judgement: str, note: str, evidence: str) -> NotSo | None:
    """Return the objection to an answer: what is not right has to be shown.

    >>> why_not_answer(Judgement.FAULT, "", "")
    NotSo.NEEDS_NOTE
    """
    needs = judgement in {Judgement.REMARK, Judgement.FAULT}
    return NotSo.NEEDS_NOTE if needs and not (note.strip() or evidence.strip()) else None
