"""Decisions that somebody carries out, and those that somebody controls."""

from django.utils.translation import gettext
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
            row, to, gettext("The owner before no longer works here."), by=by, at=at
        ),
    )
)
belongs(
    Belonging(
        "decisions_controlled",
        _("control of decisions"),
        lambda person: list(reads.decisions().filter(controller=person, state__in=WAITING)),
        lambda row, to, by, at: changes.hand_control(
            row, to, gettext("The control before no longer works here."), by=by, at=at
        ),
    )
)
