"""A look at all data of a school: what the checks find, by group, in one pass over the facts."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from sapat.check.data_quality import rolls
from sapat.check.data_quality.checks import Check, checks
from sapat.check.data_quality.paper_checks import reads as paper_checks
from sapat.check.data_quality.rolls import Pupil
from sapat.check.data_quality.rules import key_of
from sapat.check.measuring import gaps
from sapat.check.measuring.counting import SHOWN, Counted, Known, Operator, statements
from sapat.check.measuring.filling import Place, cells_of, filling
from sapat.check.measuring.ground import Ground
from sapat.core.facts import told
from sapat.evidence.store.models import Batch
from sapat.evidence.store.reads import LiveFacts
from sapat.plan.datasets import rules as datasets
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.models import SchoolYear
from sapat.school.classes import reads as classes
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.scales import reads as scales

SUNDAY = 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Found:
    """What one check found in one group."""

    key: str
    check: Check
    data: str
    year: int
    term: int
    kind: str
    school_class: int | None
    subject: int | None
    teacher: int | None
    wrong: int
    out_of: int
    shown: tuple[object, ...] = ()


@dataclass(frozen=True)
class Seen:
    """All that a look has seen."""

    found: Mapping[str, Found]
    filled: Mapping[Place, tuple[int, int]]


def state_of_facts(facts: LiveFacts) -> str:
    """Return a name of what checks look at: equal names, equal findings on a day (one query)."""
    digest = hashlib.sha256()
    own = told()
    for code, files in sorted(facts.files.items()):
        if code not in own:
            for file in files:
                digest.update(f"{code}:{file.number}:{file.path.name};".encode())
    for one in paper_checks.differing():
        digest.update(f"paper:{one.pk};".encode())
    for check in checks().values():
        digest.update(repr(check).encode())
    return digest.hexdigest()


def look(ground: Ground, owed: "Owed", day: date) -> Seen:
    """Evaluate every check on the facts as they are; inside the school's boundary."""
    known = owed.known(day)
    asked = [check.wanted(data) for check in checks().values() for data in check.data]
    fills = [filling(code) for code in _kept_sets(ground)]
    by_check: dict[str, list[Counted]] = {}
    filled: dict[Place, tuple[int, int]] = {}
    for statement, rows in ground.sums.answers([*statements(asked, known), *fills]):
        if not statement.wanted:
            filled |= cells_of(statement, rows)
        for one in statement.read(rows):
            by_check.setdefault(one.name, []).append(one)
    found: dict[str, Found] = {}
    for check in checks().values():
        for data in check.data:
            for each in owed.judged(check, data, by_check.get(check.wanted(data).name, []), day):
                found[each.key] = each
    for each in owed.differing():
        found[each.key] = each
    return Seen(_with_class_teachers(found), _with_unsent(filled, found.values()))


