"""Points of orders that somebody carries out, and orders that somebody controls."""

from django.utils.translation import gettext_lazy as _

from sapat.act.orders import changes, reads
from sapat.core.belongings import Belonging, belongs

belongs(
    Belonging(
        "order_points",
        _("points of orders"),
        reads.carried_by,
        lambda row, to, by, at: changes.hand_point(row, to, by=by, at=at),
    )
)
belongs(
    Belonging(
        "orders_controlled",
        _("control of orders"),
        reads.controlled_by,
        lambda row, to, by, at: changes.hand_control(row, to, by=by, at=at),
    )
)
