"""Management reviews of a fictional school: one of last half-year, approved; the next prepared.

Of its decisions one is carried out, one is past its term, one waits; its resource was granted.
"""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.wording import Resolution
from sapat.act.meetings.rules import school_year
from sapat.act.reviews import changes, reads
from sapat.act.reviews.changes import Conclusion, Plan
from sapat.act.reviews.effectiveness import trend
from sapat.act.reviews.models import Review
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.regulations.reads import readings
from sapat.plan.resources import changes as resources
from sapat.plan.resources.changes import Ruling, Wish
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

HELD, NEXT = timedelta(days=152), timedelta(days=24)
LOOKED_AT = timedelta(days=182)

SAID = {
    "objectives": ("improve", "Максаттардын аткарылышы чейрек сайын каралсын."),
    "indicators": ("improve", "Нормадан төмөн көрсөткүчтөр боюнча иш улантылсын."),
    "actions": ("improve", "Натыйжасы текшерилбеген иш-аракеттер калбасын."),
}
LACKING = ("bad", "Бул боюнча маалымат жок: кийинки талдоого чейин даярдалсын.")
USUAL = ("good", "Эскертүү жок.")
DECISIONS = (
    ("Ички аудиттердин жылдык программасы түзүлүп, буйрук менен бекитилсин", 60, True),
    ("Ата-энелерди сурамжылоонун жообу 60 пайызга жеткирилсин", 120, False),
    ("Математика мугалимдери үчүн өз ара сабакка катышуу уюштурулсун", 200, False),
)
PROVED_THEN = 41.5
"""Per cent of the clauses that were proved on the day: only the review has kept it."""


def live(school: Organisation, *, at: datetime) -> None:
    """Hold the review of last half-year and prepare the next."""
    day = localdate(at)
    director = holders(school, Role.DIRECTOR, day).first()
    deputy = holders(school, Role.DEP_ACADEMIC, day).first()
    teachers = list(holders(school, Role.TEACHER, day)[:2])
    if not director or not deputy or not teachers:
        return
    then = at - HELD
    held = localdate(then)
    plan = Plan(held, held - LOOKED_AT, deputy)
    row = changes.plan(school, plan, by=None, at=then - timedelta(days=30))
    with within(school):
        count = sum(len(one.clauses) for one in readings(day))
        seen = trend(Question(school, held))
    seen["clauses"] = [
        [year, PROVED_THEN, count] if year == school_year(held) else [year, value, n]
        for year, value, n in seen["clauses"]
    ]
    changes.freeze(row, seen, person=deputy, by=None, at=then)
    with within(school):
        _judge(row, director, at=then)
        _decide(row, [deputy, teachers[0], teachers[-1]], director, at=then)
        said = Conclusion(
            "yes",
            "partly",
            "Система мектепке ылайыктуу, бирок аудит жана кайтарым байланыш толук иштей элек. "
            "Кийинки жарым жылда ушул экөөнө көңүл бурулат.",
        )
        row = changes.conclude(row, said, by=None, at=then)
        shown = reads.digest(row)
    changes.approve(row, shown, person=None, by=None, at=then + timedelta(days=3))
    following = Plan(day + NEXT, held + timedelta(days=1), deputy)
    changes.plan(school, following, by=None, at=at - timedelta(days=10))


def _judge(row: Review, director: Person, *, at: datetime) -> None:
    edition = reads.edition_of(row)
    for one in reads.inputs_of(edition) if edition else ():
        judgement, words = LACKING if one.is_lacking else SAID.get(one.code, USUAL)
        changes.judge(one, judgement, words, person=director, by=None, at=at)


def _decide(row: Review, owners: list[Person], director: Person, *, at: datetime) -> None:
    day = localdate(at)
    for owner, (text, days, is_done) in zip(owners, DECISIONS, strict=True):
        wanted = Resolution(text, owner, director, day + timedelta(days=days))
        decision = changes.decide(row, wanted, on=day, by=None, at=at)
        if is_done:
            later = at + timedelta(days=days - 5)
            words = "Программа түзүлүп, бекитилди."
            decision = decisions.report_done(decision, words, person=None, by=None, at=later)
            decisions.confirm(decision, "Текшерилди.", person=None, by=None, at=later)
    wish = Wish(
        "training",
        "Ички аудиторлорду окутуу, эки адам",
        "Мектепте окутулган аудитор жок",
        day,
        day + timedelta(days=90),
    )
    asked = changes.ask_resource(row, wish, asker=director, by=None, at=at).request
    ruling = Ruling(granted=True, on=day + timedelta(days=7), order_number="31-Н")
    resources.decide(asked, ruling, decider=director, by=None, at=at + timedelta(days=7))
