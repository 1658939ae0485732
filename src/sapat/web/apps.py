"""The web floor as a Django app."""

from django.apps import AppConfig


class Web(AppConfig):
    """The shell: pages, doors, templates."""

    name = "sapat.web"
    label = "web"

    def ready(self) -> None:
        """Let the trail hear what the library's own pages change."""
        from sapat.web.accounts import listen  # noqa: PLC0415 (needs the models)

        listen()
