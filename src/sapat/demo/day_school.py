"""The fictional basic school of nine years, in a village: about 350 pupils in two shifts."""

from functools import cache

from sapat.core.language import Text
from sapat.demo.chance import Chance
from sapat.demo.cohorts import classes
from sapat.demo.days import QUARTERS
from sapat.demo.employees import day_staff, share_out
from sapat.demo.names import Names
from sapat.demo.world import School

CODE = "DEMO-1"
NAME = Text(
    "Ак-Талаа айылындагы ойдон чыгарылган №1 негизги мектеп",
    "Вымышленная основная школа №1 села Ак-Талаа",
    "Fictional basic school No. 1 of Ak-Talaa village",
)

FIRST_SMALL = 2025
DATED = frozenset({(2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1)})
DATED_SMALL = frozenset({(2025, 4), (2026, 1)})


@cache
def day_school(seed: int, *, small: bool = False) -> School:
    """Return the school: the same for the same seed. `small`: fewer classes, the last two years."""
    names = Names(Chance(seed, CODE, "names"))
    staff = day_staff(seed, CODE, names)
    every = classes(seed, CODE, names, small=small)
    groups = {year: every[year] for year in every if year >= (FIRST_SMALL if small else 0)}
    loads = {year: share_out(groups[year], staff) for year in groups}
    for year in groups:
        for place, group in enumerate(groups[year]):
            group.room = str(101 + place if place < 8 else 193 + place)
    return School(
        code=CODE,
        name=NAME,
        school_type="basic",
        seed=seed,
        years={year: QUARTERS[year] for year in groups},
        groups=groups,
        staff=staff,
        loads=loads,
        dated=DATED_SMALL if small else DATED,
        parents=[names.next("f", "ky") for _ in range(5)],
    )
