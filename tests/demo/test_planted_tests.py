"""What the demonstration plants in a test is found where a school is large enough to tell."""

import random

from sapat.check.testing.analysis import Answers, difference
from sapat.check.testing.roster import Seat
from sapat.demo.life.testing import STORIES, UNFAIR, answers

SEATS = [Seat(one, f"Окуучу {one}", str(one), "fm"[one % 2], "7А", "ky") for one in range(1, 201)]


def test_the_unfair_item_alone_is_large():
    (story,) = [one for one in STORIES if one.unfair is not None]
    table = answers(story, SEATS, random.Random(5))
    rows = tuple(line.cells for line in table.lines)
    told = difference(
        Answers(table.items, table.key, table.most, rows), [seat.sex for seat in SEATS]
    )
    assert told is not None
    assert [at for at, size in enumerate(told[2].sizes) if size == "C"] == [UNFAIR]
