"""The publish floor as a Django app."""

from django.apps import AppConfig


class Publish(AppConfig):
    """Reports and exports: reads everything, changes nothing."""

    name = "sapat.publish"
    label = "publish"
