"""What others found at a fictional school: an accreditation, an inspection, joint discussions."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.utils import translation

from sapat.check.assessments.cycles import reads as cycles
from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.cycles.rules import CycleState
from sapat.check.assessments.joint import changes as joint
from sapat.check.assessments.joint.changes import Discussed
from sapat.check.assessments.outside import changes, reads
from sapat.check.assessments.outside.changes import Card, Stated
from sapat.check.assessments.outside.models import OutsidePoint
from sapat.check.assessments.outside.rules import GRADES, Decision, OutsideKind, PointKind
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.rules import Origin
from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.plan.registers.reads import partners
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

VISIT = date(RUNNING, 6, 22)
DECIDED = date(RUNNING, 7, 10)
INSPECTED = date(RUNNING, 9, 21)
STRICTER = 6
"""On every sixth criterion the experts are stricter than the school."""

STRENGTH, ADVISED = PointKind.STRENGTH, PointKind.RECOMMENDATION
ADVICE = (
    (STRENGTH, "Окуучулардын өзүн өзү башкаруусу жана ата-энелердин катышуусу күчтүү.", None),
    (ADVISED, "Бүтүрүүчүлөрдүн кийинки жолун жыл сайын талдоо.", date(RUNNING + 1, 5, 1)),
    (ADVISED, "Окутуу тилдери боюнча китепкананын корун жаңылоо.", date(RUNNING + 1, 3, 1)),
    (ADVISED, "Баалоо критерийлерин ата-энелерге жарыялоо.", date(RUNNING, 10, 1)),
)
"""Kind, words and term of what the agency wrote; the last is carried out already."""
ORDERS = (
    (PointKind.ORDER, "Өрт өчүргүчтөрдү кайра толтуруу.", date(RUNNING, 10, 5)),
    (PointKind.ORDER, "Экинчи кабаттагы кол жуугучтарды оңдоо.", date(RUNNING, 10, 30)),
    (PointKind.ORDER, "Инструктаж журналдарын тартипке келтирүү.", date(RUNNING + 1, 1, 15)),
    (PointKind.REMARK, "Китепканада окуу залынын жарыгы жетишсиз.", None),
)
"""The first is carried out, the second is past its term."""


def live(school: Organisation, *, at: datetime) -> None:
    """Write down what others found, and the discussions with partners."""
    deputy = holders(school, Role.DEP_ACADEMIC, at.date()).first()
    keepers = (Role.FACILITIES, Role.DEP_UPBRINGING, Role.CLERK, Role.DEP_ACADEMIC)
    keeper = next(filter(None, (holders(school, r, at.date()).first() for r in keepers)), None)
    if not deputy or not keeper:
        return
    with translation.override("ky"), within(school):
        closed = cycles.cycles().filter(state=CycleState.CLOSED).order_by("pk").first()
        _accredited(school, deputy, closed)
        _inspected(school, deputy, keeper)
        _discussed(school, deputy, at=at)


def _on(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)


def _accredited(school: Organisation, deputy: Person, closed: Assessment | None) -> None:
    """Write the accreditation down, with the experts beside the school's own word."""
    card = Card(
        OutsideKind.INSTITUTIONAL, "«Баалоо» агенттиги (ойдон чыгарылган)", VISIT,
        VISIT + timedelta(days=2), paper="Күбөлүк № 17, 10.07.2026", decision=Decision.FULL,
        decided_on=DECIDED, valid_until=date(RUNNING + 5, 7, 10),
        conclusion="Мектеп беш жылга аккредитациядан өттү.", cycle=closed,
    )  # fmt: skip
    row = changes.keep(school, card, person=deputy, by=None, at=_on(DECIDED))
    points = [
        changes.add_point(row, Stated(kind, words, deputy, due), by=None, at=_on(DECIDED))
        for kind, words, due in ADVICE
    ]
    for point in points[1:3]:
        _finding(school, point, deputy, DECIDED)
    words = "Критерийлер мектептин сайтына жана класстын бурчтарына илинди."
    changes.settle(points[3], words, by=None, at=_on(date(RUNNING, 9, 18)))
    levels = {}
    for place, one in enumerate(reads.compared(row), 1):
        stricter = place % STRICTER == 0 and one.own == "meets"
        levels[one.line.criterion_id] = "remarks" if stricter else one.own
    if levels:
        changes.compare(row, levels, by=None, at=_on(DECIDED))


def _inspected(school: Organisation, deputy: Person, keeper: Person) -> None:
    card = Card(
        OutsideKind.INSPECTION, "Талаа райондук билим берүү бөлүмү (ойдон чыгарылган)", INSPECTED,
        INSPECTED + timedelta(days=1), paper="Акт № 9, 24.09.2026", decision=Decision.ORDERS,
        decided_on=INSPECTED + timedelta(days=3),
    )  # fmt: skip
    day = INSPECTED + timedelta(days=3)
    row = changes.keep(school, card, person=deputy, by=None, at=_on(day))
    points = [
        changes.add_point(row, Stated(kind, words, keeper, due), by=None, at=_on(day))
        for kind, words, due in ORDERS
    ]
    changes.settle(points[0], "Толтуруу актысы № 3 бар.", by=None, at=_on(date(RUNNING, 10, 2)))
    for point in points[1:3]:
        _finding(school, point, keeper, day)


def _finding(school: Organisation, point: OutsidePoint, owner: Person, day: date) -> None:
    seen = Seen(
        title=point.text,
        grade=GRADES[PointKind(point.kind)],
        origin=Origin.EXTERNAL,
        found_on=day,
        clause="A9-3a",
        source=Source(
            point.source, str(point)[:300], "check:outside_assessment", (point.outside_id,)
        ),
    )
    row = findings.write(school, seen, person=owner, by=None, at=_on(day))
    findings.confirm(
        row, owner=owner, due_on=point.due_on, person=None, by=None,
        at=_on(day + timedelta(days=2)),
    )  # fmt: skip


def _discussed(school: Organisation, deputy: Person, *, at: datetime) -> None:
    """Write down two discussions: one with its conclusions, one that nobody has written up."""
    known: Sequence[object] = list(partners(at.date())[:2])
    if not known:
        return
    first = Discussed(
        "Баалоонун объективдүүлүгү: чейректик баа жана тышкы текшерүү", date(RUNNING, 10, 15),
        "Райондук усулдук борбор", 24,
        "Бирдиктүү текшерүү иштери жана аларды өз ара текшерүү макулдашылды.",
        "Декабрда 7-класстардын математикасын кошуна мектептин мугалимдери менен текшеребиз.",
    )  # fmt: skip
    second = Discussed("Бүтүрүүчүлөр колледжде: эмне жетишпейт", date(RUNNING, 11, 5))
    for discussed in (first, second):
        joint.keep(school, discussed, known, person=deputy, by=None, at=_on(discussed.held_on))  # type: ignore[arg-type]
