"""A register knows nothing of what is still to come."""

from sapat.demo.correspondence import correspondence_school
from sapat.demo.day_school import day_school
from sapat.demo.days import has_happened


def test_nobody_comes_or_leaves_in_the_future():
    for school in (day_school(64), correspondence_school(64)):
        moves = [
            day
            for groups in school.groups.values()
            for group in groups
            for day in (*group.came.values(), *group.left.values())
        ]
        assert moves
        assert all(map(has_happened, moves))
