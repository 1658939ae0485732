"""Proposals of unions and of administration in a fictional school, in every state."""

from datetime import UTC, date, datetime, time, timedelta

from sapat.act.proposals import changes
from sapat.act.proposals.changes import Reply, Wish
from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.reads import holders

WISHES = (
    (
        "Текшерүү иштери бардык класстарда бир күндө өткөрүлсүн",
        "2025/26: бааларды салыштырууга болбойт",
        date(RUNNING, 9, 21),
        "done",
        "Туура: салыштыруу үчүн керек.",
        "Октябрда бир күндө өткөрүлдү.",
    ),
    (
        "Математика кабинетине интерактивдүү такта алынсын",
        "I чейрек: математикадан сапат төмөн",
        date(RUNNING, 10, 12),
        "declined",
        "Быйылкы сметада каражат жок; кийинки жылдын планына киргизебиз.",
        "",
    ),
    (
        "Окуу сабаттуулугу боюнча айлык диагностика киргизилсин",
        "I чейректин диагностикасы",
        date(RUNNING, 11, 5),
        "accepted",
        "Колдойбуз, биринчи жолу декабрда.",
        "",
    ),
    (
        "Кыргыз тилинен жат жазуунун бирдиктүү баалоо критерийлери бекитилсин",
        "I чейрек: баалар ар башка",
        date(RUNNING, 11, 9),
        "made",
        "",
        "",
    ),
)
OWN = (
    "Баалоо тутуму боюнча суроо-жооп барагы даярдалсын",
    "Сурамжылоо: мугалимдер жаңы тартипти билбейт",
    date(RUNNING, 9, 28),
)


def _on(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def live(school: Organisation, *, at: datetime) -> None:
    """Let unions propose and administration answer; one is declined, one still waits."""
    with within(school):
        unions = list(Body.objects.filter(kind=BodyKind.MO).order_by("pk"))
    deputy = holders(school, Role.DEP_ACADEMIC, at.date()).first()
    if not unions or deputy is None:
        return
    for place, (text, result, day, end, reason, outcome) in enumerate(WISHES):
        union = unions[place % len(unions)]
        wish = Wish(text, result, day, union)
        row = changes.propose(school, wish, author=None, by=None, at=_on(day))
        if end == "made":
            continue
        answered = day + timedelta(days=6)
        reply = Reply(end != "declined", reason, deputy, answered + timedelta(days=40))
        row = changes.answer(row, reply, person=None, by=None, at=_on(answered))
        if end == "done":
            done = answered + timedelta(days=20)
            changes.carry_out(row, outcome, on=done, by=None, at=_on(done))
    text, result, day = OWN
    row = changes.propose(school, Wish(text, result, day), author=deputy, by=None, at=_on(day))
    reply = Reply(True, "Макул.", deputy, day + timedelta(days=90))
    changes.answer(row, reply, person=None, by=None, at=_on(day + timedelta(days=2)))
