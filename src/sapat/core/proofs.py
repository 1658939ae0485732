"""What the rooms can prove: a registry of named rules, asked by the clause map.

A rule answers for one school, some parameters and one day. It reads and judges; it writes nothing.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sapat.core.days import in_words

Found = TypeVar("Found")

OF_A_PERSON = frozenset({"person", "assessor"})
"""Kinds of records whose label is a person's name."""


class State(TextChoices):
    """Whether the school lives by a clause."""

    PROVED = "proved", _("proved")
    DUE = "due", _("due soon")
    MISSING = "missing", _("missing")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


@dataclass(frozen=True)
class Record:
    """A record that proves: what a person reads, and the page where it stands.

    `page` is the name of an address, `args` what follows the school's code in it.
    """

    label: str
    page: str
    args: tuple[object, ...] = ()
    kind: str = ""
    pk: int | None = None
    query: str = ""


@dataclass(frozen=True)
class Answer:
    """What a rule found on the day.

    `reason` is a code with a sentence in three languages, `facts` what the sentence names;
    `since` is the day from which the state holds, None where nobody can say.
    """

    state: State
    reason: TextChoices
    facts: Mapping[str, object] = field(default_factory=dict)
    since: date | None = None
    records: Sequence[Record] = ()
    personal: frozenset[str] = frozenset()
    """Facts that name people, kept from those who may not read names."""

    @property
    def sentence(self) -> str:
        """Return the reason in the reader's language."""
        told = {
            name: in_words(fact) if isinstance(fact, date) else fact
            for name, fact in self.facts.items()
        }
        return str(self.reason.label) % told if told else str(self.reason.label)

    def without_names(self) -> "Answer":
        """Return the answer as an inspector reads it: what is so, not who."""
        hidden = dict.fromkeys(self.personal, _("name not shown"))
        records = [record for record in self.records if record.kind not in OF_A_PERSON]
        return replace(self, facts={**self.facts, **hidden}, records=records)


@dataclass(frozen=True)
class Parameter:
    """A setting of a rule that a school may change: its name, what it means, its usual value."""

    name: str
    label: Promise
    default: object
    choices: Sequence[tuple[str, Promise]] = ()


@dataclass
class Question:
    """One look at one school on one day; what was read once is not read again."""

    school: Any
    day: date
    parameters: Mapping[str, object] = field(default_factory=dict)
    _read: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, read: Callable[..., Found], *given: Hashable) -> Found:
        """Return what the read answers, asking it once a look, however many rules need it."""
        key = (read, given)
        if key not in self._read:
            self._read[key] = read(*given)
        found: Found = self._read[key]
        return found

    def told(self, tell: Callable[["Question"], Found]) -> Found:
        """Return what something tells of this look, whatever its parameters; asked once a look."""
        key = (tell, ())
        if key not in self._read:
            self._read[key] = tell(self)
        found: Found = self._read[key]
        return found

    def about(self, parameters: Mapping[str, object]) -> "Question":
        """Return the same look with the parameters of another rule; reads are shared."""
        return Question(self.school, self.day, parameters, self._read)

    def number(self, name: str) -> int:
        """Return a parameter as a whole number."""
        return int(str(self.parameters[name]))

    def words(self, name: str) -> str:
        """Return a parameter as text."""
        return str(self.parameters[name])

    def several(self, name: str) -> tuple[str, ...]:
        """Return a parameter as a tuple of codes; one code may stand alone."""
        value = self.parameters[name]
        if isinstance(value, str):
            return tuple(filter(None, (part.strip() for part in value.split(","))))
        return tuple(str(part) for part in value)  # type: ignore[attr-defined]


Judge = Callable[[Question], Answer]


@dataclass(frozen=True)
class ProofRule:
    """A rule of the library: its name, what it asks in one sentence, its settings."""

    name: str
    label: Promise
    parameters: Sequence[Parameter]
    judge: Judge

    def ask(self, question: Question, parameters: Mapping[str, object]) -> Answer:
        """Judge with these parameters; those not given stand at their usual value."""
        unknown = set(parameters) - {each.name for each in self.parameters}
        if unknown:
            raise LookupError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        usual = {each.name: each.default for each in self.parameters}
        return self.judge(question.about({**usual, **parameters}))


_library: dict[str, ProofRule] = {}


def proof(name: str, label: Promise, *parameters: Parameter) -> Callable[[Judge], Judge]:
    """Register a rule under a name such as `documents.in_force`; a name is given once."""

    def register(judge: Judge) -> Judge:
        known = _library.get(name)
        if known and known.judge.__module__ != judge.__module__:
            raise ValueError(f"two rooms prove {name}")
        _library[name] = ProofRule(name, label, parameters, judge)
        return judge

    return register


def library() -> Mapping[str, ProofRule]:
    """Return every rule that a room has registered, by name."""
    return _library


def found(name: str) -> ProofRule | None:
    """Return the rule, or None while no room can prove it."""
    return _library.get(name)
