"""What holds for every module of the engine."""

import ast
import dataclasses
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import sapat.analytics

SRC = Path(sapat.__file__).parent.parent
MODULES = [module.name for module in pkgutil.iter_modules(sapat.analytics.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_results_cannot_be_changed(name):
    module = importlib.import_module(f"sapat.analytics.{name}")
    made = [value for value in vars(module).values() if dataclasses.is_dataclass(value)]

    assert all(kind.__dataclass_params__.frozen for kind in made)


@pytest.mark.parametrize("name", MODULES)
def test_nothing_heavy_is_loaded_before_it_is_used(name):
    found = importlib.util.find_spec(f"sapat.analytics.{name}")
    with open(found.origin, encoding="utf-8") as file:
        tree = ast.parse(file.read())

    heavy = {"duckdb", "pyarrow", "psycopg", "pyspark", "scipy", "django"}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [getattr(node, "module", None) or "", *(part.name for part in node.names)]
            assert not heavy & {name.split(".")[0] for name in names}


def test_the_pages_start_without_the_heavy_libraries():
    """A school's laptop loads them when something is computed or printed, not at sign-in.

    NumPy is not among them any more: docs/decisions/pages-may-load-numpy.md.
    """
    code = (
        "import sys, django; django.setup(); import sapat.urls; "
        "print({'scipy', 'duckdb', 'pyarrow', 'typst'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sapat.settings", "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "set()", done.stderr
