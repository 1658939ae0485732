"""Bring the installation up before a command: Django, the database, the reader's language."""

import io
import os
from pathlib import Path

import django
from django.conf import settings


def ready() -> None:
    """Start Django and bring the database up to date; safe to call again."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import translation

    django.setup()
    translation.activate(language())
    call_command("check", stdout=io.StringIO())
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def words() -> None:
    """Start Django for its words alone: nothing is kept, no database is touched."""
    from django.utils import translation

    django.setup()
    translation.activate(language())


def language() -> str:
    """Return the language of the terminal: SAPAT_LANGUAGE, else the system's, else English."""
    wished = os.environ.get("SAPAT_LANGUAGE") or os.environ.get("LANG", "")
    return wished[:2] if wished[:2] in {"ky", "ru", "en"} else "en"


def home() -> Path:
    """Return the folder that holds all state."""
    folder: Path = settings.SAPAT_HOME
    return folder
