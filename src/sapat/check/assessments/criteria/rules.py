"""What a set of criteria consists of, and what is wrong with one that a school brings."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.language import LANGUAGES, Text

MOST_CRITERIA = 400
LONGEST = 1000
CODE = re.compile(r"[^\s/\\]{1,30}")
SHOWN = 12
"""Mistakes that are told at once; more help nobody."""


class SetKind(TextChoices):
    """Whose question a set answers."""

    INSTITUTIONAL = "institutional", _("institutional accreditation")
    PROGRAMME = "programme", _("programme accreditation")
    STATE_STANDARD = "state_standard", _("state educational standard")
    OTHER = "other", _("another set of the school")


class Standing(TextChoices):
    """What a level means, whatever the set calls it."""

    MEETS = "meets", _("meets")
    REMARKS = "remarks", _("meets with remarks")
    FAILS = "fails", _("does not meet")
    NONE = "none", _("does not apply")


class NotSo(TextChoices):
    """Why a set cannot be kept."""

    HAS_EDITION = "has_edition", _("Edition %(edition)s of this set is already here.")
    REPLACED = "replaced", _("This set was replaced on %(day)s.")
    NO_SOURCE = "no_source", _("Write where the set comes from.")


class Fault(TextChoices):
    """What is wrong in a file of criteria."""

    NOT_READ = "not_read", _("The file cannot be read as YAML or as a table.")
    ALIAS = "alias", _("The file refers to parts of itself (& and *): write them out.")
    NOTHING = "nothing", _("There is no criterion in the file.")
    MANY = "many", _("There are more than %(most)s criteria in the file.")
    NO_HEAD = "no_head", _("The first line must name the columns “code” and “ky” or “text”.")
    CODE = "code", _("%(place)s: the code is missing, longer than 30 letters, or has a space.")
    TWICE = "twice", _("%(place)s: this code stands there twice.")
    NO_TEXT = "no_text", _("%(place)s: the criterion has no words in Kyrgyz.")
    LONG = "long", _("%(place)s: the words are longer than %(most)s letters.")
    SECTION = "section", _("%(place)s: there is no section “%(what)s”.")
    CLAUSE = "clause", _("%(place)s: the regulations have no clause “%(what)s”.")
    INDICATOR = "indicator", _("%(place)s: there is no indicator “%(what)s”.")
    LEVELS = "levels", _("A set has two to seven levels, the best with most points, the last 0.")
    UNKNOWN = "unknown", _("%(place)s: “%(what)s” is not known here.")


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong, and where."""

    fault: Fault
    place: str = ""
    what: str = ""

    @property
    def sentence(self) -> str:
        """Return it for the reader."""
        most = MOST_CRITERIA if self.fault == Fault.MANY else LONGEST
        return str(self.fault.label) % {"place": self.place, "what": self.what, "most": most}


@dataclass(frozen=True)
class Level:
    """A level of judgement; points None: the criterion does not apply and is not counted."""

    code: str
    points: float | None
    name: Text
    words: Text


@dataclass(frozen=True)
class Planned:
    """A criterion as a file states it."""

    code: str
    text: Text
    section: str = ""
    clauses: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    proposed: bool = False
    """Our own words, until the school has the official ones."""


@dataclass(frozen=True)
class Content:
    """What a set says: its levels, its sections, its criteria in order."""

    levels: tuple[Level, ...]
    sections: Mapping[str, Text] = field(default_factory=dict)
    criteria: tuple[Planned, ...] = ()


@dataclass(frozen=True)
class Known:
    """Codes that a criterion may point to."""

    clauses: Collection[str]
    indicators: Collection[str]


def standing(code: str, levels: Sequence[Level]) -> Standing | None:
    """Return what a level of a set means; None for a code the set does not have.

    >>> levels = [Level("a", 3, Text("а"), Text("")), Level("c", 0, Text("в"), Text(""))]
    >>> standing("c", levels)
    Standing.FAILS
    """
    points = {level.code: level.points for level in levels}
    if code not in points:
        return None
    given = points[code]
    if given is None:
        return Standing.NONE
    if given == most(levels):
        return Standing.MEETS
    return Standing.REMARKS if given else Standing.FAILS


def most(levels: Sequence[Level]) -> float:
    """Return the points of the best level."""
    return max((level.points for level in levels if level.points is not None), default=0)


def words_of(given: object) -> Text:
    """Return what a file says in one or three languages."""
    if isinstance(given, Mapping):
        said = {code: str(given.get(code) or "").strip() for code in LANGUAGES}
        return Text(**said)
    return Text(ky=str(given or "").strip())


def mistakes_in(content: Content, known: Known) -> list[Mistake]:
    """Return what is wrong in a set, in its order."""
    found = [Mistake(Fault.LEVELS)] if not _levels_hold(content.levels) else []
    if not content.criteria:
        found.append(Mistake(Fault.NOTHING))
    if len(content.criteria) > MOST_CRITERIA:
        return [*found, Mistake(Fault.MANY)]
    seen: set[str] = set()
    for one in content.criteria:
        found += _mistakes_of(one, content, known, seen)
        seen.add(one.code)
    return found


def _levels_hold(levels: Sequence[Level]) -> bool:
    points = [level.points for level in levels if level.points is not None]
    codes = {level.code for level in levels}
    named = all(level.name.ky and CODE.fullmatch(level.code) for level in levels)
    in_order = points == sorted(set(points), reverse=True) and points[-1:] == [0]
    return named and len(codes) == len(levels) and 2 <= len(points) <= 7 and in_order


def _mistakes_of(
    one: Planned, content: Content, known: Known, seen: Collection[str]
) -> Iterator[Mistake]:
    place = one.code or "?"
    if not CODE.fullmatch(one.code):
        yield Mistake(Fault.CODE, place)
    if one.code in seen:
        yield Mistake(Fault.TWICE, place)
    if not one.text.ky:
        yield Mistake(Fault.NO_TEXT, place)
    if any(len(words) > LONGEST for words in (one.text.ky, one.text.ru, one.text.en)):
        yield Mistake(Fault.LONG, place)
    if one.section and one.section not in content.sections:
        yield Mistake(Fault.SECTION, place, one.section)
    for code in one.clauses:
        if code not in known.clauses:
            yield Mistake(Fault.CLAUSE, place, code)
    for code in one.indicators:
        if code not in known.indicators:
            yield Mistake(Fault.INDICATOR, place, code)
