"""The figures of a rating, worked out of what measuring knows at one moment, as plain values."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sapat.check.comparing import reads as comparing
from sapat.check.comparing.composites import (
    Component,
    Composite,
    Unit,
    composites,
    grown,
    with_places,
)
from sapat.check.comparing.rules import Basis
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading, Request, evaluate
from sapat.check.measuring.standing import can_break_down
from sapat.check.ratings.rules import LEAST_PEOPLE, Kind, Part, Why
from sapat.plan.indicators.rules import Indicator
from sapat.school.bodies import reads as bodies
from sapat.school.calendar.rules import TermCode
from sapat.school.classes import reads as classes
from sapat.school.subjects import reads as subjects

VERSION = 1
DIGITS = 6
"""Figures are kept to so many digits, so that the same evidence gives the same name again."""


def fit(ground: Ground, kind: str) -> dict[str, Indicator]:
    """Return the indicators that can go into a rating: with an interval, and for these groups."""
    found = ground.current.system.active
    return {
        each.code: each
        for each in found
        if each.interval != "none" and can_break_down(each, (kind,)) and not each.is_sensitive
    }


def work_out(
    ground: Ground, kind: str, parts: Sequence[Part], term: TermCode, *, coverage: int
) -> dict[str, Any]:
    """Return the figures of a rating of one term; inside the school's boundary."""
    weights = {part.code: part.weight for part in parts}
    asked = {code: Request(code, term, (kind,)) for code in weights}
    earlier = {code: _before(ground, code, term, kind) for code in weights}
    found = evaluate(ground, [*asked.values(), *(one for one in earlier.values() if one)])
    now = composites({code: found[one] for code, one in asked.items()}, weights)
    then = composites({code: found[one] for code, one in earlier.items() if one}, weights)
    same = _same_before(kind, term)
    known = ground.book(term).indicators
    better = {code: known[code].better for code in weights}
    whole = [
        grown(one, then.get(same.get(key, key)), better)
        for key, one in sorted(now.items(), key=lambda pair: str(pair[0]))
    ]
    shared = _shared(ground, kind, term)
    why = {one.key: _why(one, shared, coverage) for one in whole}
    placed = with_places([one for one in whole if not why[one.key]])
    ahead = _progress(ground, kind, term)
    units = [_unit(one, None, ahead) for one in placed]
    units += [_unit(one, why[one.key], {}) for one in whole if why[one.key] and one.key is not None]
    return {
        "version": VERSION,
        "kind": kind,
        "term": str(term),
        "coverage": coverage,
        "weights": [{"code": part.code, "weight": part.weight} for part in parts],
        "batches": sorted(_batches(found.values())),
        "units": units,
    }


def digest(figures: Mapping[str, Any]) -> str:
    """Return the name that equal figures have, whenever they were worked out."""
    plain = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _before(ground: Ground, code: str, term: TermCode, kind: str) -> Request | None:
    known = ground.book(term).indicators[code]
    before = ground.previous(known.window, term)
    if before is None or code not in ground.book(before).indicators:
        return None
    return Request(code, before, (kind,))


def _same_before(kind: str, term: TermCode) -> dict[Unit, Unit]:
    """Return which class of the year before a class continues; within a year it is the same."""
    if kind != Kind.CLASSES or term.number > 1:
        return {}
    rows = classes.classes(term.year)
    return {row.pk: row.continues_id for row in rows if row.continues_id}


def _shared(ground: Ground, kind: str, term: TermCode) -> frozenset[Unit] | None:
    """Return the groups that several people stand behind; None where people do not matter."""
    found: dict[Unit, set[int]] = defaultdict(set)
    if kind == Kind.SUBJECTS:
        for subject, teacher in subjects.load(term.year).values_list("subject_id", "teacher_id"):
            found[subject].add(teacher)
    elif kind == Kind.UNITS:
        for body, sittings in bodies.seated(ground.days(term)[1]).items():
            found[body] = {one.person_id for one in sittings}
    else:
        return None
    return frozenset(key for key, people in found.items() if len(people) >= LEAST_PEOPLE)


def _why(one: Composite, shared: frozenset[Unit] | None, coverage: int) -> Why | None:
    if shared is not None and one.key not in shared:
        return Why.PERSON
    if one.score is None or 100 * one.coverage < coverage - 1e-9:
        return Why.THIN
    return None


def _progress(ground: Ground, kind: str, term: TermCode) -> dict[str, Any]:
    """Return how far classes came beyond pupils with the same start, where it is known."""
    if kind != Kind.CLASSES:
        return {}
    found = comparing.progress(ground, Basis.MARKS, term)
    if not found.tells_apart:
        return {}
    return {
        line.group: {
            "value": _round(line.estimate),
            "low": _round(line.low),
            "high": _round(line.high),
        }
        for line in found.shown
    }


def _unit(one: Composite, why: Why | None, ahead: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group as it is kept; of one without a place nothing but the reason."""
    if why is not None:
        return {"key": str(one.key), "why": why.value, "place": None, "parts": []}
    place = one.place
    return {
        "key": str(one.key),
        "why": "",
        "n": one.n,
        "coverage": _round(one.coverage),
        "score": _round(one.score),
        "low": _round(one.low),
        "high": _round(one.high),
        "before": _round(one.before),
        "turn": one.turn,
        "place": [place.low, place.high, place.of] if place else None,
        "ahead": ahead.get(str(one.key)),
        "parts": [_part(part) for part in one.components],
    }


def _part(part: Component) -> dict[str, Any]:
    return {
        "code": part.code,
        "value": _round(part.value),
        "low": _round(part.low),
        "high": _round(part.high),
        "n": part.n,
        "score": _round(part.score),
        "share": _round(part.share),
        "turn": part.turn,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(float(value), DIGITS)


def _batches(found: Any) -> set[int]:
    readings: list[Reading] = [reading for readings in found for reading in readings]
    return {number for reading in readings for number in reading.batches}
