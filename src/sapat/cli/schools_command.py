"""`sapat schools`: which schools this installation holds."""

import argparse
import json
from typing import Any

from sapat.cli.setting_up import ready


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("schools", help="list the schools of this installation")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line, or one object, a school."""
    ready()
    from django.utils import timezone

    from sapat.school.organisations import reads

    day = timezone.localdate()
    rows: list[dict[str, Any]] = []
    for school in reads.schools():
        edition = school.edition(day)
        rows.append(
            {
                "code": school.code,
                "name": {"ky": edition.name_ky, "ru": edition.name_ru, "en": edition.name_en},
                "type": edition.school_type,
                "demonstration": school.demonstration,
                "closed_on": school.closed_on.isoformat() if school.closed_on else None,
            }
        )
    if arguments.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(f"{row['code']:<16} {row['type']:<15} {row['name']['ky']}")
        if not rows:
            print("No schools yet. Try: sapat demo")
    return 0
