"""Requirements that somebody looks after."""

from django.utils.translation import gettext_lazy as _

from sapat.core.belongings import Belonging, belongs
from sapat.plan.requirements import changes, reads
from sapat.plan.requirements.rules import WAITING

belongs(
    Belonging(
        "requirements",
        _("requirements"),
        lambda person: list(reads.register().filter(owner=person, state__in=WAITING)),
        lambda row, to, by, at: changes.hand_over(row, to, by=by, at=at),
    )
)
