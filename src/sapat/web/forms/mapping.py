"""The form of what was understood: every guess about a file, open to correction.

It is written from the import's own JSON and read back into a mapping, as `understand` takes it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sapat.evidence.imports.examining import importable
from sapat.evidence.layouts import Layout

LEAVE_OUT, KEEP = "", "="
LONGEST_NUMBER = 6
UNSEEN = "date"
"""Columns of days are not listed: there are dozens, and their heads say it all."""


@dataclass(frozen=True)
class Option:
    """One choice of a select."""

    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True)
class ColumnRow:
    """One column: its letter, header, some values, and what it may mean."""

    name: str
    letter: str
    header: str
    samples: list[str]
    options: list[Option]


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the form."""

    prefix: str
    name: str
    plain: Mapping[str, Any]
    data_sets: list[Option]
    subjects: list[str]
    columns: list[ColumnRow]
    days: int
    notes: list[str] = field(default_factory=list)


def parts(understood: Mapping[str, Any], subjects: Iterable[str]) -> list[SheetPart]:
    """Return the form's sheets."""
    names = sorted(set(subjects))
    return [
        _part(number, sheet, str(understood["layout"]), names)
        for number, sheet in enumerate(understood.get("sheets", ()))
    ]


def _part(number: int, sheet: Mapping[str, Any], layout: str, subjects: list[str]) -> SheetPart:
    prefix = f"sheet-{number}"
    seen = [column for column in sheet["columns"] if not _is_day(column["meaning"])]
    return SheetPart(
        prefix=prefix,
        name=sheet["name"],
        plain=sheet,
        data_sets=_data_sets(sheet.get("data")),
        subjects=subjects,
        columns=[
            ColumnRow(
                name=f"{prefix}-col-{column['letter']}",
                letter=column["letter"],
                header=column["header"],
                samples=column["samples"],
                options=_meanings(column["meaning"], sheet.get("data"), layout, subjects),
            )
            for column in seen
        ],
        days=len(sheet["columns"]) - len(seen),
    )


def _is_day(meaning: Any) -> bool:
    return isinstance(meaning, dict) and UNSEEN in (meaning.get("given") or {})


def _data_sets(chosen: str | None) -> list[Option]:
    listed = sorted(importable().items(), key=lambda pair: str(pair[1].name))
    return [Option(code, str(one.name), code == chosen) for code, one in listed]


def _meanings(meaning: Any, data: str | None, layout: str, subjects: list[str]) -> list[Option]:
    """Return what a column may mean: nothing, a field, or the marks of a subject."""
    now = meaning if isinstance(meaning, str) else None
    options = [Option(LEAVE_OUT, _("leave out"), chosen=meaning is None)]
    if isinstance(meaning, dict):
        options.append(Option(KEEP, _described(meaning, data), chosen=True))
    options += [
        Option(code, words, chosen=code == now) for code, words in _fields(data, now).items()
    ]
    if layout == Layout.SUMMARY:
        options += [
            Option(_packed(name), _("marks: %(subject)s") % {"subject": name}) for name in subjects
        ]
    return options


def _fields(data: str | None, now: str | None) -> dict[str, str]:
    declared = importable().get(data or "")
    found: dict[str, str] = {}
    if declared:
        person = declared.person or next(
            (code for code, one in declared.fields.items() if one.type in ("pupil", "staff")), None
        )
        for one in (*declared.when, *declared.fields.values()):
            found[one.code] = str(one.name)
        for one in declared.identifying if person else ():
            if one.code == "class":
                found.setdefault("class", str(one.name))
            elif one.code != "full_name":
                found[f"{person}.{one.code}"] = str(one.name)
    if now and now not in found:
        found[now] = now
    return found


def _described(meaning: Mapping[str, Any], data: str | None) -> str:
    words = _fields(meaning.get("data") or data, None).get(meaning["field"], meaning["field"])
    given = ", ".join(str(value) for value in (meaning.get("given") or {}).values())
    return f"{words}: {given}" if given else words


def _packed(subject: str) -> str:
    return json.dumps({"field": "value", "given": {"subject": subject}}, ensure_ascii=False)


def mapping_of(understood: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """Return the mapping a person chose; what was not sent stays as it was understood."""
    sheets = {
        sheet["name"]: _sheet(f"sheet-{number}", sheet, sent)
        for number, sheet in enumerate(understood.get("sheets", ()))
    }
    used = [one["data"] for one in sheets.values() if one.get("use") and one.get("data")]
    layout = str(understood["layout"])
    if layout == Layout.UNKNOWN and used:
        layout = Layout.LONG.value
    several = list(understood.get("data_sets", ())) if layout == Layout.JOURNAL else []
    return {
        "layout": layout,
        "data_sets": several or list(dict.fromkeys(used)),
        "sheets": sheets,
    }


def _sheet(prefix: str, sheet: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    chosen: dict[str, Any] = {
        "use": f"{prefix}-use" in sent,
        "data": sent.get(f"{prefix}-data") or sheet.get("data"),
        "group": sheet.get("group"),
    }
    for name in ("class", "subject", "term"):
        chosen[name] = sent.get(f"{prefix}-{name}", sheet.get(name)) or None
    for name in ("year", "header_row"):
        chosen[name] = _number(sent.get(f"{prefix}-{name}"), sheet.get(name))
    moved = chosen["header_row"] != sheet.get("header_row") or chosen["data"] != sheet.get("data")
    if not moved:  # other headers are understood anew
        chosen["first_row"] = sheet.get("first_row")
        chosen["columns"] = {
            column["letter"]: _meaning(prefix, column, sent) for column in sheet["columns"]
        }
    kept = {name: sheet[name] for name in ("given", "compose", "only") if name in sheet}
    return chosen | kept


def _meaning(prefix: str, column: Mapping[str, Any], sent: QueryDict) -> Any:
    said = sent.get(f"{prefix}-col-{column['letter']}", KEEP)
    if said == KEEP:
        return column["meaning"]
    if said.startswith("{"):
        return _unpacked(said) or column["meaning"]
    return said or None


def _unpacked(text: str) -> dict[str, Any] | None:
    """Return the marks of a subject, as `_packed` wrote them; nothing else is taken."""
    try:
        given = json.loads(text)["given"]["subject"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {"field": "value", "given": {"subject": given}} if isinstance(given, str) else None


def _number(text: str | None, before: Any) -> int | None:
    if text is not None and len(text) <= LONGEST_NUMBER and text.strip().isdecimal():
        return int(text)
    return before if isinstance(before, int) else None
