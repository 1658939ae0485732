"""Actions that somebody has to do."""

from django.utils.translation import gettext_lazy as _

from sapat.act.actions import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "actions",
        _("actions"),
        lambda person: list(reads.owned_by(person)),
        lambda row, to, by, at: changes.hand(row, to, by=by, at=at),
    )
)
