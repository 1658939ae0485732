"""Expert reviews that somebody leads."""

from django.utils.translation import gettext_lazy as _

from sapat.check.expertises import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "expertises",
        _("expert reviews"),
        lambda person: list(reads.led_by(person)),
        lambda row, to, by, at: changes.lead(row, to, by=by, at=at),
    )
)
