"""Every record of the act floor, where Django looks for them."""

from sapat.act.actions.models import Action, ActionStep, EffectCheck, NoPrevention

__all__ = [
    "Action",
    "ActionStep",
    "EffectCheck",
    "NoPrevention",
]
