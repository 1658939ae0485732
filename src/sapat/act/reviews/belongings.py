"""Reviews that somebody prepares."""

from django.utils.translation import gettext_lazy as _

from sapat.act.reviews import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "reviews",
        _("management reviews"),
        lambda person: list(reads.kept_by(person)),
        lambda row, to, by, at: changes.hand(row, to, by=by, at=at),
    )
)
