"""What a person calls the groups of a breakdown: ids and codes become labels."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.analytics.cells import Dim
from sapat.core.alphabet import kyrgyz_key
from sapat.plan.datasets import rules as datasets
from sapat.school.bodies import reads as bodies
from sapat.school.classes import reads as classes
from sapat.school.classes.rules import Level, Mode, parse_label
from sapat.school.people import reads as people
from sapat.school.people.rules import Sex
from sapat.school.subjects import reads as subjects

LANGUAGES = {
    "ky": _("Kyrgyz"),
    "ru": _("Russian"),
    "uz": _("Uzbek"),
    "tg": _("Tajik"),
    "en": _("English"),
}
Known = Mapping[Any, object]
FIXED: Mapping[str, Known] = {
    "level": dict(Level.choices),
    "mode": dict(Mode.choices),
    "sex": {Sex.FEMALE.value: _("girls"), Sex.MALE.value: _("boys")},
    "lang": LANGUAGES,
    "sen": {True: _("with special needs"), False: _("without special needs")},
}
NAMES: Mapping[str, object] = {
    "school": _("school"),
    "level": _("level of schooling"),
    "grade": _("year of study"),
    "class": _("class"),
    "subject": _("subject"),
    "teacher": _("teacher"),
    "staff": _("employee"),
    "mo": _("methodical union"),
    "sex": _("sex"),
    "lang": _("language of teaching"),
    "shift": _("shift"),
    "mode": _("form of study"),
    "sen": _("special educational needs"),
}
PEOPLE = frozenset({"teacher", "staff", "observer"})
"""Dimensions whose groups are one person each; seen with the right `indicator.by_teacher`."""


def dim_name(dim: str, used: Iterable[str] = ()) -> str:
    """Return what a dimension is called, asking the data sets in use where it is their own."""
    if dim in NAMES:
        return str(NAMES[dim])
    for dataset in used:
        for origin in datasets.origins(dataset):
            if field := datasets.datasets()[origin].fields.get(dim):
                return str(field.name).lower()
    return dim


def labels(dim: str, values: Iterable[Dim], used: Iterable[str] = ()) -> dict[Dim, str]:
    """Return value -> label for one dimension (at most one query)."""
    found = set(values)
    known = {value: str(label) for value, label in _known(dim, found, used).items()}
    return {
        value: gettext("not stated") if value is None else known.get(value) or _plain(value)
        for value in found
    }


def order(dim: str, value: Dim, label: str) -> tuple[object, ...]:
    """Return a key that sorts groups as papers do: 2А before 10А, names by the alphabet."""
    if value is None:
        return (1,)
    if dim == "class":
        grade, letter = parse_label(label) or (0, label)
        return (0, grade, kyrgyz_key(letter))
    if dim == "level":
        return (0, list(Level.values).index(str(value)) if value in Level.values else 9)
    if isinstance(value, int) and dim in {"grade", "shift"}:
        return (0, value)
    return (0, kyrgyz_key(label))


def _known(dim: str, values: set[Dim], used: Iterable[str]) -> Known:
    ids = {value for value in values if isinstance(value, int) and not isinstance(value, bool)}
    if dim == "class":
        return classes.labels(ids)
    if dim == "subject":
        return subjects.names()
    if dim == "mo":
        return bodies.names(ids)
    if dim in PEOPLE:
        return people.short_names(ids)
    if dim in FIXED:
        return FIXED[dim]
    if dim == "dataset":
        return {code: each.name for code, each in datasets.datasets().items()}
    for dataset in used:
        for origin in datasets.origins(dataset):
            field = datasets.datasets()[origin].fields.get(dim)
            if field and field.choices:
                return {code: choice.name for code, choice in field.choices.items()}
    return {}


def _plain(value: Dim) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)
