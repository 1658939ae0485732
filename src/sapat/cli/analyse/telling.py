"""The answer of a method, for a reader or for a program."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sapat import __version__


def told_json(method: str, answer: Mapping[str, Any], notes: Sequence[str] = ()) -> str:
    """Return one JSON object: the answer, unrounded, with its method, version and notes."""
    whole = {**answer, "method": method, "version": __version__, "notes": list(notes)}
    return json.dumps(plain(whole), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """Return the value in JSON's own kinds; what is no number is null."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return value
    if hasattr(value, "tolist"):  # a number or an array of NumPy
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    return value if isinstance(value, int) else str(value)


def told_table(answer: Mapping[str, Any], notes: Sequence[str] = ()) -> str:
    """Return the answer for a reader: single figures first, then a table for each list."""
    parts: list[str] = []
    answer = dict(_unfolded(answer))
    single = {name: value for name, value in answer.items() if not _is_list(value)}
    if single:
        parts.append("\n".join(f"{name:<14} {_short(value)}" for name, value in single.items()))
    for name, value in answer.items():
        if _is_list(value) and value:
            parts.append(f"{name}\n{_grid(value)}")
    parts += notes
    return "\n\n".join(parts)


def _unfolded(answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the entries; lists under one name each become a table of their own."""
    for name, value in answer.items():
        if isinstance(value, Mapping) and value and all(map(_is_list, value.values())):
            yield from ((f"{name}: {inner}", rows) for inner, rows in value.items())
        else:
            yield name, value


def _is_list(value: Any) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return is_list and (not value or isinstance(value[0], Mapping))


def _grid(rows: Sequence[Mapping[str, Any]]) -> str:
    flat: list[dict[str, str]] = []
    for row in rows:
        head = {name: _short(value) for name, value in row.items() if not _is_list(value)}
        inner = [value for value in row.values() if _is_list(value)]
        lines = [line for value in inner for line in value]
        flat += [{**head, **{k: _short(v) for k, v in line.items()}} for line in lines] or [head]
    names = list(dict.fromkeys(name for line in flat for name in line))
    widths = {name: max(len(name), *(len(line.get(name, "")) for line in flat)) for name in names}
    table = [names, *([line.get(name, "") for name in names] for line in flat)]
    return "\n".join(
        "  ".join(f"{cell:>{widths[name]}}" for name, cell in zip(names, line, strict=True))
        for line in table
    )


def _short(value: Any) -> str:
    value = plain(value)
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_short(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(_short(each) for each in value)
    return str(value)
