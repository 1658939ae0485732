"""Taking back what an import brought into the records, as far as nothing else stands on it.

Only `changes.undo` calls this, inside its transaction.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from sapat.evidence.imports.entering import REGISTERED
from sapat.evidence.store import reads as store
from sapat.evidence.store.relation import facts_sql
from sapat.plan.datasets.rules import datasets
from sapat.school.organisations.models import Organisation

TYPES = {"person": ("pupil", "staff"), "schoolclass": ("class",), "subject": ("subject",)}
"""What facts call the records of a model."""


def take_back(school: Organisation, created: Mapping[str, Any]) -> dict[str, int]:
    """Restore what was corrected, remove what was made; return how many of each kind went."""
    for name, pk, fields in created.get("corrected", ()):
        _restore(REGISTERED[name], pk, fields)
    made = created.get("made", {})
    gone = {}
    for name, model in REGISTERED.items():
        ids = set(made.get(name, ()))
        if ids:
            free = ids - _referred(model, ids) - _in_facts(school, name)
            model._default_manager.filter(pk__in=free).delete()
            gone[name] = len(free)
    return gone


def _restore(model: type[models.Model], pk: int, fields: Mapping[str, list[Any]]) -> None:
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        return
    back = {
        name: _typed(model, name, old)
        for name, (old, new) in fields.items()
        if getattr(row, name) == _typed(model, name, new)  # changed since: it stays
    }
    for name, value in back.items():
        setattr(row, name, value)
    if back:
        row.save(update_fields=list(back))


def _typed(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name.removesuffix("_id"))
    if isinstance(field, models.DateField) and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _referred(model: type[models.Model], ids: set[int]) -> set[int]:
    """Return the ids some other record points at."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        other = relation.related_model
        if isinstance(other, str) or other._meta.auto_created:
            continue
        name = relation.field.attname
        rows = other._default_manager.filter(**{f"{name}__in": ids})
        found |= set(rows.values_list(name, flat=True))
    return found


def _in_facts(school: Organisation, name: str) -> set[int]:
    """Return the ids that live facts speak of."""
    types = TYPES.get(name)
    live = store.live(school)
    if types is None or not live.files:
        return set()
    import duckdb  # noqa: PLC0415

    found: set[int] = set()
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        for code in live.files:
            sql = facts_sql(code, live.paths(code), with_left=True)
            columns = [one for one, field in datasets()[code].facts.items() if field.type in types]
            if "class" in types and "class" not in columns and datasets()[code].person == "pupil":
                columns.append("class")
            for column in columns:
                rows = connection.execute(f'SELECT DISTINCT "{column}" FROM ({sql})').fetchall()  # noqa: S608
                found |= {number for (number,) in rows if number is not None}
    return found
