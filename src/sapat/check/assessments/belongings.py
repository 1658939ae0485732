"""Criteria that somebody still has to judge for the school."""

from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.cycles import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "criteria",
        _("criteria to judge"),
        reads.owned_by,
        lambda row, to, by, at: changes.give(row.assessment, [row.pk], to, by=by, at=at),
    )
)
