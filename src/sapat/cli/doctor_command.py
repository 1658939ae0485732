"""`sapat doctor`: say whether everything is whole."""

import argparse
import json
from typing import Any

from sapat.cli.setting_up import ready


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("doctor", help="examine the installation, say what is wrong")
    parser.add_argument("--fix", action="store_true", help="sweep what an interrupted import left")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the complaints; exit code 0 when none of them is grave."""
    ready()
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from sapat.cli.doctor import examine
    from sapat.evidence.store.changes import sweep

    swept = sweep(at=timezone.now()) if arguments.fix else []
    complaints = examine()
    if arguments.json:
        rows = [vars(complaint) for complaint in complaints]
        print(json.dumps({"complaints": rows, "swept": [str(f) for f in swept]}, indent=2))
    else:
        for file in swept:
            print(_("Removed: %s") % file)
        for complaint in complaints:
            print(
                ("✗ " if complaint.grave else "• ") + complaint.what, complaint.advice, sep="\n    "
            )
        if not complaints:
            print(_("Everything is whole."))
    return 1 if any(complaint.grave for complaint in complaints) else 0
