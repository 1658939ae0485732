"""What must be true before Sapat starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

LEAST_WAIT = 20
"""Seconds a writer must be ready to wait for another before giving up."""


def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    """Refuse SQLite settings under which parallel writes fail or a power cut loses data.

    With Django's defaults most of two hundred parallel submissions fail with "database is locked".
    """
    database: dict[str, Any] = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []

    options = database.get("OPTIONS", {})
    pragmas = str(options.get("init_command", "")).replace(" ", "").lower()
    wrong = []
    if options.get("transaction_mode") != "IMMEDIATE":
        wrong.append("transaction_mode must be IMMEDIATE")
    if "journal_mode=wal" not in pragmas:
        wrong.append("journal_mode must be WAL")
    if "synchronous=full" not in pragmas:
        wrong.append("synchronous must be FULL")
    if float(options.get("timeout", 5)) < LEAST_WAIT:
        wrong.append(f"timeout must be at least {LEAST_WAIT} seconds")
    return [Error(f"SQLite is not safe: {what}.", id="sapat.E001") for what in wrong]
