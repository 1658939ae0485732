"""Which columns a data set has, from the types the catalogue gives to its fields."""

from __future__ import annotations

from collections.abc import Mapping

from sapat.analytics.syntax import Column, Columns

_WHOLE = Column("num", whole=True)
_TYPES = {
    "pupil": _WHOLE,
    "staff": _WHOLE,
    "class": _WHOLE,
    "subject": _WHOLE,
    "term": _WHOLE,
    "year": _WHOLE,
    "date": _WHOLE,
    "integer": _WHOLE,
    "number": Column("num"),
    "mark": Column("num"),
    "boolean": Column("bool"),
    "choice": Column("str"),
    "text": Column("str"),
    "code": Column("str"),
}
CATEGORIES = ("excellent", "good", "satisfactory", "unsatisfactory", "not_attested")
_LEVEL = Column("str", values=frozenset({"primary", "basic", "secondary"}))
_OF_CLASS = {
    "grade": _WHOLE,
    "level": _LEVEL,
    "lang": Column("str"),
    "shift": Column("num", whole=True),
    "mode": Column("str"),
}
_OF_PUPIL = {
    "class": _WHOLE,
    **_OF_CLASS,
    "sex": Column("str", values=frozenset({"f", "m"})),
    "sen": Column("bool"),
}
_COME_WITH: dict[str, Mapping[str, Column]] = {
    "pupil": _OF_PUPIL,
    "class": _OF_CLASS,
    "staff": {"mo": _WHOLE},
    "mark": {"category": Column("str", values=frozenset(CATEGORIES))},
}


def columns_of(fields: Mapping[str, object]) -> Columns:
    """Return the columns of a data set's facts.

    Parameters
    ----------
    fields
        Field name to its type (``"mark"``) or to its whole description
        (``{"type": "choice", "values": {...}}``), as in the catalogue.

    Returns
    -------
    Columns
        The fields, and what the records add: ``year``, ``term`` and ``batch`` always; class,
        grade, level, lang, shift, mode, sex and sen beside a pupil; grade, level, lang, shift
        and mode beside a class; ``mo`` beside a member of staff; ``category`` beside a mark.

    Raises
    ------
    ValueError
        If a type is not one of the catalogue's.
    """
    found: dict[str, Column] = {"year": _WHOLE, "term": _WHOLE, "batch": _WHOLE}
    added: dict[str, Column] = {}
    for name, described in fields.items():
        kind = described.get("type") if isinstance(described, Mapping) else described
        if not isinstance(kind, str) or kind not in _TYPES:
            raise ValueError(f"{name}: unknown type {kind!r}")
        values = described.get("values") if isinstance(described, Mapping) else None
        found[name] = _TYPES[kind]
        if kind == "choice" and values:
            found[name] = Column("str", values=frozenset(map(str, values)))
        added |= _COME_WITH.get(kind, {})
    return {**added, **found}
