"""The school floor as a Django app."""

from django.apps import AppConfig

from sapat.core.rooms import listen_to


class School(AppConfig):
    """Organisations, people, bodies, classes, years, scales."""

    name = "sapat.school"
    label = "school"

    def ready(self) -> None:
        """Hear what the rooms can prove and what is due."""
        listen_to(self.name)
