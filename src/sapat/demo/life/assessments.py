"""Self-assessment of a fictional school: one cycle closed last year, one half judged this year."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.utils import translation

from sapat.act.actions import changes as actions
from sapat.act.actions.changes import Intent
from sapat.act.actions.rules import Kind
from sapat.check.assessments.annexes import changes as annexes
from sapat.check.assessments.annexes import reads as sources
from sapat.check.assessments.annexes.changes import Sent
from sapat.check.assessments.annexes.reads import Source
from sapat.check.assessments.criteria import changes as sets
from sapat.check.assessments.criteria.models import CriteriaSet
from sapat.check.assessments.criteria.shipped import shipped_sets
from sapat.check.assessments.cycles import changes, reads
from sapat.check.assessments.cycles.changes import CyclePlan, Ground, Said
from sapat.check.assessments.cycles.models import AssessedCriterion, Assessment
from sapat.check.assessments.cycles.rules import EvidenceKind
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen
from sapat.check.findings.changes import Source as From
from sapat.check.findings.rules import Grade, Origin
from sapat.core.rights import Role
from sapat.demo.days import QUARTERS, RUNNING
from sapat.demo.life.bodies import ASSESSORS
from sapat.publish.exports.tables import Column, Table
from sapat.publish.papers.content import Paper, Section, Signature
from sapat.publish.papers.pdf import pdf
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import SchoolType
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

LAST = RUNNING - 1
BEGAN = date(RUNNING, 4, 10)
CLOSED = date(RUNNING, 6, 12)
NOW = date(RUNNING, 10, 12)
"""When this year's cycle is prepared."""

SHOWN = {
    "1": "Окуу планы, жумушчу программалар жана китепкананын эсеби каралды.",
    "2": "Он төрт сабак байкалды, окуучулар менен маектешүү өткөрүлдү.",
    "3": "Үч жылдын жыйынтыгы салыштырылды, тышкы текшерүүнүн баалары менен тууралашты.",
    "4": "Кадрлар боюнча маалымат жана курстардын күбөлүктөрү текшерилди.",
    "5": "Имарат кыдырылып, санитардык баракча толтурулду.",
    "6": "Протоколдор, буйруктар жана мектептин сайты каралды.",
    "": "Тиешелүү документтер жана алардын аткарылышы каралды.",
}
WEAK = {
    "AC-S1-3": ("Китептердин 18 пайызы эскирген, кыргыз тилиндеги адабият жетишпейт.", "remarks"),
    "AC-S2-5": ("Беш класста баалоо критерийлери окуучуларга айтылган эмес.", "remarks"),
    "AC-S3-3": ("Бүтүрүүчүлөрдүн кийинки жолу жазылган эмес.", "fails"),
    "AC-I1-6": ("Мектептин сайтында быйылкы максаттар жок.", "remarks"),
    "AC-I6": ("Алты окуучуга бир компьютер туура келет.", "remarks"),
    "GS-2-3": ("Жекече окуу жолу эки окуучуга гана түзүлгөн.", "remarks"),
}
"""Criterion -> what is lacking, and the level the commission gave it."""
DONE = {
    "AC-S1-3": "Кыргыз тилиндеги адабиятты сатып алууга өтүнмө берүү",
    "AC-S3-3": "Бүтүрүүчүлөрдү сурамжылоо жана жооптун эсебин жүргүзүү",
    "AC-I6": "Компьютердик класска өтүнмө берүү",
}
"""Criterion -> what is done about it."""
STRONG = "Бул иш башка мектептерге үлгү боло алат."


def live(school: Organisation, *, at: datetime) -> None:
    """Hold last year's cycles and begin this year's."""
    director = holders(school, Role.DIRECTOR, at.date()).first()
    deputy = holders(school, Role.DEP_ACADEMIC, at.date()).first()
    teachers = list(holders(school, Role.TEACHER, BEGAN)[:6])
    if not director or not deputy or len(teachers) < 5:
        return
    is_day_school = school.edition(at.date()).school_type != SchoolType.CORRESPONDENCE
    with translation.override("ky"), within(school):
        first = _taken(school, "SCHOOL" if is_day_school else "INSTITUTION", deputy)
        second = _taken(school, "STANDARD", deputy)
        commission = _commission(school, teachers[:5])
        for row in (first, second):
            _last_year(school, row, commission, deputy)
        _this_year(school, first, deputy, director)


