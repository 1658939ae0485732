"""Audits that somebody leads."""

from django.utils.translation import gettext_lazy as _

from sapat.check.audits import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "audits",
        _("audits"),
        lambda person: list(reads.led_by(person)),
        lambda row, to, by, at: changes.hand(row, to, by=by, at=at),
    )
)
