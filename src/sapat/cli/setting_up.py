"""Bring the installation up before a command: Django, the database, the static files."""

from pathlib import Path

import django
from django.conf import settings


def ready() -> None:
    """Start Django and bring the database up to date; safe to call again."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    call_command("check", verbosity=0)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def home() -> Path:
    """Return the folder that holds all state."""
    folder: Path = settings.SAPAT_HOME
    return folder