def _on(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)


def _taken(school: Organisation, code: str, deputy: Person) -> CriteriaSet:
    shipped = shipped_sets()[code]
    return sets.take_over_shipped(school, shipped, person=deputy, by=None, at=_on(BEGAN))


def _commission(school: Organisation, people: Sequence[Person]) -> Body:
    """Set up the commission of last year; that of this year is there already."""
    mandate = Mandate(BodyKind.COMMISSION, ASSESSORS, BEGAN, date(RUNNING, 6, 30), "41")
    row = bodies.set_up(school, mandate, by=None, at=_on(BEGAN))
    for place, person in enumerate(people):
        seat = (Seat.CHAIR, Seat.SECRETARY)[place] if place < 2 else Seat.MEMBER
        bodies.seat(row, person, seat, since=BEGAN, by=None, at=_on(BEGAN))
    return row


def _last_year(
    school: Organisation, known: CriteriaSet, commission: Body, deputy: Person
) -> Assessment:
    days = QUARTERS[LAST]
    plan = CyclePlan(known, days.starts, days.ends, date(RUNNING, 6, 15))
    row = changes.prepare(school, plan, person=deputy, by=None, at=_on(BEGAN))
    began = BEGAN + timedelta(days=5)
    row = changes.start(row, commission, Ground("41", BEGAN), by=None, at=_on(began))
    chair = reads.members(commission, began)[0].person
    lines = list(reads.lines(row))
    for place, line in enumerate(lines):
        day = began + timedelta(days=10 + place)
        _judged(line, _own(line), deputy, day)
        _agreed(line, _word(line), chair, day + timedelta(days=4))
    _annexes(row, lines, deputy, CLOSED - timedelta(days=6))
    for line in lines:
        if line.criterion.code in WEAK:
            _finding(school, line, deputy)
    words = "Мектеп критерийлерге негизинен шайкеш келет; алсыз жерлер боюнча иш-аракет ачылды."
    return changes.close(
        row, words, "Педагогикалык кеңеш, №6 протокол, 11.06.2026", person=deputy, by=None,
        at=_on(CLOSED),
    )  # fmt: skip


