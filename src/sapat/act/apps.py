"""The act floor as a Django app."""

from django.apps import AppConfig

from sapat.core.rooms import listen_to


class Act(AppConfig):
    """ACT: decisions. Meetings, orders, actions, reviews."""

    name = "sapat.act"
    label = "act"

    def ready(self) -> None:
        """Hear what the rooms can prove and what is due."""
        listen_to(self.name)
