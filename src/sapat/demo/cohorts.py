"""The classes of the day school over the years, and how pupils pass from one to the next.

In September 2025 schools began to pass over to twelve years: six-year-olds entered grade 1,
children of seven who had been prepared grade 2; those who had finished grade 3 went on to
grade 5 and those who had finished grade 6 to grade 8; everybody else went on by one.
So the label jumps, the year of study does not, and the level follows the cohort's standard.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sapat.demo.chance import Chance
from sapat.demo.days import FIRST_YEAR, LAST_YEAR, QUARTERS, YearDays, has_happened
from sapat.demo.names import Names
from sapat.demo.planted import SMALL_COHORT
from sapat.demo.world import Group, Pupil

TURN = 2025
LAST_LABEL = 9
JUMPED = {3: 5, 6: 8}
SMALLEST = 4
FEW = {(2017, "А"), (2018, "А"), (2020, "А"), (2020, "Б"), (2021, "А")}
"""The streams of the small school: those something is planted in."""


@dataclass(frozen=True)
class Stream:
    """Pupils who began together: the year, whether they began in grade 2, and the letter."""

    began: int
    in_second: bool
    letter: str

    @property
    def language(self) -> str:
        """Return the language of the class: Б and Г are taught in Russian."""
        return "ru" if self.letter in "БГ" else "ky"

    def grade(self, year: int) -> int:
        """Return the year of study, counted in years at school."""
        return year - self.began + 1

    @property
    def jumps(self) -> bool:
        """Answer whether the stream left out a label in 2025."""
        return not self.in_second and TURN - self.began in JUMPED

    def label(self, year: int) -> int:
        """Return the number the class is called by."""
        label = self.grade(year) + (1 if self.in_second else 0)
        return label + 1 if self.jumps and year >= TURN else label

    def shown_letter(self, year: int) -> str:
        """Return the letter; those who jumped took the next two, for the label was in use."""
        return {"А": "В", "Б": "Г"}[self.letter] if self.jumps and year >= TURN else self.letter

    def level(self, year: int) -> str:
        """Return the level by the standard the stream studies under."""
        twelve = year >= TURN and (self.jumps or self.began >= TURN)
        return "primary" if self.label(year) <= (6 if twelve else 4) else "basic"


def streams(*, small: bool) -> list[Stream]:
    """Return every stream that is at school in one of the years."""
    found = [
        Stream(began, in_second=False, letter=letter)
        for began in range(FIRST_YEAR - LAST_LABEL + 1, LAST_YEAR + 1)
        for letter in ("А" if began == TURN else "АБ")
    ]
    found.append(Stream(TURN, in_second=True, letter="В"))
    return [stream for stream in found if (stream.began, stream.letter) in FEW] if small else found


def size(stream: Stream, chance: Chance) -> int:
    """Return with how many pupils a stream begins."""
    if (stream.began, stream.letter) == SMALL_COHORT:
        return SMALLEST
    return chance.randint(22, 27) if stream.language == "ky" else chance.randint(15, 20)


class Roll:
    """Writes pupils into the school's book, with running numbers."""

    def __init__(self, seed: int, code: str, names: Names) -> None:
        self.seed, self.code, self.names = seed, code, names
        self.written = 0

    def new(self, language: str, *, born: int) -> Pupil:
        """Write a new pupil."""
        self.written += 1
        number = f"{self.code}-{self.written:04d}"
        chance = Chance(self.seed, self.code, "pupil", number)
        sex = chance.choice("fm")
        return Pupil(
            number=number,
            name=self.names.next(sex, language),
            sex=sex,
            born_on=date(born, 1, 1) + timedelta(days=chance.randrange(365)),
            language=language,
            able=chance.gauss(0.12 if sex == "f" else -0.12, 1.0),
            truant=chance.betavariate(0.6, 12),
            special=chance.happens(0.025),
        )


def classes(seed: int, code: str, names: Names, *, small: bool) -> dict[int, list[Group]]:
    """Return the classes of every year; pupils come and go, the rest pass on together."""
    roll = Roll(seed, code, names)
    years: dict[int, list[Group]] = {}
    last: dict[Stream, Group] = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        groups = []
        for stream in streams(small=small):
            if stream.began <= year and stream.label(year) <= LAST_LABEL:
                last[stream] = _group(stream, year, roll, before=last.get(stream))
                groups.append(last[stream])
        years[year] = sorted(groups, key=lambda group: (group.label, group.letter))
    return years


def _group(stream: Stream, year: int, roll: Roll, *, before: Group | None) -> Group:
    chance = Chance(roll.seed, roll.code, "class", year, stream)
    born = stream.began - (7 if stream.began < TURN or stream.in_second else 6)
    if before:
        pupils = [pupil for pupil in before.pupils if pupil.number not in before.left]
    else:
        pupils = [roll.new(stream.language, born=born) for _ in range(size(stream, chance))]
    label = stream.label(year)
    group = Group(
        year=year,
        label=label,
        letter=stream.shown_letter(year),
        grade=stream.grade(year),
        level=stream.level(year),
        language=stream.language,
        shift=2 if label in (3, 4, 6, 7) else 1,
        pupils=pupils,
        before=before,
    )
    if (stream.began, stream.letter) != SMALL_COHORT:
        _move(group, QUARTERS[year], roll, born=born)
    group.pupils.sort(key=lambda pupil: pupil.name.short)
    return group


def _move(group: Group, days: YearDays, roll: Roll, *, born: int) -> None:
    """Let one pupil in some of the classes leave, and in some one come, inside the year."""
    chance = Chance(roll.seed, roll.code, "moves", group.year, group.name)
    length = (days.ends - days.starts).days
    if chance.happens(0.35):
        leaver = chance.choice(group.pupils)
        on = days.starts + timedelta(days=chance.randint(20, length - 20))
        if has_happened(on):
            group.left[leaver.number] = on
    if chance.happens(0.3):
        comer = roll.new(group.language, born=born)
        on = days.starts + timedelta(days=chance.randint(5, length - 60))
        if has_happened(on):
            group.pupils.append(comer)
            group.came[comer.number] = on
