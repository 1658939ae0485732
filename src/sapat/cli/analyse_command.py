"""`sapat analyse`: the methods of the engine on an analyst's own file, without a school."""

import argparse
import pkgutil
from importlib import import_module
from typing import Any

from sapat.cli import analyse

ABOUT = """\
Reads a CSV or Parquet file, computes, and prints a table or (--json) one JSON object with numbers
as they are. Every method has a page in docs/methods with its formula and what it assumes."""
TOOLS = frozenset({"frame", "items", "running", "scaling", "series", "telling"})
"""What methods share; every other module of the folder is a method."""


def add(commands: Any) -> None:
    """Describe the command; its methods only once it is asked."""
    parser = commands.add_parser(
        "analyse",
        help="statistics on a file: control charts, trends, value added, tests, effects",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.later = lambda: _add_methods(parser)


def _add_methods(parser: argparse.ArgumentParser) -> None:
    """Describe every method; their modules load NumPy."""
    methods = parser.add_subparsers(title="methods", metavar="METHOD", required=True)
    for found in pkgutil.iter_modules(analyse.__path__):
        if found.name not in TOOLS:
            import_module(f"{analyse.__name__}.{found.name}").add(methods)
