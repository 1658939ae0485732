"""The evidence floor as a Django app."""

from django.apps import AppConfig


class Evidence(AppConfig):
    """DO: records. What happened, kept as immutable batches."""

    name = "sapat.evidence"
    label = "evidence"
