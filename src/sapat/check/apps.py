"""The check floor as a Django app."""

from django.apps import AppConfig
from django.core import checks


class Check(AppConfig):
    """CHECK: judgements. Figures with their doubt."""

    name = "sapat.check"
    label = "check"

    def ready(self) -> None:
        """Refuse to start on a definition that cannot be computed."""
        from sapat.check.measuring.definitions import definitions_are_right  # noqa: PLC0415

        checks.register(definitions_are_right)
