"""A regulation as a school has it: the catalogue's clauses under the school's own words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from sapat.core.language import LANGUAGES, Text
from sapat.plan.regulations.labels import label_forms
from sapat.plan.regulations.renewals import renewals
from sapat.plan.regulations.rules import Clause, Regulation
from sapat.plan.regulations.words import Labels, Phase, Priority

PLACE = re.compile(r"\{(\w+)\}")
"""A place for a label; clauses never begin with one."""


@dataclass(frozen=True)
class Restated:
    """A clause in the school's own words; what is empty stays as the catalogue has it."""

    code: str
    heading: str = ""
    meaning: str = ""
    role: str = ""
    holder: int | None = None
    rhythm: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    applies: bool = True
    why_not: str = ""
    own: bool = False
    chapter: str = ""
    priority: str = Priority.MUST
    phase: str = Phase.PLAN
    rule: str = ""
    renewal: str = ""
    """The proposal of renewal whose words were taken over."""


@dataclass(frozen=True)
class SchoolClause:
    """A clause as the school has it."""

    code: str
    regulation: str
    chapter: str
    heading: Text
    meaning: Text
    role: str
    holder: int | None
    rhythm: str
    priority: str
    phase: str
    rule: str
    parameters: Mapping[str, object]
    note: str = ""
    own: bool = False
    applies: bool = True
    why_not: str = ""
    restated: bool = False


def filled(text: Text, labels: Labels) -> Text:
    """Return the text with the school's labels in their places."""
    return Text(**{one: _filled(getattr(text, one), one, labels) for one in LANGUAGES})


def _filled(words: str, language: str, labels: Labels) -> str:
    if "{" not in words:
        return words
    forms = label_forms(labels, language)
    return PLACE.sub(lambda place: forms.get(place[1], place[0]), words)


def clauses_of(
    regulation: Regulation, restated: Iterable[Restated], labels: Labels
) -> list[SchoolClause]:
    """Return every clause of the regulation as the school has it, its own after each chapter's."""
    said = {one.code: one for one in restated}
    found: list[SchoolClause] = []
    for chapter in regulation.chapters:
        found += [
            _restated(each, regulation, said.get(each.code), labels) for each in chapter.clauses
        ]
        found += [
            _own(one, regulation)
            for one in sorted(said.values(), key=lambda one: own_number(one.code))
            if one.own and one.chapter == chapter.code
        ]
    return found


def _restated(
    clause: Clause, regulation: Regulation, said: Restated | None, labels: Labels
) -> SchoolClause:
    plain = SchoolClause(
        code=clause.code,
        regulation=regulation.code,
        chapter=clause.chapter,
        heading=filled(clause.heading, labels),
        meaning=filled(clause.meaning, labels),
        role=clause.role,
        holder=None,
        rhythm=clause.rhythm,
        priority=clause.priority,
        phase=clause.phase,
        rule=clause.rule,
        parameters=dict(clause.parameters),
        note=clause.note,
    )
    if said is None:
        return plain
    renewal = renewals().get(said.renewal)
    if renewal and renewal.meaning:
        plain = replace(plain, meaning=filled(renewal.meaning, labels))
    return replace(
        plain,
        heading=Text(ky=said.heading) if said.heading else plain.heading,
        meaning=Text(ky=said.meaning) if said.meaning else plain.meaning,
        role=said.role or plain.role,
        holder=said.holder,
        rhythm=said.rhythm or plain.rhythm,
        parameters={**plain.parameters, **said.parameters},
        applies=said.applies,
        why_not=said.why_not,
        restated=True,
    )


def _own(said: Restated, regulation: Regulation) -> SchoolClause:
    return SchoolClause(
        code=said.code,
        regulation=regulation.code,
        chapter=said.chapter,
        heading=Text(ky=said.heading),
        meaning=Text(ky=said.meaning),
        role=said.role,
        holder=said.holder,
        rhythm=said.rhythm,
        priority=said.priority,
        phase=said.phase,
        rule=said.rule,
        parameters=dict(said.parameters),
        own=True,
        applies=said.applies,
        why_not=said.why_not,
        restated=True,
    )


def own_number(code: str) -> int:
    """Return the number in the code of a school's own clause, such as 2 in `A5-S2`."""
    tail = code.rpartition("-S")[2]
    return int(tail) if tail.isdigit() else 0


def next_code(chapter: str, taken: Iterable[str]) -> str:
    """Return the code of one more own clause of a chapter; a code is never given again.

    >>> next_code("A5", ["A5-S1", "A5-3"])
    'A5-S2'
    """
    own = [own_number(code) for code in taken if code.startswith(f"{chapter}-S")]
    return f"{chapter}-S{max(own, default=0) + 1}"


def kept(clauses: Iterable[SchoolClause]) -> list[dict[str, object]]:
    """Return the clauses as an edition keeps them for good."""
    return [asdict(clause) for clause in clauses]


def read_back(content: Sequence[Mapping[str, object]]) -> list[SchoolClause]:
    """Return the clauses an edition has kept, as they were on the day it came into force."""
    found = []
    for line in content:
        texts = {name: Text(**line[name]) for name in ("heading", "meaning")}  # type: ignore[arg-type]
        found.append(SchoolClause(**{**line, **texts}))  # type: ignore[arg-type]
    return found


@dataclass(frozen=True)
class Difference:
    """What changed in a clause from one edition to the next."""

    code: str
    before: SchoolClause | None
    after: SchoolClause | None
    fields: tuple[str, ...] = ()


COMPARED = (
    "heading",
    "meaning",
    "role",
    "holder",
    "rhythm",
    "parameters",
    "applies",
    "why_not",
    "rule",
)


def differences(before: Iterable[SchoolClause], after: Iterable[SchoolClause]) -> list[Difference]:
    """Return the clauses that differ, in the order of the newer edition, dropped ones last."""
    old, new = ({one.code: one for one in each} for each in (before, after))
    found = []
    for code, clause in new.items():
        was = old.get(code)
        fields = _differing(was, clause) if was else ()
        if was is None or fields:
            found.append(Difference(code, was, clause, fields))
    return found + [Difference(code, was, None) for code, was in old.items() if code not in new]


def _differing(one: SchoolClause, other: SchoolClause) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if _plain(one, name) != _plain(other, name))


def _plain(clause: SchoolClause, name: str) -> object:
    value = getattr(clause, name)
    return dict(value) if name == "parameters" else value
