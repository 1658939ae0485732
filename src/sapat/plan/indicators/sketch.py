"""An indicator as a school describes it: rows that are counted, of which rows, in what unit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.plan.datasets.rules import columns, datasets, origins
from sapat.plan.datasets.schema import schema
from sapat.plan.indicators.rules import catalogue

EVERY = "true"
"""The condition under which every row counts."""
WINDOW = {"quarter": "term", "half_year": "half_year", "year": "year"}


class SketchKind(TextChoices):
    """How the figure is made of the rows."""

    SHARE = "share", _("share of rows, in per cent")
    MEAN = "mean", _("mean of a field")
    COUNT = "count", _("number of rows")
    PER_100 = "per_100", _("ratio per 100 rows")


UNITS = {"share": "percent", "mean": "points", "count": "events", "per_100": "per_100"}
KINDS = {"share": "ratio", "mean": "mean", "count": "count", "per_100": "rate"}


@dataclass(frozen=True)
class Sketch:
    """What a proposal says; conditions are texts of the closed language, never run."""

    name_ky: str = ""
    name_ru: str = ""
    name_en: str = ""
    words: str = ""
    criterion: str = ""
    kind: str = "share"
    data: str = ""
    num: str = ""
    field: str = ""
    """Of which field the mean is taken."""
    den_data: str = ""
    """Where the rows below the line are; empty: in the same data set."""
    den: str = ""
    by: tuple[str, ...] = ()
    freq: str = "quarter"
    better: str = "higher"
    target: float = 0.0
    ok: float = 0.0
    alarm: float = 0.0
    basis: str = "suggested"
    why: str = ""
    role: str = ""
    tool: str = ""
    """Code of the instrument it is measured with, or `import`."""
    need: str = ""
    """Whose need it serves, in the words of those who have it."""

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Sketch":
        """Return the sketch that stands in a record."""
        known = {each.name for each in fields(cls)}
        found = {name: value for name, value in content.items() if name in known}
        return cls(**{**found, "by": tuple(found.get("by", ()))})

    @property
    def record(self) -> dict[str, Any]:
        """Return the sketch as it is kept."""
        return {**asdict(self), "by": list(self.by)}

    @property
    def below(self) -> str:
        """Return the data set below the line."""
        return self.den_data if self.kind == "per_100" and self.den_data else self.data


def dims_of_data(*codes: str) -> tuple[str, ...]:
    """Return the columns that figures of these data sets may be broken down by together."""
    found = [_dims(code) for code in codes if code]
    if not found:
        return ()
    return tuple(dim for dim in found[0] if all(dim in other for other in found[1:]))


def _dims(code: str) -> tuple[str, ...]:
    declared = datasets().get(code)
    named = declared.dims if declared else ()
    if not declared:
        every = [dim for origin in origins(code) for dim in datasets()[origin].dims]
        named = tuple(dict.fromkeys(every))
    return tuple(dim for dim in named if dim in columns(code))


def together(*conditions: str) -> str:
    """Join conditions that must all hold; those that let every row through are left out."""
    said = [text.strip() for text in conditions if text.strip() and text.strip() != EVERY]
    if len(said) < 2:
        return said[0] if said else EVERY
    return " and ".join(f"({text})" for text in said)


def content_of(sketch: Sketch) -> dict[str, Any]:
    """Return the indicator as the catalogue would have it."""
    words = sketch.words.strip() or sketch.name_ky
    spoken = {"ky": sketch.name_ky, "ru": sketch.name_ru, "en": sketch.name_en}
    return {
        "name": {language: text or sketch.name_ky for language, text in spoken.items()},
        "words": dict.fromkeys(("ky", "ru", "en"), words),
        "criterion": sketch.criterion,
        "clauses": [sketch.criterion],
        "unit": UNITS[sketch.kind],
        "kind": KINDS[sketch.kind],
        "measure": _measure(sketch),
        "by": list(sketch.by),
        "freq": sketch.freq,
        "window": WINDOW[sketch.freq],
        "interval": _interval(sketch),
        "role": sketch.role or "dep_academic",
        "better": sketch.better,
        "levels": {"target": sketch.target, "ok": sketch.ok, "alarm": sketch.alarm},
        "norm": {
            "basis": sketch.basis,
            "why": dict.fromkeys(("ky", "ru", "en"), sketch.why.strip() or words),
        },
        "min_group": _min_group(sketch),
    }


def _measure(sketch: Sketch) -> dict[str, Any]:
    """Put the conditions together; what is above the line is a part of what is below it."""
    num, den = sketch.num or EVERY, sketch.den or EVERY
    if sketch.kind == "mean":
        where = together(den, num, f"{sketch.field} is not null")
        top: dict[str, Any] = {"data": sketch.data, "sum": sketch.field, "where": where}
        return {"num": [top], "den": [{"data": sketch.data, "count": where}]}
    if sketch.kind == "count":
        return {"num": [_count(sketch.data, num)], "den": 1}
    if sketch.kind == "per_100":
        top = {**_count(sketch.data, num), "times": 100}
        return {"num": [top], "den": [_count(sketch.below, den)]}
    whole = _count(sketch.data, den)
    return {"num": [_count(sketch.data, together(den, num))], "den": [whole]}


def _count(data: str, text: str) -> dict[str, Any]:
    return {"data": data, "count": True if text == EVERY else text}


def _interval(sketch: Sketch) -> str:
    """Choose the interval: people are a sample of what may happen, things are counted whole."""
    people = schema().people.get(sketch.data)
    if not people:
        return "none"
    return {"share": "wilson", "mean": "t", "per_100": "poisson"}.get(sketch.kind, "none")


def _min_group(sketch: Sketch) -> int:
    sensitive = any(datasets()[origin].sensitive for origin in origins(sketch.data))
    known = catalogue()
    return known.sensitive_min_group if sensitive else known.min_group
