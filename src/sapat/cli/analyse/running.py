"""What every method does: take a file, compute, print."""

import argparse
import sys
from typing import Any

from sapat.cli.analyse.frame import Unusable, read
from sapat.cli.analyse.telling import told_json, told_table
from sapat.cli.setting_up import words

WRONG = 2


def method(methods: Any, name: str, about: str) -> argparse.ArgumentParser:
    """Return the parser of a method that reads a file; it sets `answer` as its default.

    `answer(frame, arguments)` returns the object to print and its notes.
    """
    parser: argparse.ArgumentParser = methods.add_parser(name, help=about)
    parser.add_argument("file", metavar="FILE", help="CSV (also .gz) or Parquet")
    parser.add_argument("--json", action="store_true", help="one JSON object, unrounded")
    parser.set_defaults(run=run, method=name)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Read, compute, print; 2 with a sentence that names the column or the group."""
    words()
    try:
        answer, notes = arguments.answer(read(arguments.file), arguments)
    except Unusable as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    if arguments.json:
        print(told_json(arguments.method, answer, notes))
    else:
        print(told_table(answer, notes))
    return 0
