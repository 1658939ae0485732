"""Remove what a crash left behind."""

from pathlib import Path

from sapat.evidence.store import files, reads


def sweep() -> list[Path]:
    """Remove facts and drafts that no batch speaks of; return them. Waits for running imports."""
    with files.sweeping():
        found = reads.orphans()
        for path in found:
            path.unlink(missing_ok=True)
    return found
