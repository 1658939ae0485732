"""Strategy, objectives, plans and the quality policy of a fictional school, in every state."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sapat.core.rights import Role
from sapat.demo.days import QUARTERS, RUNNING
from sapat.plan.documents import changes as documents
from sapat.plan.documents import reads as papers
from sapat.plan.documents.changes import Adoption, Approval
from sapat.plan.documents.outlining import Outline
from sapat.plan.documents.rules import DocumentKind
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.plan.objectives import changes as objectives
from sapat.plan.objectives.changes import Aim, Wording
from sapat.plan.objectives.models import Objective, Strategy
from sapat.plan.objectives.rules import Shape, Way
from sapat.plan.planning import changes, reads
from sapat.plan.planning.cascade.changes import cascade
from sapat.plan.planning.cycle import changes as cycle
from sapat.plan.planning.cycle import reads as cycle_reads
from sapat.plan.planning.cycle.changes import Chosen
from sapat.plan.planning.drafts import Frame, Measure
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.paper import changes as paper
from sapat.plan.planning.rules import PlanLevel, Section, Subject
from sapat.plan.policy import changes as policies
from sapat.plan.policy import reads as policy_reads
from sapat.plan.policy.changes import Agreement
from sapat.plan.policy.models import PolicyEdition
from sapat.plan.policy.rules import SectionCode
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person

LAID_DOWN = datetime(2024, 8, 26, 6, tzinfo=UTC)
SET_ON = datetime(2026, 9, 1, 6, tzinfo=UTC)
PLANNED = datetime(2026, 8, 20, 6, tzinfo=UTC)
APPROVED = datetime(2026, 8, 28, 9, tzinfo=UTC)
WHOLE = "correspondence"
"""The school whose strategy reaches further; the horizon of the other one has passed."""

MISSION = "Ар бир окуучуга өз жөндөмүн ачууга жана коомдо ак ниет иштөөгө шарт түзүү."
GOAL = "Билим сапатын жыл сайын өлчөп, натыйжага таянып жакшыртуу."
VALUES = "Адеп жана сый\nАк ниет баалоо\nАта-эне менен бирге иштөө"
GOALS = ("Билим сапатын көтөрүү", "Ар бир балага көңүл бөлүү", "Мугалимдин чеберчилиги")

AIMS = (
    ("Билим сапаты туруктуу өсөт", "R-02", 50.0, 75.0, 0),
    ("Жетишпеген окуучу калбайт", "R-01", 96.0, 99.5, 0),
    ("Окутуунун даражасы көтөрүлөт", "R-03", 50.0, 58.0, 0),
    ("Окуучулардын катышуусу жакшырат", "P-24", 95.0, 99.5, 1),
    ("Ата-энелер мектептин ишине ыраазы", "P-19", None, 3.2, 1),
    ("Мугалимдердин адистик деңгээли өсөт", "C-23", 30.0, 45.0, 2),
)
"""Title, indicator, baseline, target, place of the goal."""

WORK = (
    ("Август кеңешмесин өткөрүп, жылдык планды кабыл алуу", 8, 27, Section.MANAGEMENT, "director"),
    (
        "Класстар боюнча билим сапатын кварталда бир талдоо",
        11,
        20,
        Section.TEACHING,
        "dep_academic",
    ),
    ("Жаш мугалимдердин сабактарына катышуу", 10, 30, Section.METHODS, "dep_academic"),
    ("Тажрыйба алмашуу жумалыгын өткөрүү", 2, 12, Section.METHODS, "dep_academic"),
    ("Ата-энелер менен жалпы чогулуш", 10, 16, Section.PARENTS, "director"),
    ("Китеп күндөрүн өткөрүү", 4, 16, Section.UPBRINGING, "librarian"),
    ("Кышкы мезгилге имаратты даярдоо", 10, 9, Section.CONDITIONS, "facilities"),
    ("Тобокелдиктеги окуучулар менен жекече иштөө", 5, 21, Section.UPBRINGING, "social_teacher"),
    ("Ашкананын ишин текшерүү", 12, 11, Section.CONDITIONS, "nurse"),
    ("Классташтар ортосундагы мамиле боюнча талкуу", 11, 13, Section.UPBRINGING, "psychologist"),
)
"""Text, month and day of the deadline, section, post."""


def live(school: Organisation, *, at: datetime) -> None:
    """Lay down the strategy and set objectives; plan the running year; approve the policy."""
    with within(school):
        strategy = _strategy(school)
        aims = _objectives(school, strategy)
        plan = _annual(school, aims)
        _strategic(school, aims)
        _cycle(school, at)
        _improvement(school)
        cascade(plan, by=None, at=PLANNED)
        for term in Plan.objects.filter(level=PlanLevel.QUARTERLY, subject=Subject.SCHOOL):
            cascade(term, by=None, at=PLANNED)
        _approve_plans(school)
        _happen(school, at)
        _policy(school)


def _holder(school: Organisation, role: str) -> Person:
    found = people.holders(school, role, PLANNED.date()).first()
    return found or people.holders(school, Role.DIRECTOR, PLANNED.date())[0]


def _strategy(school: Organisation) -> Strategy:
    far = school.edition(PLANNED.date()).school_type == WHOLE
    wording = Wording(
        mission=MISSION,
        goal=GOAL,
        vision="Айылдагы ар бир бала сапаттуу билим алат.",
        values=VALUES,
        goals=GOALS,
        since_year=2024 if far else 2021,
        horizon_year=2029 if far else 2025,
    )
    row = objectives.lay_down(school, wording, by=None, at=LAID_DOWN)
    if far:
        _strategy_paper(school, row)
    return row


def _strategy_paper(school: Organisation, row: Strategy) -> None:
    """Lay the strategy down in a document in force; the other school has not come to it yet."""
    day = APPROVED.date()
    councils = [one for one in bodies.bodies(day) if one.kind == BodyKind.PED_COUNCIL]
    head = people.director(day)
    if not councils or head is None or papers.document("strategy") is not None:
        return
    title = f"Мектепти өнүктүрүүнүн {row}-жылдарга стратегиясы"
    outline = Outline(DocumentKind.STRATEGY, title, about="strategy")
    author = _holder(school, "dep_academic")
    edition = documents.draft(school, outline, prepared_by=author, by=None, at=PLANNED)
    text = f"## Миссия\n\n{MISSION}\n\n## Негизги максат\n\n{GOAL}"
    texts.write(edition, "ky", Written(text, title), by=None, at=PLANNED)
    documents.adopt(edition, Adoption(councils[0], "1", day), by=None, at=APPROVED)
    documents.approve(edition, Approval(head, "57", day), by=None, at=APPROVED)
    documents.put_in_force(edition, since=day, by=None, at=APPROVED)
    objectives.link_paper(row, edition.document, by=None, at=APPROVED)


def _objectives(school: Organisation, strategy: Strategy) -> list[Objective]:
    goals = list(strategy.goals.order_by("number"))
    first, last = SET_ON.date(), QUARTERS[RUNNING].ends
    found: list[Objective] = []
    for place, (title, code, baseline, target, goal) in enumerate(AIMS):
        steps: tuple[tuple[date, float], ...] = ()
        if place == 0 and baseline is not None:
            ends = [days[1] for days in QUARTERS[RUNNING].terms]
            gap = (target - baseline) / len(ends)
            steps = tuple((day, round(baseline + gap * n, 1)) for n, day in enumerate(ends, 1))
        aim = Aim(
            title=title,
            indicator=code,
            way=Way(first, last, baseline, target, steps),
            owner=_holder(school, "director" if place % 3 == 2 else "dep_academic"),
            strategy=strategy,
            goal=goals[goal],
            above=found[0] if place == 2 else None,
            shape=Shape.STEPS if steps else Shape.LINEAR,
        )
        found.append(objectives.set_objective(school, aim, by=None, at=SET_ON))
    return found


def _frame(school: Organisation, subject: Subject, title: str) -> Frame:
    owner = _holder(school, "dep_academic")
    return Frame(PlanLevel.ANNUAL, title, RUNNING, subject=subject, owner=owner)


def _day(month: int, day: int) -> date:
    return date(RUNNING if month >= 8 else RUNNING + 1, month, day)


def _annual(school: Organisation, aims: list[Objective]) -> Plan:
    title = "Окуу-тарбия иштеринин жылдык планы, 2026–2027"
    plan = changes.make(school, _frame(school, Subject.SCHOOL, title), by=None, at=PLANNED)
    unions = [row for row in bodies.bodies(PLANNED.date()) if row.kind == BodyKind.MO]
    for place, (text, month, day, section, role) in enumerate(WORK):
        due_on = _day(month, day)
        since = max(date(RUNNING, 8, 20), date.fromordinal(due_on.toordinal() - 45))
        measure = Measure(
            text=text,
            since=since if place != 7 else _day(9, 1),
            due_on=due_on,
            executor=_holder(school, role),
            role=role,
            section=section,
            objective=aims[place % len(aims)] if place % 2 else None,
            clauses=("A2-2",),
            outcome="протокол" if place % 3 == 0 else "маалымкат",
            heard_at="Педагогикалык кеңеш" if place % 3 == 0 else "",
        )
        changes.add(plan, measure, by=None, at=PLANNED)
    for union in unions[:-1]:
        measure = Measure(
            text=f"{union.name_ky}: чейректин жыйынтыгын талкуулап, сунуш даярдоо",
            since=_day(11, 9),
            due_on=_day(11, 24),
            role="mo",
            section=Section.METHODS,
            body=union,
            objective=aims[0],
            clauses=("B3.5-6",),
            outcome="протокол",
        )
        changes.add(plan, measure, by=None, at=PLANNED)
    return plan


def _approve_plans(school: Organisation) -> None:
    """Let the August council adopt the plans of the year, and the director approve them."""
    day = APPROVED.date()
    councils = [row for row in bodies.bodies(day) if row.kind == BodyKind.PED_COUNCIL]
    head = people.director(day)
    if not councils or head is None:
        return
    for number, subject in enumerate((Subject.SCHOOL, Subject.QUALITY, Subject.CONTROL), 58):
        plan = Plan.objects.get(year=RUNNING, level=PlanLevel.ANNUAL, subject=subject)
        edition = paper.write(plan, by=None, at=PLANNED)
        documents.adopt(edition, Adoption(councils[0], "1", day), by=None, at=APPROVED)
        order = Approval(head, str(number), day)
        paper.approve(plan, order, since=day, by=None, at=APPROVED)


def _strategic(school: Organisation, aims: list[Objective]) -> None:
    frame = replace(
        _frame(school, Subject.SCHOOL, "Мектепти өнүктүрүүнүн стратегиялык планы, 2025–2029"),
        level=PlanLevel.STRATEGIC,
        year=2025,
        last_year=2028,
    )
    plan = changes.make(school, frame, by=None, at=PLANNED)
    for text, year, aim in (
        ("Сапатты баалоонун ички тутумун толук ишке киргизүү", 2026, aims[0]),
        ("Ар бир предметте текшерилген тапшырмалар банкын түзүү", 2027, aims[1]),
        ("Табигый илимдер кабинеттерин жаңыртуу", 2028, aims[3]),
    ):
        measure = Measure(
            text,
            date(2025, 9, 1),
            date(year + 1, 5, 25),
            _holder(school, "director"),
            objective=aim,
        )
        changes.add(plan, measure, by=None, at=PLANNED)


def _cycle(school: Organisation, at: datetime) -> None:
    chosen = [Chosen(one, one.since, one.due_on) for one in cycle_reads.proposals(RUNNING)]
    cycle.lay_out(school, RUNNING, chosen, by=None, at=PLANNED)
    for plan in Plan.objects.filter(subject=Subject.CONTROL, level=PlanLevel.ANNUAL):
        changes.publish(plan, by=None, at=PLANNED)


def _improvement(school: Organisation) -> None:
    frame = _frame(school, Subject.IMPROVEMENT, "Жакшыртуу иш-чараларынын планы, 2026–2027")
    plan = changes.make(school, frame, by=None, at=PLANNED)
    for text, code, answers, day in (
        ("Математика боюнча кошумча сабактарды уюштуруу", "R-02", "I чейректин сапаты", (10, 20)),
        ("Катышуусу төмөн окуучулардын үй-бүлөсүнө баруу", "P-24", "Катышуу төмөндөдү", (11, 6)),
        ("Китепкананын иш убактысын узартуу", "", "Ата-энелердин сунушу", (12, 18)),
    ):
        measure = Measure(
            text,
            _day(9, 14),
            _day(*day),
            _holder(school, "dep_academic"),
            section=Section.QUALITY,
            answers=answers,
            answers_indicator=code,
            clauses=("A4-11",),
        )
        changes.add(plan, measure, by=None, at=PLANNED)


def _happen(school: Organisation, at: datetime) -> None:
    """Let what is due be done, late, moved or dropped, as life goes."""
    today = min(at.date(), date(RUNNING, 11, 22))
    rows = list(reads.leaves().filter(due_on__lte=today, plan__year=RUNNING))
    for place, row in enumerate(rows):
        if place % 9 == 4:
            continue
        if place % 9 == 7 and row.due_on > date(RUNNING, 10, 1):
            _put_off(row, at)
            continue
        if place % 23 == 11:
            changes.drop(row, reason="Башка иш-чарага кошулду.", by=None, at=_at(row.due_on))
            continue
        day = date.fromordinal(row.due_on.toordinal() + (4 if place % 6 == 5 else -1))
        day = min(max(day, row.since), today)
        changes.finish(row, on=day, result=_result(place), by=None, at=at)


def _result(place: int) -> str:
    return ("Аткарылды, маалымкат жазылды.", "Аткарылды, протокол бар.", "Өткөрүлдү.")[place % 3]


def _put_off(row: PlanItem, at: datetime) -> None:
    to = date.fromordinal(row.due_on.toordinal() + 28)
    changes.move(row, to=to, reason="Аба ырайына байланыштуу жылдырылды.", by=None, at=at)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def _policy(school: Organisation) -> None:
    if policy_reads.policy(APPROVED.date()).document is not None:
        return
    draft = policies.begin(school, by=None, at=PLANNED)
    opening = "Мектеп билим берүүнүн сапатын ачык өлчөп, натыйжага таянып жакшыртат."
    policies.write_opening(draft, opening, by=None, at=PLANNED)
    for code, text in (
        (SectionCode.LONG_TERM, "Саясат өнүгүү стратегиясынын негизги максатына таянат."),
        (SectionCode.FUTURE, "Алдыдагы жылдын иш-чаралары жылдык планда турат."),
        (SectionCode.SATISFACTION, "Канааттануу жылына эки жолу сурамжылоо менен өлчөнөт."),
        (SectionCode.REQUIREMENTS, "Кызыкдар тараптардын талаптары каттоодо жүргүзүлөт."),
        (SectionCode.RESOURCES, "Керектүү ресурстар максаттарга байланыштырылып пландалат."),
    ):
        taken = policy_reads.from_records(code, PLANNED.date()) or None
        policies.write_section(draft, code, text, taken=taken, by=None, at=PLANNED)
    _sign(school, draft)


def _sign(school: Organisation, draft: PolicyEdition) -> None:
    day = APPROVED.date()
    councils = [row for row in bodies.bodies(day) if row.kind == BodyKind.PED_COUNCIL]
    head = people.director(day)
    plan = next((row for row in reads.plans(RUNNING) if row.subject == Subject.QUALITY), None)
    if not councils or head is None or plan is None:
        return
    documents.adopt(draft.edition, Adoption(councils[0], "1", day), by=None, at=APPROVED)
    agreement = Agreement(agrees=True, plan=plan, note="Негизги максатка кызмат кылат.")
    order = Approval(head, "62", day)
    policies.approve(draft, order, agreement, since=day, by=None, at=APPROVED)