def _this_year(school: Organisation, known: CriteriaSet, deputy: Person, director: Person) -> None:
    """Judge half of the criteria; the commission is stricter than the school here and there."""
    days = QUARTERS[RUNNING]
    plan = CyclePlan(known, days.starts, days.ends, days.ends)
    row = changes.prepare(school, plan, person=deputy, by=None, at=_on(NOW))
    commission = next(
        (one for one in reads.commissions(NOW) if one.name_ky == ASSESSORS.ky and one.since <= NOW),
        None,
    )
    if commission is None or not reads.members(commission, NOW):
        return
    sitting = [one.person for one in reads.members(commission, NOW)]
    row = changes.start(row, commission, Ground("52", NOW), by=None, at=_on(NOW))
    lines = list(reads.lines(row))
    half = len(lines) // 2
    changes.give(row, [one.pk for one in lines[half:]], sitting[-1], by=None, at=_on(NOW))
    for place, line in enumerate(lines[:half]):
        day = NOW + timedelta(days=7 + place)
        _judged(line, "meets" if place % 5 else "remarks", deputy, day)
    for place, line in enumerate(lines[: half // 2 + 1]):
        level = "remarks" if place in {0, 2} else "fails" if place == 4 else "meets"
        _agreed(line, level, sitting[0], NOW + timedelta(days=24))
    _annexes(row, lines[: half - 2], deputy, NOW + timedelta(days=25))


def _own(line: AssessedCriterion) -> str:
    """Return what the school says of itself: a little more than the commission will."""
    return "remarks" if _word(line) == "fails" else _word(line)


def _word(line: AssessedCriterion) -> str:
    return WEAK.get(line.criterion.code, ("", "meets"))[1]


def _said(line: AssessedCriterion, level: str) -> Said:
    gaps = WEAK.get(line.criterion.code, ("Быйылкы далилдер толук эмес.", ""))[0]
    shown = SHOWN.get(line.criterion.section_code, SHOWN[""])
    if level == "meets":
        strengths = STRONG if line.criterion.number % 4 == 0 else ""
        return Said(level, shown, strengths)
    return Said(level, shown, "", gaps)


def _judged(line: AssessedCriterion, level: str, person: Person, day: date) -> None:
    said = _said(line, level)
    changes.judge(line, said, 0, person=person, leads=True, by=None, at=_on(day))


def _agreed(line: AssessedCriterion, level: str, person: Person, day: date) -> None:
    said = _said(line, level)
    words = said.gaps or "Далилдер каралды, мектептин корутундусуна кошулабыз."
    changes.agree(line, Said(level, words), 1, person=person, by=None, at=_on(day))


def _annexes(
    row: Assessment, lines: Sequence[AssessedCriterion], person: Person, day: date
) -> None:
    """Lay documents, records and a file beside the criteria; one annex shows several."""
    found = [
        *(sources.of_edition(one) for one in sources.editions(day)[:6]),
        *(sources.of_batch(one) for one in sources.batches()[:2]),
    ]
    report = Source(EvidenceKind.FILE, "Имаратты кыдыруунун баракчасы", since=day, until=day)
    size = len(found) + 1
    for place, source in enumerate([*found, report]):
        beside = [line.pk for line in lines[place::size]] or [lines[0].pk]
        sent = None
        if source.kind == EvidenceKind.FILE:
            sent = Sent("имаратты-кыдыруу.pdf", [_walk(row.school, day)])
        annexes.lay(row, source, beside, sent=sent, person=person, by=None, at=_on(day))
    _also(row, lines, day)


def _also(row: Assessment, lines: Iterable[AssessedCriterion], day: date) -> None:
    """Let the first annex show the first criteria too: one evidence for many."""
    first = reads.evidence(row)[0]
    beside = {one.pk for one in first.lines.all()} | {line.pk for line in list(lines)[:4]}
    annexes.lay_beside(first, beside, by=None, at=_on(day))


def _finding(school: Organisation, line: AssessedCriterion, deputy: Person) -> None:
    words, level = WEAK[line.criterion.code]
    seen = Seen(
        title=words,
        grade=Grade.MAJOR if level == "fails" else Grade.MINOR,
        origin=Origin.ASSESSMENT,
        found_on=CLOSED - timedelta(days=5),
        text=line.criterion.text,
        clause=line.criterion.clauses[0] if line.criterion.clauses else "",
        source=From(line.source, str(line)[:300], "check:assessed_criterion", (line.pk,)),
    )
    row = findings.write(school, seen, person=deputy, by=None, at=_on(CLOSED))
    due = date(RUNNING + 1, 2, 1)
    later = _on(CLOSED + timedelta(days=3))
    row = findings.confirm(row, owner=deputy, due_on=due, person=deputy, by=None, at=later)
    if line.criterion.code in DONE:
        title = DONE[line.criterion.code]
        intent = Intent(Kind.CORRECTIVE, title, deputy, due - timedelta(days=30), row)
        actions.open_action(school, intent, person=deputy, by=None, at=later)


def _walk(school: Organisation, day: date) -> bytes:
    """Return the sheet of a walk through the building, as a file."""
    seen = [
        ("Класстарда жарык, жылуулук", "ченемде"),
        ("Даараткана", "экинчи кабатта кол жуугуч иштебейт"),
        ("Ашкана", "ченемде"),
        ("Спорт зал", "эки терезе алмаштырылсын"),
    ]
    columns = [Column("Эмне каралды", width=40), Column("Эмне байкалды", width=60)]
    paper = Paper(
        language="ky",
        title="Имаратты кыдыруунун баракчасы",
        school=school.edition(day).name,
        frozen_at=_on(day),
        sections=[Section("", [Table("Байкоолор", columns, [list(one) for one in seen])])],
        signatures=[Signature("Комиссиянын мүчөсү")],
    )
    return pdf(paper)
