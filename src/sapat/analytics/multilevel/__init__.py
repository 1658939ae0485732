"""Value added: random-intercept models of two and three levels, from sums that can be merged."""

from sapat.analytics.multilevel.fitting import INTERCEPT, Fitted, fit
from sapat.analytics.multilevel.residuals import Caterpillar, Residuals, caterpillar
from sapat.analytics.multilevel.sums import Labels, Reason, Sums, Unfit, sums

__all__ = [
    "INTERCEPT",
    "Caterpillar",
    "Fitted",
    "Labels",
    "Reason",
    "Residuals",
    "Sums",
    "Unfit",
    "caterpillar",
    "fit",
    "sums",
]
