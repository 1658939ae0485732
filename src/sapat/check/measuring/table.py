"""The deputy head's table of a term, with the term before and the same term a year ago."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sapat.analytics.cells import Key
from sapat.analytics.classes import DeputyRow, PupilMarks, deputy_table
from sapat.analytics.suppression import suppress
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.hiding import Kin, lines_of
from sapat.check.measuring.rules import before, year_ago
from sapat.school.calendar.rules import TermCode
from sapat.school.classes import reads as classes
from sapat.school.classes.models import SchoolClass
from sapat.school.classes.rules import Level

SMALLEST = 5
"""Pupils a class must have for its line to be shown."""

ORDER = list(Level.values)

PUPILS = """
SELECT "year", "term", "class", "n5", "n4", "n3", "n2", "nna", "nill", COUNT(*)
FROM "pupil_terms" GROUP BY ALL
"""


@dataclass(frozen=True)
class Line:
    """One line of the table; without a row it may not be shown: the group is too small."""

    label: str
    teacher: str
    row: DeputyRow | None
    before: DeputyRow | None = None
    year_ago: DeputyRow | None = None
    class_id: int | None = None

    @cached_property
    def differences(self) -> list["Difference"]:
        """Return how quality, pass rate, degree of learning and mean moved."""
        return [
            Difference(name, self.row, self.before, self.year_ago)
            for name in ("quality", "pass_rate", "sou", "mean")
        ]


@dataclass(frozen=True)
class Difference:
    """How one figure of a line moved since the term before and since a year ago."""

    name: str
    row: DeputyRow | None
    then: DeputyRow | None
    year_ago: DeputyRow | None

    @property
    def now(self) -> float | None:
        """Return the figure itself."""
        return getattr(self.row, self.name) if self.row else None

    @property
    def digits(self) -> int:
        """Return to how many digits schools print it."""
        return 2 if self.name == "mean" else 1

    @property
    def since_before(self) -> float | None:
        """Return the difference to the term before."""
        return self._since(self.then)

    @property
    def since_year_ago(self) -> float | None:
        """Return the difference to the same term a year ago."""
        return self._since(self.year_ago)

    def _since(self, other: DeputyRow | None) -> float | None:
        now = self.now
        past = getattr(other, self.name) if other else None
        return None if now is None or past is None else now - past


@dataclass(frozen=True)
class Table:
    """The table of one term: classes by level of schooling, each level's line, the school's."""

    term: TermCode
    before: TermCode | None
    year_ago: TermCode | None
    levels: tuple[tuple[Line, tuple[Line, ...]], ...]
    school: Line

    @property
    def lines(self) -> list[Line]:
        """Return all lines in the order in which they are printed."""
        found: list[Line] = []
        for level, of_level in self.levels:
            found += [*of_level, level]
        return [*found, self.school]


@dataclass(frozen=True)
class _Term:
    """The lines of one term before anybody decides what may be shown."""

    rows: Mapping[int, DeputyRow]
    known: Mapping[int, SchoolClass]

    @property
    def school(self) -> DeputyRow | None:
        """Return the sum of all classes, if that is not a small group itself."""
        whole = sum(self.rows.values(), DeputyRow())
        return whole if whole.pupils >= SMALLEST else None

    @cached_property
    def away(self) -> frozenset[int]:
        """Return the classes that may not be shown: the same as where figures stand by class."""
        sizes: dict[Key, int] = {(pk,): row.pupils for pk, row in self.rows.items()}
        kin = [Kin(row.pk, row.year_of_study, row.level) for row in self.known.values()]
        total = sum(sizes.values())
        lines = lines_of("class", sizes, kin, total=total, least=SMALLEST)
        hidden = suppress(sizes, total, SMALLEST, within=lines)
        return frozenset(pk for pk in self.rows if (pk,) in hidden)

    @cached_property
    def levels(self) -> dict[str, DeputyRow]:
        """Return the lines of the levels; none, if one is too small to stand beside the others."""
        found: dict[str, DeputyRow] = {}
        for pk, row in self.rows.items():
            level = self.known[pk].level if pk in self.known else ""
            found[level] = found.get(level, DeputyRow()) + row
        small = any(row.pupils < SMALLEST for row in found.values())
        return {} if small else found

    def of(self, row: SchoolClass, *, same_year: bool) -> DeputyRow | None:
        """Return the line these pupils had then: of their class, not of its number."""
        pk = row.pk if same_year else row.continues_id
        return self.rows.get(pk) if pk is not None and pk not in self.away else None


NOTHING = _Term({}, {})


def table_of(ground: Ground, term: TermCode) -> Table | None:
    """Return the table of a term, or None if no marks of it came in; inside the boundary."""
    now = _term(ground, term)
    if not now.rows:
        return None
    codes = before(term, ground.known), year_ago(term, ground.known)
    then, ago = (_term(ground, code) if code else NOTHING for code in codes)
    same_year = bool(codes[0] and codes[0].year == term.year)
    of_level: dict[str, list[Line]] = {}
    for pk, row in now.known.items():
        if pk not in now.rows:
            continue
        teacher = row.class_teacher.short_name if row.class_teacher else ""
        line = Line(row.label, teacher, None, class_id=pk)
        if pk not in now.away:
            past = then.of(row, same_year=same_year), ago.of(row, same_year=False)
            line = Line(row.label, teacher, now.rows[pk], *past, pk)
        of_level.setdefault(row.level, []).append(line)
    return Table(
        term,
        *codes,
        tuple(
            (
                Line(
                    str(Level(level).label),
                    "",
                    now.levels.get(level),
                    then.levels.get(level),
                    ago.levels.get(level),
                ),
                tuple(of_level[level]),
            )
            for level in sorted(of_level, key=ORDER.index)
        ),
        Line("", "", now.school, then.school, ago.school),
    )


def _term(ground: Ground, term: TermCode) -> _Term:
    version = ground.sums.book.derived["pupil_terms"].version
    told = ground.sums.rows(f"pupils-{version}", "pupil_terms", PUPILS)
    pupils = []
    for year, number, of, *counts, times in told:
        if (year, number) == (term.year, term.number) and of is not None:
            pupils += [PupilMarks(of, *counts)] * times
    known = {row.pk: row for row in classes.classes(term.year)} if pupils else {}
    return _Term(deputy_table(pupils).rows, known)
