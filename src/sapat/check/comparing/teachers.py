"""How far pupils came at one teacher's lessons; for that teacher, and for those who may see all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sapat.analytics.multilevel import Reason, Residuals, Unfit, fit
from sapat.check.comparing.parts import Part, Reach
from sapat.check.comparing.progress import (
    Hide,
    Progress,
    allowed_for,
    flat,
    lines_of,
    outer_reach,
    refused,
    small,
    told,
)
from sapat.check.comparing.rules import LEAST_GROUPS, SMALLEST, NotYet


@dataclass(frozen=True)
class Lesson:
    """A subject that a teacher teaches to a class, as the ids in the name of a group say it."""

    teacher: int
    of_class: int
    subject: int


def lesson_of(group: str) -> Lesson:
    """Return which lesson a group is.

    >>> lesson_of("7/3/12")
    Lesson(teacher=7, of_class=3, subject=12)
    """
    return Lesson(*map(int, group.split("/")))


def lessons(part: Part) -> Progress:
    """Compare the lessons with one another, each subject with itself."""
    sums = flat(part.sums) if part.sums else None
    about = (part.basis, part.year, part.term)
    return told(about, sums, dict(part.reach), small, places=False)


def teachers(part: Part) -> Progress:
    """Compare the teachers, their lessons allowed for; those alone in their subjects cannot be."""
    seen = refused((part.basis, part.year, part.term), part.sums, dict(part.reach))
    if seen.refused or part.sums is None:
        return seen
    reach = outer_reach(dict(part.reach))
    others = {teacher for teacher in reach if teacher not in alone(part.reach)}
    if len(others) < LEAST_GROUPS:
        facts: dict[str, object] = {"groups": len(others), "least": LEAST_GROUPS}
        return replace(seen, refused=NotYet.FEW_TEACHERS, facts=facts)
    sums, taken, not_taken = allowed_for(part.sums)
    try:
        fitted = fit(sums)
    except Unfit as wrong:
        if wrong.reason != Reason.NOT_NESTED:
            return replace(seen, refused=NotYet.ALIKE)
        units = tuple(unit[:1] for unit in sums.units)
        fitted = fit(replace(sums, groups=sums.groups[:1], units=units))
    compared = _only(fitted.residuals[sums.groups[0]], others)
    lines = lines_of(compared, reach, _hiding(part.reach))
    return replace(seen, lines=lines, taken=taken, not_taken=not_taken)


def alone(reach: Mapping[str, Reach]) -> frozenset[str]:
    """Return the teachers none of whose subjects anybody else teaches: they have no peer."""
    of_subject: dict[int, set[int]] = defaultdict(set)
    found = {lesson_of(group) for group, at in reach.items() if at.started}
    for each in found:
        of_subject[each.subject].add(each.teacher)
    shared = {each.teacher for each in found if len(of_subject[each.subject]) > 1}
    return frozenset(str(each.teacher) for each in found if each.teacher not in shared)


def _only(found: Residuals, groups: Collection[str]) -> Residuals:
    """Return the residuals of some groups, so that places are among these alone."""
    kept = [at for at, group in enumerate(found.groups) if group in groups]
    return Residuals(
        tuple(found.groups[at] for at in kept),
        found.estimate[kept],
        found.se[kept],
        found.se_whole[kept],
    )


def _hiding(reach: Mapping[str, Reach]) -> Hide:
    """Hide a teacher by the pupils of the largest class: one pupil may stand in several lessons."""
    largest: dict[str, int] = {}
    for group, at in reach.items():
        teacher = group.split("/")[0]
        largest[teacher] = max(largest.get(teacher, 0), at.started)

    def hide(sizes: dict[str, int]) -> frozenset[str]:
        return frozenset(teacher for teacher in sizes if largest.get(teacher, 0) < SMALLEST)

    return hide
