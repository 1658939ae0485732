"""The check floor as a Django app."""

from django.apps import AppConfig


class Check(AppConfig):
    """CHECK: judgements. Figures with their doubt."""

    name = "sapat.check"
    label = "check"
