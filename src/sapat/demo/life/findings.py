"""Findings of a fictional school and what was done: one worked, one did not, one is too early."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, make_aware

from sapat.act.actions import changes as actions
from sapat.act.actions import reads
from sapat.act.actions.changes import Intent, Look, Step
from sapat.act.actions.models import Action
from sapat.act.actions.rules import Kind, Verdict
from sapat.check.findings import changes
from sapat.check.findings.changes import Seen, Why
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Grade, Origin
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

JUDGED_AFTER = timedelta(days=70)


@dataclass(frozen=True)
class Story:
    """What was found so many days ago, why, and how what was done about it ended."""

    days: int
    title: str
    text: str
    grade: Grade
    origin: Origin
    indicator: str
    whys: tuple[tuple[str, str], ...]
    """From the first “why?” to the root: words and factor."""
    action: str = ""
    kind: Kind = Kind.CORRECTIVE
    steps: tuple[str, ...] = ()
    verdict: Verdict | None = None
    said: str = ""
    group: str = ""
    clause: str = ""


STORIES = (
    Story(
        days=330,
        title="Математикадан кириш текшерүүнүн жыйынтыгы ченемден төмөн",
        text="5–6-класстарда окуучулардын жарымынан азы негизги тапшырмаларды аткарды.",
        grade=Grade.MAJOR,
        origin=Origin.SIGNAL,
        indicator="R-01",
        whys=(
            ("Окуучулар бөлчөктөрдү өздөштүрүшкөн эмес", "gaps"),
            ("Башталгыч класста бул темага аз саат берилген", "programme_behind"),
        ),
        action="Бөлчөктөр боюнча кошумча сабактарды өткөрүү",
        steps=("Графикти түзүү", "Жумасына эки сабак өткөрүү", "Текшерүү ишин алуу"),
        verdict=Verdict.WORKED,
        said="Эки чейректен кийин билим сапаты өстү, ал кокустуктан чоңураак.",
    ),
    Story(
        days=300,
        title="Кыргыз тилинен сабак калтыруулар көп",
        text="Үч класста сабактардын ондон бир бөлүгү себепсиз калтырылган.",
        grade=Grade.MINOR,
        origin=Origin.DATA,
        indicator="C-05",
        whys=(("Ата-энелерге билдирүү кечигип келет", "absence"),),
        action="Ата-энелерге ошол эле күнү билдирүү жиберүү",
        kind=Kind.PREVENTIVE,
        steps=("Билдирүүнүн үлгүсүн даярдоо", "Класс жетекчилерин үйрөтүү"),
        verdict=Verdict.FAILED,
        said="Көрсөткүч өзгөргөн жок: айырма кокустуктун чегинде калды.",
        clause="B4.2-8",
    ),
    Story(
        days=130,
        title="Химия кабинетинде реактивдердин бир бөлүгү жетишсиз",
        text="Санитардык текшерүүнүн баракчасында 12 аталыштын үчөө жок деп белгиленген.",
        grade=Grade.MINOR,
        origin=Origin.EXTERNAL,
        indicator="P-01",
        whys=(("Сатып алуу өтүнмөсү кеч берилген", "premises"),),
        action="Реактивдерди сатып алуу жана каттоо дептерин ачуу",
        steps=("Өтүнмө берүү", "Кабыл алуу", "Каттоо дептерин ачуу"),
        verdict=Verdict.TOO_EARLY,
        said="Бир гана чейректин маалыматы бар: айтууга али эрте.",
    ),
    Story(
        days=40,
        title="Чейректик баалар менен текшерүү иштеринин ортосунда айырма бар",
        text="Эки предметте баалар текшерүү ишинин жыйынтыгынан бийик; текшерүү керек.",
        grade=Grade.REMARK,
        origin=Origin.SIGNAL,
        indicator="R-03",
        whys=(("Баалоонун критерийлери ар башка түшүнүлөт", "method"),),
        action="Баалоонун критерийлери боюнча усулдук бирикменин семинары",
        steps=("Иштерди чогуу текшерүү", "Критерийлерди макулдашуу"),
    ),
    Story(
        days=4,
        title="Жаңы кызматкер саясат менен таанышкан эмес",
        text="Таанышуу баракчасында колу жок.",
        grade=Grade.MINOR,
        origin=Origin.DUTY,
        indicator="Q-02",
        whys=(),
        clause="A5-7",
    ),
    Story(
        days=25,
        title="Башталгыч класстардын окуу клубу",
        text="Жума сайын ата-энелер менен бирге окуу: катышуу туруктуу.",
        grade=Grade.GOOD,
        origin=Origin.OBSERVATION,
        indicator="",
        whys=(),
    ),
)


def live(school: Organisation, *, at: datetime) -> None:
    """Write findings in every state, with actions of which one worked and one did not."""
    day = localdate(at)
    cast = _cast(school, day)
    for story in STORIES:
        Telling(school, day, cast).tell(story)


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
    """Leads the stories of one school through their steps."""

    school: Organisation
    day: date
    cast: dict[str, Person]

    def at(self, story: Story, after: int = 0) -> datetime:
        """Return the moment so many days after a story began, never in the future."""
        when = self.day - timedelta(days=max(0, story.days - after))
        return make_aware(datetime.combine(when, time(10)))

    def tell(self, story: Story) -> None:
        """Write a finding and lead it as far as the story goes."""
        by = self.cast["judges"]
        seen = Seen(
            story.title,
            story.grade,
            story.origin,
            self.day - timedelta(days=story.days),
            text=story.text,
            indicator=story.indicator,
            group=story.group,
            clause=story.clause,
        )
        row = changes.write(
            self.school, seen, person=self.cast["finds"], by=None, at=self.at(story)
        )
        if not story.whys and story.grade != Grade.GOOD:
            return
        changes.confirm(
            row,
            owner=self.cast["answers"],
            due_on=self.day - timedelta(days=story.days - 150),
            person=by,
            by=by.user,
            at=self.at(story, 2),
        )
        self.explain(row, story)
        if story.action:
            self.act(row, story)

    def explain(self, row: Finding, story: Story) -> None:
        """Name the causes down to the root."""
        above = None
        for number, (words, factor) in enumerate(story.whys, 1):
            why = Why(words, above, factor, is_root=number == len(story.whys))
            above = changes.name_cause(
                row, why, person=self.cast["answers"], by=None, at=self.at(story, 5)
            )

    def act(self, row: Finding, story: Story) -> None:
        """Open an action, carry it out, and judge what can be judged."""
        begun = self.day - timedelta(days=story.days)
        intent = Intent(
            story.kind,
            story.action,
            self.cast["answers"],
            begun + timedelta(days=45),
            finding=row,
            indicator=story.indicator,
            expected="Көрсөткүч ченемге жетет",
            effect_by=begun + timedelta(days=130),
        )
        by = self.cast["judges"]
        one = actions.open_action(self.school, intent, person=by, by=by.user, at=self.at(story, 6))
        actions.plan(one, [Step(text) for text in story.steps], by=None, at=self.at(story, 7))
        actions.begin(one, by=None, at=self.at(story, 8))
        self.carry_out(one, story)
        if story.verdict:
            self.judge(row, one, story)

    def carry_out(self, one: Action, story: Story) -> None:
        """Tick the steps off; only what is to be judged is finished."""
        with within(self.school):
            steps = reads.steps(one)
        for step in steps if story.verdict else steps[:1]:
            actions.tick_off(step, done=True, by=None, at=self.at(story, 30))
        if story.verdict:
            actions.finish(one, "Бардык кадамдар аткарылды.", by=None, at=self.at(story, 40))

    def judge(self, row: Finding, one: Action, story: Story) -> None:
        """Let somebody else judge the effect; close what was shown to work."""
        by, when = self.cast["judges"], self.at(story, 40 + JUDGED_AFTER.days)
        again = self.day + timedelta(days=60)
        look = Look(story.verdict or "", story.said, look_again_on=again)
        actions.judge(one, look, person=by, by=by.user, at=when)
        if story.verdict == Verdict.WORKED:
            changes.close(row, story.said, person=by, by=by.user, at=when)
