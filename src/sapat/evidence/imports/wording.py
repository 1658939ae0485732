"""What an import says, with names in the place of ids: for its page only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sapat.evidence.imports.values import EPOCH
from sapat.evidence.store.rules import LEFT
from sapat.plan.datasets.rules import DataSet, datasets
from sapat.school.calendar.models import SchoolYear
from sapat.school.calendar.rules import TermCode, TermKind, year_label
from sapat.school.classes.models import SchoolClass
from sapat.school.people.models import Person
from sapat.school.scales.rules import Category
from sapat.school.subjects.models import Subject

MODELS = {"pupil": Person, "staff": Person, "class": SchoolClass, "subject": Subject}
Pair = Sequence[Any]


@dataclass(frozen=True)
class Change:
    """One row that would say something else: whose it is, and each field before and after."""

    title: str
    fields: Sequence[tuple[str, str, str]]


def changed_rows(data_set: str, examples: Sequence[Mapping[str, Pair]]) -> list[Change]:
    """Return the changed rows as a person reads them."""
    declared = datasets()[data_set]
    names = _names(declared, examples)
    found = []
    for example in examples:
        key = [
            _shown(declared, name, example[name][1], names)
            for name in declared.key
            if name in example and name not in ("year", "term")
        ]
        period = _period(example, declared)
        fields = [
            (label_of(declared, name), *(_shown(declared, name, one, names) for one in pair))
            for name, pair in example.items()
            if name not in declared.key and pair[0] != pair[1]
        ]
        title = " · ".join(filter(None, [*key, period]))
        found.append(Change(title, [(name, old, new) for name, old, new in fields]))
    return found


def label_of(declared: DataSet, name: str) -> str:
    """Return what a column is called."""
    if name in declared.fields:
        return str(declared.fields[name].name)
    return {"class": _("Class"), "category": _("group of marks"), LEFT: _("left")}.get(name, name)


def _names(declared: DataSet, examples: Sequence[Mapping[str, Pair]]) -> dict[tuple[str, int], str]:
    """Return the names of all ids in the examples, one query for each kind."""
    wanted: dict[str, set[int]] = {}
    for example in examples:
        for name, pair in example.items():
            kind = _kind(declared, name)
            if kind in MODELS:
                wanted.setdefault(kind, set()).update(one for one in pair if one is not None)
    return {
        (kind, pk): str(row)
        for kind, ids in wanted.items()
        for pk, row in MODELS[kind].objects.in_bulk(ids).items()
    }


def _kind(declared: DataSet, name: str) -> str:
    if name in declared.fields:
        return declared.fields[name].type
    return "class" if name == "class" else ""


def _shown(declared: DataSet, name: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    if value is None:
        return "—"
    kind = _kind(declared, name)
    if kind in MODELS:
        return names.get((kind, value), "—")
    if kind == "date":
        return f"{date.fromordinal(value + EPOCH):%d.%m.%Y}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if kind == "choice":
        return str(declared.fields[name].choices[value].name)
    if name == "category":
        return str(Category(value).label)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _period(example: Mapping[str, Pair], declared: DataSet) -> str:
    if declared.time == "date":
        return ""
    return period_label(example["year"][1], example["term"][1])


def period_label(year: int, number: int) -> str:
    """Return a term of the active school as people call it."""
    if not number:
        return year_label(year)
    kind = SchoolYear.objects.filter(year=year).values_list("kind", flat=True).first()
    return TermCode(year, number, TermKind(kind or TermKind.QUARTER)).label
