"""The web floor as a Django app."""

from django.apps import AppConfig


class Web(AppConfig):
    """The shell: pages, doors, templates."""

    name = "sapat.web"
    label = "web"
