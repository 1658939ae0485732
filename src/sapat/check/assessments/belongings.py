"""Criteria somebody still has to judge, and points of others somebody answers for."""

from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.cycles import changes, reads
from sapat.check.assessments.outside import changes as outside
from sapat.check.assessments.outside import reads as others
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "criteria",
        _("criteria to judge"),
        reads.owned_by,
        lambda row, to, by, at: changes.give(row.assessment, [row.pk], to, by=by, at=at),
    )
)
belongs(
    Belonging(
        "outside_points",
        _("points of outside assessments"),
        others.owned_by,
        lambda row, to, by, at: outside.hand(row, to, by=by, at=at),
    )
)
