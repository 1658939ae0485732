"""Signals of a fictional school: watched after each term, some answered, some still open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.monitoring import changes, reads
from sapat.check.monitoring.models import Signal
from sapat.check.monitoring.rules import Answered, State
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

TERMS_BACK = 3
"""So many terms back the watching begins: so that forecasts can be compared."""
AFTER_TERM = timedelta(days=9)
"""When after its last day the figures of a term are watched."""
DATA = "D"
"""Stands for the checks of the data where an indicator has its letter."""
THIRD = 3
"""Of the newest signals each third has no answer yet."""


@dataclass(frozen=True)
class Story:
    """How a signal was answered: after how many days, in which words, for which causes."""

    state: State
    days: int
    words: str
    named: tuple[tuple[str, str], ...]
    begun: str = ""
    about: str = "RPQM"
    """First letters of the indicators it fits."""


STORIES = (
    Story(
        State.ACTED_ON,
        6,
        "Класс жетекчи менен предметтик мугалимдердин чогулушунда каралды: окуучулар темаларды "
        "калтырып кеткен.",
        (("gaps", ""), ("absence", "")),
        "Жумасына эки кошумча сабак, директордун № 62 буйругу",
    ),
    Story(
        State.EXPLAINED,
        4,
        "Чейректин үч жумасында сасык тумоо боюнча карантин болду, катышуу ошондон түштү.",
        (("epidemic", ""), ("absence", "")),
    ),
    Story(
        State.ACCEPTED,
        11,
        "Имараттын аянты ушул окуу жылында өзгөрбөйт, райондук бөлүмгө кат жазылган.",
        (("premises", ""),),
        about="C",
    ),
    Story(
        State.ACTED_ON,
        12,
        "Жабдуулардын тизмеси такталды, жетпегени жергиликтүү бюджеттен суралды.",
        (("equipment", ""), ("premises", "")),
        "Айыл өкмөтүнө кат, № 31",
        about="CX",
    ),
    Story(
        State.ACTED_ON,
        9,
        "Экзамендин тапшырмалары боюнча талдоо жүргүзүлдү: баа коюу талаптары бирдей эмес экен.",
        (("marking", ""), ("method", "")),
        "Усулдук бирикменин жыйыны: баалоонун бирдиктүү критерийлери, № 4 протокол",
        about="R",
    ),
    Story(
        State.EXPLAINED,
        14,
        "Пахта жана картошка жыюу учурунда жогорку класстын окуучулары үй-бүлөсүнө жардамдашкан.",
        (("season_work", ""), ("absence", "")),
    ),
    Story(
        State.ACTED_ON,
        8,
        "Мугалим декреттик өргүүгө чыккан, ордуна башка предметтин мугалими кирип турган.",
        (("vacancy", ""), ("programme_behind", "")),
        "Вакансия жарыяланды, сабактар бөлүштүрүлдү, № 58 буйрук",
        about="P",
    ),
    Story(
        State.EXPLAINED,
        21,
        "Ата-энеси чет өлкөдө иштеген окуучулар көбөйгөн, үйдө көзөмөл аз.",
        (("migration", ""), ("home_support", "")),
    ),
    Story(
        State.ACCEPTED,
        5,
        "Жаңы ченем быйыл кабыл алынган, ага жетүү үчүн эки жыл берилген.",
        (("norm_changed", ""),),
        about="RPCXQM",
    ),
    Story(
        State.EXPLAINED,
        7,
        "Журналдын бир бөлүгү кеч киргизилген, себеби айылда интернет үзгүлтүккө учураган.",
        (("data_error", ""), ("", "Интернеттин үзүлүшү")),
        about="PD",
    ),
)


@transaction.atomic
def live(school: Organisation, *, at: datetime) -> None:
    """Watch the school after each of the last terms, and answer what is old enough."""
    ground = ground_of(school, at=at)
    terms = [term for term in ground.known if (term.year, term.number) in ground.brought]
    number = 0
    for term in terms[-TERMS_BACK:]:
        when = _after(ground, term, at)
        changes.watch(school, at=when, upto=term, ground=ground)
        number = _answer(school, when, at, number, is_new=term == terms[-1])
    changes.watch(school, at=at)


def _after(ground: Ground, term: TermCode, at: datetime) -> datetime:
    """Return the moment some days after a term, in the morning, and never after now."""
    ends = ground.days(term)[1] + AFTER_TERM
    return min(at, at.replace(year=ends.year, month=ends.month, day=ends.day, hour=4, minute=0))


def _answer(
    school: Organisation, when: datetime, at: datetime, number: int, *, is_new: bool
) -> int:
    """Answer the open signals, one story after the other; return how many were told so far."""
    with within(school):
        rows = list(reads.open_now())
        people = _people(school, when)
    for at_place, row in enumerate(rows):
        if is_new and at_place % THIRD == 0:
            continue
        fitting = [
            story for story in STORIES if (row.indicator[:1] or DATA) in story.about
        ] or STORIES
        story = fitting[number % len(fitting)]
        number += 1
        _told(row, story, min(at, when + timedelta(days=story.days)), people)
    return number


def _told(row: Signal, story: Story, on: datetime, people: list[Person]) -> None:
    person = people[row.pk % len(people)] if people else None
    if row.side == "better":
        words = "Жаңы иш тартиби натыйжа берди; тажрыйба усулдук бирикмеде бөлүшүлдү."
        story = Story(State.EXPLAINED, story.days, words, (("good_practice", ""),))
    answered = Answered(story.state, story.words, story.begun)
    changes.answer(row, answered, person=person, by=None, at=on, named=story.named)


def _people(school: Organisation, when: datetime) -> list[Person]:
    """Return who answers: the deputy for academic work and the heads of unions."""
    day = when.date()
    return [
        person for role in (Role.DEP_ACADEMIC, Role.MO) for person in holders(school, role, day)[:1]
    ]
