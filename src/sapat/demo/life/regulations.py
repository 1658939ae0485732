"""The regulations of the fictional schools: taken on, in their own words, and renewed once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sapat.plan.regulations import changes
from sapat.plan.regulations.changes import Settings, Signers
from sapat.plan.regulations.models import RegulationEdition
from sapat.plan.regulations.states import SignOff
from sapat.plan.regulations.wording import Restated
from sapat.plan.regulations.words import Learners, Standard
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import SchoolType
from sapat.school.people import reads as people

LEVELS = {
    "primary": "БЖББ",
    "basic": "НЖББ",
    "secondary": "ОЖББ",
    "structure": "eleven_year",
}


@dataclass(frozen=True)
class Plan:
    """What a fictional school does with its regulation."""

    code: str
    settings: Settings
    said: tuple[Restated, ...]
    own: Restated
    later: tuple[Restated, ...]
    renewals: tuple[str, ...]


DAY_SCHOOL = Plan(
    code="B",
    settings=Settings(learners=Learners.PUPIL, levels=LEVELS),
    said=(
        Restated(
            "B3.4-6",
            heading="Байкоочуларды окутуу",
            meaning="Сабакка катышып, баа берчү мугалимдер жыл башында атайын даярдыктан өтөт.",
        ),
        Restated(
            "B4.3-8",
            applies=False,
            why_not="Айылда мектептен башка билим берүү уюму жок, иш айыл өкмөтү менен жүрөт",
        ),
    ),
    own=Restated(
        "",
        heading="Ата-энелер менен кеңешүү",
        meaning="Сапат боюнча чечимдер ата-энелер комитетинде жана окуучулардын кеңешинде каралат.",
        role="dep_upbringing",
        rhythm="term",
        own=True,
        chapter="B2.2",
        priority="S",
        phase="act",
        rule="bodies.governance",
    ),
    later=(Restated("B2.3-5", rhythm="half_year"),),
    renewals=("levels",),
)
CORRESPONDENCE = Plan(
    code="A",
    settings=Settings(
        learners=Learners.LISTENER,
        parent="Ала-Арча окуу комплекси (ойдон чыгарылган)",
        levels=LEVELS,
    ),
    said=(
        Restated(
            "A2-10",
            applies=False,
            why_not="Өндүрүштүк практика бөлүмү да, карьера борбору да жок",
        ),
        Restated("A5-8", meaning="Директор сапат саясатын ар бир август айында карап чыгат."),
    ),
    own=Restated(
        "",
        heading="Жобо менен таанышуу",
        meaning="Ар бир консультант жобону окуу сессиясы башталганга чейин окуп, кол коёт.",
        role="dep_academic",
        rhythm="year",
        own=True,
        chapter="A5",
        priority="S",
        phase="do",
        rule="acknowledgements.reached",
        parameters={"about": "regulation:A"},
    ),
    later=(),
    renewals=("law",),
)


def live(school: Organisation, *, at: datetime) -> None:
    """Take the school's regulation on, and a year later lay down a second edition."""
    distance = school.edition(date(2025, 9, 1)).school_type == SchoolType.CORRESPONDENCE
    plan = CORRESPONDENCE if distance else DAY_SCHOOL
    first = _moment(2025, at)
    edition = changes.take_on(school, plan.code, plan.settings, by=None, at=first)
    for said in plan.said:
        changes.restate(edition, said, by=None, at=first)
    changes.add_clause(edition, plan.own, by=None, at=first)
    edition = _in_force(school, edition, 2025, at=first)
    second = _moment(2026, at)
    draft = changes.prepare_edition(edition.regulation, by=None, at=second)
    for said in plan.later:
        changes.restate(draft, said, by=None, at=second)
    for code in plan.renewals:
        changes.renew(draft, code, by=None, at=second)
    if not distance:
        levels = {**LEVELS, "structure": "twelve_year"}
        standing = Settings(Learners.PUPIL, "", Standard.ISO_2015, levels)
        changes.set_edition(draft, standing, by=None, at=second)
        _in_force(school, draft, 2026, at=second)


def _moment(year: int, at: datetime) -> datetime:
    """Return the last days of August, as they were when the school wrote it down."""
    return min(at, datetime(year, 8, 31, 9, 0, tzinfo=UTC))


def _in_force(
    school: Organisation, edition: RegulationEdition, year: int, *, at: datetime
) -> RegulationEdition:
    days = [date(year, 8, day) for day in (27, 29)]
    sign_off = SignOff("1", days[0], f"{year % 100}/2", days[1], date(year, 9, 1))
    with within(school):
        found = [one for one in bodies.bodies(days[0]) if one.kind == BodyKind.PED_COUNCIL]
        signers = Signers(found[0] if found else None, people.director(days[1]))
    return changes.put_in_force(edition, sign_off, signers, by=None, at=at)
