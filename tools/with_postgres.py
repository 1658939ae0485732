"""Run a command against a PostgreSQL of its own: made, started, used, stopped and thrown away.

python tools/with_postgres.py python -m pytest -m "not browser"
"""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path:
    """Return the folder of the newest PostgreSQL on this machine."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    found = homes[-1] if homes else shutil.which("initdb")
    if not found:
        raise SystemExit("PostgreSQL is not installed (package postgresql).")
    return Path(found).parent


def as_owner(words: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; hand the command to its own user there."""
    return ["runuser", "-u", "postgres", "--", *words] if getpass.getuser() == "root" else words


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    """Make a cluster on loopback, run the command, stop the cluster whatever happened."""
    folder = Path(tempfile.mkdtemp(prefix="sapat-postgres-"))
    if getpass.getuser() == "root":
        shutil.chown(folder, "postgres")
    data, port, bin_ = folder / "data", free_port(), programs()
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    try:
        initdb = [str(bin_ / "initdb"), "-D", str(data), "-U", "sapat", "-A", "trust", "-E", "UTF8"]
        subprocess.run(as_owner([*initdb, "--locale-provider=icu", "--icu-locale=und"]), **quiet)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        control = [str(bin_ / "pg_ctl"), "-D", str(data), "-w"]
        log = ["-l", str(folder / "log")]
        subprocess.run(as_owner([*control, *log, "-o", options, "start"]), **quiet)
        try:
            there = {
                "SAPAT_DB": "postgresql",
                "SAPAT_DB_NAME": "postgres",
                "SAPAT_DB_USER": "sapat",
                "SAPAT_DB_PORT": str(port),
            }
            return subprocess.run(command, env={**os.environ, **there}, check=False).returncode
        finally:
            subprocess.run(as_owner([*control, "-m", "immediate", "stop"]), **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
