"""What the bodies of a fictional school took up and decided, told as data."""

from dataclasses import dataclass
from datetime import date

from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.school.bodies.rules import BodyKind

SIGNED, MINUTED = "signed", "minuted"
LAST = RUNNING - 1


@dataclass(frozen=True)
class Taken:
    """A decision, and what became of it."""

    key: str
    on: str
    text: str
    owner: Role
    days: int
    ground: tuple[str, str, str] | None = None
    aim: tuple[str, str, int] | None = None
    report: str = ""
    only_reported: bool = False
    effect: tuple[str, str, date | None] | None = None
    against: int = 0
    fails: bool = False
    for_consumers: bool = False
    carried_to: date | None = None


@dataclass(frozen=True)
class Planned:
    """A meeting of the first body of a kind."""

    kind: BodyKind
    day: date
    theme: str = ""
    questions: tuple[str, ...] = ()
    decisions: tuple[Taken, ...] = ()
    leaves_out: str = ""
    hears: bool = False
    state: str = SIGNED


COUNCIL, UNION = BodyKind.PED_COUNCIL, BodyKind.MO
HEAD, PARENTS = BodyKind.DIRECTORS_MEETING, BodyKind.PARENTS
DAY_STARTS = "Сабактын башталыш убактысы"

HEARD = {
    "old_decisions": "Мурунку кеңешменин чечимдери боюнча маалымат угулду: аткарылганы белгиленди, "
    "аткарылбаганы көзөмөлдө калтырылды.",
    "requirements": "Кызыкдар тараптардын талаптарынын реестри көрсөтүлдү. Талаптар эмне үчүн "
    "аткарылышы керектиги түшүндүрүлдү: мектептин кызматы ошолорго арналган.",
    "term_results": "Жетишүү, билим сапаты жана катышуу боюнча талдоо угулду. Класстар жана "
    "предметтер боюнча себептери талкууланды.",
    "strategic_directions": "Баалоо тутумун өнүктүрүүнүн багыттары талкууланды: журнал менен "
    "экзаменди салыштыруу, окуучунун өсүшүн көрүү.",
    "indicator_system": "Индикаторлордун тизмеси каралып, жылдык нормалары талкууланды.",
    "staff_work": "Мугалимдердин иши боюнча жыйынды маалымат угулду, жеке маалымат айтылган жок.",
    "proposals": "Усулдук бирикмелердин сунуштарына берилген жооптор угулду.",
    "opinion": "Мектептин көрсөткүчтөрү менен таанышып, комитет пикирин айтты.",
}

