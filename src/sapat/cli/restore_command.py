"""`sapat restore`: put a backup in place of the present state."""

import argparse
from pathlib import Path
from typing import Any

from sapat.cli import backup
from sapat.cli.setting_up import home, language


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("restore", help="put a backup in place of the present state")
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true", help="prove the file, write nothing")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prove the whole file first; only then touch anything."""
    import django
    from django.conf import settings
    from django.utils import translation
    from django.utils.translation import gettext as _

    django.setup()
    translation.activate(language())
    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
        print(_("The records live in PostgreSQL: restore them with pg_restore."))
        return 2
    try:
        if arguments.check:
            contents = backup.prove(arguments.file)
        else:
            contents = backup.restore(arguments.file, home())
    except backup.NotRestorable as no:
        print(no)
        return 1
    print(
        _("Backup of %(time)s by version %(version)s: %(count)s files, whole.")
        % {"time": contents.made_at, "version": contents.version, "count": len(contents.files)}
    )
    if not arguments.check:
        print(
            _("Restored into %(home)s. What was there before is kept beside it.") % {"home": home()}
        )
    return 0