class Owed:
    """What the calendar, the load and the batches say; read once for a look."""

    def __init__(self) -> None:
        self.years = {row.year: row for row in calendar.years()}
        self.made = {number: localdate(at) for number, at in _made()}
        self._duties: dict[int, gaps.Duties] = {}
        self._rolls: dict[int, list[Pupil]] = {}

    def known(self, today: date) -> Known:
        """Return the days and the marks by which rows are judged."""
        return Known(
            today=today,
            days_off=tuple(day for row in self.years.values() for day in days_off(row)),
            years={year: (row.starts, date(year + 1, 8, 31)) for year, row in self.years.items()},
            scales={
                year: {
                    grade: (scale.lowest, scale.highest)
                    for grade, scale in scales.scale_of_grades(year).items()
                    if scale.bands
                }
                for year in self.years
            },
        )

    def judged(
        self, check: Check, data: str, counted: list[Counted], today: date
    ) -> Iterator[Found]:
        """Return the groups of which there is enough to be told."""
        if check.operator == Operator.SILENT:
            yield from self.silent(check, data, counted, today)
            return
        if check.operator in (Operator.ALIKE, Operator.AGE):
            yield from self.of_roll(check, data, today)
            return
        if check.operator == Operator.CHANGED:
            counted = list(self.late(check, counted))
        for one in counted:
            if one.year in self.years and check.is_told(one.wrong, one.out_of):
                yield self.found(check, data, one)

    def found(self, check: Check, data: str, one: Counted) -> Found:
        """Return what a check found in a group."""
        group = one.group
        return Found(
            key=key_of(check.code, data, one.year, one.term, group.values()),
            check=check,
            data=data,
            year=one.year,
            term=one.term,
            kind=self.years[one.year].kind,
            school_class=_id(group.get("class")),
            subject=_id(group.get("subject")),
            teacher=_id(group.get("teacher")) or one.teacher,
            wrong=one.wrong,
            out_of=one.out_of,
            shown=one.shown,
        )

    def differing(self) -> Iterator[Found]:
        """Return the files of which a second person found rows that differ from the paper."""
        check = checks()["sample_differs"]
        for one in paper_checks.differing():
            first = next(row for row in one.rows if "paper" in row)
            values = first["values"]
            group = {"file": one.source_id}
            counted = Counted(
                "", values["year"], values["term"], group, None, one.wrong, len(one.rows)
            )
            if counted.year in self.years:
                yield self.found(check, first["data_set"], counted)

    def of_roll(self, check: Check, data: str, today: date) -> Iterator[Found]:
        """Return what the roll of the running school year shows."""
        year = max((row.year for row in self.years.values() if row.starts <= today), default=None)
        if year is None:
            return
        if year not in self._rolls:
            self._rolls[year] = [_pupil(row) for row in classes.enrolments(year) if not row.until]
        if check.operator == Operator.ALIKE:
            for same in rolls.alike(self._rolls[year]):
                ids = tuple(sorted(each.person for each in same))
                group = {"person": ids[0], "class": same[0].school_class}
                yield self.found(
                    check, data, Counted("", year, 0, group, None, len(ids), len(ids), ids)
                )
            return
        told = rolls.unlikely(self._rolls[year], self.years[year].starts, check.span)
        for of, (those, count) in told.items():
            ids = tuple(sorted(each.person for each in those))
            one = Counted("", year, 0, {"class": of}, None, len(ids), count, ids[:SHOWN])
            if check.is_told(one.wrong, one.out_of):
                yield self.found(check, data, one)

    def late(self, check: Check, counted: Iterable[Counted]) -> Iterator[Counted]:
        """Return what changed too long after the term, and after it first came in."""
        together: dict[str, Counted] = {}
        for one in counted:
            ends = self.ends(one.year, one.term)
            first, then = (self.made.get(number) for number in one.batches)
            if ends is None or first is None or then is None:
                continue
            if then > max(ends, first) + check.days * DAY:
                key = key_of(check.code, "", one.year, one.term, one.group.values())
                before = together.get(key)
                more = before.wrong if before else 0
                together[key] = replace(one, wrong=one.wrong + more)
        yield from together.values()

    def silent(
        self, check: Check, data: str, counted: list[Counted], today: date
    ) -> Iterator[Found]:
        """Return the classes, or classes and subjects, of which nothing came in."""
        there: dict[tuple[int, int], set[tuple[object, ...]]] = {}
        for one in counted:
            there.setdefault((one.year, one.term), set()).add(tuple(one.group.values()))
        for (year, term), present in sorted(there.items()):
            began = self.years[year].starts if year in self.years else None
            ends = self.ends(year, term) if term else began
            if ends is None or ends + check.days * DAY >= today:
                continue
            for group, teacher, pupils in self.missing(check.per, year, ends, present):
                yield self.found(
                    check, data, Counted("", year, term, group, teacher, pupils, pupils)
                )

    def missing(
        self, per: tuple[str, ...], year: int, day: date, present: set[tuple[object, ...]]
    ) -> Iterator[tuple[Mapping[str, object], int | None, int]]:
        """Return the groups owed and not there, who answers for them, how many pupils."""
        if per == gaps.PAIR:
            if year not in self._duties:
                self._duties[year] = gaps.duties(year)
            gone = gaps.gaps(self._duties[year], day, present)  # type: ignore[arg-type]
            for (of_class, subject), pupils in gaps.by_group(gone, gaps.PAIR).items():
                teacher = self._duties[year].load.get((_id(of_class) or 0, _id(subject) or 0))
                yield {"class": of_class, "subject": subject}, teacher, pupils
            return
        for row in classes.classes(year):
            if row.size and (row.pk,) not in present:  # type: ignore[attr-defined]
                yield {"class": row.pk}, row.class_teacher_id, row.size  # type: ignore[attr-defined]

    def ends(self, year: int, term: int) -> date | None:
        """Return the last day of a term; of the year under number 0."""
        row = self.years.get(year)
        if row is None:
            return None
        if not term:
            return row.ends
        return next((each.ends for each in row.terms.all() if each.number == term), None)


def _kept_sets(ground: Ground) -> list[str]:
    """Return the data sets that were brought in; what Sapat keeps itself is always full."""
    own, declared = told(), datasets.datasets()
    return [code for code in ground.sums.facts.files if code in declared and code not in own]


def _with_unsent(
    filled: dict[Place, tuple[int, int]], found: Iterable[Found]
) -> dict[Place, tuple[int, int]]:
    """Return how full each data set is; marks that nobody sent are expected too."""
    for one in found:
        if one.check.operator == Operator.SILENT and one.check.per == gaps.PAIR:
            place = one.data, one.year, one.term
            there, expected = filled.get(place, (0, 0))
            filled[place] = there, expected + one.wrong
    return filled


def _with_class_teachers(found: Mapping[str, Found]) -> dict[str, Found]:
    """Let the class teacher see what concerns a class and no subject (one query)."""
    ids = {one.school_class for one in found.values() if one.teacher is None and one.school_class}
    known = SchoolClass.objects.in_bulk(ids) if ids else {}
    return {
        key: replace(one, teacher=known[one.school_class].class_teacher_id)
        if one.teacher is None and one.school_class in known
        else one
        for key, one in found.items()
    }


def days_off(year: SchoolYear) -> Iterator[date]:
    """Return the days of a school year without lessons for everybody."""
    terms = [(term.starts, term.ends) for term in year.terms.all()]
    breaks = [(row.starts, row.ends) for row in year.holidays.all() if not row.grades]
    day = year.starts
    while day <= year.ends:
        at_school = any(first <= day <= last for first, last in terms)
        resting = any(first <= day <= last for first, last in breaks)
        if not at_school or resting or day.weekday() == SUNDAY:
            yield day
        day += DAY


def _pupil(row: Enrolment) -> Pupil:
    person, of = row.person, row.school_class
    return Pupil(person.pk, person.search_key, person.born_on, of.pk, of.year_of_study, of.mode)


def _id(value: object) -> int | None:
    return None if value is None else int(str(value))


def _made() -> Iterable[tuple[int, datetime]]:
    return list(Batch.objects.values_list("number", "made_at"))
