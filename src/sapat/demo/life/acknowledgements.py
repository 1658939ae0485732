"""Readings of a fictional school: most have read, one declined, a newcomer works unread."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from sapat.core.rights import Role
from sapat.plan.acknowledgements import changes, reads
from sapat.plan.acknowledgements.changes import Reading
from sapat.plan.acknowledgements.laying import changes as laying
from sapat.plan.acknowledgements.laying.changes import Asked
from sapat.plan.acknowledgements.models import ReadingSheet
from sapat.plan.acknowledgements.reads import Campaign, Line
from sapat.plan.acknowledgements.rules import OFFICE, Audience
from sapat.plan.acknowledgements.sheets import changes as sheets
from sapat.plan.acknowledgements.sheets.changes import Returned
from sapat.plan.documents import reads as documents
from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.documents.texts import files
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0>>endobj\n"
)
ON_SCREEN = 6
"""People who read the policy on screen; of other documents two, the others sign on paper."""
SKIPPED = 10
"""Each so-manieth has not read yet."""
SPREAD = 12
"""Days over which the readings of a campaign spread."""
NEWCOMERS = (
    (Identity("Токтосунова", "Айпери", "Канатбек кызы", sex="f"), -20, "read"),
    (Identity("Сейталиев", "Данияр", "Эрмек уулу", sex="m"), -3, "unread"),
    (Identity("Исакова", "Назгүл", "Бакыт кызы", sex="f"), 9, "coming"),
)
NOTES = {
    Role.DIRECTOR: "Саясаттын аткарылышына жооп берем: жылына бир карап чыгып, ресурс бөлөм.",
    Role.DEP_ACADEMIC: "Сапат көрсөткүчтөрүн көзөмөлдөйм, четтөө болсо чара сунуштайм.",
    Role.DEP_UPBRINGING: "Тарбия иштеринин сапатын ата-энелердин пикири менен өлчөйм.",
    Role.ADMINISTRATION: "Документтердин убагында аткарылышын уюштурам.",
    Role.MO: "Бирикмедеги мугалимдердин сабактарын талдап, бири-биринен үйрөнүүнү уюштурам.",
    Role.TEACHER: "Ар бир сабакта максатты ачык коюп, окуучунун өсүшүн баалайм.",
    Role.CLASS_TEACHER: "Окуучунун жетишүүсү жана жыргалчылыгы тууралуу ата-эне менен байланышам.",
    Role.PSYCHOLOGIST: "Сурамжылоолордун купуялуулугун сактайм.",
    Role.SOCIAL_TEACHER: "Колдоого муктаж балдарды эрте аныктайм.",
    Role.LIBRARIAN: "Окуу китептеринин жетиштүүлүгүн көрсөтүп турам.",
    Role.NURSE: "Сабакка катышууга ден соолуктун таасирин билдирип турам.",
    Role.FACILITIES: "Окуу шарттарын текшерип, кемчиликти жоём.",
    Role.CLERK: "Документтердин күчүндөгү редакциясы гана колдонулушун көзөмөлдөйм.",
    Role.ACADEMIC_DEPT: "Окуу журналдарынын толуктугун көзөмөлдөйм.",
    Role.UNIT_HEAD: "Бөлүмдүн жаңы кызматкерин биринчи иш күнүнө чейин тааныштырам.",
}
QUESTIONS = (
    Asked(
        "Бул документтин негизги максаты эмне?",
        ("Билим берүүнүн сапатын туруктуу жакшыртуу", "Отчетторду көбөйтүү", "Текшерүүдөн өтүү"),
        0,
        "Максат — окуучунун билиминин сапатын туруктуу жакшыртуу.",
    ),
    Asked(
        "Сапатка ким жооп берет?",
        ("Директор гана", "Ар бир кызматкер өз ордунда", "Райондук бөлүм"),
        1,
        "Ар бир кызматкер өз ордунда сапатка салым кошот.",
    ),
    Asked(
        "Саясатка каршы келген ишти көрсөң, кимге айтасың?",
        ("Эч кимге", "Бөлүм башчысына же директордун орун басарына", "Коңшу мектепке"),
        1,
        "Кемчилик тууралуу бөлүм башчысына же директордун орун басарына айтылат.",
    ),
)


def live(school: Organisation, *, at: datetime) -> None:
    """Let most of the staff read what is in force, and a few not."""
    day = localdate(at)
    with within(school):
        in_force = documents.all_in_force(day)
    if not in_force:
        return
    _lay_down([one.document for one in in_force], at=at)
    with within(school):
        found = [one for one in reads.campaigns(day) if one.lines]
        deputy = holders(school, Role.DEP_ACADEMIC, day).first()
    for place, campaign in enumerate(found):
        _read(campaign, deputy, shift=place, at=at)
    if found:
        _decline(found[0], at=at)
        _leave_out(found[-1], deputy, at=at)
    _hire(school, at=at)


def _lay_down(papers: list[Document], *, at: datetime) -> None:
    """Say who reads what, and write notes and questions for the policy."""
    first = next((one for one in papers if one.about == "policy"), papers[0])
    laying.write_notes(first, {role.value: note for role, note in NOTES.items()}, by=None, at=at)
    for question in QUESTIONS:
        laying.ask(first, question, by=None, at=at)
    laying.set_audience(first, Audience("everybody", newcomers=True, needed=2), by=None, at=at)
    act = next((one for one in papers if one.kind == "local_act" and not one.about), None)
    if act:
        posts = frozenset({Role.TEACHER.value, Role.CLASS_TEACHER.value})
        laying.set_audience(act, Audience("posts", posts, days=10), by=None, at=at)


def _read(campaign: Campaign, deputy: Person | None, *, shift: int, at: datetime) -> None:
    """Let nine of ten read: a few on screen, the others on a sheet that came back."""
    edition, last = campaign.edition, localdate(at)
    days = [
        min((edition.effective_from or last) + timedelta(days=1 + place % SPREAD), last)
        for place in range(len(campaign.lines))
    ]
    on_screen = ON_SCREEN if edition.document.about == "policy" else 2
    reading = [
        (line, days[place])
        for place, line in enumerate(campaign.lines)
        if (place + shift) % SKIPPED and line.colleague.first_day <= days[place]
    ]
    for line, on in reading[:on_screen]:
        _on_screen(edition, line, on)
    by_hand = [line.colleague for line, _on in reading[on_screen:]]
    if not by_hand:
        return
    sheet = sheets.print_sheet(
        edition, by_hand, printed_by=deputy, by=None, at=_moment(edition.effective_from or last)
    )
    signed = {line.colleague.person_id: on for line, on in reading[on_screen:]}
    _back(sheet, signed, deputy, at=at)


def _on_screen(edition: DocumentEdition, line: Line, on: date) -> None:
    with within(edition.school):
        questions = reads.questions(edition.document)
    wrong = tuple((one.number, (one.right + 1) % len(one.answers)) for one in questions)
    right = tuple((one.number, one.right) for one in questions)
    person = _person(edition, line)
    if questions and line.colleague.person_id % 3 == 0:
        changes.read_on_screen(edition, person, Reading(answers=wrong), by=None, at=_moment(on))
    changes.read_on_screen(edition, person, Reading(answers=right), by=None, at=_moment(on))


def _person(edition: DocumentEdition, line: Line) -> Person:
    with within(edition.school):
        return Person.objects.get(pk=line.colleague.person_id)


def _back(
    sheet: ReadingSheet, signed: dict[int, date], deputy: Person | None, *, at: datetime
) -> None:
    with within(sheet.school):
        lines = {row.pk: signed[row.person_id] for row in sheet.lines.all()}
    returned = Returned("таанышуу-баракчасы.pdf", files.keep(sheet.school_id, [SCAN]), lines)
    sheets.take_back(sheet, returned, person=deputy, by=None, at=at)


def _decline(campaign: Campaign, *, at: datetime) -> None:
    """Let one of those who have not read say why."""
    with within(campaign.edition.school):
        now = reads.campaign(campaign.edition, localdate(at))
    teachers = [one for one in (now.missing if now else []) if one.colleague.role == Role.TEACHER]
    if teachers:
        reason = "Жүктөмүмдү эске албаган пункттары менен макул эмесмин, алгач талкуулайлы."
        changes.decline(
            campaign.edition, _person(campaign.edition, teachers[0]), reason, by=None, at=at
        )


def _leave_out(campaign: Campaign, deputy: Person | None, *, at: datetime) -> None:
    """Print one more sheet for a unit; it is still out."""
    with within(campaign.edition.school):
        now = reads.campaign(campaign.edition, localdate(at))
    missing = [one.colleague for one in now.missing] if now else []
    unit = next((one.unit for one in missing if one.unit.key != OFFICE), None)
    printed_at = at - timedelta(days=20)
    if unit and campaign.edition.holds(localdate(printed_at)):
        names = [one for one in missing if one.unit == unit]
        sheets.print_sheet(
            campaign.edition, names, unit_name=unit.name, printed_by=deputy, by=None,
            at=printed_at,
        )  # fmt: skip


def _hire(school: Organisation, *, at: datetime) -> None:
    """Hire three: one reads in time, one works unread, one is still to come."""
    day = localdate(at)
    with within(school):
        union = Body.objects.filter(kind=BodyKind.MO).order_by("pk").first()
    for identity, days, how in NEWCOMERS:
        first_day = day + timedelta(days=days)
        person = people.take_on(school, identity, by=None, at=at)
        people.give_post(person, Role.TEACHER, since=first_day, by=None, at=at)
        if union:
            bodies.seat(union, person, Seat.MEMBER, since=first_day, by=None, at=at)
        if how == "read":
            _hand(school, person, first_day - timedelta(days=1))


def _hand(school: Organisation, person: Person, on: date) -> None:
    with within(school):
        found = reads.newcomers(on, person_id=person.pk)
        head = holders(school, Role.MO, on).first() or holders(school, Role.DIRECTOR, on).first()
    for paper in found[0].papers if found else ():
        with within(school):
            asked = reads.questions(paper.document)
        right = tuple((one.number, one.right) for one in asked)
        given = Reading(answers=right, handed_by=head)
        changes.read_on_screen(paper.edition, person, given, by=None, at=_moment(on))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=get_current_timezone())
