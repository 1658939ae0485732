"""Resources, training, ethics, registers and change requests of a fictional school."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.plan.change_requests import changes as requests
from sapat.plan.change_requests.changes import Proposal
from sapat.plan.ethics import changes as ethics
from sapat.plan.ethics.rules import shipped
from sapat.plan.registers import changes as registers
from sapat.plan.registers.changes import Contact, MethodCard, OfferCard, PartnerCard, Place
from sapat.plan.registers.rules import MethodPart
from sapat.plan.resources import changes as resources
from sapat.plan.resources.changes import Arrival, Ruling, Wish
from sapat.plan.training import changes as training
from sapat.plan.training.changes import Course, Protocol, Trust
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import SchoolType
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

OPENED = date(RUNNING, 9, 1)
NEEDS = (
    (
        "equipment",
        "Химия кабинетине 12 топтом реактив",
        "Практикалык иштер толук өтсүн",
        86000,
        "+",
    ),
    ("training", "Сабакка катышуу боюнча окуу", "Байкоочулар окусун", 24000, "+"),
    ("room", "Китепканага окуу бурчу", "Окуучулар тынч жерде даярдансын", None, "granted"),
    ("money", "Олимпиадага жол кире", "Райондук олимпиада декабрда", 15000, "asked"),
    ("equipment", "Эки проектор", "Сабактар көрсөтмөлүү болсун", 58000, "refused"),
)
COURSES = (
    ("observation", "Сабакты байкоонун критерийлери", date(RUNNING, 8, 26), "held"),
    ("audit", "Ички аудитти жүргүзүү", date(RUNNING, 8, 27), "held"),
    ("assessment", "Критерийлик баалоо", date(RUNNING, 10, 10), "late"),
    ("survey", "Сурамжылоону уюштуруу", date(RUNNING + 1, 1, 15), "planned"),
    ("subject", "Аралыктан окутуунун усулдары", date(RUNNING + 1, 3, 20), "planned"),
)

PLACES = {4: (13, 52.8), 3: (11, 55.1), 2: (12, 54.0), 1: (7, 61.5)}
"""Years ago -> place and score in the rating of the district."""


def live(school: Organisation, *, at: datetime) -> None:
    """Write what this room and its neighbours hold."""
    with within(school):
        council = Body.objects.filter(kind=BodyKind.PED_COUNCIL).first()
        unions = list(Body.objects.filter(kind=BodyKind.MO).order_by("pk"))
    director = _holder(school, Role.DIRECTOR)
    teachers = list(holders(school, Role.TEACHER, at.date())[:6])
    _needs(school, director, teachers, at=at)
    _courses(school, council, unions, teachers, at=at)
    _ethics(school, teachers, at=at)
    _partners(school, at=at)
    _changes(school, director, teachers, at=at)


def _holder(school: Organisation, role: Role) -> Person | None:
    found: Person | None = holders(school, role, OPENED).first()
    return found


def _needs(
    school: Organisation, director: Person | None, teachers: list[Person], *, at: datetime
) -> None:
    for number, (kind, title, why, cost, end) in enumerate(NEEDS):
        asked = OPENED + timedelta(days=7 * number)
        wish = Wish(
            kind, title, why, asked, asked + timedelta(days=75), Decimal(cost) if cost else None
        )
        asker = teachers[number % len(teachers)] if teachers else None
        row = resources.ask(school, wish, asker=asker, by=None, at=at)
        if end == "asked":
            continue
        refused = end == "refused"
        ruling = Ruling(
            not refused,
            asked + timedelta(days=9),
            "" if refused else f"{41 + number}/1",
            "Быйылкы бюджетте каражат каралган эмес." if refused else "",
        )
        row = resources.decide(row, ruling, decider=director, by=None, at=at)
        if end == "+" and asked + timedelta(days=30) <= at.date():
            arrival = Arrival(asked + timedelta(days=30), row.needed)
            resources.provide(row, arrival, by=None, at=at)


def _courses(
    school: Organisation,
    council: Body | None,
    unions: list[Body],
    teachers: list[Person],
    *,
    at: datetime,
) -> None:
    for number, (kind, title, planned, end) in enumerate(COURSES):
        union = unions[0] if kind == "observation" and unions else None
        course = Course(kind, title, RUNNING, planned, "" if union else "Райондук усулдук кабинет",
                        union, 12 + 6 * number)  # fmt: skip
        row = training.plan(school, course, by=None, at=at)
        if end == "held" and planned <= at.date():
            until = planned.replace(year=RUNNING + 3)
            row = training.hold(row, planned, valid_until=until, by=None, at=at)
            if teachers:
                training.take_part(row, teachers[:4], by=None, at=at)
    if council:
        protocol = Protocol(council, "1", date(RUNNING, 8, 28))
        training.approve_plan(school, RUNNING, protocol, by=None, at=at)
    if COURSES[1][2] > at.date():
        return  # nobody is trained yet, and only the trained are appointed
    for person, procedure in zip(teachers, ("observe", "audit", "observe"), strict=False):
        trust = Trust(procedure, date(RUNNING, 9, 15), "47/2")
        training.appoint(person, trust, by=None, at=at)


def _ethics(school: Organisation, teachers: list[Person], *, at: datetime) -> None:
    texts = [rule.text.ky for rule in shipped()]
    decided = ("Педагогикалык кеңеш", "1")
    code = ethics.lay_down(
        school, texts, since=date(RUNNING, 9, 1), decided=decided, by=None, at=at
    )
    for person in teachers[:2]:
        ethics.promise(code, person, on=date(RUNNING, 9, 16), by=None, at=at)


def _partners(school: Organisation, *, at: datetime) -> None:
    since = date(RUNNING - 2, 9, 1)
    village = PartnerCard(
        "community", "Ак-Талаа айыл өкмөтү (ойдон чыгарылган)", since, agreement="№ 3"
    )
    college = PartnerCard("college", "Ак-Талаа колледжи (ойдон чыгарылган)", since, agreement="№ 5")
    row = registers.keep_partner(school, village, by=None, at=at)
    contact = Contact(
        date(RUNNING, 9, 20), "жолугушуу", "Мектептин тосмосун оңдоо макулдашылды.",
        date(RUNNING, 11, 10),
    )  # fmt: skip
    registers.note_contact(row, contact, by=None, at=at)
    college_row = registers.keep_partner(school, college, by=None, at=at)
    registers.lead_on(
        college_row, "Информатика", "Программалык камсыздоо адистиги", terms="Сынаксыз кабыл алуу",
        by=None, at=at,
    )  # fmt: skip
    parts = [
        MethodPart("Билим сапаты", 40, "R-01"),
        MethodPart("Экзамендин жыйынтыгы", 40, "R-08"),
        MethodPart("Коомчулуктун пикири", 20),
    ]
    card = MethodCard(
        "Райондун мектептеринин рейтинги", "Билим берүү бөлүмү (ойдон чыгарылган)", "district",
        parts, date(RUNNING, 9, 30),
    )  # fmt: skip
    method = registers.study_method(school, card, by=None, at=at)
    for ago, (place, score) in PLACES.items():
        registers.take_place(method, Place(RUNNING - ago, place, 18, score), by=None, at=at)
    if school.edition(at.date()).school_type == SchoolType.CORRESPONDENCE:
        _export(school, at=at)


def _export(school: Organisation, *, at: datetime) -> None:
    since = date(RUNNING - 4, 9, 1)
    parent = PartnerCard("parent", "Ак-Талаа университети (ойдон чыгарылган)", since)
    row = registers.keep_partner(school, parent, by=None, at=at)
    contact = Contact(date(RUNNING, 10, 2), "кат", "Жалпы көрсөткүчтөр жөнөтүлдү.")
    registers.note_contact(row, contact, by=None, at=at)
    offer = OfferCard(
        "Жалпы орто билим, сырттан окуу", "орусча", "correspondence", "Россия Федерациясы",
        date(RUNNING, 9, 10), learners=14, improvement="Сабактардын видеосу, онлайн кеңешүү.",
    )  # fmt: skip
    registers.offer(school, offer, by=None, at=at)


def _changes(
    school: Organisation, director: Person | None, teachers: list[Person], *, at: datetime
) -> None:
    scale = "Баалоо жобосуна 10 баллдык шкаланы киргизүү"
    norm = "R-02 нормасын 45 пайызга көтөрүү"
    asked = (
        ("document", scale, "7-класстан жаңы шкала колдонулат", True),
        ("indicator", norm, "Үч жыл катары менен ашыкча аткарылды", None),
    )
    for number, (subject, what, why, approved) in enumerate(asked):
        row = requests.ask(
            school,
            Proposal(subject, what, why),
            asker=teachers[number] if number < len(teachers) else None,
            by=None,
            at=at,
        )
        if approved:
            ruling = requests.Ruling(True, at.date(), do_by=at.date() + timedelta(days=21))
            requests.decide(row, ruling, decider=director, by=None, at=at)
