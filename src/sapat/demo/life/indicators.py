"""The fictional schools decide about indicators and instruments: done, begun, left lying."""

from datetime import date, datetime, timedelta

from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.plan.indicators import changes as indicators
from sapat.plan.indicators.proposals import changes as proposals
from sapat.plan.indicators.proposals import reads
from sapat.plan.indicators.proposals.changes import Idea, Meeting
from sapat.plan.indicators.proposals.rules import About
from sapat.plan.indicators.sketch import Sketch
from sapat.plan.instruments import changes as instruments
from sapat.plan.instruments.changes import Decision, NewItem
from sapat.plan.procedures import changes as procedures
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person

BEGAN = datetime.fromisoformat("2026-09-03T10:00:00+06:00")
LATER = datetime.fromisoformat("2026-10-20T15:00:00+06:00")
GIRLS = Sketch(
    name_ky="Кыздардын тактык сабактардагы сапаты",
    name_ru="Качество знаний девочек",
    name_en="Knowledge quality of girls",
    words="5–9-класстын кыздарынын «4» жана «5» бааларынын үлүшү.",
    criterion="B4.1-1",
    data="period_marks",
    num="category in ('excellent', 'good')",
    den="sex = 'f' and grade between 5 and 9 and category is not null and not exempt",
    by=("class", "subject"),
    target=65,
    ok=50,
    alarm=35,
    why="Акыркы эки жылдын орточосу 50 %га жакын болгон.",
    role=Role.DEP_ACADEMIC,
    tool="import",
    need="Ата-энелер кыздарынын так илимдерге даярдыгын билгиси келет.",
)
SMALL = Sketch(
    name_ky="Башталгыч класстарда эң жогорку баа",
    name_ru="Высшие отметки в начальной школе",
    name_en="Top marks in primary school",
    words="3–4-класстарда «5» деген баалардын үлүшү.",
    criterion="B4.1-1",
    data="period_marks",
    num="category = 'excellent'",
    den="grade between 3 and 4 and category is not null and not exempt",
    by=("class",),
    target=40,
    ok=25,
    alarm=15,
    role=Role.MO,
    tool="import",
    need="Башталгыч класстын мугалимдери шыктуу балдарды эртерээк байкагысы келет.",
)
FRAMES = (
    (
        "R-01",
        "Ар бир окуучу стандарттын минимумун өздөштүрөт.",
        "Ата-энелер: бала класстан калбасын.",
    ),
    ("R-02", "Өнүгүү планы: сапат 55 %дан кем эмес.", "Ата-энелер: баа чыныгы билимди көрсөтсүн."),
    (
        "P-24",
        "Окуу планы: сабакты негизсиз калтыруу болбойт.",
        "Окуучулар: өтпөй калган темага жардам.",
    ),
)


def live(school: Organisation, *, at: datetime) -> None:
    """Lead a few proposals and instruments as far as they have come."""
    with within(school):
        union, council = _bodies(at.date())
        head = people.holders(school, Role.MO, at.date()).first()
        if union is None or council is None:
            return
        _instruments(school, union, council)
        _indicators(school, union, council, head)
        procedures.lay_out(school, since=date(2026, 9, 1), by=None, at=BEGAN)
        for code, standard, need in FRAMES:
            indicators.set_frame(school, code, standard, need, by=None, at=BEGAN)


def _bodies(day: date) -> tuple[Body | None, Body | None]:
    every = list(bodies.bodies(day))
    union = next((body for body in every if body.kind == BodyKind.MO), None)
    return union, next((body for body in every if body.kind == BodyKind.PED_COUNCIL), None)


def _instruments(school: Organisation, union: Body, council: Body) -> None:
    """Put the sanitary checklist and an own edition of the parents' questionnaire in force."""
    day, first = BEGAN.date(), BEGAN.date() + timedelta(4)
    checklist = instruments.take_over(school, "SC", by=None, at=BEGAN)
    decision = Decision(council, "1", day, first)
    instruments.put_in_force(checklist, decision, by=None, at=BEGAN)
    asked = instruments.take_over(school, "PA", by=None, at=BEGAN)
    words = Text("Мектеп автобусунун убактысына ыраазымын", "Меня устраивает школьный автобус")
    instruments.add_item(asked, NewItem("PA-M1", words), by=None, at=BEGAN)
    instruments.switch(asked, "PA-12", off=True, by=None, at=BEGAN)
    instruments.put_in_force(asked, decision, by=None, at=BEGAN)
    criteria = instruments.take_over(school, "TE", by=None, at=BEGAN)
    instruments.put_in_force(criteria, Decision(union, "1", day, first), by=None, at=BEGAN)
    instruments.take_over(school, "LO", by=None, at=LATER)


def _indicators(school: Organisation, union: Body, council: Body, head: Person | None) -> None:
    """One own indicator in force, one proposed, one proposed to be dropped."""
    current = reads.term_of(BEGAN.date())
    if current is None:
        return
    own = Idea(About.NEW, "Кыздардын так илимдердеги жыйынтыгы өзүнчө керек.", "", GIRLS.record)
    row = proposals.propose(school, own, person=head, by=None, at=BEGAN)
    words = "Макулбуз, чейрек сайын карайбыз."
    day = BEGAN.date()
    proposals.discuss(row, Meeting(union, "1", day), words, by=None, at=BEGAN)
    proposals.approve(row, Meeting(council, "1", day), current, by=None, at=BEGAN)
    idea = Idea(About.NEW, "Шыктуу балдарды эрте байкоо үчүн.", "", SMALL.record)
    new = proposals.propose(school, idea, person=head, by=None, at=LATER)
    text = "Эки жылдык маалымат менен салыштырып көрөлү."
    proposals.comment(new, text, person=head, by=None, at=LATER)
    drop = Idea(About.OFF, "Мектепте мындай рейтингдер жок, эки мезгил бош.", "X-02")
    proposals.propose(school, drop, person=head, by=None, at=LATER)
