"""Where computed sums are kept: in memory and, by the content they follow from, on the disk."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from sapat.analytics.cells import Cells, Key, Plan

NAMED = 4096
KEPT = 4
"""How many states of a school's evidence stay on the disk, the newest first."""

Rows = Mapping[Key, tuple[int, ...]]


class Shelf:
    """The computed sums of one school at one state of its evidence.

    What is kept is a pure function of the live batches and the definitions, both of which are in
    the name of the folder: it can be thrown away at any time and never be stale.
    """

    def __init__(self, school: str, fingerprint: str, version: str) -> None:
        self.folder = home() / school / f"{fingerprint[:32]}-{version}"
        self.memory: dict[str, dict[str, Rows | None]] = {}
        self.tallied: dict[str, Cells] = {}
        self.contents: dict[str, Any] = {}

    def rows(self, name: str) -> dict[str, Rows | None]:
        """Return the windows kept under a name, with the rows of each (None: no facts)."""
        if name not in self.memory:
            self.memory[name] = _read(self.folder / f"{name}.json")
        return self.memory[name]

    def keep(self, name: str, found: Mapping[str, Rows | None]) -> None:
        """Keep further windows under a name."""
        whole = {**self.rows(name), **found}
        self.memory[name] = whole
        written = {
            window: rows and [[list(key), list(sums)] for key, sums in rows.items()]
            for window, rows in whole.items()
        }
        self._write(f"{name}.json", written)

    def cells(self, plan: Plan) -> Cells | None:
        """Return the kept cells of a plan, or None."""
        name = f"{plan.dataset}-{plan_id(plan)}.cells"
        if name not in self.tallied:
            try:
                content = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
                self.tallied[name] = Cells.from_table(plan, content)
            except (OSError, ValueError):
                return None
        return self.tallied[name]

    def keep_cells(self, plan: Plan, cells: Cells) -> None:
        """Keep the cells of a plan."""
        name = f"{plan.dataset}-{plan_id(plan)}.cells"
        self.tallied[name] = cells
        self._write(f"{name}.json", [[*key, *sums] for key, sums in cells.rows.items()])

    def content(self, name: str) -> Any:
        """Return what was worked out and kept under a name, or None."""
        if name not in self.contents:
            try:
                self.contents[name] = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
            except (OSError, ValueError):
                return None
        return self.contents[name]

    def keep_content(self, name: str, content: object) -> None:
        """Keep what was worked out: plain values that a file can hold."""
        self.contents[name] = content
        self._write(f"{name}.json", content)

    def forget_cells(self) -> None:
        """Let go of cells in memory: what was asked of them is kept, and they are large."""
        self.tallied.clear()

    def _write(self, name: str, content: object) -> None:
        """Write whole or not at all; a full disk costs time later, never a figure."""
        try:
            if not self.folder.exists():
                self.folder.mkdir(parents=True)
                _sweep(self.folder.parent)
            handle, path = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(json.dumps(content, separators=(",", ":")))
            Path(path).replace(self.folder / name)
        except OSError:
            return


def home() -> Path:
    """Return the folder of all computed sums."""
    folder: Path = settings.SAPAT_HOME / "cells"
    return folder


_named: dict[int, tuple[Plan, str]] = {}
"""Names of plans by identity: working one out takes longer than all else a warm page does."""


def plan_id(plan: Plan) -> str:
    """Return a name that is the same for plans that count the same at the same grain."""
    known = _named.get(id(plan))
    if known is None or known[0] is not plan:
        if len(_named) > NAMED:
            _named.clear()
        known = _named[id(plan)] = plan, _name(plan)
    return known[1]


def _name(plan: Plan) -> str:
    meant: Sequence[Sequence[str]] = (
        (plan.dataset,),
        plan.dims,
        [state.name for state in plan.states],
        plan.names_apart,
    )
    return hashlib.sha256(json.dumps(meant).encode()).hexdigest()[:16]


def _read(file: Path) -> dict[str, Rows | None]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        window: None if rows is None else {tuple(key): tuple(sums) for key, sums in rows}
        for window, rows in content.items()
    }


def _sweep(folder: Path) -> None:
    """Throw away what older states of the evidence left behind."""
    states = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in states[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
