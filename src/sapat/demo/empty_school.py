"""The fictional school without data: staff and calendar, so that a visitor can try a file."""

from functools import cache

from sapat.core.language import Text
from sapat.demo.chance import Chance
from sapat.demo.days import QUARTERS
from sapat.demo.employees import day_staff
from sapat.demo.names import Names
from sapat.demo.world import School

CODE = "DEMO-3"
NAME = Text(
    "Ойдон чыгарылган бош мектеп: өз файлыңызды сынап көрүңүз",
    "Вымышленная пустая школа: попробуйте свой файл",
    "Fictional empty school: try a file of your own",
)


@cache
def empty_school(seed: int) -> School:
    """Return the school: nobody is on roll yet."""
    names = Names(Chance(seed, CODE, "names"))
    return School(
        code=CODE,
        name=NAME,
        school_type="full",
        seed=seed,
        years=QUARTERS,
        groups={},
        staff=day_staff(seed, CODE, names),
        loads={},
        parents=[names.next("f", "ky") for _ in range(3)],
    )
