"""The plan floor as a Django app."""

from django.apps import AppConfig
from django.core import checks

from sapat.core.rooms import listen_to


class Plan(AppConfig):
    """PLAN: definitions. What the school says it will do and how it will be judged."""

    name = "sapat.plan"
    label = "plan"

    def ready(self) -> None:
        """Hear the rooms; refuse to start on a regulation that cannot be read."""
        from sapat.plan.regulations.parameters import regulations_are_right  # noqa: PLC0415

        checks.register(regulations_are_right)
        listen_to(self.name)
