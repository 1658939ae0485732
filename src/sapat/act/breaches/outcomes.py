"""What a case leads to outside its room: an order, a finding. Both name nobody."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.act.breaches import changes
from sapat.act.breaches.changes import GivenBy
from sapat.act.breaches.models import Breach
from sapat.act.breaches.rules import FROM, NotSo, Step, first_name_in
from sapat.act.orders import changes as orders
from sapat.act.orders.models import Order
from sapat.act.orders.rules import Series
from sapat.act.orders.wording import Item, Wording
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Origin
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.people.models import Person


def source_of(breach: Breach) -> str:
    """Return the key under which findings from a case are kept."""
    return f"breach:{breach.pk}"


@transaction.atomic
def draft_order(breach: Breach, *, person: Person | None, by: User | None, at: datetime) -> Order:
    """Draft the order that gives the measure: all staff read orders, so it names nobody."""
    told = {"name": breach.name}
    wording = Wording(
        Series.STAFF.value,
        _("On a measure under case %(name)s") % told,
        _("On the ground of the materials of case %(name)s,") % told,
        person,
    )
    words = _(
        "Apply the measure chosen in case %(name)s; tell the employee concerned in person, "
        "against signature."
    )
    order = orders.draft(breach.school, wording, [Item(words % told)], drafter=person, by=by, at=at)
    changes.name_order(breach, GivenBy(order), person=person, by=by, at=at)
    return order


@transaction.atomic
def write_finding(
    breach: Breach,
    title: str,
    grade: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Finding:
    """Write a finding from a case, without the name: what in the system let it happen."""
    if breach.state not in FROM[Step.FIND]:
        state = breach.get_state_display()
        raise Refused(NotSo.WRONG_STEP, state=state, step=Step.FIND.label)
    if breach.person:
        names = (breach.person.family_name, breach.person.given_name, breach.person.patronymic)
        if named := first_name_in(title, names):
            raise Refused(NotSo.NAMED, name=named)
    # Everybody reads findings: neither a number nor an address leads to the case from there.
    source = Source(source_of(breach), _("A case of breach"))
    seen = Seen(title, grade, Origin.BREACH, localdate(at), source=source, clause="A5-5e")
    # Who found it would point at the case, so the finding says nobody.
    return findings.write(breach.school, seen, person=None, by=by, at=at)
