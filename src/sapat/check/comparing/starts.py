"""Each pupil's start beside the outcome, read from the facts; only sums leave this file."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from sapat.analytics.engines import DuckEngine
from sapat.analytics.multilevel import Labels, Sums, Unfit, sums
from sapat.check.comparing.parts import CATEGORIES, GROUP, OUTCOME, SCHOOL, START, Part, Reach
from sapat.check.comparing.rules import LEAST_MARKS, Basis

Row = tuple[Any, ...]
Time = tuple[int, int]
"""School year and number of the term; 0 is the year as a whole."""
About = tuple[str, Basis, int, int]
Make = Callable[[DuckEngine], object]
DATASET = {Basis.TESTS: "tests", Basis.MARKS: "period_marks"}
ENDS, STARTS = "progress_ends", "progress_starts"

POINTS = (
    "CASE \"category\" WHEN 'excellent' THEN 5 WHEN 'good' THEN 4"
    " WHEN 'satisfactory' THEN 3 WHEN 'unsatisfactory' THEN 2 END"
)
"""Marks by their category, so that scales of twelve and of five can be set side by side."""

PUPIL = 'MAX("sex") AS "sex", MAX("lang") AS "lang", MAX("mode") AS "mode", MAX("class") AS "class"'
"""Of a pupil who changed class the later one counts."""

TESTED = """
SELECT "pupil", "subject", MAX("teacher") AS "teacher", {pupil},
  AVG(100.0 * "score" / "max") AS "is"
FROM "tests" WHERE "year" = {year:d} AND "wave" = '{wave}' AND "score" IS NOT NULL AND "max" > 0
GROUP BY "pupil", "subject"
"""

MARKED = """
SELECT "pupil", "subject", MAX("teacher") AS "teacher", {pupil}, AVG({points}) AS "is"
FROM "period_marks" WHERE "year" = {year:d} AND "term" = {term:d}
AND NOT COALESCE("exempt", FALSE) AND {points} IS NOT NULL
GROUP BY "pupil", "subject"
"""

MARKED_BEFORE = """
SELECT "pupil", AVG({points}) AS "is", COUNT(*) AS "of" FROM "period_marks"
WHERE "year" = {year:d} AND NOT COALESCE("exempt", FALSE) AND {points} IS NOT NULL
AND ("term" = 0 OR NOT EXISTS (
  SELECT 1 FROM "period_marks" AS "annual" WHERE "annual"."year" = {year:d} AND "annual"."term" = 0
))
GROUP BY "pupil"
"""

BY_CLASS = {
    Basis.TESTS: """
SELECT e."class", MAX(e."sex"), MAX(e."lang"), MAX(e."mode"),
  ROUND(AVG(e."is") FILTER (WHERE s."is" IS NOT NULL), 6), ROUND(AVG(s."is"), 6)
FROM {ends} AS e LEFT JOIN {starts} AS s ON e."pupil" = s."pupil" AND e."subject" = s."subject"
GROUP BY e."class", e."pupil" ORDER BY e."class", e."pupil"
""",
    Basis.MARKS: """
SELECT e."class", MAX(e."sex"), MAX(e."lang"), MAX(e."mode"), ROUND(AVG(e."is"), 6),
  ROUND(MAX(s."is") FILTER (WHERE s."of" >= {least:d}), 6)
FROM {ends} AS e LEFT JOIN {starts} AS s ON e."pupil" = s."pupil"
GROUP BY e."class", e."pupil" HAVING COUNT(*) >= {least:d} ORDER BY e."class", e."pupil"
""",
}

BY_LESSON = {
    Basis.TESTS: """
SELECT e."teacher", e."class", e."subject", e."sex", ROUND(e."is", 6), ROUND(s."is", 6)
FROM {ends} AS e LEFT JOIN {starts} AS s ON e."pupil" = s."pupil" AND e."subject" = s."subject"
ORDER BY e."teacher", e."class", e."subject", e."pupil"
""",
    Basis.MARKS: """
SELECT e."teacher", e."class", e."subject", e."sex", ROUND(e."is", 6),
  ROUND(CASE WHEN s."of" >= {least:d} THEN s."is" END, 6)
FROM {ends} AS e LEFT JOIN {starts} AS s ON e."pupil" = s."pupil"
ORDER BY e."teacher", e."class", e."subject", e."pupil"
""",
}


def class_part(school: str, basis: Basis, at: Time, *, least: int = 0) -> Make:
    """Return what works out the sums by class; classes of fewer pupils than `least` stay out."""

    def make(engine: DuckEngine) -> object:
        rows = _rows(engine, BY_CLASS[basis], basis, at)
        return _by_class((school, basis, *at), rows, least).content

    return make


def lesson_part(school: str, basis: Basis, at: Time) -> Make:
    """Return what works out the sums by teacher, class and subject; they stay in the school."""

    def make(engine: DuckEngine) -> object:
        rows = _rows(engine, BY_LESSON[basis], basis, at)
        return _by_lesson((school, basis, *at), rows).content

    return make


def _rows(engine: DuckEngine, sql: str, basis: Basis, at: Time) -> list[Row]:
    year, term = at
    told = {"pupil": PUPIL, "points": POINTS, "year": year, "term": term}
    if basis == Basis.TESTS:
        engine.keep(ENDS, TESTED.format(**told, wave="end"))
        engine.keep(STARTS, TESTED.format(**told, wave="start"))
    else:
        engine.keep(ENDS, MARKED.format(**told))
        engine.keep(STARTS, MARKED_BEFORE.format(**{**told, "year": year - 1}))
    return engine.run(sql.format(ends=ENDS, starts=STARTS, least=LEAST_MARKS))


def _by_class(about: About, rows: Sequence[Row], least: int) -> Part:
    reach: dict[str, Reach] = {}
    kept: list[Row] = []
    for key, of_class in groupby(rows, key=lambda row: row[0]):
        whole = list(of_class)
        started = [row for row in whole if row[-1] is not None]
        if key is None or len(started) < least:
            continue
        reach[str(key)] = Reach(len(whole), len(started))
        kept += started
    groups = {
        SCHOOL: Labels.of([about[0]] * len(kept)),
        GROUP: Labels.of([str(row[0]) for row in kept]),
    }
    categories = {name: _labels(kept, place) for place, name in enumerate(CATEGORIES, 1)}
    return Part(*about, _summed(kept, categories, groups), reach)


def _by_lesson(about: About, rows: Sequence[Row]) -> Part:
    reach: dict[str, Reach] = {}
    kept: list[Row] = []
    units: list[str] = []
    for key, of_lesson in groupby(rows, key=lambda row: row[:3]):
        whole = list(of_lesson)
        started = [row for row in whole if row[-1] is not None]
        if None in key:
            continue
        unit = "/".join(map(str, key))
        reach[unit] = Reach(len(whole), len(started))
        kept += started
        units += [unit] * len(started)
    groups = {"teacher": Labels.of([str(row[0]) for row in kept]), "lesson": Labels.of(units)}
    categories = {"sex": _labels(kept, 3), "subject": Labels.of([str(row[2]) for row in kept])}
    return Part(*about, _summed(kept, categories, groups), reach)


def _labels(rows: Sequence[Row], place: int) -> Labels:
    return Labels.of([str(row[place] or "?") for row in rows])


def _summed(
    rows: Sequence[Row], categories: dict[str, Labels], groups: dict[str, Labels]
) -> Sums | None:
    outcome, start = (np.array([row[at] for row in rows], float) for at in (-2, -1))
    try:
        return sums((OUTCOME, outcome), {START: start, **categories}, groups)
    except Unfit:
        return None
