"""Objectives that somebody owns."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sapat.core.belongings import Belonging, belongs
from sapat.plan.objectives import changes, reads

belongs(
    Belonging(
        "objectives",
        _("objectives"),
        lambda person: list(reads.owned_by(person, localdate())),
        lambda row, to, by, at: changes.hand_over(row, to, by=by, at=at),
    )
)
