"""The plan floor as a Django app."""

from django.apps import AppConfig

from sapat.core.rooms import listen_to


class Plan(AppConfig):
    """PLAN: definitions. What the school says it will do and how it will be judged."""

    name = "sapat.plan"
    label = "plan"

    def ready(self) -> None:
        """Hear what the rooms can prove and what is due."""
        listen_to(self.name)
