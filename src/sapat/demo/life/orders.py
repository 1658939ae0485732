"""Orders of a fictional school: from decisions and by hand, one cancelled, one not signed yet."""

from datetime import UTC, date, datetime, time, timedelta

from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import BINDING
from sapat.act.orders import changes, reads
from sapat.act.orders.models import Order
from sapat.act.orders.rules import Way
from sapat.act.orders.wording import Item, Wording
from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.demo.life import turn
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

FIRST = date(RUNNING, 9, 1)


def live(school: Organisation, *, at: datetime) -> None:
    """Write the books of the school year: main activity and staff."""
    director = holders(school, Role.DIRECTOR, at.date()).first()
    deputy = holders(school, Role.DEP_ACADEMIC, at.date()).first()
    # A school by correspondence has no facilities manager: another deputy or the clerk does it.
    keepers = (Role.FACILITIES, Role.DEP_UPBRINGING, Role.CLERK, Role.ACADEMIC_DEPT, Role.MO)
    found = (holders(school, role, at.date()).first() for role in keepers)
    keeper = next((one for one in found if one and one != deputy), None)
    teachers = list(holders(school, Role.TEACHER, at.date())[:4])
    if not director or not deputy or not keeper or not teachers:
        return
    with within(school):
        opening = _opening(school, deputy, keeper, teachers)
        _load(school, deputy, teachers)
        _cancelled(school, deputy, keeper)
        _from_decisions(deputy, at=at)
    for person in (deputy, keeper):
        changes.take_note(
            opening, person, Way.PAPER, acting=None, on=FIRST + timedelta(days=2), by=None,
            at=_on(FIRST + timedelta(days=2)),
        )  # fmt: skip
    turn.live(school, at=at)


def _on(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)


def _signed(order: Order, day: date) -> Order:
    shown = reads.digest(order)
    return changes.sign(order, shown, person=None, on=day, by=None, at=_on(day))


def _opening(school: Organisation, deputy: Person, keeper: Person, teachers: list[Person]) -> Order:
    wording = Wording(
        "main", "Жаңы окуу жылын уюштуруу жөнүндө",
        "Окуу жылын уюшкандыкта баштоо максатында, педагогикалык кеңештин чечимине ылайык", deputy,
    )  # fmt: skip
    items = [
        Item("Сабактардын жүгүртмөсү түзүлсүн жана илинсин", deputy, FIRST + timedelta(days=4)),
        Item("Кабинеттердин техникалык коопсуздугу текшерилсин", keeper, FIRST + timedelta(days=9)),
        Item("Жумушчу программалар бекитүүгө берилсин", teachers[0], FIRST + timedelta(days=60)),
    ]
    row = changes.draft(school, wording, items, drafter=deputy, by=None, at=_on(FIRST))
    changes.name_people(row, [deputy, keeper, *teachers], by=None, at=_on(FIRST))
    row = _signed(row, FIRST)
    for point in list(reads.points(row))[:2]:
        done = point.term or FIRST
        changes.report_point(point, "Аткарылды.", person=None, by=None, at=_on(done))
        changes.confirm_point(point, person=None, by=None, at=_on(done + timedelta(days=2)))
    return row


def _load(school: Organisation, deputy: Person, teachers: list[Person]) -> None:
    wording = Wording(
        "staff", "Мугалимдердин окуу жүктөмү жөнүндө",
        "Окуу планынын жана тарификациянын негизинде", deputy,
    )  # fmt: skip
    items = [Item(f"{one.short_name} тарификация боюнча жүктөм берилсин") for one in teachers]
    row = changes.draft(school, wording, items, drafter=deputy, by=None, at=_on(FIRST))
    changes.name_people(row, teachers, by=None, at=_on(FIRST))
    _signed(row, FIRST + timedelta(days=1))


def _cancelled(school: Organisation, deputy: Person, keeper: Person) -> None:
    day = FIRST + timedelta(days=20)
    wording = Wording("main", "Нөөмөт жөнүндө", "Тартипти камсыз кылуу максатында", deputy)
    items = [Item("Нөөмөттүн графиги бекитилсин", keeper, day + timedelta(days=3))]
    old = changes.draft(school, wording, items, drafter=deputy, by=None, at=_on(day))
    old = _signed(old, day)
    later = day + timedelta(days=14)
    wording = Wording(
        "main", "Нөөмөттүн жаңы графиги жөнүндө", "Сабактардын жүгүртмөсү өзгөргөнүнө байланыштуу",
        deputy, old,
    )  # fmt: skip
    items = [Item("Нөөмөттүн жаңы графиги бекитилсин", keeper, later + timedelta(days=3))]
    new = changes.draft(school, wording, items, drafter=deputy, by=None, at=_on(later))
    _signed(new, later)


def _from_decisions(deputy: Person, *, at: datetime) -> None:
    """Turn the newest decisions of the council into orders: one in force, one still a draft."""
    rows = Decision.objects.filter(state__in=BINDING, taken_on__gte=date(RUNNING, 11, 1))
    for place, row in enumerate(rows.order_by("pk")[:2]):
        day = row.taken_on + timedelta(days=3)
        order = changes.draft_from(row, drafter=deputy, by=None, at=_on(day))
        if place == 0:
            _signed(order, day)
