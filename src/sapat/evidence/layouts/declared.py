"""What a layout needs to know: the declared data sets, and a few plain values about the school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sapat.evidence.layouts import vocabulary
from sapat.evidence.layouts.words import fold

if TYPE_CHECKING:  # the catalogue needs Django set up; recognising does not
    from sapat.plan.datasets.rules import DataSet, Field

PERSONS = ("pupil", "staff")
# What finds a person: the full name fills the person's own field, these fill none.
PARTS_OF_A_NAME = ("family_name", "given_name", "patronymic")
FULL_NAME = "full_name"
CLASS = "class"
AVERAGE = "average"


@dataclass(frozen=True)
class Known:
    """What is known about the school: used to recognise, never to change a value.

    `subjects` has the spellings of each subject by its name; `year` is the first calendar
    year of the school year; `term` is a code like "Q1".
    """

    subjects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    classes: Sequence[str] = ()
    year: int | None = None
    term: str | None = None

    @cached_property
    def subject_spellings(self) -> dict[str, str]:
        """Return the name of each subject by every folded spelling of it."""
        return {
            fold(spelling): name
            for name, spellings in self.subjects.items()
            for spelling in (name, *spellings)
        }

    @cached_property
    def folded_classes(self) -> dict[str, str]:
        """Return the label of each class by its folded label without spaces."""
        return {fold(label).replace(" ", ""): label for label in self.classes}


@dataclass(frozen=True)
class Place:
    """A place a column can fill: a field, or what helps to find the person of a field."""

    field: str
    type: str
    required: bool
    headers: frozenset[str]
    name: object = ""


@dataclass(frozen=True)
class Shape:
    """The places of one data set, those of persons and of time included."""

    code: str
    places: Mapping[str, Place]
    person: str | None = None
    name: object = ""

    @cached_property
    def by_header(self) -> dict[str, list[str]]:
        """Return the fields that a folded header can mean."""
        found: dict[str, list[str]] = {}
        for place in self.places.values():
            for header in place.headers:
                found.setdefault(header, []).append(place.field)
        return found


def shape_of(data_set: "DataSet") -> Shape:
    """Return the places of a data set."""
    fields = [*data_set.fields.values(), *data_set.when]
    times = {field.code for field in data_set.when}
    places = {
        field.code: Place(
            field.code,
            field.type,
            field.required or field.code in times,
            _headers(field),
            field.name,
        )
        for field in fields
    }
    person = data_set.person
    if person in places and places[person].type in PERSONS:
        for field in data_set.identifying:
            place = _place_of(field, places[person])
            places[place.field] = place
    known = person if person in places else None
    return Shape(data_set.code, places, known, data_set.name)


def _place_of(field: "Field", person: Place) -> Place:
    """Return where a column goes that finds a person: "pupil.code", or the person herself."""
    if field.code == FULL_NAME:
        usual = _usual(person.type)
        return replace(person, headers=person.headers | _headers(field) | usual)
    name = field.code if field.code == CLASS else f"{person.field}.{field.code}"
    return Place(name, field.type, False, _headers(field), field.name)


def _headers(field: "Field") -> frozenset[str]:
    usual = vocabulary.AVERAGE if field.code == AVERAGE else ()
    return frozenset(fold(header) for header in (*field.headers, *usual)) - {""}


def _usual(kind: str) -> frozenset[str]:
    return frozenset(fold(header) for header in vocabulary.HEADERS_BY_TYPE.get(kind, ()))
