"""`sapat backup`: write everything into one file."""

import argparse
from pathlib import Path
from typing import Any

from sapat.cli import backup
from sapat.cli.setting_up import home, ready


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("backup", help="write everything into one file, and prove it")
    parser.add_argument(
        "file", nargs="?", type=Path, help="default: SAPAT_HOME/backups/sapat-<time>.tar.gz"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the backup, then read it back from end to end."""
    ready()
    from django.conf import settings
    from django.utils import timezone
    from django.utils.translation import gettext as _

    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
        print(
            _("The records live in PostgreSQL: back them up with pg_dump, and SAPAT_HOME beside.")
        )
        return 2
    at = timezone.now()
    file = arguments.file or home() / "backups" / f"sapat-{at:%Y%m%d-%H%M%S}.tar.gz"
    backup.write(home(), file, at=at)
    contents = backup.prove(file)
    size = file.stat().st_size / 1_000_000
    print(
        _("%(file)s: %(count)s files, %(size).1f MB, read back and whole.")
        % {"file": file, "count": len(contents.files), "size": size}
    )
    return 0
