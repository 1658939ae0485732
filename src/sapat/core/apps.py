"""The ground as a Django app."""

from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created

from sapat.core.alphabet import teach_kyrgyz
from sapat.core.checks import sqlite_is_safe


class Core(AppConfig):
    """Registers the checks that must pass before anything runs."""

    name = "sapat.core"
    label = "core"

    def ready(self) -> None:
        """Refuse to start on a database that would lose writes; sort as Kyrgyz does."""
        checks.register(sqlite_is_safe)
        connection_created.connect(teach_kyrgyz)
