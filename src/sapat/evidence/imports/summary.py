"""An import in plain values: what its page and its command show."""

from collections.abc import Mapping
from typing import Any

from sapat.evidence.imports.errors import plain, rich
from sapat.evidence.imports.examining import Asked, Examined, importable
from sapat.evidence.imports.policy import News
from sapat.evidence.imports.tables import Difference
from sapat.evidence.layouts import Note, Remark, SheetView, Understanding

LISTED = 300
"""New people that are listed by name before the commit."""


def understood(understanding: Understanding) -> dict[str, Any]:
    """Return what was understood, sheet by sheet, with everything a person may change."""
    return {
        "layout": understanding.layout.value,
        "data_sets": list(understanding.data_sets),
        "sheets": [sheet(view) for view in understanding.sheets],
        "notes": [note(one) for one in understanding.notes],
        "fingerprint": understanding.fingerprint(),
    }


def sheet(view: SheetView) -> dict[str, Any]:
    """Return one sheet as it was understood."""
    return {
        **view.to_json(),
        "name": view.name,
        "columns": [
            {
                "letter": column.letter,
                "header": column.header,
                "meaning": column.meaning.to_json() if column.meaning else None,
                "samples": [str(one) for one in column.samples[:4]],
            }
            for column in view.columns
        ],
    }


def note(one: Note) -> dict[str, Any]:
    """Return a remark of the reader."""
    return {
        "remark": one.remark.value,
        "sheet": one.sheet,
        "cell": one.address,
        "facts": plain(one.facts),
    }


def note_sentence(one: Note) -> str:
    """Return a remark as a sentence; a field is called as its data set calls it."""
    facts = dict(one.facts)
    for declared in importable().values():
        if facts.get("field") in declared.fields:
            facts["field"] = declared.fields[str(facts["field"])].name
            break
    if facts.get("data") in importable():
        facts["data"] = importable()[str(facts["data"])].name
    return str(one.remark.label) % {name: str(fact) for name, fact in facts.items()}


def note_of(kept: Mapping[str, Any]) -> Note:
    """Return a remark that was kept."""
    return Note(Remark(kept["remark"]), kept["sheet"], kept["cell"], rich(kept["facts"]))


def changes(examined: Examined) -> dict[str, Any]:
    """Return what a commit would change."""
    news = examined.checked.news
    return {
        "news": news.counts,
        "classes": sorted(one.label for one in news.classes.values()),
        "subjects": [vars(name) for _, name in news.subjects.values()],
        "pupils": _pupils(news)[:LISTED],
        "staff": [new.info.name for new in news.staff.values()][:LISTED],
        "leavings": [
            {"person": one.person, "name": _name(examined, one.person), "on": one.until.isoformat()}
            for one in news.leavings.values()
        ][:LISTED],
        "examples": {
            code: list(difference.examples)
            for code, difference in examined.differences.items()
            if difference.examples
        },
    }


def _pupils(news: News) -> list[list[str]]:
    found = []
    for one in news.enrolments:
        new = news.people.get(one.person)
        school_class = news.classes.get(one.class_id)
        found.append([new.info.name if new else "", school_class.label if school_class else ""])
    return [row for row in found if row[0]]


def _name(examined: Examined, person: int) -> str:
    new = examined.checked.news.people.get(person)
    return new.info.name if new else examined.directory.people[person].name


def changes_something(examined: Examined) -> bool:
    """Return whether a commit would write anything."""
    news = examined.checked.news
    return any(news.counts.values()) or bool(news.spellings) or _rows(examined.differences) > 0


def _rows(differences: Mapping[str, Difference]) -> int:
    return sum(one.new + one.changed for one in differences.values())


def choices_of(asked: Asked) -> dict[str, Any]:
    """Return what the person said, for the row."""
    return {
        "data_set": asked.data_set,
        "year": asked.year,
        "term": asked.term,
        "class": asked.school_class,
        "enrol_new": asked.enrol_new,
        "subjects": dict(asked.subjects),
    }


def asked_of(choices: Mapping[str, Any], mapping: Mapping[str, Any] | None) -> Asked:
    """Return what the person said, from the row."""
    return Asked(
        data_set=choices.get("data_set") or "",
        year=choices.get("year"),
        term=choices.get("term") or "",
        school_class=choices.get("class") or "",
        enrol_new=bool(choices.get("enrol_new")),
        subjects=choices.get("subjects") or {},
        mapping=mapping,
    )
