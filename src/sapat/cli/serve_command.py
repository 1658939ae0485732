"""`sapat serve`: the web server, on this machine only unless told otherwise."""

import argparse
import os
import subprocess
import sys
import threading
import time
from typing import Any

from sapat.cli.setting_up import home, ready

EVERY = 15 * 60
"""Seconds between two rounds of regular work."""
THREADS = 16
"""Requests at a time in a worker: a slow line holds one as long as it sends, and is not work."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("serve", help="serve the pages on this machine")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    parser.set_defaults(run=run)


def collect() -> None:
    """Copy the static files, compressed and named by content, into SAPAT_HOME."""
    from django.core.management import call_command

    os.environ["SAPAT_COLLECTING"] = "1"
    call_command("collectstatic", interactive=False, verbosity=0)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    os.environ["SAPAT_COLLECTING"] = "1"
    ready()
    collect()
    keep_ticking()
    print(f"Sapat: http://{arguments.host}:{arguments.port}/   ({home()})", flush=True)
    serve(arguments.host, arguments.port, workers=arguments.workers)
    return 0


def keep_ticking() -> threading.Thread:
    """Do the regular work beside the server, in a process of its own, as long as it runs."""

    def tick() -> None:
        while True:
            time.sleep(EVERY)
            subprocess.run(
                [sys.executable, "-m", "sapat", "tick"], stdout=subprocess.DEVNULL, check=False
            )

    thread = threading.Thread(target=tick, name="sapat-tick", daemon=True)
    thread.start()
    return thread


def serve(host: str, port: int, *, workers: int) -> None:
    """Run the server in this process until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "sapat.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()
