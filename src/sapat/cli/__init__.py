"""The command `sapat`."""

import os
import sys

from sapat.cli.command import build

CUT_OFF = 141
"""Exit code when who reads the output (`| head`) has enough: what shells report for it."""


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.umask(0o077)  # whatever Sapat writes holds names: for its owner's eyes only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sapat.settings")
    # Matrices here are small: threads of linear algebra mostly wait for each other, and on a
    # busy computer for long. To be said before NumPy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = build().parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    return code
