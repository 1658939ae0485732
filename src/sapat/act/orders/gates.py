"""An order that approves something is in force, where the book of orders knows it."""

from datetime import date

from sapat.act.orders import reads
from sapat.act.orders.rules import OrderState
from sapat.check.audits.models import AuditProgramme
from sapat.check.audits.rules import NotSo
from sapat.core.gates import watches
from sapat.core.refusal import Refused


@watches("audit_programme.approve")
def order_is_in_force(programme: AuditProgramme, day: date) -> Refused | None:
    """Object to an order of that number that was signed another day or is cancelled.

    An order that the book does not know was written on paper and is taken at its word.
    """
    number = programme.order_number
    named = [row for row in reads.orders() if row.number == number and row.year == programme.year]
    if not named or any(row.state == OrderState.SIGNED and row.signed_on == day for row in named):
        return None
    return Refused(NotSo.OTHER_ORDER, number=number)
