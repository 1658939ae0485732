"""Give the wheel the same dependencies as requirements/app.in, so the list is kept once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Read requirements/app.in into the project's metadata."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict) -> None:
        """Fill in `dependencies`."""
        lines = Path(self.root, "requirements", "app.in").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
