"""The evidence floor as a Django app."""

from django.apps import AppConfig

from sapat.core.rooms import listen_to


class Evidence(AppConfig):
    """DO: records. What happened, kept as immutable batches."""

    name = "sapat.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Hear what the rooms can prove and what is due."""
        listen_to(self.name)
