"""Everything a quarter report is made of, read once on one ground."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.readings import Audience, Reading, Request, evaluate
from sapat.check.measuring.rules import before, year_ago
from sapat.check.measuring.standing import can_break_down
from sapat.check.measuring.table import Table as DeputyTable
from sapat.check.measuring.table import table_of
from sapat.core.refusal import Refused
from sapat.plan.indicators.system import System
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation

PASS, QUALITY, SOU, MEAN = "R-01", "R-02", "R-03", "R-04"
MARKS = (PASS, QUALITY, SOU, MEAN)
ATTENDANCE, HOURS, LOST = "P-24", "P-04", "P-07"
MAIN = (PASS, QUALITY, SOU, ATTENDANCE, HOURS)
"""What a report draws over the terms: all in per cent."""
IN_HISTORY = 12
"""Terms a picture goes back: three years of quarters."""


class NotSo(TextChoices):
    """Why a report cannot be made."""

    NO_EVIDENCE = (
        "no_evidence",
        _("No evidence of %(term)s has come in, so there is no report yet."),
    )


class Variant(StrEnum):
    """Who will read the report."""

    INTERNAL = "internal"
    """With an annex that names pupils; stays in the school."""
    OFFICIAL = "official"
    """Without names, for the education department."""
    PUBLIC = "public"
    """Without names, and small groups hidden by the larger threshold."""


@dataclass(frozen=True)
class Material:
    """The readings, the table and the terms they are compared with."""

    ground: Ground
    term: TermCode
    variant: Variant
    table: DeputyTable | None
    answers: Mapping[Request, list[Reading]] = field(repr=False)

    @property
    def before(self) -> TermCode | None:
        """Return the term before."""
        return before(self.term, self.ground.known)

    @property
    def year_ago(self) -> TermCode | None:
        """Return the same term a year ago."""
        return year_ago(self.term, self.ground.known)

    @property
    def past(self) -> tuple[TermCode | None, TermCode | None]:
        """Return the term before and the same term a year ago, which tables put beside."""
        return self.before, self.year_ago

    @property
    def audience(self) -> Audience:
        """Return whose thresholds hold for small groups."""
        return audience_of(self.variant)

    def school(self, code: str, term: TermCode | None = None) -> Reading:
        """Return the reading of the whole school."""
        return self.answers[Request(code, term or self.term)][0]

    def by(self, dim: str, code: str, term: TermCode | None = None) -> dict[object, Reading]:
        """Return group -> reading, in the order in which papers print them."""
        found = self.answers.get(Request(code, term or self.term, (dim,)), [])
        return {reading.breakdown[dim].value: reading for reading in found}

    @cached_property
    def history(self) -> list[Reading]:
        """Return the school's quality at the terms up to this one, oldest first."""
        return self.course(QUALITY)

    def course(self, code: str) -> list[Reading]:
        """Return the school's readings of a main indicator up to this term, oldest first."""
        asked = [Request(code, term) for term in _history(self.ground, self.term)]
        return [self.answers[each][0] for each in asked if self.answers.get(each)]

    @property
    def system(self) -> System:
        """Return the indicators that hold at the term."""
        return self.ground.book(self.term).system

    @cached_property
    def of_the_term(self) -> dict[str, Reading]:
        """Return the school's readings of all indicators."""
        return {each.code: self.school(each.code) for each in self.system.active}

    @property
    def batches(self) -> set[int]:
        """Return the numbers of the batches that the figures of the term stand on."""
        of_the_term = [found for asked, found in self.answers.items() if asked.term == self.term]
        found = {number for of in of_the_term for each in of for number in each.batches}
        return found & set(self.ground.periods)


def audience_of(variant: Variant) -> Audience:
    """Return whose thresholds hold for a variant."""
    return Audience.PUBLIC if variant is Variant.PUBLIC else Audience.INSIDE


def gather(
    school: Organisation, term: TermCode, *, variant: Variant, at: datetime | None = None
) -> Material:
    """Read what the report needs, or refuse: inside the school's boundary."""
    ground = ground_of(school, at=at)
    if term not in ground.with_facts:
        raise Refused(NotSo.NO_EVIDENCE, term=term.label)
    answers = evaluate(ground, _requests(ground, term), audience=audience_of(variant))
    return Material(ground, term, variant, table_of(ground, term), answers)


def _requests(ground: Ground, term: TermCode) -> list[Request]:
    others = [code for code in (before(term, ground.known), year_ago(term, ground.known)) if code]
    system = ground.book(term).system
    wanted = [Request(each.code, term) for each in system.active]
    wanted += [Request(main, code) for code in _history(ground, term) for main in MAIN]
    for when in (term, *others):
        wanted += [Request(code, when) for code in (*MARKS, ATTENDANCE, HOURS, LOST)]
        for dim in ("subject", "level"):
            wanted += [Request(code, when, (dim,)) for code in MARKS]
        wanted.append(Request(ATTENDANCE, when, ("class",)))
    wanted += [Request(HOURS, term, ("subject",)), Request(LOST, term, ("reason",))]
    known = system.indicators
    possible = [each for each in wanted if can_break_down(known[each.indicator], each.by)]
    return list(dict.fromkeys(possible))


def _history(ground: Ground, term: TermCode) -> list[TermCode]:
    upto = [code for code in ground.known if (code.year, code.number) <= (term.year, term.number)]
    return upto[-IN_HISTORY:]
