"""The manual of the command `sapat`: its words, and where each is carried out."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any

from sapat import __version__

COMMANDS = (
    "demo",
    "serve",
    "found",
    "schools",
    "import",
    "measure",
    "progress",
    "analyse",
    "clauses",
    "doctor",
    "tick",
    "backup",
    "restore",
)

ABOUT = """\
Sapat makes a school's regulation on education quality come true: evidence in, an honest
picture of quality out. All state lives in one folder, SAPAT_HOME (default: ~/.sapat)."""

AFTER = """\
environment:
  SAPAT_HOME        the folder with everything Sapat keeps
  SAPAT_HOSTS       names this server answers to, separated by commas (default: localhost)
  SAPAT_HTTPS       1 when a proxy in front speaks HTTPS
  SAPAT_PROXIES     how many proxies stand in front, so that each visitor's address is known
  SAPAT_DB          sqlite (default) or postgresql, the latter with SAPAT_DB_NAME,
                    SAPAT_DB_USER, SAPAT_DB_PASSWORD, SAPAT_DB_HOST and SAPAT_DB_PORT

examples:
  sapat demo                                        try it with two fictional schools
  sapat import journal.xlsx --school 64 --dry-run   see what would be understood
  sapat measure --school 64 --term 2025-Q1 --by class
  sapat clauses --school 64 --regulation B          which clauses the school lives by
"""


class Command(argparse.ArgumentParser):
    """A command whose own words are described only when it is asked: they may load much."""

    later: Callable[[], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Describe what was put off, then parse."""
        describe, self.later = self.later, None
        if describe:
            describe()
        return super().parse_known_args(args, namespace)


def build() -> argparse.ArgumentParser:
    """Return the parser with every command in it."""
    parser = argparse.ArgumentParser(
        prog="sapat",
        description=ABOUT,
        epilog=AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sapat {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=Command
    )
    for name in COMMANDS:
        import_module(f"sapat.cli.{name}_command").add(commands)
    return parser
