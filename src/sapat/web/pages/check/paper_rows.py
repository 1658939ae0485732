"""Rows of facts as a person compares them with a paper: names instead of ids, words for codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sapat.check.data_quality.paper_checks.models import PaperCheck
from sapat.check.measuring.definitions import EPOCH
from sapat.plan.datasets.rules import DataSet, Field, datasets
from sapat.publish.exports.tables import DASH
from sapat.school.classes import reads as classes
from sapat.school.people import reads as people
from sapat.school.subjects import reads as subjects

NORM = {
    "target": gettext_lazy("target"),
    "ok": gettext_lazy("norm"),
    "alarm": gettext_lazy("alarm"),
    "since_year": gettext_lazy("in force from the school year"),
    "protocol": gettext_lazy("protocol"),
    "decided_on": gettext_lazy("decided on"),
}


@dataclass(frozen=True)
class Row:
    """One row: what it is about, its fields with their words, and what the paper says."""

    place: int
    about: str
    fields: tuple[tuple[str, str], ...]
    paper: str
    differs: bool


def rows_of(check: PaperCheck) -> list[Row]:
    """Return the rows of a sample in words (at most three queries)."""
    names = _Names(check.rows)
    return [
        Row(
            place,
            str(datasets()[row["data_set"]].name) if row["data_set"] else _("Norm"),
            tuple(names.told(row)),
            row.get("paper", ""),
            "paper" in row,
        )
        for place, row in enumerate(check.rows)
    ]


class _Names:
    """Names of everybody and everything that the rows speak of, asked for at once."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        ids: dict[str, set[int]] = {"pupil": set(), "staff": set(), "class": set()}
        for row in rows:
            for code, field in _facts(row):
                value = row["values"].get(code)
                if field.type in ids and isinstance(value, int):
                    ids[field.type].add(value)
        self.known: dict[str, Mapping[int, str]] = {
            "person": people.names(ids["pupil"] | ids["staff"]),
            "class": classes.labels(ids["class"]) if ids["class"] else {},
            "subject": subjects.names(),
        }

    def told(self, row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """Return the fields of a row that say something, in the order of the data set."""
        values = row["values"]
        if not row["data_set"]:
            for name, said in values.items():
                yield str(NORM[name]), f"{said:g}" if isinstance(said, float) else str(said)
            return
        for code, field in _facts(row):
            value = values.get(code)
            if field.type == "mark" and value is None and values.get("category"):
                value = _("not attested")
            if value is not None:
                yield str(field.name), self.word(field, value)

    def word(self, field: Field, value: Any) -> str:
        """Return a value as people write it."""
        if field.type in ("pupil", "staff"):
            return self.known["person"].get(value, DASH)
        if field.type in ("class", "subject"):
            return str(self.known[field.type].get(value, DASH))
        if field.type == "date":
            return date_format(EPOCH + timedelta(days=value), "SHORT_DATE_FORMAT")
        if field.type == "boolean":
            return _("yes") if value else _("no")
        if field.type == "choice" and value in field.choices:
            return str(field.choices[value].name)
        return f"{value:g}" if isinstance(value, float) else str(value)


def _facts(row: Mapping[str, Any]) -> list[tuple[str, Field]]:
    declared: DataSet | None = datasets().get(row["data_set"])
    return list(declared.facts.items()) if declared else []
