"""The plan floor as a Django app."""

from django.apps import AppConfig


class Plan(AppConfig):
    """PLAN: definitions. What the school says it will do and how it will be judged."""

    name = "sapat.plan"
    label = "plan"
