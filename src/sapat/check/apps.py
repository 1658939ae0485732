"""The check floor as a Django app."""

from django.apps import AppConfig
from django.core import checks

from sapat.core.rooms import listen_to


class Check(AppConfig):
    """CHECK: judgements. Figures with their doubt."""

    name = "sapat.check"
    label = "check"

    def ready(self) -> None:
        """Hear the rooms; refuse to start on a definition that cannot be computed."""
        from sapat.check.data_quality.checks import checks_are_right  # noqa: PLC0415
        from sapat.check.measuring.definitions import definitions_are_right  # noqa: PLC0415

        checks.register(definitions_are_right)
        checks.register(checks_are_right)
        listen_to(self.name)
