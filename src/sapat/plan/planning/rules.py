"""Levels of plans and states of their items."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanLevel(TextChoices):
    """How far a plan looks."""

    STRATEGIC = "strategic", _("strategic plan")
    ANNUAL = "annual", _("annual plan")
    QUARTERLY = "quarterly", _("quarterly plan")
    MONTHLY = "monthly", _("monthly plan")
