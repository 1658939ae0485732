"""Accepted proposals that somebody carries out."""

from django.utils.translation import gettext_lazy as _

from sapat.act.proposals import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "proposals",
        _("accepted proposals"),
        reads.carried_by,
        lambda row, to, by, at: changes.hand_over(row, to, by=by, at=at),
    )
)
