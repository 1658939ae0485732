"""The command `sapat`."""

import os

from sapat.cli.command import build


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)  # whatever Sapat writes holds names: for its owner's eyes only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sapat.settings")
    arguments = build().parse_args(words)
    code: int = arguments.run(arguments)
    return code
