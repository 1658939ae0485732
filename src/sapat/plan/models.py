"""Every record of the plan floor, where Django looks for them."""

from sapat.plan.indicators.models import Norm

__all__ = ["Norm"]