MEETINGS: tuple[Planned, ...] = (
    Planned(
        COUNCIL,
        date(LAST, 8, 28),
        "Өткөн жылдын талдоосу жана жаңы жылдын милдеттери",
        decisions=(
            Taken(
                "norms",
                "indicator_system",
                "Индикаторлордун нормалары бекитилсин",
                Role.DEP_ACADEMIC,
                20,
                ("report", "Өткөн окуу жылынын талдоосу", ""),
                report="Нормалар буйрук менен бекитилди.",
            ),
        ),
    ),
    Planned(
        UNION,
        date(LAST, 9, 12),
        "Жылдык план",
        decisions=(
            Taken(
                "mo_plan",
                "requirements",
                "Ачык сабактардын графиги түзүлсүн",
                Role.TEACHER,
                14,
                None,
                report="График илинди.",
            ),
        ),
    ),
    Planned(
        COUNCIL,
        date(LAST, 11, 7),
        "I чейректин жыйынтыгы",
        decisions=(
            Taken(
                "extra",
                "term_results",
                "Математикадан артта калган окуучулар менен кошумча сабактар жүргүзүлсүн",
                Role.MO,
                40,
                ("indicator", "I чейректе математикадан билим сапаты төмөн", "R-02"),
                ("R-02", "сапат кеминде 3 пункттка жогорулайт", 120),
                "Жумасына экиден 12 сабак өттү, журналы бар.",
                effect=(
                    "reached",
                    "Кийинки эки чейректе сапат күтүлгөндөй жогорулап, андан түшкөн жок.",
                    None,
                ),
            ),
            Taken(
                "diary",
                "term_results",
                "Ата-энелерге жума сайын баалар жөнүндө билдирүү жөнөтүлсүн",
                Role.DEP_UPBRINGING,
                60,
                ("survey", "Ата-энелердин сурамжылоосу: маалымат аз", "P-19"),
                ("P-24", "катышуу 95 пайыздан ашат", 150),
                "Билдирүүлөр жөнөтүлүп турат.",
                effect=(
                    "not_reached",
                    "Катышуу мурдагы деңгээлде калды: себептер башкада экен.",
                    None,
                ),
                against=2,
            ),
        ),
    ),
    Planned(
        COUNCIL,
        date(LAST + 1, 1, 9),
        "Жарым жылдыктын жыйынтыгы",
        decisions=(
            Taken(
                "journals",
                "term_results",
                "Журналдар жума сайын текшерилсин",
                Role.DEP_ACADEMIC,
                30,
                ("audit", "Ички көзөмөл: журналдар кеч толтурулат", "№ 4 маалымкат"),
                report="Январь-март айларында жума сайын текшерилди.",
            ),
        ),
    ),
    Planned(
        COUNCIL,
        date(LAST + 1, 3, 25),
        "Сабактын сапаты",
        leaves_out="requirements",
        decisions=(
            Taken(
                "visits",
                "term_results",
                "Ар бир мугалим чейрегине эки сабакка катышып, талдоо жазсын",
                Role.MO,
                60,
                ("assessment", "Өзүн-өзү баалоо: бири-биринен үйрөнүү аз", ""),
                report="58 сабакка катышуу жазылды.",
            ),
        ),
    ),
    Planned(
        COUNCIL,
        date(LAST + 1, 5, 27),
        "Окуу жылынын жыйынтыгы",
        decisions=(
            Taken(
                "reading",
                "staff_work",
                "Окуу сабаттуулугу боюнча тапшырмалар банкы түзүлсүн",
                Role.MO,
                100,
                ("report", "Жылдык талдоо: окуу сабаттуулугу төмөн", ""),
                ("R-03", "окутуунун деңгээли 2 пунктка жогорулайт", 160),
                "120 тапшырма топтолду.",
                effect=(
                    "too_early",
                    "Бир эле чейрек өттү, айырмасы кокустуктан ашпайт.",
                    date(RUNNING + 1, 2, 1),
                ),
            ),
        ),
    ),
    Planned(
        COUNCIL,
        date(RUNNING, 8, 28),
        "Өткөн жылдын талдоосу жана жаңы жылдын милдеттери",
        decisions=(
            Taken(
                "library",
                "requirements",
                "Китепканада окуу бурчу ачылсын",
                Role.LIBRARIAN,
                48,
                ("requirement", "Ата-энелердин талабы: балдар тынч жерде даярданса", ""),
            ),
            Taken(
                "laptops",
                "training",
                "Мугалимдер үчүн эки ноутбук сатып алынсын",
                Role.FACILITIES,
                40,
                ("finding", "Журнал толтурууга жабдуу жетишпейт", ""),
                carried_to=date(RUNNING + 1, 1, 20),
            ),
            Taken(
                "five",
                "strategic_directions",
                "Бардык класстар алты күндүк окууга өтсүн",
                Role.DEP_ACADEMIC,
                30,
                ("other", "Окуу планынын сааттары", ""),
                fails=True,
            ),
        ),
    ),
    Planned(
        HEAD,
        date(RUNNING, 9, 14),
        "Жылдын башталышы",
        decisions=(
            Taken(
                "heating",
                "Кышка даярдык",
                "Жылытуу тутуму текшерилип, актысы түзүлсүн",
                Role.FACILITIES,
                21,
                ("audit", "Кышка даярдыкты текшерүү", ""),
                report="Текшерилди, актысы № 7.",
            ),
        ),
        questions=("Кышка даярдык",),
    ),
    Planned(
        UNION,
        date(RUNNING, 9, 18),
        "Жылдык план жана сунуштар",
        decisions=(
            Taken(
                "marks",
                "requirements",
                "Текшерүү иштеринин бирдиктүү критерийлери түзүлсүн",
                Role.TEACHER,
                70,
                ("indicator", "Журнал менен экзамендин айырмасы", "R-09"),
            ),
        ),
    ),
    Planned(
        PARENTS,
        date(RUNNING, 10, 20),
        "Мектептин көрсөткүчтөрү жана сабактын башталышы",
        leaves_out="term_results",
        decisions=(
            Taken(
                "bus",
                "opinion",
                "Автобустун убактысы жөнүндө айыл өкмөтүнө кат жазылсын",
                Role.DEP_UPBRINGING,
                20,
                ("survey", "Ата-энелердин сурамжылоосу", ""),
                report="Кат жөнөтүлдү, жооп келди.",
                only_reported=True,
            ),
        ),
    ),
    Planned(
        COUNCIL,
        date(RUNNING, 11, 6),
        "I чейректин жыйынтыгы",
        questions=(DAY_STARTS,),
        hears=True,
        decisions=(
            Taken(
                "help",
                "term_results",
                "Жетишпеген окуучулар менен жеке иш планы түзүлсүн",
                Role.MO,
                30,
                ("indicator", "I чейректе жетишүү нормадан төмөн", "R-01"),
                ("R-01", "II чейректе жетишүү 98 пайызга жетет", 75),
            ),
            Taken(
                "bell",
                DAY_STARTS,
                "Сабактар 8:30да башталсын",
                Role.DEP_ACADEMIC,
                24,
                ("survey", "Ата-энелердин сурамжылоосу: автобус кеч келет", ""),
                against=3,
                for_consumers=True,
            ),
        ),
    ),
    Planned(
        HEAD,
        date(RUNNING, 11, 12),
        "Ноябрь айынын иши",
        state=MINUTED,
        decisions=(
            Taken(
                "report",
                "audits",
                "Ички көзөмөлдүн маалымкаты мугалимдерге тааныштырылсын",
                Role.DEP_UPBRINGING,
                10,
                ("audit", "№ 2 маалымкат", ""),
            ),
        ),
    ),
)
