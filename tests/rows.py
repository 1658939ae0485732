"""One row of every kind, made from the models themselves, with a word of ours in every text."""

from datetime import date

from django.apps import apps
from django.db import models
from django.utils import timezone

from sapat.school.boundary import SchoolRow, every_school

SKIPPED = {"cache"}
EMPTY = {"bands", "stands_on", "periods", "rows", "parts", "most", "figures", "stated_levels"}
"""Lists whose entries are more than a word."""


def school_models():
    """Every kind of row that belongs to a school, those others refer to first."""
    found = [model for model in apps.get_models() if issubclass(model, SchoolRow)]
    done: list = []
    while len(done) < len(found):
        ready = [model for model in found if model not in done and _needs(model) <= set(done)]
        assert ready, [model.__name__ for model in found if model not in done]
        done += ready
    return done


def _needs(model):
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and issubclass(field.related_model, SchoolRow)
    } - {model}


def one_of_everything(school, word):
    """Write one row of every kind into the school; every text in it holds the word."""
    rows: dict = {}
    with every_school():
        for model in school_models():
            row = model(**{f.attname: v for f, v in _values(model, school, word, rows)})
            models.Model.save(row)
            rows[model] = row
    return rows


def _values(model, school, word, rows):
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        if field.name == "school":
            yield field, school.pk
        elif field.is_relation:
            far = rows.get(field.related_model)
            if far is not None:
                yield field, far.pk
            elif not field.null:
                yield field, school.pk if field.related_model is type(school) else None
        else:
            yield field, _value(field, word)


def _value(field, word):
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.SlugField):
        return word.lower()[: field.max_length]
    if isinstance(field, models.CharField | models.TextField):
        return word[: field.max_length or None]
    if isinstance(field, models.JSONField):
        return field.get_default() or _json(field, word)
    return _plain(field)


def _json(field, word):
    if field.default is dict:
        return {}
    return [] if field.name in EMPTY else [word]


def _plain(field):
    if field.name in {"until", "ends", "closed_on", "protocol_number", "order_number"}:
        return None if field.null else date(2027, 5, 25)
    if isinstance(field, models.DateTimeField):
        return None if field.null else timezone.now()
    if isinstance(field, models.DateField):
        return None if field.null else date(2026, 9, 1)
    if field.null and not isinstance(field, models.IntegerField):
        return None
    if isinstance(field, models.BooleanField):
        return False
    if field.name in {"year", "from_year", "since_year"}:
        return 2026
    return 3 if field.name == "may_vote" else 1
