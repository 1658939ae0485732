"""Decisions that somebody carries out."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sapat.act.decisions import changes, reads
from sapat.act.decisions.rules import WAITING
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "decisions",
        _("decisions"),
        lambda person: list(reads.decisions().filter(owner=person, state__in=WAITING)),
        lambda row, to, by, at: changes.hand_over(
            row, to, _now("The owner before no longer works here."), by=by, at=at
        ),
    )
)
