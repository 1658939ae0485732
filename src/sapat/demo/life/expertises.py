"""Expert reviews of a fictional school: one signed and heard, one late, one planned."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from sapat.check.expertises import changes, reads
from sapat.check.expertises.changes import Heard, Said, Task
from sapat.check.expertises.models import Expertise
from sapat.check.expertises.rules import Kind, Mark, Outcome, Part, Seat
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.rules import Grade, Origin
from sapat.core.rights import Role
from sapat.plan.programmes import reads as programmes
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

ATTESTED = {
    "att_levels": Said(
        Mark.PARTLY, "Тапшырмалардын ондон жетиси билүүнү гана текшерет, ой жүгүртүүгө бирөө гана."
    ),
    "att_secrecy": Said(Mark.MOSTLY, "Журнал бар, бирок бир күндүн белгиси жок."),
    "att_objective": Said(
        Mark.NOT_MET, "Жылдык баалар менен салыштыруу жүргүзүлгөн эмес, үч предметте айырма чоң."
    ),
}
ADVICE = (
    ("Тапшырмалардын банкын үч деңгээл боюнча кайра түзүү", "Предметтик бирикмелер", 60),
    (
        "Аттестациянын бааларын жылдык баалар менен ар бир предмет боюнча салыштыруу",
        "Окуу иштери боюнча орун басар",
        30,
    ),
    ("Сактоо журналына ким ачканын да жазуу", "Катчы", 20),
)
CONCLUSION = """Аттестация бекитилген тартипте өттү, комиссиялардын курамы талапка жооп берет.
Тапшырмалар стандарттын темаларын камтыйт, бирок көбү жаттап алууну гана текшерет.
Баалар жылдык баалар менен салыштырылган эмес, ошондуктан алардын калыстыгын тастыктоого болбойт."""
COUNCIL = "Корутунду эске алынсын. Сунуштар боюнча жооптуулар дайындалсын."


def live(school: Organisation, *, at: datetime) -> None:
    """Write reviews in every state that a reader meets."""
    day = localdate(at)
    with within(school):
        there = list(bodies.bodies(day))
        known = [row for row in programmes.programmes() if row.author]
    unions = [body for body in there if body.kind == BodyKind.MO]
    councils = [body for body in there if body.kind == BodyKind.PED_COUNCIL]
    experts = _experts(school, at)
    if not councils or len(experts) < 3:
        return
    made = _attestation(school, (unions or councils)[0], experts, at=at)
    _heard(made, councils[0], at=at)
    _late(school, (unions or councils)[-1], experts[::-1], at=at)
    if known:
        body = (unions or councils)[0]
        task = Task(
            Kind.PROGRAMME,
            f"Программа: {known[0].title}"[:300],
            body,
            day + timedelta(days=25),
            programme=known[0],
        )
        row = changes.plan(school, task, by=None, at=at - timedelta(days=3))
        free = [one for one in experts if one.pk != known[0].author_id]
        changes.name(row, free[0], Seat.LEAD, by=None, at=at - timedelta(days=3))


def _experts(school: Organisation, at: datetime) -> list[Person]:
    day = localdate(at)
    roles = (Role.MO, Role.DEP_ACADEMIC, Role.TEACHER, Role.TEACHER)
    found = [person for role in roles for person in holders(school, role, day)[:3]]
    return list({person.pk: person for person in found}.values())


def _staff(row: Expertise, experts: list[Person], *, at: datetime) -> None:
    changes.name(row, experts[0], Seat.LEAD, by=None, at=at)
    for person in experts[1:3]:
        changes.name(row, person, Seat.EXPERT, by=None, at=at)


def _attestation(
    school: Organisation, body: Body, experts: list[Person], *, at: datetime
) -> Expertise:
    """Return a review of the last attestation: concluded, recommended, signed by all."""
    begun, ended = at - timedelta(days=70), at - timedelta(days=41)
    task = Task(
        Kind.ATTESTATION,
        "Жыйынтыктоочу аттестациянын тапшырмалары, өткөрүлүшү жана жыйынтыктары",
        body,
        localdate(at) - timedelta(days=40),
        looked_at="Тапшырмалардын варианттары, өткөрүү протоколдору жана 60 иштин тандалмасы.",
        ground="директордун экспертиза жөнүндө буйругу",
    )
    row = changes.plan(school, task, by=None, at=begun)
    _staff(row, experts, at=begun)
    outside = "Осмонова Чынара, райондук билим берүү бөлүмүнүн усулчусу (ойдон чыгарылган)"
    changes.name(row, None, Seat.EXPERT, outside=outside, by=None, at=begun)
    changes.begin(row, by=None, at=begun + timedelta(days=2))
    with within(school):
        said = {one.pk: ATTESTED.get(one.code, Said(Mark.MET)) for one in reads.criteria(row)}
    changes.judge(row, said, by=None, at=ended)
    for text, addressee, days in ADVICE:
        due_on = localdate(ended) + timedelta(days=days)
        changes.advise(row, text, addressee=addressee, due_on=due_on, by=None, at=ended)
    row = changes.conclude(row, Outcome.AFTER, CONCLUSION, by=None, at=ended)
    with within(school):
        members = reads.members(row)
    for one in members:
        paper = None if one.person else localdate(ended)
        row = changes.sign(one, paper_day=paper, by=None, at=ended)
    return row


def _heard(row: Expertise, council: Body, *, at: datetime) -> None:
    """Let the council conclude; one recommendation led to a finding already."""
    when = at - timedelta(days=33)
    heard = Heard(council, localdate(when), "2", COUNCIL)
    changes.hear(row, heard, by=None, at=when)
    with within(row.school):
        first = reads.advice(row)[0]
    source = Source(first.source, row.title, "check:expertise", (row.pk,))
    seen = Seen(
        first.text, Grade.CHANCE, Origin.EXPERTISE, localdate(when), source=source, clause="B3.5-5"
    )
    findings.write(row.school, seen, person=None, by=None, at=when)


def _late(school: Organisation, body: Body, experts: list[Person], *, at: datetime) -> None:
    """Leave a review half judged after its term."""
    begun = at - timedelta(days=38)
    task = Task(
        Kind.STATE,
        "Окуу процессинин жана шарттардын абалы",
        body,
        localdate(at) - timedelta(days=6),
        looked_at="Сабактарга катышуу барактары, кабинеттердин паспорттору.",
    )
    row = changes.plan(school, task, by=None, at=begun)
    _staff(row, experts, at=begun)
    changes.begin(row, by=None, at=begun + timedelta(days=4))
    with within(school):
        criteria = list(reads.criteria(row))
    said = {one.pk: Said(Mark.MOSTLY) for one in criteria if one.part == Part.PROCESS}
    changes.judge(row, said, by=None, at=begun + timedelta(days=20))
