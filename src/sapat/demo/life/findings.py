"""Findings of a fictional school and what was done: one worked, one did not, one is too early.

Those three stand on figures that are planted (see `sapat.demo.planted`): the verdict is what the
figures say of them, in the school whose figures they are.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import translation
from django.utils.timezone import localdate, make_aware

from sapat.act.actions import changes as actions
from sapat.act.actions import reads
from sapat.act.actions.changes import Intent, Look, Step
from sapat.act.actions.models import Action
from sapat.act.actions.rules import Kind, Verdict
from sapat.check.effects.reads import effect_of
from sapat.check.effects.rules import Verdict as Effected
from sapat.check.findings import changes
from sapat.check.findings.changes import Seen, Source, Why
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Grade, Origin
from sapat.check.measuring.ground import ground_of
from sapat.check.monitoring import changes as signals
from sapat.check.monitoring.models import Signal
from sapat.check.monitoring.rules import Side
from sapat.core.rights import Role
from sapat.plan.processes.models import Process
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import SchoolType
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

SAID = {
    Effected.WORKED: Verdict.WORKED,
    Effected.WORSE: Verdict.FAILED,
    Effected.NO_CHANGE: Verdict.FAILED,
    Effected.TOO_EARLY: Verdict.TOO_EARLY,
    Effected.CANNOT_TELL: Verdict.TOO_EARLY,
}
"""What the figures say -> what is judged."""
AGAIN = timedelta(days=60)
"""When it is looked at again, where it was too early."""


@dataclass(frozen=True)
class Story:
    """What was found on a day or so many days ago, why, and what was done about it by when."""

    title: str
    text: str
    grade: Grade
    origin: Origin
    indicator: str
    whys: tuple[tuple[str, str], ...]
    """From the first “why?” to the root: words and factor."""
    days: int = 0
    on: date | None = None
    """The day, for a story whose figures lie in the files; else it is so many days ago."""
    action: str = ""
    kind: Kind = Kind.CORRECTIVE
    steps: tuple[str, ...] = ()
    done: int = 0
    """Days from the finding to the end of the work; 0: it goes on."""
    judged: int = 0
    """Days from the finding to the judgement; 0: nobody has judged it."""
    process: str = ""
    clause: str = ""
    ordered: str = ""
    """What the director decides upon it and orders, see `turn`."""
    where: frozenset[str] = frozenset()
    """The types of schools whose files it stands on; empty: any."""


DAY = frozenset({SchoolType.BASIC, SchoolType.FULL})
AFAR = frozenset({SchoolType.CORRESPONDENCE})
STORIES = (
    Story(
        title="Сабактар электрондук журналга кеч жазылат",
        text="Окуу жылынын аягында ар бир төртүнчү сабак журналга үч күндөн кийин жазылган.",
        grade=Grade.MAJOR,
        origin=Origin.CONTROL,
        indicator="P-08",
        whys=(
            ("Мугалимдер журналды жума аягында бир жолу толтурушат", "workload"),
            ("Журналдын толтурулушун эч ким күн сайын карабайт", "control"),
        ),
        on=date(2026, 6, 4),
        action="Журналдарды күн сайын текшерүү жана кечиккендерге эскертүү",
        steps=("Жооптууну дайындоо", "Текшерүүнүн тартибин түшүндүрүү", "Эскертүүнү киргизүү"),
        done=85,
        judged=165,
        process="teaching",
        clause="B4.3-10",
        ordered="Электрондук журналдын толтурулушу күн сайын текшерилсин",
        where=DAY,
    ),
    Story(
        title="Сабак калтыруулар көп",
        text="Апрель–май айларында сабактардын ондон бир бөлүгү калтырылган.",
        grade=Grade.MINOR,
        origin=Origin.DATA,
        indicator="P-24",
        whys=(("Ата-энелерге билдирүү кечигип келет", "home_support"),),
        on=date(2026, 5, 25),
        action="Ата-энелерге ошол эле күнү билдирүү жиберүү",
        kind=Kind.PREVENTIVE,
        steps=("Билдирүүнүн үлгүсүн даярдоо", "Класс жетекчилерин үйрөтүү"),
        done=95,
        judged=175,
        process="upbringing",
        clause="B4.2-4",
        where=DAY,
    ),
    Story(
        title="Зачёттор мөөнөтүнөн кеч тапшырылат",
        text="Эки сессия катары менен ар бир онунчу зачёт кечигип тапшырылган.",
        grade=Grade.MAJOR,
        origin=Origin.CONTROL,
        indicator="P-25",
        whys=(
            ("Угуучулар мөөнөттү сессиянын акыркы жумасында гана билишет", "timetable"),
            ("Зачёттордун графиги сессиянын башында жарыяланбайт", "control"),
        ),
        on=date(2025, 12, 19),
        action="Зачёттордун графигин сессияга чейин жарыялоо жана жума сайын эскертүү",
        steps=("Графикти түзүү", "Угуучуларга жөнөтүү", "Эскертүүнү баштоо"),
        done=45,
        judged=185,
        process="teaching",
        clause="A1.2-1",
        ordered="Зачёттордун графиги сессия башталганга чейин жарыялансын",
        where=AFAR,
    ),
    Story(
        title="Билим сапаты ченемден төмөн",
        text="Үч сессия катары менен билим сапаты эки угуучунун биринен азында.",
        grade=Grade.MINOR,
        origin=Origin.DATA,
        indicator="R-02",
        whys=(("Угуучулар консультацияга сейрек келишет", "absence"),),
        on=date(2026, 5, 25),
        action="Консультациялардын убактысын кечке жылдыруу",
        kind=Kind.PREVENTIVE,
        steps=("Угуучулардан сурамжылоо", "Графикти өзгөртүү"),
        done=87,
        judged=175,
        process="teaching",
        clause="B4.1-1",
        where=AFAR,
    ),
    Story(
        title="Окутуу сапаты жана билимдин орточо деңгээли төмөндөдү",
        text="Окуу жылынын башындагы текшерүү иштеринин жыйынтыгы өткөн жылдыкынан төмөн.",
        grade=Grade.MINOR,
        origin=Origin.SIGNAL,
        indicator="R-03",
        whys=(("Жайкы тыныгуудан кийин кайталоо сабактары өткөрүлгөн эмес", "gaps"),),
        on=date(2026, 9, 4),
        action="Кайталоо сабактарын календардык планга киргизүү",
        steps=("Темаларды тандоо", "Пландарга киргизүү", "Сабактарды өткөрүү"),
        done=20,
        judged=70,
        process="teaching",
        clause="B4.1-1",
    ),
    Story(
        title="Чейректик баалар менен текшерүү иштеринин ортосунда айырма бар",
        text="Эки предметте баалар текшерүү ишинин жыйынтыгынан бийик; текшерүү керек.",
        grade=Grade.REMARK,
        origin=Origin.SIGNAL,
        indicator="R-09",
        whys=(("Баалоонун критерийлери ар башка түшүнүлөт", "method"),),
        days=40,
        action="Баалоонун критерийлери боюнча усулдук бирикменин семинары",
        steps=("Иштерди чогуу текшерүү", "Критерийлерди макулдашуу"),
        process="assessment",
    ),
    Story(
        title="Жаңы кызматкер саясат менен таанышкан эмес",
        text="Таанышуу баракчасында колу жок.",
        grade=Grade.MINOR,
        origin=Origin.DUTY,
        indicator="Q-02",
        whys=(),
        days=4,
        clause="A5-7",
    ),
    Story(
        title="Башталгыч класстардын окуу клубу",
        text="Жума сайын ата-энелер менен бирге окуу: катышуу туруктуу.",
        grade=Grade.GOOD,
        origin=Origin.OBSERVATION,
        indicator="",
        whys=(),
        days=25,
    ),
)
WAIT_DAYS = 45
"""Days the effect of the planted actions is awaited: about half a quarter of weeks."""


def live(school: Organisation, *, at: datetime) -> None:
    """Write findings in every state, with actions of which one worked and one did not."""
    day = localdate(at)
    cast = _cast(school, day)
    for story in STORIES:
        telling = Telling(school, day, cast, story)
        fits = not story.where or school.edition(day).school_type in story.where
        if fits and telling.begins <= day:
            telling.tell()


def _cast(school: Organisation, day: date) -> dict[str, Person]:
    """Return who finds, who answers, and who judges."""
    found: dict[str, Person] = {}
    parts = {
        "finds": (Role.AUDITOR, Role.MO, Role.TEACHER),
        "answers": (Role.MO, Role.UNIT_HEAD, Role.DEP_UPBRINGING, Role.TEACHER),
        "judges": (Role.DEP_ACADEMIC, Role.DIRECTOR),
    }
    for part, roles in parts.items():
        people = [person for role in roles for person in holders(school, role, day)[:1]]
        found[part] = people[0]
    return found


@dataclass(frozen=True)
class Telling:
    """Leads one story of a school through its steps, as far as the day allows."""

    school: Organisation
    day: date
    cast: dict[str, Person]
    story: Story

    @property
    def begins(self) -> date:
        """Return the day of the finding: of its signal, where one tells of the same figure."""
        return self.story.on or self.day - timedelta(days=self.story.days)

    def at(self, after: int = 0) -> datetime:
        """Return the moment so many days after the story began, never in the future."""
        when = min(self.day, self.begins + timedelta(days=after))
        return make_aware(datetime.combine(when, time(10)))

    def has_come(self, after: int) -> bool:
        """Answer whether the day so long after the beginning has come, where there is one."""
        return bool(after) and self.begins + timedelta(days=after) <= self.day

    def tell(self) -> None:
        """Write a finding and lead it as far as the story goes."""
        story, by = self.story, self.cast["judges"]
        signal = self.signal()
        row = changes.write(
            self.school, self.seen(signal), person=self.cast["finds"], by=None, at=self.at()
        )
        if signal:
            words = f"{row.name} {row.title}"[:200]
            signals.act_on(signal, words, words=row.text, person=by, by=by.user, at=self.at())
        if not story.whys and story.grade != Grade.GOOD:
            return
        due_on = self.begins + timedelta(days=200)
        changes.confirm(
            row, owner=self.cast["answers"], due_on=due_on, person=by, by=by.user, at=self.at(2)
        )
        self.explain(row)
        if story.action:
            self.act(row)

    def signal(self) -> Signal | None:
        """Return the open signal of the same figure that was raised before, if there is one."""
        with within(self.school):
            rows = Signal.objects.filter(
                indicator=self.story.indicator,
                side=Side.WORSE,
                person__isnull=True,
                part_of__isnull=True,
                answered_at__isnull=True,
                raised_at__lte=self.at(),
            )
            found: Signal | None = rows.order_by("-raised_at", "pk").first()
        return found if self.story.on else None

    def seen(self, signal: Signal | None) -> Seen:
        """Return what was found, with its source and its process."""
        story = self.story
        source = Source()
        if signal:
            label = f"{signal.indicator} · {signal.term}"
            source = Source(signal.finding_key, label, "check:signal", (str(signal.pk),))
        with within(self.school):
            process = Process.objects.filter(code=story.process, until__isnull=True).first()
        return Seen(
            story.title,
            story.grade,
            Origin.SIGNAL if signal else story.origin,
            self.begins,
            text=story.text,
            source=source,
            indicator=story.indicator,
            clause=story.clause,
            process=process,
        )

    def explain(self, row: Finding) -> None:
        """Name the causes down to the root."""
        above, whys = None, self.story.whys
        for number, (words, factor) in enumerate(whys, 1):
            why = Why(words, above, factor, is_root=number == len(whys))
            above = changes.name_cause(
                row, why, person=self.cast["answers"], by=None, at=self.at(5)
            )

    def act(self, row: Finding) -> None:
        """Open an action, carry it out, and judge what can be judged."""
        story, by = self.story, self.cast["judges"]
        due_on = self.begins + timedelta(days=story.done or 60)
        intent = Intent(
            story.kind,
            story.action,
            self.cast["answers"],
            due_on,
            finding=row,
            indicator=story.indicator,
            expected="Көрсөткүч ченемге жетет",
            effect_by=due_on + timedelta(days=75),
            wait_days=WAIT_DAYS,
        )
        one = actions.open_action(self.school, intent, person=by, by=by.user, at=self.at(6))
        actions.plan(one, [Step(text) for text in story.steps], by=None, at=self.at(7))
        actions.begin(one, by=None, at=self.at(8))
        with within(self.school):
            steps = reads.steps(one)
        for step in steps if self.has_come(story.done) else steps[:1]:
            actions.tick_off(step, done=True, by=None, at=self.at(story.done or 9))
        if self.has_come(story.done):
            one = actions.finish(one, "Бардык кадамдар аткарылды.", by=None, at=self.at(story.done))
            if self.has_come(story.judged):
                self.judge(row, one)

    def judge(self, row: Finding, one: Action) -> None:
        """Let somebody else judge the effect by the figures; close what was shown to work."""
        by, when = self.cast["judges"], self.at(self.story.judged)
        ground = ground_of(self.school)
        done_on = one.done_on or self.day
        found = effect_of(self.school, indicator=one.indicator, since=done_on, ground=ground)
        verdict = SAID[found.verdict]
        with translation.override("ky"):
            words, kept = found.sentence, found.kept
        look = Look(verdict, words, kept, look_again_on=self.day + AGAIN)
        actions.judge(one, look, person=by, by=by.user, at=when)
        if verdict == Verdict.WORKED:
            changes.close(row, words, person=by, by=by.user, at=when)
