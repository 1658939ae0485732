"""Give every test process a home of its own, before the settings are read.

Loaded by `-p tests.home` (pyproject.toml), so that no test can touch a real installation.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

if WORKER == "main" and "SAPAT_TEST_HOME" not in os.environ:
    base = tempfile.mkdtemp(prefix="sapat-test-")
    os.environ["SAPAT_TEST_HOME"] = base
    atexit.register(shutil.rmtree, base, ignore_errors=True)

home = Path(os.environ["SAPAT_TEST_HOME"], WORKER)
home.mkdir(parents=True, exist_ok=True, mode=0o700)
os.environ["SAPAT_HOME"] = str(home)
os.environ.pop("SAPAT_STATIC", None)
