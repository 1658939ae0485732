"""Did an action work: a series before and after it, or against a group without it."""

from sapat.analytics.effect.fitting import Family, Reason, Unfit
from sapat.analytics.effect.groups import Versus, differences
from sapat.analytics.effect.series import Line, Points, interrupted
from sapat.analytics.effect.verdicts import RULES, Better, Change, Effect, Gap, Verdict

__all__ = [
    "RULES",
    "Better",
    "Change",
    "Effect",
    "Family",
    "Gap",
    "Line",
    "Points",
    "Reason",
    "Unfit",
    "Verdict",
    "Versus",
    "differences",
    "interrupted",
]
