"""Findings that somebody answers for."""

from django.utils.translation import gettext_lazy as _

from sapat.check.findings import changes, reads
from sapat.check.findings.rules import FindingState
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "findings",
        _("findings"),
        lambda person: list(reads.owned_by(person).filter(state=FindingState.CONFIRMED)),
        lambda row, to, by, at: changes.hand(row, to, person=None, by=by, at=at),
    )
)
