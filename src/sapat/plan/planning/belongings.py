"""Measures of plans that somebody carries out by name."""

from django.utils.translation import gettext_lazy as _

from sapat.core.belongings import Belonging, belongs
from sapat.plan.planning import changes, reads

belongs(
    Belonging(
        "measures",
        _("measures of plans"),
        lambda person: list(reads.open_of(person)),
        lambda row, to, by, at: changes.hand_over(row, to, by=by, at=at),
    )
)
