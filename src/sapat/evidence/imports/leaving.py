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
from sapat.evidence.store.rules import columns_of
from sapat.plan.datasets.rules import datasets
from sapat.school.classes.models import Enrolment
from sapat.school.organisations.models import Organisation

TYPES = {"person": ("pupil", "staff"), "schoolclass": ("class",), "subject": ("subject",)}
"""What facts call the records of a model."""
Spoken = dict[str, set[Any]]


def take_back(school: Organisation, created: Mapping[str, Any]) -> dict[str, int]:
    """Restore what was corrected, remove what was made; return how many of each kind went."""
    for name, pk, fields in created.get("corrected", ()):
        _restore(REGISTERED[name], pk, fields)
    made = created.get("made", {})
    spoken = _spoken_of(school)
    gone = {}
    for name, model in REGISTERED.items():
        ids = set(made.get(name, ()))
        if ids:
            free = ids - _referred(model, ids) - spoken.get(name, set())
            if model is Enrolment:
                free -= _in_class(free, spoken["seats"])
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


def _in_class(ids: set[int], seats: set[Any]) -> set[int]:
    """Return the enrolments without which facts would speak of a pupil in no class."""
    rows = Enrolment.objects.filter(pk__in=ids)
    return {
        pk
        for pk, *seat in rows.values_list("pk", "person_id", "school_class_id")
        if tuple(seat) in seats
    }


def _spoken_of(school: Organisation) -> Spoken:
    """Return the ids that live facts speak of, by model; `seats`: who is in which class."""
    import duckdb  # noqa: PLC0415

    found: Spoken = {"seats": set(), **{name: set() for name in TYPES}}
    live = store.live(school)
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        for code in live.files:
            sql = facts_sql(code, live.paths(code), with_left=True)
            columns = columns_of(datasets()[code])
            kinds = {one: field.type for one, field in datasets()[code].facts.items()}
            kinds |= {"class": "class"} if "class" in columns else {}
            for name, types in TYPES.items():
                for column in (one for one, kind in kinds.items() if kind in types):
                    asked = f'SELECT DISTINCT "{column}" FROM ({sql})'  # noqa: S608
                    found[name] |= {one for (one,) in connection.execute(asked).fetchall()}
            if "pupil" in kinds:
                asked = f"SELECT DISTINCT pupil, class FROM ({sql})"  # noqa: S608
                found["seats"] |= set(connection.execute(asked).fetchall())
    return found
