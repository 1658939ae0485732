"""Licence, accreditation, programmes and technologies of a fictional school."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from sapat.core.rights import Role
from sapat.plan.licensing import changes as licensing
from sapat.plan.licensing import reads as licences
from sapat.plan.licensing.changes import Found, SetPaper
from sapat.plan.licensing.models import RequirementSet
from sapat.plan.programmes import changes, reads
from sapat.plan.programmes.changes import Adoption, Answer, Approval, Outline
from sapat.plan.programmes.models import Programme
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import director, holders
from sapat.school.subjects import reads as subjects

YEAR = 365
PAPERS = (
    ("licence", "Билим берүү ишине лицензия", "LD-4417", 4 * YEAR, 150, 90),
    ("accreditation", "Институционалдык аккредитация", "АК-0215", 3 * YEAR, 2 * YEAR, 120),
    ("inspection", "Жалпы текшерүүнүн талаптары", "Т-2026/3", 200, 0, 90),
)
"""Kind, title, number, days since it began, days until it ends (0: no end), days between checks."""

REMARKS = {
    "A-05": ("remarks", "Төрт предметте технология киргизиле элек."),
    "A-09": ("remarks", "Бүтүрүүчүлөрдүн үчтөн бири жөнүндө маалымат жок."),
    "A-16": ("not_met", "Баракчадагы маалымат былтыркы."),
    "L-07": ("remarks", "Химия кабинетинин жабдуусу эскирген."),
    "I-11": ("not_met", "Эвакуация схемасы эки кабатта жок."),
}
"""What the checks of the fictional schools found wanting; the rest is met."""

TEXTS = {
    "content": "Мамлекеттик стандарттын мазмуну жана мектептин бөлүмү.",
    "conditions": "Кабинеттер, окуу китептери, мугалимдердин адистиги.",
    "results": "Класс боюнча күтүлүүчү натыйжалар жана аларды баалоо жолу.",
}
PROGRAMMES = (
    ("basic", "Негизги жалпы билим берүү программасы", True, True),
    ("curriculum", "Окуу жылынын окуу планы", True, True),
    ("additional", "«Робототехника» ийриминин программасы", True, True),
    ("working", "Алгебра боюнча жумуш программасы", True, False),
    ("extracurricular", "«Мурас» этнография клубунун программасы", False, False),
)
"""Kind, title, whether its sheet is filled in, whether it is signed and approved."""

TECHNOLOGIES = ("study_pack", "testing", "project", "modular", "ict")


def live(school: Organisation, *, at: datetime) -> None:
    """Write the papers of the state, the programmes and the technologies."""
    day = localdate(at)
    for paper in PAPERS:
        _check(_paper(school, paper, day, at=at), day, at=at)
    with within(school):
        head, deputy = director(day), holders(school, Role.DEP_ACADEMIC, day).first()
    if head and deputy:
        for line in PROGRAMMES:
            _programme(school, line, (head, deputy), day, at=at)
    _technologies(school, day, at=at)


def _paper(
    school: Organisation, paper: tuple[str, str, str, int, int, int], day: date, *, at: datetime
) -> RequirementSet:
    kind, title, number, since, until, check_days = paper
    given = SetPaper(
        kind=kind,
        title=title,
        number=number,
        issued_by="Ойдон чыгарылган агартуу министрлиги",
        valid_from=day - timedelta(days=since),
        valid_to=day + timedelta(days=until) if until else None,
        check_days=check_days,
    )
    return licensing.lay_set(school, given, by=None, at=at)


def _check(row: RequirementSet, day: date, *, at: datetime) -> None:
    """Check every item but the last; the inspection was checked too long ago."""
    with within(row.school):
        items = list(licences.items(row))[:-1]
    found = [
        Found(item.pk, *REMARKS.get(item.code, ("met", f"Папка № {number}, {item.code}")))
        for number, item in enumerate(items, 1)
    ]
    ago = 110 if row.kind == "inspection" else 40
    licensing.check_items(row, found, on=day - timedelta(days=ago), by=None, at=at)


def _programme(
    school: Organisation,
    line: tuple[str, str, bool, bool],
    people: tuple[Person, Person],
    day: date,
    *,
    at: datetime,
) -> None:
    kind, title, filled, approved = line
    head, deputy = people
    subject = None
    with within(school):
        if kind == "working":
            subject = subjects.subjects().filter(code="algebra").first()
    outline = Outline(
        kind,
        title,
        2025,
        level="basic",
        subject=subject,
        hours=68,
        content=TEXTS["content"],
        conditions=TEXTS["conditions"] if filled else "",
        results=TEXTS["results"] if filled else "",
    )
    row = changes.draft(school, outline, by=None, at=at)
    if filled:
        _compare(row, day, at=at)
    if approved:
        changes.sign(row, deputy, on=day - timedelta(days=3), by=deputy.user, at=at)
        order = Approval(head, f"{row.pk % 50 + 30}/1", day - timedelta(days=1), "УБ, № 1 протокол")
        changes.approve(row, order, by=head.user, at=at)


def _compare(row: Programme, day: date, *, at: datetime) -> None:
    with within(row.school):
        asked = reads.asked(day)
    answers = [
        Answer(one.key, "partly" if number % 4 == 3 else "covered", f"{number % 6 + 1}-бөлүм")
        for number, one in enumerate(asked)
    ]
    changes.compare(row, answers, by=None, at=at)


def _technologies(school: Organisation, day: date, *, at: datetime) -> None:
    """Adopt technologies here and there: many cells stay empty, as at most schools."""
    with within(school):
        people = list(holders(school, Role.MO, day)) or list(holders(school, Role.TEACHER, day))
        every = list(subjects.subjects())
    for place, subject in enumerate(every):
        for step, code in enumerate(TECHNOLOGIES):
            turn = (place * 3 + step * 2) % 7
            if turn > 2:
                continue
            state = ("in_use", "planned", "in_use")[turn]
            since = day - timedelta(days=90 + place) if state == "in_use" else None
            responsible = people[place % len(people)] if people and turn != 1 else None
            adoption = Adoption(state, since, responsible)
            changes.adopt(subject, code, adoption, by=None, at=at)
