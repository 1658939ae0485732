"""Comparison and progress of the active school, on a ground that was read before."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from sapat.analytics.cells import Key
from sapat.analytics.suppression import suppress
from sapat.check.comparing import progress as comparing
from sapat.check.comparing import starts, teachers
from sapat.check.comparing.funnels import Funnel, comparable, funnel_of, with_places
from sapat.check.comparing.parts import Part, part_of
from sapat.check.comparing.progress import Hide, Line, Progress
from sapat.check.comparing.rules import SMALLEST, Basis, NotYet
from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.hiding import Kin, lines_of
from sapat.check.measuring.readings import Request, evaluate
from sapat.check.measuring.standing import can_break_down
from sapat.check.measuring.sums import Sums
from sapat.plan.indicators.rules import Indicator
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.classes import reads as classes
from sapat.school.organisations.models import Organisation
from sapat.school.subjects import reads as subjects

REMEMBERED = 64
"""Answers about lessons and teachers held in memory, of all schools together."""
WAVES = 'SELECT "year", "wave", COUNT(*) FROM "tests" GROUP BY ALL'
WORKED_OUT = 1
"""Counts up when sums are worked out otherwise, so that no kept ones are taken for them."""


def funnels(ground: Ground, term: TermCode, dim: str) -> list[Funnel]:
    """Return every indicator that can be compared by a dimension and has groups to compare."""
    known = [
        each
        for each in ground.book(term).system.active
        if comparable(each) and can_break_down(each, (dim,))
    ]
    asked = {each.code: Request(each.code, term, (dim,)) for each in known}
    found = evaluate(ground, asked.values())
    drawn = [funnel_of(each, dim, found[asked[each.code]]) for each in known]
    return [each for each in drawn if each.groups]


def funnel(ground: Ground, term: TermCode, indicator: Indicator, dim: str) -> Funnel:
    """Return one indicator compared by a dimension, with the places of the groups."""
    asked = Request(indicator.code, term, (dim,))
    readings = evaluate(ground, [asked])[asked]
    return with_places(funnel_of(indicator, dim, readings), readings)


def progress(ground: Ground, basis: Basis, term: TermCode) -> Progress:
    """Return how far each class came by the end of a term; groups are ids of classes."""
    return comparing.compare([class_part(ground, basis, term)], hide=_hiding(term.year))


def by_teacher(ground: Ground, basis: Basis, term: TermCode) -> Progress:
    """Return how far pupils came at each teacher's lessons; groups are ids of people."""
    found = _answered(ground, basis, term, teachers.teachers)
    return _with_teachers(ground, term, found)


def by_lesson(ground: Ground, basis: Basis, term: TermCode) -> Progress:
    """Return how far pupils came at each lesson: teacher, class and subject."""
    found = _answered(ground, basis, term, teachers.lessons)
    return _with_teachers(ground, term, found)


def class_part(ground: Ground, basis: Basis, term: TermCode, *, least: int = 0) -> Part:
    """Return the school's sums by class, from what was kept or from the facts."""
    at = _time(basis, term)
    name = f"progress-{WORKED_OUT}-class-{basis}-{at[0]}-{at[1]}-{least}"
    make = starts.class_part(ground.school.code, basis, at, least=least)
    return _kept(ground, basis, at, name, make)


def lesson_part(ground: Ground, basis: Basis, term: TermCode) -> Part:
    """Return the school's sums by lesson; they stay inside the school."""
    at = _time(basis, term)
    name = f"progress-{WORKED_OUT}-lesson-{basis}-{at[0]}-{at[1]}"
    return _kept(ground, basis, at, name, starts.lesson_part(ground.school.code, basis, at))


def sums(school: Organisation, year: int, basis: Basis = Basis.TESTS, *, number: int = 0) -> Part:
    """Return what a school hands on of a year, or of one of its terms: see `handed_on`."""
    ground = ground_of(school)
    kind = ground.kinds.get(year, TermKind.YEAR) if number else TermKind.YEAR
    with within(school):
        return handed_on(ground, basis, TermCode(year, number, kind))


