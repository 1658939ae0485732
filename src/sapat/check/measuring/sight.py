"""What may be seen of each breakdown, so that several of them together give nobody away.

Breakdowns by year of study, level, language, shift or form of study are made of whole classes: a
group of them is shown only where its sum follows from what is shown of the classes anyway.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sapat.analytics.cells import Dim, Key
from sapat.analytics.values import Value, alone, hidden
from sapat.check.measuring.hiding import (
    MADE_OF,
    Kin,
    lines_of,
    safe_table,
    torn,
    without,
)
from sapat.check.measuring.requests import Request
from sapat.school.classes import reads as classes

Values = Mapping[Request, Mapping[Key, Value]]
Dims = Callable[[Request], tuple[str, ...]]
"""By what the indicator of a request may be broken down at its term."""


def beside(request: Request, dims: Dims) -> list[Request]:
    """Return the request with those that decide what of it may be seen."""
    total = replace(request, by=())
    edges = [replace(request, by=(dim,)) for dim in request.by]
    finer = by_parts(request, dims)
    more = beside(finer, dims) if finer else ()
    return list(dict.fromkeys([total, *edges, request, *more]))


def base_of(request: Request, dims: Dims) -> str:
    """Return the finest group of pupils the indicator may be broken down by, if there is one."""
    return next((dim for dim in ("class", "grade") if dim in dims(request)), "")


def by_parts(request: Request, dims: Dims) -> Request | None:
    """Return the same breakdown by classes, if its own groups are made of them."""
    base = base_of(request, dims)
    made = MADE_OF.get(base, ())
    if not set(request.by) & set(made) or request.by in {("grade",), ("level",)}:
        return None
    by = tuple(dict.fromkeys(base if dim in made else dim for dim in request.by))
    return replace(request, by=by)


@dataclass
class Sight:
    """Decides, for the values of one evaluation, which may be shown."""

    values: Values
    dims: Dims
    relatives: dict[int, list[Kin]] = field(default_factory=dict)

    def total(self, request: Request, least: int) -> Value | None:
        """Return the value of the school, hidden if the school is a small group itself."""
        found = self.values[replace(request, by=())].get(())
        return alone(found, least) if found else None

    def of(self, request: Request, least: int) -> Mapping[Key, Value]:
        """Return the values of a breakdown, those that may not be shown marked."""
        finer = by_parts(request, self.dims)
        if len(request.by) == 1:
            found = self._one(request, least)
        elif finer is None:
            edges = [self.of(replace(request, by=(dim,)), least) for dim in request.by]
            found = safe_table(self.values[request], edges, least)
        else:
            values = self.values[request]
            found = without(values, [key for key in values if values[key].n < least], least)
        if finer is None:
            return found
        if len(finer.by) == 1:
            return without(found, self._torn(request, finer, least), least)
        return without(found, self._torn_by_column(request, finer, least), least)

    def kin(self, year: int) -> list[Kin]:
        """Return the classes of a year with what they belong to (one query)."""
        if year not in self.relatives:
            self.relatives[year] = [
                Kin(
                    row.pk, row.year_of_study, str(row.level),
                    lang=row.language, shift=row.shift, mode=str(row.mode),
                )
                for row in classes.classes(year)
            ]  # fmt: skip
        return self.relatives[year]

    def _one(self, request: Request, least: int) -> dict[Key, Value]:
        total = self.total(request, least)
        lines = self._lines(request, least)
        return hidden(self.values[request], total, least, within=lines)

    def _lines(self, request: Request, least: int) -> list[set[Key]]:
        """Return the groups of each level and year of study whose own figure is shown."""
        if request.by[0] not in {"class", "grade"}:
            return []
        total = self.total(request, least)
        together = total.n if total and total.shown else None
        sizes = {group: value.n for group, value in self.values[request].items()}
        kin = self.kin(request.term.year)
        return lines_of(request.by[0], sizes, kin, total=together, least=least)

    def _torn(self, request: Request, finer: Request, least: int) -> set[Key]:
        away = {key[0] for key, value in self.of(finer, least).items() if _is_away(value)}
        lines = [{key[0] for key in line} for line in self._lines(finer, least)]
        return torn(self._parts(request), away, lines) | self._away_itself(request, away)

    def _away_itself(self, request: Request, away: set[Dim]) -> set[Key]:
        base = base_of(request, self.dims)
        if base not in request.by:
            return set()
        at = request.by.index(base)
        return {key for key in self.values[request] if key[at] in away}

    def _torn_by_column(self, request: Request, finer: Request, least: int) -> set[Key]:
        """Look at each column of the finer table: its total is known, and each cell shown."""
        other = next(dim for dim in finer.by if dim != base_of(request, self.dims))
        at, below = request.by.index(other), finer.by.index(other)
        edge = self.of(replace(request, by=(other,)), least)
        away: dict[Dim, set[Dim]] = {}
        for key, value in self.of(finer, least).items():
            if _is_away(value):
                away.setdefault(key[below], set()).add(key[1 - below])
        groups = self._parts(request)
        found = {key for key in groups if not edge[(key[at],)].shown}
        for column, classes_away in away.items():
            of_column = {key: parts for key, parts in groups.items() if key[at] == column}
            found |= torn(of_column, classes_away, ())
        return found

    def _parts(self, request: Request) -> dict[Key, set[Dim]]:
        """Return for each group the classes (or years of study) it is made of."""
        base = base_of(request, self.dims)
        made = {base, *MADE_OF[base]}
        places = [(at, dim) for at, dim in enumerate(request.by) if dim in made]
        return {
            key: {
                each.has(base)
                for each in self.kin(request.term.year)
                if all(each.has(dim) == key[at] for at, dim in places)
            }
            for key in self.values[request]
        }


def _is_away(value: Value) -> bool:
    return value.n > 0 and not value.shown
