"""The school floor as a Django app."""

from django.apps import AppConfig


class School(AppConfig):
    """Organisations, people, bodies, classes, years, scales."""

    name = "sapat.school"
    label = "school"