def handed_on(ground: Ground, basis: Basis, term: TermCode) -> Part:
    """Return what a district adds up: sums by class under their labels, none of a small class.

    No pupil is in them: counts, sums and sums of products of each class of five or more.
    """
    part = class_part(ground, basis, term, least=SMALLEST)
    names = classes.labels({int(group) for group in part.reach})
    return part.called({str(pk): label for pk, label in names.items()})


def alone(ground: Ground, basis: Basis, term: TermCode) -> frozenset[str]:
    """Return the teachers (ids of people) who share no subject with anybody."""
    return teachers.alone(lesson_part(ground, basis, term).reach)


def own_lessons(found: Progress, person_id: int | None) -> list[Line]:
    """Return the lessons of one teacher that may be shown, class by class."""
    mine = [line for line in found.shown if teachers.lesson_of(line.group).teacher == person_id]
    return sorted(mine, key=lambda line: teachers.lesson_of(line.group).of_class)


def lesson_names(lines: Sequence[Line]) -> list[str]:
    """Return what people call these lessons: class and subject (two queries)."""
    found = [teachers.lesson_of(line.group) for line in lines]
    labels = classes.labels({each.of_class for each in found})
    names = subjects.names() if found else {}
    return [f"{labels.get(each.of_class, '?')} · {names.get(each.subject, '?')}" for each in found]


def ground_on(school: Organisation, day: date) -> Ground:
    """Return what the school's figures stood on at the end of a day."""
    return ground_of(school, at=make_aware(datetime.combine(day, time.max)))


def test_waves(kept: Sums, year: int) -> frozenset[str]:
    """Return the kinds of tests that were written in a year, from what was kept."""
    told = kept.rows("test-waves-1", "tests", WAVES)
    return frozenset(str(wave) for of, wave, _count in told if of == year)


def own_classes(person_id: int | None, year: int) -> frozenset[str]:
    """Return the classes that a person leads or teaches in a school year (two queries)."""
    if person_id is None:
        return frozenset()
    led = classes.classes(year).filter(class_teacher=person_id).values_list("pk", flat=True)
    taught = subjects.load(year).filter(teacher=person_id)
    found = {*led, *taught.values_list("school_class_id", flat=True)}
    return frozenset(map(str, found))


_known: OrderedDict[tuple[str, ...], Progress] = OrderedDict()


def _answered(
    ground: Ground, basis: Basis, term: TermCode, ask: Callable[[Part], Progress]
) -> Progress:
    """Return what the sums say, remembered by the state of the evidence they are of."""
    key = (str(ground.sums.shelf.folder), ask.__name__, *map(str, _time(basis, term)), basis)
    found = _known.get(key) or ask(lesson_part(ground, basis, term))
    _known[key] = found
    while len(_known) > REMEMBERED:
        _known.popitem(last=False)
    return found


def _with_teachers(ground: Ground, term: TermCode, found: Progress) -> Progress:
    """Say so where results are there and nothing tells whose lessons they are of."""
    if found.reach.outcome or not class_part(ground, found.basis, term).reach:
        return found
    return replace(found, refused=NotYet.NO_TEACHER)


def _time(basis: Basis, term: TermCode) -> starts.Time:
    return (term.year, 0 if basis == Basis.TESTS else term.number)


def _kept(ground: Ground, basis: Basis, at: starts.Time, name: str, make: starts.Make) -> Part:
    dataset = starts.DATASET[basis]
    if not ground.sums.has_facts(dataset):
        return Part(ground.school.code, basis, *at, None, {})
    return part_of(ground.sums.worked_out(name, [dataset], make))


def _hiding(year: int) -> Hide:
    """Hide small classes, and those beside which a small one could be worked out."""

    def hide(sizes: dict[str, int]) -> frozenset[str]:
        keys: dict[Key, int] = {(int(group),): many for group, many in sizes.items()}
        kin = [Kin(row.pk, row.year_of_study, str(row.level)) for row in classes.classes(year)]
        total = sum(sizes.values())
        lines = lines_of("class", keys, kin, total=total, least=SMALLEST)
        away = suppress(keys, total, SMALLEST, within=lines)
        return frozenset(str(key[0]) for key in away)

    return hide
